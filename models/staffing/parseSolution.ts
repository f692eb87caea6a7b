import { requireKnown } from '../../src/domain/entries.ts';
import { Faults } from '../../src/domain/fault.ts';
import { readForm } from '../../src/domain/read.ts';
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
  const events = new Set(problem.events.map(({ id }) => id));
  const employees = new Set(problem.employees.map(({ id }) => id));
  const { from, to } = problem.input.horizon;
  solution.assignments.forEach(({ event, employee, day }, index) => {
    const at = (field: string): PropertyKey[] => ['assignments', index, field];
    requireKnown(faults, event, { path: at('event'), code: 'unknown-event', what: 'event', known: events });
    requireKnown(faults, employee, {
      path: at('employee'),
      code: 'unknown-employee',
      what: 'employee',
      known: employees,
    });
    if (day >= problem.frame.dates[0]! && day <= problem.frame.dates.at(-1)!) return;
    faults.report(at('day'), 'posted-outside', `${day} is far from the horizon ${from} to ${to}.`, 'check the date.');
  });
  faults.throwIfAny('solution');
  return solution;
}

/** Reads the form of a solution, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
export function readSolution(value: unknown): Solution {
  return readForm(solutionSchema, value, 'solution');
}
