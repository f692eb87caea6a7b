import type { Model } from '../../language/model.ts';
import { changed } from '../change.ts';
import { differenceOf } from '../difference.ts';
import type { DomainModel } from '../domainModel.ts';
import { explainInfeasible } from '../infeasible/explainInfeasible.ts';
import type { Relaxation } from '../whatIf.ts';
import {
  type AskOptions,
  Clock,
  penaltyChanges,
  type Resolved,
  type Reviewed,
  resolveIfValid,
  reviewed,
} from './resolve.ts';

/** A relaxation that was tried, with its confirmed effect. */
export interface Fix extends Relaxation {
  /** Of the solution at hand; absent when there is none. */
  readonly penaltyBefore?: number;
  readonly penalty: number;
  /** `penalty - penaltyBefore` by rule, where it is not 0. */
  readonly penaltyChanges: Readonly<Record<string, number>>;
  /** Items that are placed with it and were not before, and the other way round. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Whether it is proved that the relaxed problem has nothing better; otherwise it is the best found. */
  readonly isProved: boolean;
  /** How much less the penalty is, for each change of the input; more is better, infinite where nothing held before. */
  readonly gainPerChange: number;
  /** A solution of the changed input that shows the effect. */
  readonly solution: unknown;
}

export interface FixOptions extends AskOptions {
  /** For each relaxation that is tried, in milliseconds. */
  readonly timeLimitEachMs?: number | undefined;
}

/** What one relaxation may take unless told otherwise: most are decided in a fraction of it. */
const DEFAULT_EACH_MS = 5_000;

/** How much of the time may go to finding the rules that conflict. */
const CONFLICT_SHARE = 0.3;

/**
 * Tries what might help a problem whose solution leaves items out, or that has no solution: each relaxation by itself,
 * solved from the solution at hand and reviewed, and told only if it gains something.
 *
 * *Means* applied to the input, a fix has a solution at least as good as it says, and carries it; none has a part, told
 * before, that gains as much.
 * *Shapes* in the order in which they are confirmed; {@link ranked} puts them in the order of their worth.
 * *Limits* nothing is tried before it is asked for, and nothing after the time is over or the signal is given.
 * *Errors* as `resolve` for the input as it is; relaxations that make an input nobody may give are passed over.
 */
export async function* fixes<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { solution, timeLimitEachMs = DEFAULT_EACH_MS, ...options }: FixOptions & { readonly solution?: unknown },
): AsyncGenerator<Fix, void, undefined> {
  const clock = new Clock(options);
  const input = domain.parse(value);
  const before = solution === undefined ? undefined : reviewed(domain, input, solution);
  const told: Fix[] = [];
  const isWanted = before ? () => true : await inConflict(domain.build(input).model, clock, options);
  for (const relaxation of domain.whatIf.relaxations(input, solution)) {
    if (clock.isOver) return;
    if (!isWanted(relaxation)) continue;
    const resolved = await resolveIfValid(domain, changed(value, relaxation.changes), {
      ...options,
      from: solution,
      timeLimitMs: Math.min(timeLimitEachMs, clock.share(1)),
    });
    const fix = resolved && fixOf(relaxation, before, resolved);
    if (!fix || told.some((other) => isPartOf(other, fix))) continue;
    told.push(fix);
    yield fix;
  }
}

/** Whether a fix that is known gains as much with some of the changes. */
function isPartOf(known: Fix, fix: Fix): boolean {
  if (known.penalty > fix.penalty || known.changes.length >= fix.changes.length) return false;
  const changes = new Set(fix.changes.map((change) => JSON.stringify(change)));
  return known.changes.every((change) => changes.has(JSON.stringify(change)));
}

/** Fixes by what they gain for each change of the input, the best first. */
export function ranked(found: readonly Fix[]): Fix[] {
  return [...found].sort(
    (a, b) => compare(b.gainPerChange, a.gainPerChange) || a.penalty - b.penalty || a.changes.length - b.changes.length,
  );
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function fixOf(relaxation: Relaxation, before: Reviewed | undefined, { found, isProved }: Resolved): Fix | undefined {
  if (!found?.review.isLegal) return undefined;
  const { penalty } = found.review;
  const { disruptions } = differenceOf(before?.placements ?? [], found.placements);
  const named = (kind: string): string[] => disruptions.filter((one) => one.kind === kind).map(({ item }) => item);
  if (before && penalty >= before.review.penalty) return undefined;
  return {
    ...relaxation,
    ...(before ? { penaltyBefore: before.review.penalty } : {}),
    penalty,
    penaltyChanges: before ? penaltyChanges(before.review, found.review) : {},
    gained: named('added'),
    lost: named('dropped'),
    isProved,
    gainPerChange: before ? (before.review.penalty - penalty) / relaxation.changes.length : Number.POSITIVE_INFINITY,
    solution: found.solution,
  };
}

/** Which relaxations are about rules that conflict; all of them when that cannot be told in time. */
async function inConflict(
  model: Model,
  clock: Clock,
  { signal, seed }: AskOptions,
): Promise<(one: Relaxation) => boolean> {
  const explanation = await explainInfeasible(model, undefined, {
    budgetMs: clock.share(CONFLICT_SHARE),
    signal,
    seed,
  });
  if (explanation.kind !== 'conflict') return () => true;
  const labels = new Set(explanation.labels);
  return ({ rules }) => rules.some((rule) => labels.has(rule)) || rules.length === 0;
}
