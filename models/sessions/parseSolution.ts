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
export function parseSolution({ grid, providerIndex, studentIndex }: Problem, value: unknown): Solution {
  const solution = readSolution(value);
  const faults = new Faults<FaultCode>();
  const [students, providers] = [new Set(studentIndex.keys()), new Set(providerIndex.keys())];
  solution.sessions.forEach(({ student, provider, day }, index) => {
    const at = (field: string): PropertyKey[] => ['sessions', index, field];
    requireKnown(faults, student, { path: at('student'), code: 'unknown-student', what: 'student', known: students });
    requireKnown(faults, provider, {
      path: at('provider'),
      code: 'unknown-provider',
      what: 'provider',
      known: providers,
    });
    if (grid.days.includes(day)) return;
    const what = `${day} is not a day of the grid: ${grid.days.join(', ')}.`;
    faults.report(at('day'), 'day-outside-grid', what, 'move the session to a day of the grid.');
  });
  faults.throwIfAny('solution');
  return solution;
}

/** Reads the form of a solution, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
export function readSolution(value: unknown): Solution {
  return readForm(solutionSchema, value, 'solution');
}
