import { createHash } from 'node:crypto';
import { DovetailError } from '../../errors.ts';
import { cut } from '../../limits.ts';
import type { Change } from '../../solve/change.ts';
import type { FixKind, FixOption, PlanIssue } from '../../solve/result.ts';
import type { Ruled } from '../parts.ts';
import { inPlace } from '../validation/inPlace.ts';
import type { World } from '../world.ts';
import { changesOfShift } from './posting.ts';
import { proposalsFor } from './proposals.ts';
import { effectOfChanges, effectOfShifts, type Standing, standingOf, type Tried } from './trial.ts';

/** So many options of one kind are enough to choose from. */
const ENOUGH = 3;

/** At most so many ideas of one kind are tried. */
const MOST_TRIED = 5;

/** What only a person can decide upon. */
const OF_JUDGEMENT: ReadonlySet<FixKind> = new Set(['unschedule', 'relax', 'ignore']);

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
  const issue = before.issues.find((one) => one.id === id);
  if (issue !== undefined) return optionsOf(domain, ruled, { before, issue });
  throw new DovetailError('input/invalid', `There is no issue ${cut(JSON.stringify(id))}.`, {
    maybe: 'it is gone by now; validate once more.',
  });
}

/** The same where the issue and the standing of the input are known. */
export function optionsOf<W extends World>(
  domain: Tried<W>,
  ruled: Ruled<W>,
  { before, issue }: { readonly before: Standing; readonly issue: PlanIssue },
): FixOption[] {
  const { parts, problem } = ruled;
  const work = inPlace(ruled);
  const schedule = parts.scheduleOf(problem, work);
  const trial = { ruled, before, issue, work };
  const tried = new Map<FixKind, { tries: number; found: FixOption[] }>();
  for (const { kind, text, ...idea } of proposalsFor(ruled, { schedule, issue })) {
    const state = tried.get(kind) ?? { tries: 0, found: [] };
    tried.set(kind, state);
    if (state.found.length >= ENOUGH || state.tries >= MOST_TRIED) continue;
    const changes = 'changes' in idea ? idea.changes : changesOfAll(domain, ruled, idea.shifts);
    if (changes === undefined) continue;
    state.tries++;
    const staysPlaced = 'shifts' in idea && idea.shifts.every(({ to }) => to !== undefined);
    const effect = staysPlaced ? effectOfShifts(domain, trial, idea.shifts) : effectOfChanges(domain, trial, changes);
    if (effect === undefined) continue;
    state.found.push({
      id: idOf(kind, changes),
      kind,
      text,
      changes,
      ...effect,
      needsJudgement: OF_JUDGEMENT.has(kind),
    });
  }
  const found = [...tried.values()].flatMap((state) => state.found);
  const distinct = [...new Map(found.map((option) => [option.id, option])).values()];
  distinct.sort((a, b) => Number(a.needsJudgement) - Number(b.needsJudgement) || a.amount - b.amount);
  return [...distinct, ignored(issue)];
}

function changesOfAll<W extends World>(
  { accepts }: Tried<W>,
  ruled: Ruled<W>,
  shifts: readonly Parameters<typeof changesOfShift<W>>[2][],
): Change[] | undefined {
  const changes: Change[] = [];
  for (const shift of shifts) {
    const own = changesOfShift(ruled, accepts, shift);
    if (own === undefined) return undefined;
    changes.push(...own);
  }
  return changes;
}

function ignored(issue: PlanIssue): FixOption {
  const text = 'Leave it as it is, and do not tell it again.';
  return { id: `ignore-${issue.id}`, kind: 'ignore', text, changes: [], amount: 0, costs: {}, needsJudgement: true };
}

function idOf(kind: FixKind, changes: readonly Change[]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, changes]))
    .digest('hex')
    .slice(0, 16);
}
