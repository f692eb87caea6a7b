import { checkModel } from '../../language/check.ts';
import { type Constraint, kindOf } from '../../language/constraints/index.ts';
import { BOOLEAN, type Domain, lowerOf, upperOf } from '../../language/domain.ts';
import { constant, type Literal } from '../../language/expression.ts';
import type { Model } from '../../language/model.ts';
import type { Interval, VariableData } from '../../language/variables.ts';

/**
 * A part that can be left out of a model, as a JSON pointer: `/constraints/3`, `/intervals/0`, `/assumptions/1`,
 * `/objective` for the objective's domain, and `/variables/2` for a variable's domain.
 */
export type ModelPart = string;

/** How much wider, on both sides, the domain of an integer is at least that is left out. */
const WIDER = 1_000_000;

/** Where so wide a domain means nothing, it is narrower by this factor. */
const NARROWING = 1000;

/** An interval that asks for nothing. */
const NOTHING: Interval = { start: constant(0), size: constant(0), end: constant(0) };

/**
 * Models made of some of the parts of one model, without its objective.
 *
 * *Means* an interval that is left out, and that no constraint of the model names, asks for nothing; a variable whose
 * domain is left out has a wider one, by all the numbers of the model, or the Boolean's. Where a wider domain means
 * nothing, as where sums would leave the safe integers, it is less wide; where none does, such as a divisor of 0, it stays.
 */
export class ModelParts {
  /** The domain of the objective is the constraint behind those of the model. */
  readonly #model: Model;
  readonly #objectiveAt: number;
  /** Parts that may be left out; what is not among them always holds. */
  readonly #optional: ReadonlySet<ModelPart>;
  readonly #wide: readonly VariableData[];

  constructor(model: Model, optional: Iterable<ModelPart>) {
    const { objective, hint: _, strategies: __, ...decision } = model;
    this.#optional = new Set(optional);
    this.#objectiveAt = model.constraints.length;
    this.#model = { ...decision, constraints: [...model.constraints, ...domainOf(objective)] };
    this.#wide = widened(this.#model, this.#optional);
  }

  /** The model of the given parts, and of those that always hold. */
  only(given: Iterable<ModelPart>): Model {
    const wanted = new Set(given);
    const isIn = (part: ModelPart): boolean => wanted.has(part) || !this.#optional.has(part);
    const model = this.#model;
    const constraints = model.constraints.filter((_, i) => isIn(this.#constraint(i)));
    const named = namedIntervals(constraints);
    return {
      ...model,
      variables: model.variables.map((v, i) => (isIn(`/variables/${i}`) ? v : this.#wide[i]!)),
      intervals: model.intervals.map((v, i) => (named.has(i) || isIn(`/intervals/${i}`) ? v : NOTHING)),
      constraints,
      assumptions: (model.assumptions ?? []).filter((_, i) => isIn(`/assumptions/${i}`)),
    };
  }

  /** The model in which each of the groups of parts is asked for by an assumption of its own. */
  assumed(groups: readonly (readonly ModelPart[])[]): { readonly model: Model; readonly literals: readonly Literal[] } {
    const bare = this.only([]);
    const literals = groups.map((_, i) => bare.variables.length + i);
    const constraints: Constraint[] = [...bare.constraints];
    const intervals = [...this.#model.intervals];
    groups.forEach((parts, i) => {
      for (const part of parts) {
        const [, list, place] = part.split('/');
        if (list === 'intervals') intervals[Number(place)] = presentIf(literals[i]!, intervals[Number(place)]!);
        else constraints.push(this.#enforced(part, literals[i]!));
      }
    });
    return {
      literals,
      model: {
        ...bare,
        variables: [...bare.variables, ...groups.map(() => ({ domain: BOOLEAN }))],
        intervals,
        constraints,
        assumptions: [...(bare.assumptions ?? []), ...literals],
      },
    };
  }

  /** What a part asks for, as a constraint. */
  #enforced(part: ModelPart, literal: Literal): Constraint {
    const { constraints, assumptions, variables } = this.#model;
    const [, list, place] = part.split('/');
    const index = Number(place);
    if (list === 'assumptions') return { kind: 'boolAnd', literals: [assumptions![index]!], enforce: [literal] };
    if (list === 'variables') {
      return { kind: 'linear', vars: [index], coeffs: [1], domain: variables[index]!.domain, enforce: [literal] };
    }
    const constraint = constraints[list === 'objective' ? this.#objectiveAt : index]!;
    return { ...constraint, enforce: [...(constraint.enforce ?? []), literal] };
  }

  #constraint(index: number): ModelPart {
    return index === this.#objectiveAt ? '/objective' : `/constraints/${index}`;
  }
}

function domainOf(objective: Model['objective']): Constraint[] {
  if (!objective?.domain) return [];
  const { vars, coeffs, domain } = objective;
  return [{ kind: 'linear', vars: [...vars], coeffs: [...coeffs], domain: [...domain] }];
}

function presentIf(literal: Literal, interval: Interval): Interval {
  return { ...interval, presence: [...(interval.presence ?? []), literal] };
}

function namedIntervals(constraints: readonly Constraint[]): Set<number> {
  const named = new Set<number>();
  const ignore = (): void => undefined;
  const visitor = {
    variable: ignore,
    literal: ignore,
    expression: ignore,
    interval: (index: number): void => void named.add(index),
  };
  for (const constraint of constraints) kindOf(constraint).visit(constraint, visitor);
  return named;
}

/** The variables with a wider domain, as far as the model still means something with it. */
function widened(model: Model, optional: ReadonlySet<ModelPart>): VariableData[] {
  if (!model.variables.some((_, i) => optional.has(`/variables/${i}`))) return [...model.variables];
  const most = WIDER + magnitudes([model.variables.map(({ domain }) => domain), model.intervals, model.constraints]);
  const widths = model.variables.map((_, i) => (optional.has(`/variables/${i}`) ? most : 0));
  for (;;) {
    const variables = model.variables.map((one, i) =>
      widths[i] ? { ...one, domain: wider(one.domain, widths[i]) } : one,
    );
    const refused = [...variablesAtFault({ ...model, variables })].filter((i) => widths[i]);
    if (refused.length === 0) return variables;
    for (const i of refused) widths[i] = widths[i]! > WIDER ? Math.max(WIDER, Math.floor(widths[i]! / NARROWING)) : 0;
  }
}

function wider(domain: Domain, by: number): Domain {
  const [lo, hi] = [lowerOf(domain), upperOf(domain)];
  return lo >= 0 && hi <= 1 ? BOOLEAN : [lo - by, hi + by];
}

/** All numbers of some data together, without their signs: a constraint asks for no step that is wider than that. */
function magnitudes(data: unknown): number {
  if (typeof data === 'number') return Number.isFinite(data) ? Math.abs(data) : 0;
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce((sum: number, part) => sum + magnitudes(part), 0);
}

/** The variables of the parts that a check refuses. */
function variablesAtFault(model: Model): Set<number> {
  const found = new Set<number>();
  const add = (variable: number): void => void found.add(variable < 0 ? -1 - variable : variable);
  const addAll = ({ vars }: { readonly vars: readonly number[] }): void => vars.forEach(add);
  checkModel(model, (pointer) => {
    const [, list, place] = pointer.split('/');
    const index = Number(place);
    const ofInterval = (i: number): void => {
      const { start, size, end } = model.intervals[i]!;
      for (const expression of [start, size, end]) addAll(expression);
    };
    const visitor = { variable: add, literal: add, expression: addAll, interval: ofInterval };
    if (list === 'constraints') kindOf(model.constraints[index]!).visit(model.constraints[index]!, visitor);
    if (list === 'intervals') ofInterval(index);
    if (list === 'variables') add(index);
  });
  return found;
}
