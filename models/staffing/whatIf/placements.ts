import type { Placement } from '../../../src/solve/placement.ts';
import type { Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { type Solution, solutionOf } from '../solution.ts';

/** What a solution lists of the events that the run answers for, and the pins that it leaves to the input. */
export function placementsIn(problem: Problem, solution: Solution): Placement[] {
  const ofRun = new Set(
    problem.events.filter(({ state }) => state === 'open' || state === 'pinned').map(({ id }) => id),
  );
  const assignments = solution.assignments.filter(({ event }) => ofRun.has(event));
  const listed = new Set(assignments.map(({ event }) => event));
  const pins = solutionOf(problem, problem.fixed.filter(isOfRun)).assignments.filter(({ event }) => !listed.has(event));
  return [...assignments, ...pins].map(({ event, employee, day, block }) => ({
    item: event,
    who: employee,
    at: { day, ...(block === undefined ? {} : { block }) },
  }));
}
