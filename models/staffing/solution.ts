import type { z } from 'zod';
import { solutionReader } from '../../src/domain/solutionForm.ts';
import type { FaultCode } from './faults.ts';
import { schedule } from './input.ts';
import { type Assignment, assignmentOf, NONE, type Problem } from './problem.ts';
import { isOfRun } from './schedule.ts';

/** The JSON form of a solution: where each placed event is. Events that are not listed are unplaced. */
export const solutionSchema = schedule;

/** Proposals by the names of the input. */
export type Solution = z.infer<typeof solutionSchema>;

export const { readSolution, parseSolution, knownIn } = solutionReader<Problem, Solution, FaultCode>({
  schema: solutionSchema,
  list: 'assignments',
  namingIn: ({ employees, events, frame, input: { horizon } }) => [
    { field: 'event', known: new Set(events.map(({ id }) => id)), code: 'unknown-event', what: 'event' },
    { field: 'employee', known: new Set(employees.map(({ id }) => id)), code: 'unknown-employee', what: 'employee' },
    {
      field: 'day',
      known: new Set(frame.dates),
      code: 'posted-outside',
      what: 'day',
      wrong: (day) => [`${day} is far from the horizon ${horizon.from} to ${horizon.to}.`, 'check the date.'],
    },
  ],
});

/** Proposals in the order of their events' ids. */
export function solutionOf(problem: Problem, proposals: readonly Assignment[]): Solution {
  const sorted = [...proposals].sort((a, b) => a.event - b.event || a.day - b.day || a.employee - b.employee);
  return {
    assignments: sorted.map(({ id, employee, day, block }) => ({
      event: id,
      employee: problem.employees[employee]!.id,
      day: problem.frame.dates[day]!,
      ...(block === NONE ? {} : { block }),
    })),
  };
}

/** The proposals of a solution whose names all exist; pins may be listed too, where they are pinned. */
export function proposalsIn(problem: Problem, { assignments }: Solution): Assignment[] {
  const events = new Map(problem.events.map((event) => [event.id, event]));
  const employees = new Map(problem.employees.map(({ id, index }) => [id, index]));
  const days = new Map(problem.frame.dates.map((date, day) => [date, day]));
  const proposals = assignments.map(({ event, employee, day, block }) => {
    const at = { employee: employees.get(employee)!, day: days.get(day)!, block: block ?? NONE };
    return assignmentOf(events.get(event)!, at, 'proposal');
  });
  const pins = new Map(problem.fixed.filter(isOfRun).map((pin) => [pin.event, pin]));
  return proposals.filter((one) => !isSame(pins.get(one.event), one));
}

function isSame(a: Assignment | undefined, b: Assignment): boolean {
  return a?.employee === b.employee && a.day === b.day && a.block === b.block;
}
