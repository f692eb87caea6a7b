import { countCells } from '../cells.ts';
import type { Report } from '../fault.ts';
import type { Input } from '../input.ts';
import { check } from '../review.ts';
import { isOfRun, Schedule } from '../schedule.ts';
import { staffingOf } from '../staffingOf.ts';

/** Faults that only show once everything else is sound: pins that break hard rules, and an input that is too large. */
export function validateDeep(input: Input, report: Report, pinAt: ReadonlyMap<string, number>): void {
  const staffing = staffingOf(input);
  const { problem } = staffing;
  const { breaches } = check(staffing, new Schedule(problem, problem.fixed));
  for (const { assignments, rule, text } of breaches) {
    const pins = assignments.filter(isOfRun);
    for (const { id } of pins) {
      const path = ['pins', pinAt.get(id)!];
      report(
        path,
        'pin-breaks-rule',
        `The pin of ${id} breaks ${rule}: ${text}`,
        'pin it elsewhere, or leave it to the run.',
      );
    }
  }
  const cells = countCells(problem);
  if (cells <= input.limits.maxCells) return;
  const what = `There are ${cells} event x employee x day cells, at most ${input.limits.maxCells}.`;
  report(['limits', 'maxCells'], 'too-many-cells', what, 'shorten the horizon, split the events, or raise the limit.');
}
