import type { Conflict } from '../solve/issue.ts';
import type { Ruled } from './parts.ts';
import { check } from './review.ts';
import type { RuleBreach } from './rules/rule.ts';
import { workIn } from './schedule.ts';
import type { World } from './world.ts';

/** Work with posted work answered for as pins are, so that checks blame it too. */
export interface AnsweredFor<W extends World> {
  readonly schedule: W['schedule'];
  /** What of it is posted. */
  readonly posted: ReadonlySet<W['work']>;
  /** What stands in it for each piece of work. */
  readonly pieces: ReadonlyMap<W['work'], W['work']>;
}

export function answered<W extends World>({ parts, problem }: Ruled<W>, work: readonly W['work'][]): AnsweredFor<W> {
  const isPosted = ({ origin }: W['work']): boolean => origin === 'posted';
  const pieces = new Map<W['work'], W['work']>(
    work.map((one) => [one, isPosted(one) ? { ...one, origin: 'pin' } : one]),
  );
  const posted = new Set(work.filter(isPosted).map((one) => pieces.get(one)!));
  const others = work.filter((one) => !isPosted(one));
  return { posted, pieces, schedule: parts.scheduleOf(problem, [...posted, ...others]) };
}

/**
 * Where posted work breaks hard rules by itself: every rule's check over the schedule, with posted work answered for.
 *
 * *Means* what no run is to blame for: somebody has become unavailable, a day was closed, two pieces of work overlap.
 * *Shapes* in the order of the rules; each has posted work among its own. *Limits* one more pass of the checks.
 */
export function breachesOfPosted<W extends World>(ruled: Ruled<W>, schedule: W['schedule']): RuleBreach<W>[] {
  const { problem, rules } = ruled;
  const { posted, schedule: all } = answered(ruled, workIn<W>(schedule));
  if (posted.size === 0) return [];
  const hard = rules.filter(({ hardness }) => hardness === 'hard');
  const { breaches } = check({ problem, rules: hard }, all);
  return breaches.filter(({ assignments }) => assignments.some((work) => posted.has(work)));
}

/** Given work that breaks hard rules by itself, as people are told of it. */
export function conflictsOf<W extends World>(ruled: Ruled<W>, schedule: W['schedule']): Conflict[] {
  return breachesOfPosted(ruled, schedule).flatMap((breach) => ruled.parts.conflictOf(ruled, breach) ?? []);
}
