import type { Solution } from '../engines/outcome.ts';
import { DovetailError } from '../errors.ts';
import { evaluate } from '../language/constraint.ts';
import type { Model } from '../language/model.ts';
import { enumerate as enumerateModel } from '../solve/enumerate.ts';
import { type Explanation, explainInfeasible as explainModel } from '../solve/infeasible/explainInfeasible.ts';
import type { Labels } from '../solve/infeasible/labels.ts';
import { type RepeatableOptions, type RepeatableResult, solveRepeatably } from '../solve/repeatable.ts';
import type { Bool, Sum } from './expression.ts';
import { ConstraintModel } from './model.ts';

/** A solution that is asked by variables, sums or names. */
export interface Found extends Solution {
  /** The value of a variable or a sum, or of the variable with a name. *Errors* `model/unknown-variable`. */
  value(of: Sum | string): number;
  isTrue(literal: Bool): boolean;
}

export interface LibraryOptions extends Omit<RepeatableOptions, 'changes' | 'onIncumbent'> {
  /** Told of each verified solution that is better than all before, and after how many milliseconds. */
  readonly onIncumbent?: ((solution: Found, ms: number) => void) | undefined;
}

export interface Solved extends RepeatableResult {
  /** The best solution found, if any. */
  readonly solution?: Found;
}

/**
 * Solves a model, of objects or as plain data; every solution is verified. See `SolveResult` for what else it tells.
 *
 * *Errors* see `src/solve/solve.ts`.
 */
export async function solve(model: ConstraintModel | Model, options: LibraryOptions = {}): Promise<Solved> {
  const plain = plainOf(model);
  const { onIncumbent, ...rest } = options;
  const told = onIncumbent && ((found: Solution, ms: number) => onIncumbent(foundIn(plain, model, found), ms));
  const result = await solveRepeatably(plain, { ...rest, onIncumbent: told });
  const { solution } = result.outcome;
  return { ...result, ...(solution ? { solution: foundIn(plain, model, solution) } : {}) };
}

export interface ExplainOptions {
  /** For everything, in milliseconds; half a minute by default. */
  readonly timeLimitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly seed?: number | undefined;
  /** Groups of parts by name, as pointers such as `/constraints/0`; what has one name is one group by default. */
  readonly labels?: Labels | undefined;
}

/**
 * Which parts of a model without a solution conflict: a smallest set of them by name. See `src/solve/infeasible/explainInfeasible.ts`.
 */
export function explainInfeasible(
  model: ConstraintModel | Model,
  { labels, timeLimitMs, ...options }: ExplainOptions = {},
): Promise<Explanation> {
  return explainModel(plainOf(model), labels, { ...options, budgetMs: timeLimitMs });
}

/** Every solution of a model, one after the other, `limit` of them at most; see `src/solve/enumerate.ts`. */
export function* enumerate(
  model: ConstraintModel | Model,
  options: { readonly limit?: number } = {},
): Generator<Found> {
  const plain = plainOf(model);
  for (const solution of enumerateModel(plain, options)) yield foundIn(plain, model, solution);
}

function plainOf(model: ConstraintModel | Model): Model {
  return model instanceof ConstraintModel ? model.build() : model;
}

function foundIn(plain: Model, model: ConstraintModel | Model, solution: Solution): Found {
  const value = (of: Sum | string): number => {
    if (typeof of === 'string') return solution.values[indexOf(plain, of)]!;
    const expression = model instanceof ConstraintModel ? model.expression(of) : of.data;
    return evaluate(expression, solution.values);
  };
  return { ...solution, value, isTrue: (literal) => value(literal) === 1 };
}

function indexOf({ variables }: Model, name: string): number {
  const index = variables.findIndex((variable) => variable.name === name);
  if (index >= 0 && variables.findLastIndex((variable) => variable.name === name) === index) return index;
  const problem = index < 0 ? 'No variable' : 'More than one variable';
  throw new DovetailError('model/unknown-variable', `${problem} is called ${name}.`, {
    maybe: 'ask with the variable itself instead of its name.',
  });
}
