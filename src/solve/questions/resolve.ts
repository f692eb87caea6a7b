import { now } from '../../engines/engine.ts';
import type { Outcome } from '../../engines/outcome.ts';
import { DovetailError } from '../../errors.ts';
import type { Constraint } from '../../language/constraints/index.ts';
import type { Model } from '../../language/model.ts';
import { complete } from '../complete.ts';
import type { DomainModel, ReviewReport } from '../domainModel.ts';
import type { Placement } from '../placement.ts';
import { type SolveOptions, solve } from '../solve.ts';

/** What every question about a problem may be told. */
export interface AskOptions {
  /** For the whole question, in milliseconds. */
  readonly timeLimitMs?: number | undefined;
  /** Ends the question; what is known by then is the answer. */
  readonly signal?: AbortSignal | undefined;
  readonly seed?: number | undefined;
  readonly engine?: SolveOptions['engine'];
}

/** How long a question may take unless told otherwise. */
export const DEFAULT_QUESTION_MS = 60_000;

/** A solution with what the domain's review says of it. */
export interface Reviewed {
  readonly solution: unknown;
  readonly review: ReviewReport;
  readonly placements: readonly Placement[];
}

/** What became of one solve. */
export interface Resolved {
  readonly outcome: Outcome;
  /** Whether nothing better is left: the best solution is optimal, or there is none at all. */
  readonly isProved: boolean;
  /** Absent when none was found. */
  readonly found?: Reviewed;
}

interface ResolveOptions extends AskOptions {
  readonly from?: unknown;
  /** Added to the model. */
  readonly constraints?: readonly Constraint[];
}

/**
 * Solves a problem, or a variation of it, starting from a known solution, and reviews what is found; without the
 * explanations that a run gives.
 *
 * *Errors* as {@link solve}, and `input/...` for an input that has faults.
 */
export async function resolve<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { from, constraints = [], ...options }: ResolveOptions,
): Promise<Resolved> {
  const input = domain.parse(value);
  const built = domain.build(input);
  const model: Model = { ...built.model, constraints: [...built.model.constraints, ...constraints] };
  const start = from === undefined ? undefined : complete(model, domain.whatIf.startOf(built, from));
  const { outcome } = await solve(model, { ...options, start });
  const isProved = outcome.proof === 'optimal' || outcome.proof === 'infeasible';
  if (!outcome.solution) return { outcome, isProved };
  return { outcome, isProved, found: reviewed(domain, input, domain.read(built, outcome.solution.values)) };
}

/** A solution of an input with its review. */
export function reviewed<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  input: Input,
  solution: unknown,
): Reviewed {
  return {
    solution,
    review: domain.review(input, solution),
    placements: domain.whatIf.placements(input, solution),
  };
}

/** The same solve, or nothing when the variation makes the input one that is refused. */
export async function resolveIfValid<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  options: ResolveOptions,
): Promise<Resolved | undefined> {
  try {
    return await resolve(domain, value, options);
  } catch (thrown) {
    if (thrown instanceof DovetailError && thrown.code.startsWith('input/')) return undefined;
    throw thrown;
  }
}

/** The time that one question has, shared out among its solves. */
export class Clock {
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;

  constructor({ timeLimitMs = DEFAULT_QUESTION_MS, signal }: AskOptions) {
    this.#deadline = now() + timeLimitMs;
    this.#signal = signal;
  }

  /** Whether there is time for one more solve. */
  get isOver(): boolean {
    return this.#signal?.aborted === true || this.left < 1;
  }

  get left(): number {
    return this.#deadline - now();
  }

  /** A share of what is left, at least `least` milliseconds where so much is left. */
  share(part: number, least = 1): number {
    return Math.max(1, Math.min(this.left, Math.max(least, this.left * part)));
  }
}

/** The penalty by rule that one review has more than another, where it is not 0. */
export function penaltyChanges(before: ReviewReport, after: ReviewReport): Record<string, number> {
  const from = new Map(Object.entries(before.penalties));
  const to = new Map(Object.entries(after.penalties));
  const rules = [...new Set([...from.keys(), ...to.keys()])];
  const changes = rules.map((rule) => [rule, (to.get(rule) ?? 0) - (from.get(rule) ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
