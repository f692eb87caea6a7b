import type { Model } from '../../language/model.ts';
import type { Change } from '../change.ts';
import { changed } from '../change.ts';
import type { Difference } from '../difference.ts';
import { differenceOf } from '../difference.ts';
import type { DomainModel } from '../domainModel.ts';
import type { RuleConflict } from '../infeasible/conflictingRules.ts';
import { conflictIn } from './counterfactual.ts';
import { type AskOptions, Clock, penaltyChanges, resolve, reviewed } from './resolve.ts';

/** What changes of an input come to. */
export interface Trial {
  /** Whether there is a schedule with the changes: one was found, it is proved that there is none, or neither in time. */
  readonly verdict: 'possible' | 'impossible' | 'unknown';
  /** The rules that cannot all hold with the changes. */
  readonly conflict?: RuleConflict;
  /** What stands in the way of something impossible. */
  readonly reason?: string;
  /** Of the schedule at hand, without the changes; absent without one. */
  readonly penaltyBefore?: number;
  /** With the changes, of the best schedule that was found. */
  readonly penalty?: number;
  /** `penalty - penaltyBefore` by rule, where it is not 0. */
  readonly penaltyChanges?: Readonly<Record<string, number>>;
  /** Whether the answer is exact: nothing better is left, or there is no schedule at all. */
  readonly isProved: boolean;
  /** What is elsewhere than in the schedule at hand. */
  readonly difference?: Difference;
  readonly solution?: unknown;
}

export interface TrialOptions extends AskOptions {
  readonly changes: readonly Change[];
  /** The schedule at hand, if there is one: the search begins there, and what is different is counted from there. */
  readonly from?: unknown;
}

/** How much of what is left goes to saying why something is impossible. */
const CONFLICT_SHARE = 0.5;

/**
 * Tries changes of an input: solved with them from the schedule at hand.
 *
 * *Limits* the time is for the solve and for the reason together.
 * *Errors* as `resolve`, for the input with its changes.
 */
export async function trial<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { changes, from, ...options }: TrialOptions,
): Promise<Trial> {
  const clock = new Clock(options);
  const before = from === undefined ? undefined : reviewed(domain, domain.parse(value), from);
  const known = before ? { penaltyBefore: before.review.penalty } : {};
  const next = changed(value, changes);
  const { found, isProved, outcome } = await resolve(domain, next, { ...options, from, timeLimitMs: clock.share(1) });
  if (found) {
    return {
      verdict: 'possible',
      ...known,
      penalty: found.review.penalty,
      ...(before ? { penaltyChanges: penaltyChanges(before.review, found.review) } : {}),
      isProved,
      ...(before ? { difference: differenceOf(before.placements, found.placements, domain.whatIf.classOf) } : {}),
      solution: found.solution,
    };
  }
  if (outcome.proof !== 'infeasible') return { verdict: 'unknown', ...known, isProved: false };
  const input = domain.parse(next);
  const why = await conflictIn(domain.build(input).model, domain.whatIf.hardRules(input), {
    ...options,
    timeLimitMs: clock.share(CONFLICT_SHARE),
  });
  return { verdict: 'impossible', ...known, isProved: true, ...why };
}
