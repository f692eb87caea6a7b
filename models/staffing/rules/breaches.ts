import type { Assignment, Problem } from '../problem.ts';
import { inPriorityOrder, isOfRun } from '../schedule.ts';

/** The proposals among the last `excess` of some work in the order of priority. */
export function lastOf(problem: Problem, work: readonly Assignment[], excess: number): Assignment[] {
  return inPriorityOrder(problem, work)
    .filter(({ origin }) => origin === 'proposal')
    .slice(-excess);
}

/** The proposals among some work. */
export function proposalsOf(work: readonly Assignment[]): Assignment[] {
  return work.filter(({ origin }) => origin === 'proposal');
}

/**
 * Work of the run that clashes with earlier work, when two pieces clash if one is `a` and the other is `b`.
 *
 * *Means* the work is gone through in the order of priority, and what clashes with something kept is not kept.
 * *Limits* linear after the sort.
 */
export function clashing(
  problem: Problem,
  work: readonly Assignment[],
  { a, b }: { readonly a: (one: Assignment) => boolean; readonly b: (one: Assignment) => boolean },
): Assignment[] {
  let [keptA, keptB] = [0, 0];
  return inPriorityOrder(problem, work).filter((one) => {
    const [isA, isB] = [a(one), b(one)];
    if (isOfRun(one) && ((isA && keptB > 0) || (isB && keptA > 0))) return true;
    keptA += Number(isA);
    keptB += Number(isB);
    return false;
  });
}
