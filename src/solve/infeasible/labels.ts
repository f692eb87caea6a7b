import { lowerOf, upperOf } from '../../language/domain.ts';
import type { Model } from '../../language/model.ts';
import { domainText, namesOf } from '../../language/names.ts';
import type { ModelPart } from './parts.ts';

/** Groups of parts of a model by label. What no label names is taken as given. */
export type Labels = ReadonlyMap<string, readonly ModelPart[]>;

interface LabelOptions {
  /** Where a part stands in the file that the model was read from, as a pointer; as in our model, unless given. */
  readonly placeOf?: (part: ModelPart) => string;
  /** Whether the domains of variables can be to blame too. */
  readonly variables?: boolean;
}

/** One label for each assumption: its literal as text. */
export function assumptionLabels({ assumptions = [] }: Model): Labels {
  return new Map(assumptions.map((literal, i) => [String(literal), [`/assumptions/${i}`]]));
}

/**
 * One label for each owner or name of a constraint, and one for each interval, each assumption and the domain of the
 * objective; what has neither owner nor name is called by its number in the file, counted from 1.
 */
export function labelsOf(model: Model, { placeOf = (part) => part, variables = false }: LabelOptions = {}): Labels {
  const labels = new Map<string, ModelPart[]>();
  const add = (label: string, part: ModelPart): void => {
    const group = labels.get(label);
    if (group) group.push(part);
    else labels.set(label, [part]);
  };
  const numberOf = (part: ModelPart): number => Number(placeOf(part).split('/')[2]) + 1;
  const names = namesOf(model);
  // Those that are tried first are left out first where there is a choice: domains before what was asked for.
  if (variables) {
    model.variables.forEach(({ domain }, i) => {
      if (lowerOf(domain) === 0 && upperOf(domain) === 1) return;
      const values = lowerOf(domain) === upperOf(domain) ? `= ${domain[0]}` : `in ${domainText(domain)}`;
      add(`variable ${names.variable(i)} ${values}`, `/variables/${i}`);
    });
  }
  model.constraints.forEach(({ owner, name, kind }, i) => {
    const part = `/constraints/${i}`;
    add(owner ?? (name || `constraint ${numberOf(part)} (${kind})`), part);
  });
  model.intervals.forEach(({ owner, name }, i) => {
    const part = `/intervals/${i}`;
    const place = placeOf(part);
    const number = numberOf(part);
    const unnamed = place === part ? `interval ${number}` : `constraint ${number} (interval)`;
    add(owner ?? (name || unnamed), part);
  });
  model.assumptions?.forEach((literal, i) => {
    add(`assumption ${names.literal(literal)}`, `/assumptions/${i}`);
  });
  if (model.objective?.domain) add('the domain of the objective', '/objective');
  return labels;
}
