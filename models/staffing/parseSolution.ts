import { closest } from '../../src/closest.ts';
import { Faults } from '../../src/domain/fault.ts';
import { reportIssues } from '../../src/domain/gather.ts';
import type { FaultCode } from './faults.ts';
import type { Problem } from './problem.ts';
import { type Solution, solutionSchema } from './solution.ts';

/**
 * Reads a solution that may be typed by hand.
 *
 * *Errors* `input/shape` or `input/invalid` with every name that the input does not have, at its JSON pointer. What is
 * wrong with the schedule itself is for the review to say.
 */
export function parseSolution(problem: Problem, value: unknown): Solution {
  const solution = readSolution(value);
  const faults = new Faults<FaultCode>();
  solution.assignments.forEach(({ event, employee, day }, index) => {
    const at = (field: string): PropertyKey[] => ['assignments', index, field];
    const events = problem.events.map(({ id }) => id);
    const employees = problem.employees.map(({ id }) => id);
    if (!events.includes(event)) {
      const maybe = `you mean ${closest(event, events) ?? events[0]}.`;
      faults.report(at('event'), 'unknown-event', `There is no event ${event}.`, maybe);
    }
    if (!employees.includes(employee)) {
      const maybe = `you mean ${closest(employee, employees) ?? employees[0]}.`;
      faults.report(at('employee'), 'unknown-employee', `There is no employee ${employee}.`, maybe);
    }
    if (day < problem.frame.dates[0]! || day > problem.frame.dates.at(-1)!) {
      const { from, to } = problem.input.horizon;
      faults.report(at('day'), 'posted-outside', `${day} is far from the horizon ${from} to ${to}.`, 'check the date.');
    }
  });
  faults.throwIfAny('solution');
  return solution;
}

/** Reads the form of a solution, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
export function readSolution(value: unknown): Solution {
  const faults = new Faults();
  const parsed = solutionSchema.safeParse(value);
  if (!parsed.success) reportIssues(parsed.error.issues, { at: [], value, report: faults.report });
  faults.throwIfAny('solution');
  return parsed.data!;
}
