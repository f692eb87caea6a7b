import type { Model } from '../../language/model.ts';
import { changed } from '../change.ts';
import { differenceOf } from '../difference.ts';
import type { DomainModel } from '../domainModel.ts';
import type { Relaxation } from '../whatIf.ts';
import { type AskOptions, Clock, penaltyChanges, type Reviewed, resolve, resolveIfValid } from './resolve.ts';

/** What a hard rule costs: what would be gained if it were milder, or did not count. */
export interface Price {
  readonly rule: string;
  readonly relaxation: Relaxation;
  /** How much less the penalty would be; absent when nothing was found. */
  readonly gain?: number;
  /** By rule, where it is not 0; negative is less. */
  readonly penaltyChanges?: Readonly<Record<string, number>>;
  /** Items that would be placed as well. */
  readonly gained: readonly string[];
  /** No more than this can be gained; absent when nothing is known. */
  readonly atMost?: number;
  /** Whether the gain is proved to be exact. */
  readonly isProved: boolean;
}

/** The prices of the hard rules of one input. */
export interface Prices {
  /** What the gains are counted from; absent when nothing was found, so that there is nothing to compare with. */
  readonly base?: Reviewed & { readonly isProved: boolean };
  readonly prices: readonly Price[];
}

export interface PriceOptions extends AskOptions {
  readonly from?: unknown;
  readonly onPrice?: ((price: Price) => void) | undefined;
}

/** How much of the time goes to the problem as it is. */
const BASE_SHARE = 0.3;

/**
 * Relaxes each hard rule in turn, first by a little and then altogether, and says what would be gained.
 *
 * *Means* the gain is against the best solution of the problem as it is; it is exact when both are proved, and at most
 * `atMost` in any case. *Shapes* in the order of the rules. *Limits* the time is shared out evenly among what is left;
 * rules that it does not suffice for are not there.
 * *Errors* as `resolve`.
 */
export async function prices<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { from, onPrice, ...options }: PriceOptions,
): Promise<Prices> {
  const clock = new Clock(options);
  const input = domain.parse(value);
  const { found, isProved } = await resolve(domain, value, { ...options, from, timeLimitMs: clock.share(BASE_SHARE) });
  if (!found) return { prices: [] };
  const base = { ...found, isProved };
  const relaxations = domain.whatIf
    .hardRules(input)
    .flatMap((rule) => rule.relaxations.map((relaxation) => ({ rule: rule.id, relaxation })));
  const known: Price[] = [];
  for (const [i, { rule, relaxation }] of relaxations.entries()) {
    if (clock.isOver) break;
    const resolved = await resolveIfValid(domain, changed(value, relaxation.changes), {
      ...options,
      from: found.solution,
      timeLimitMs: clock.share(1 / (relaxations.length - i)),
    });
    if (!resolved) continue;
    const price = { rule, relaxation, ...gainOf(base, resolved) };
    known.push(price);
    onPrice?.(price);
  }
  return { base, prices: known };
}

function gainOf(
  base: NonNullable<Prices['base']>,
  { found, isProved, outcome }: Awaited<ReturnType<typeof resolve>>,
): Omit<Price, 'rule' | 'relaxation'> {
  const { penalty } = base.review;
  const atMost = outcome.bound === undefined ? {} : { atMost: Math.max(0, penalty - outcome.bound) };
  if (!found) return { gained: [], isProved: false, ...atMost };
  const { disruptions } = differenceOf(base.placements, found.placements);
  return {
    gain: penalty - found.review.penalty,
    penaltyChanges: penaltyChanges(base.review, found.review),
    gained: disruptions.filter(({ kind }) => kind === 'added').map(({ item }) => item),
    ...atMost,
    isProved: base.isProved && isProved,
  };
}
