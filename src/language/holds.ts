import { isPresent, isTrue, spanOf } from './constraint.ts';
import { type Constraint, kindOf } from './constraints/index.ts';
import { domainHas } from './domain.ts';
import type { Model } from './model.ts';
import { namesOf } from './names.ts';
import { objectiveSum } from './objective.ts';
import type { Interval } from './variables.ts';

/**
 * Whether a constraint holds: the definition that every engine's answer is measured by.
 *
 * *Means* one of its enforcement literals is false, or its kind's meaning is true of the values.
 * *Shapes* `values` has one number for each variable of the model.
 */
export function holds(constraint: Constraint, values: ArrayLike<number>, intervals: readonly Interval[] = []): boolean {
  const { enforce } = constraint;
  if (enforce?.some((literal) => !isTrue(literal, values))) return true;
  return kindOf(constraint).holds(constraint, { values, intervals });
}

/** Whether `start + size = end` and `size >= 0`, or the interval is absent. */
export function intervalHolds(interval: Interval, values: ArrayLike<number>): boolean {
  if (!isPresent(interval, values)) return true;
  const { start, size, end } = spanOf(interval, values);
  return size >= 0 && start + size === end;
}

/** One thing that an assignment breaks. */
export interface Violation {
  /** JSON pointer into the model, such as `/constraints/3`. */
  readonly pointer: string;
  readonly message: string;
}

/** Whether the values satisfy the whole model; stops at the first thing they break. */
export function isFeasible(model: Model, values: ArrayLike<number>): boolean {
  return violationsOf(model, values).next().done === true;
}

/** Everything that the values break: domains, intervals, constraints, assumptions, the objective's domain. */
export function* violationsOf(model: Model, values: ArrayLike<number>): Generator<Violation> {
  const names = namesOf(model);
  if (values.length !== model.variables.length) {
    yield { pointer: '', message: `${values.length} values for ${model.variables.length} variables.` };
    return;
  }
  for (let i = 0; i < model.variables.length; i++) {
    if (Number.isInteger(values[i]) && domainHas(model.variables[i]!.domain, values[i]!)) continue;
    yield { pointer: `/variables/${i}`, message: `${names.variable(i)} = ${values[i]} is outside its domain.` };
  }
  for (let i = 0; i < model.intervals.length; i++) {
    if (intervalHolds(model.intervals[i]!, values)) continue;
    yield {
      pointer: `/intervals/${i}`,
      message: `${names.interval(i)} does not satisfy start + size = end, size >= 0.`,
    };
  }
  for (let i = 0; i < model.constraints.length; i++) {
    const constraint = model.constraints[i]!;
    if (holds(constraint, values, model.intervals)) continue;
    const label = constraint.name ? `${constraint.name}: ` : '';
    const text = shortened(kindOf(constraint).print(constraint, names));
    yield { pointer: `/constraints/${i}`, message: `${label}${text} does not hold.` };
  }
  for (const [i, literal] of (model.assumptions ?? []).entries()) {
    if (!isTrue(literal, values)) {
      yield { pointer: `/assumptions/${i}`, message: `The assumption ${names.literal(literal)} is not true.` };
    }
  }
  const objective = model.objective;
  if (objective?.domain && !domainHas(objective.domain, objectiveSum(objective, values))) {
    yield { pointer: '/objective', message: 'The objective lies outside its domain.' };
  }
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 297)}...` : text;
}
