import { hash } from 'node:crypto';
import { DovetailError } from '../../errors.ts';
import { cut } from '../../limits.ts';
import type { Change } from '../../solve/change.ts';
import type { FixKind, FixOption } from '../../solve/fixOption.ts';
import type { Ruled } from '../parts.ts';
import { issueOf, type KeyedIssue } from '../validation/issues.ts';
import type { World } from '../world.ts';
import { changesOfShift, type Shift } from './posting.ts';
import { proposalsFor } from './proposals.ts';
import { type Standing, standingOf, type Tried } from './standing.ts';
import { effectOfChanges, effectOfShifts } from './trial.ts';

/** This many options of one kind are enough to choose from. */
const ENOUGH = 3;

/** At most this many ideas of one kind are tried. */
const MOST_TRIED = 5;

/** What only a person can decide upon. */
export const OF_JUDGEMENT: ReadonlySet<FixKind> = new Set(['unschedule', 'relax', 'ignore']);

/**
 * Ways to be rid of one issue of an input, each tried by the checks: the issue is gone, nothing critical is new, and what
 * the penalty grows by is told. Ignoring it is always one of them.
 *
 * *Shapes* what needs no judgement first, the cheapest first; three of one kind at most.
 * *Limits* made for one issue, when somebody asks; some thirty trials.
 * *Errors* `input/invalid` for an issue that the input does not have.
 */
export function fixOptions<W extends World>(domain: Tried<W>, ruled: Ruled<W>, id: string): FixOption[] {
  const before = standingOf(domain, ruled);
  const issue = before.issues.find((one) => issueOf(one).id === id);
  if (issue !== undefined) return [...optionsOf(domain, before, { issue }), ignored(id)];
  throw new DovetailError('input/invalid', `There is no issue ${cut(JSON.stringify(id))}.`, {
    maybe: 'it is gone by now; validate once more.',
  });
}

interface Asked {
  readonly issue: KeyedIssue;
  /** Kinds that nobody wants. */
  readonly skip?: ReadonlySet<FixKind>;
}

/** The same where it is known how the input stands, and without leaving it as it is. */
export function optionsOf<W extends World>(
  domain: Tried<W>,
  before: Standing<W>,
  { issue, skip = new Set() }: Asked,
): FixOption[] {
  const tries = new Map<FixKind, number>();
  const found = new Map<string, FixOption>();
  const foundOf = (kind: FixKind): number =>
    found
      .values()
      .filter((option) => option.kind === kind)
      .toArray().length;
  const isWanted = (kind: FixKind): boolean =>
    !skip.has(kind) && foundOf(kind) < ENOUGH && (tries.get(kind) ?? 0) < MOST_TRIED;
  const trial = { domain, before, issue };
  for (const { kind, text, ...idea } of proposalsFor(before, issue, isWanted)) {
    if (!isWanted(kind)) continue;
    const changes = 'changes' in idea ? idea.changes : changesOfAll(domain, before.ruled, idea.shifts);
    if (changes === undefined) continue;
    tries.set(kind, (tries.get(kind) ?? 0) + 1);
    const effect = 'shifts' in idea ? effectOfShifts(trial, idea.shifts, changes) : effectOfChanges(trial, changes);
    if (effect === undefined) continue;
    const id = idOf(kind, changes);
    found.set(id, { id, kind, text, changes, ...effect, needsJudgement: OF_JUDGEMENT.has(kind) });
  }
  return [...found.values()].sort((a, b) => Number(a.needsJudgement) - Number(b.needsJudgement) || a.amount - b.amount);
}

function changesOfAll<W extends World>(
  { accepts }: Tried<W>,
  ruled: Ruled<W>,
  shifts: readonly Shift<W>[],
): Change[] | undefined {
  const changes: Change[] = [];
  for (const shift of shifts) {
    const own = changesOfShift(ruled, accepts, shift);
    if (own === undefined) return undefined;
    changes.push(...own);
  }
  return changes;
}

function ignored(issue: string): FixOption {
  const text = 'Leave it as it is, and do not tell it again.';
  return { id: `ignore-${issue}`, kind: 'ignore', text, changes: [], amount: 0, costs: {}, needsJudgement: true };
}

function idOf(kind: FixKind, changes: readonly Change[]): string {
  return hash('sha256', JSON.stringify([kind, changes])).slice(0, 16);
}
