import { now } from '../engines/engine.ts';
import type { Solution, Stopped } from '../engines/outcome.ts';
import { evaluate } from '../language/constraint.ts';
import { lowerOf, upperOf } from '../language/domain.ts';
import { type Expression, simplify } from '../language/expression.ts';
import type { Model } from '../language/model.ts';
import { objectiveOf, objectiveSum } from '../language/objective.ts';
import { type SolveOptions, type SolveResult, solve } from './solve.ts';
import { DEFAULT_TIME_LIMIT_MS } from './termination.ts';

/** Of the solutions with the best objective, what is known of the one that changes least. */
export interface LeastChange {
  /** How much of the earlier solution is different. */
  readonly changes: number;
  /** Whether no solution with an objective as good changes less. */
  readonly isProved: boolean;
}

export interface SteadyOptions extends SolveOptions {
  /** How many changes a solution makes; without it nothing is different from {@link solve}. */
  readonly changes?: Expression | undefined;
}

export interface SteadyResult extends SolveResult {
  readonly leastChange?: LeastChange;
}

/** What of the time or the work, and how much time at most, is kept for the changes while the objective is not proved. */
const RESERVE = { share: 0.1, ms: 2000 };

/** How long the changes may take when the objective is proved: a share of what that took, or so much. */
const PROVED = { share: 0.25, ms: 1000 };

/** Ends after which nobody wants to wait for less change. */
const HURRIED: ReadonlySet<Stopped> = new Set<Stopped>(['cancelled', 'first-feasible']);

/**
 * Solves, and breaks ties: of the solutions that are as good, takes one that changes least.
 *
 * *Means* lexicographic: the objective first, solved as ever, then the changes with the objective as a limit. What is
 * told of the objective, its proof and its bound is of the objective alone.
 * *Limits* the second solve takes a quarter of what the first took, or a second, within the limits of both; where the first
 * proved nothing, what was kept for it. *Errors* as {@link solve}.
 */
export async function solveSteadily(model: Model, { changes, ...options }: SteadyOptions = {}): Promise<SteadyResult> {
  const { objective } = model;
  if (!changes || !objective) return solve(model, options);
  const began = now();
  const { ticks, timeLimitMs: limit = DEFAULT_TIME_LIMIT_MS } = options;
  const reserve = Math.min(RESERVE.share * limit, RESERVE.ms);
  const spare = Math.ceil(RESERVE.share * (ticks ?? 0));
  const first = await solve(model, {
    ...options,
    timeLimitMs: limit - reserve,
    ...(ticks === undefined ? {} : { ticks: Math.max(1, ticks - spare) }),
  });
  const { proof, solution, stopped } = first.outcome;
  if (!solution) return first;
  const before = evaluate(changes, solution.values);
  if (before <= leastOf(changes, model)) return { ...first, leastChange: { changes: before, isProved: true } };
  if (HURRIED.has(stopped)) return { ...first, leastChange: { changes: before, isProved: false } };
  const isProved = proof === 'optimal';
  const left = limit - (now() - began);
  const second = await solve(asGood(model, solution, changes), {
    engine: options.engine,
    seed: options.seed,
    threads: options.threads,
    signal: options.signal,
    start: solution.values,
    timeLimitMs: Math.max(
      1,
      isProved && ticks === undefined ? Math.min(left, Math.max(PROVED.ms, PROVED.share * first.ms)) : left,
    ),
    ...(ticks === undefined ? {} : { ticks: Math.max(1, spare) }),
  });
  const { values } = second.outcome.solution ?? solution;
  const found: Solution = { values, objective: objectiveOf(model, values) };
  const leastChange = { changes: evaluate(changes, values), isProved: isProved && second.outcome.proof === 'optimal' };
  const ms = now() - began;
  const common = {
    ...first,
    ms,
    leastChange,
    defects: [...first.defects, ...second.defects],
    ...ticksOf(first, second),
  };
  if (leastChange.changes >= before) return common;
  options.onIncumbent?.(found, ms, second.engine);
  return {
    ...common,
    outcome: { ...first.outcome, solution: found },
    incumbents: [...first.incumbents, { ms, objective: found.objective, engine: second.engine }],
  };
}

/** The same model with the changes as its objective, and solutions no worse than one that is known. */
function asGood(model: Model, { values }: Solution, changes: Expression): Model {
  const { sense, vars, coeffs } = model.objective!;
  const limit = objectiveSum(model.objective!, values);
  const domain = sense === 'minimize' ? [Number.NEGATIVE_INFINITY, limit] : [limit, Number.POSITIVE_INFINITY];
  const { hint: _, ...rest } = model;
  return {
    ...rest,
    objective: { sense: 'minimize', ...simplify(changes) },
    constraints: [...model.constraints, { kind: 'linear', vars, coeffs, domain }],
  };
}

/** The least value that the domains leave. */
function leastOf(e: Expression, { variables }: Model): number {
  const { vars, coeffs, offset } = simplify(e);
  return vars.reduce((least, variable, i) => {
    const { domain } = variables[variable]!;
    return least + coeffs[i]! * (coeffs[i]! > 0 ? lowerOf(domain) : upperOf(domain));
  }, offset);
}

function ticksOf(first: SolveResult, second: SolveResult): Pick<SolveResult, 'ticks'> {
  return first.ticks === undefined || second.ticks === undefined ? {} : { ticks: first.ticks + second.ticks };
}
