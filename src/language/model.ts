import type { Constraint } from './constraints/index.ts';
import type { Domain } from './domain.ts';
import type { Expression, Literal, Variable } from './expression.ts';
import type { Interval, VariableData } from './variables.ts';

/**
 * What is optimised: *means* `scale * (sum of coeffs[i] * vars[i] + offset)`, minimised or maximised.
 *
 * *Units* the model's; coefficients are whole numbers, `scale` and `offset` may be fractions and only change the number
 * that is shown, not which solution is better. `scale` is positive and 1 by default.
 * `domain`, when given, restricts the sum without offset and scale.
 */
export interface Objective {
  readonly sense: 'minimize' | 'maximize';
  readonly vars: readonly Variable[];
  readonly coeffs: readonly number[];
  readonly offset: number;
  readonly scale?: number | undefined;
  readonly domain?: Domain | undefined;
}

/** Values to try first; at most one for a variable. */
export interface Hint {
  readonly vars: readonly Variable[];
  readonly values: readonly number[];
}

export const VARIABLE_SELECTIONS = ['first', 'lowestMin', 'highestMax', 'minDomainSize', 'maxDomainSize'] as const;

export const VALUE_SELECTIONS = [
  'minValue',
  'maxValue',
  'lowerHalf',
  'upperHalf',
  'medianValue',
  'randomHalf',
] as const;

/** The order in which an engine that follows it branches: which expression next, and which part of its domain first. */
export interface DecisionStrategy {
  readonly exprs: readonly Expression[];
  readonly variableSelection: (typeof VARIABLE_SELECTIONS)[number];
  readonly valueSelection: (typeof VALUE_SELECTIONS)[number];
}

/**
 * A constraint problem: plain data that survives JSON, with no solver in it.
 *
 * *Means* find integer values of all variables, within their domains, that satisfy every interval, every constraint
 * and every assumption, and that are best for the objective, if there is one.
 * *Limits* every sum stays within the safe integers.
 */
export interface Model {
  /** Version of this format, so that a file tells what it is. */
  readonly dovetail: 1;
  readonly name?: string | undefined;
  readonly variables: readonly VariableData[];
  readonly intervals: readonly Interval[];
  readonly constraints: readonly Constraint[];
  readonly objective?: Objective | undefined;
  readonly hint?: Hint | undefined;
  /** Literals that are taken as true; an infeasible outcome may name a conflicting subset of them. */
  readonly assumptions?: readonly Literal[] | undefined;
  readonly strategies?: readonly DecisionStrategy[] | undefined;
}
