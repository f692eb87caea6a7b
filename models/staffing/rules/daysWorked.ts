import { type Assignment, NONE, type Problem } from '../problem.ts';
import { inPriorityOrder, isOfRun } from '../schedule.ts';

/** Whether a day is worked by the run alone, so that it would be free without it. */
export function isOpenedByRun(work: readonly Assignment[]): boolean {
  return work.length > 0 && work.every(isOfRun);
}

/** Of several days of work, the proposals of the days that come last in the order of priority. */
export function lastDays(problem: Problem, days: readonly (readonly Assignment[])[], excess: number): Assignment[] {
  const standing = (work: readonly Assignment[]): number => {
    const { event, origin } = inPriorityOrder(problem, work)[0]!;
    return origin === 'proposal' ? problem.rank[event]! : NONE;
  };
  return days
    .filter((work) => work.length > 0 && work.every(({ origin }) => origin === 'proposal'))
    .sort((a, b) => standing(a) - standing(b) || a[0]!.day - b[0]!.day)
    .slice(-excess)
    .flat();
}
