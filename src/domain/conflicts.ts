import type { Warning } from '../solve/result.ts';
import type { Ruled } from './parts.ts';
import { check, type RuleBreach } from './review.ts';
import type { World } from './world.ts';

/**
 * Where posted work breaks hard rules by itself: every rule's check over the schedule, with posted work answered for as
 * pins are.
 *
 * *Means* what no run is to blame for: somebody has become unavailable, a day was closed, two pieces of work overlap.
 * *Shapes* in the order of the rules; each has posted work among its own. *Limits* one more pass of the checks.
 */
export function breachesOfPosted<W extends World>(
  { parts, problem, rules }: Ruled<W>,
  schedule: W['schedule'],
): RuleBreach<W>[] {
  const posted = new Set<W['work']>();
  const answered: W['work'][] = [];
  for (const work of schedule.assignments as Iterable<W['work']>) {
    if (work.origin === 'posted') posted.add({ ...work, origin: 'pin' });
    else answered.push(work);
  }
  if (posted.size === 0) return [];
  const hard = rules.filter(({ hardness }) => hardness === 'hard');
  const { breaches } = check({ problem, rules: hard }, parts.scheduleOf(problem, [...posted, ...answered]));
  return breaches.filter(({ assignments }) => assignments.some((work) => posted.has(work)));
}

/** The conflicts of an input before any run, each at the first posted work that takes part. */
export function conflictWarnings<W extends World>(ruled: Ruled<W>): Warning[] {
  const { parts, problem } = ruled;
  const conflicts = parts.conflictsOf(ruled, parts.scheduleOf(problem, problem.fixed));
  return conflicts.map(({ items, reopen, rule, text }) => {
    const help = reopen ? `reopen what is ${reopen}, or post it elsewhere` : 'post it elsewhere';
    const message = `What is posted breaks ${rule}: ${text} Maybe ${help}.`;
    return { pointer: parts.postedAt?.(problem, items[0]!) ?? '', code: 'posted-breaks-rule', message };
  });
}
