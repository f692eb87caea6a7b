import { isOfRun, type Problem, type Run } from './problem.ts';
import { lastOf } from './words.ts';
import type { Checking } from './world.ts';

/** Tells what is wrong with each operation by itself, of those that the run answers for, and withdraws it. */
export function eachAlone(
  { problem, schedule, breaks }: Checking,
  faultOf: (problem: Problem, run: Run) => string | undefined,
): void {
  for (const run of schedule.assignments) {
    const text = isOfRun(run) ? faultOf(problem, run) : undefined;
    if (text) breaks({ text, assignments: [run], withdraw: lastOf(problem, [run]) });
  }
}
