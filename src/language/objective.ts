import { evaluate } from './constraint.ts';
import type { Model, Objective } from './model.ts';

/**
 * What solutions are compared by: the whole number `sum of coeffs[i] * vars[i]`, without constant and scale.
 *
 * *Limits* exact, because every partial sum of an objective is a safe integer; a constant of 10^18 or a scale of 10^-9
 * would hide that one solution is better than another.
 */
export function objectiveSum({ vars, coeffs }: Objective, values: ArrayLike<number>): number {
  return evaluate({ vars, coeffs, offset: 0 }, values);
}

/** A sum, or a bound on it, as it is shown: `scale * (sum + offset)`, in the model's units, to the nearest double. */
export function shownObjective({ offset, scale = 1 }: Objective, sum: number): number {
  const parts = Math.round(1 / scale);
  // Of a scale such as 10^-6 its inverse is whole, and to divide by that rounds once instead of twice.
  return 1 / parts === scale ? (sum + offset) / parts : scale * (sum + offset);
}

/** The value of the objective, in the model's units; 0 for a model without one. */
export function objectiveOf({ objective }: Model, values: ArrayLike<number>): number {
  return objective ? shownObjective(objective, objectiveSum(objective, values)) : 0;
}

/** The same problem with an objective that is shown as its sum: the form in which engines compare and bound. */
export function withPlainObjective(model: Model): Model {
  const { objective } = model;
  if (!objective || (objective.offset === 0 && (objective.scale ?? 1) === 1)) return model;
  const { scale: _, ...plain } = objective;
  return { ...model, objective: { ...plain, offset: 0 } };
}
