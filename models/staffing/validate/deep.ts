import type { ReportFault } from '../../../src/domain/fault.ts';
import { check } from '../../../src/domain/review.ts';
import { countCells } from '../cells.ts';
import { isOfAbsent } from '../conflicts.ts';
import type { FaultCode } from '../faults.ts';
import type { Input } from '../input.ts';
import { isOfRun, Schedule } from '../schedule.ts';
import { staffFor } from '../staffingOf.ts';

/** Faults that only show once everything else is sound: pins and frozen work that break hard rules, and an input that is too large. */
export function validateDeep(input: Input, report: ReportFault<FaultCode>, pinAt: ReadonlyMap<string, number>): void {
  const staffing = staffFor(input);
  const { problem } = staffing;
  const { breaches } = check(staffing, new Schedule(problem, problem.fixed));
  for (const { assignments, rule, text } of breaches) {
    const pins = assignments.filter(isOfRun);
    for (const work of pins) {
      const { id } = work;
      const pin = pinAt.get(id);
      if (pin === undefined) {
        const at = input.previous!.assignments.findIndex(({ event }) => event === id);
        const what = `${id} stays because its day is frozen, and breaks ${rule}: ${text}`;
        const maybe = 'take the day out of the frozen days, or the assignment out of the earlier schedule.';
        report(['previous', 'assignments', at], 'frozen-breaks-rule', what, maybe);
        continue;
      }
      const maybe = isOfAbsent(problem, work)
        ? 'reopen what is absent, which leaves such pins to the run, or pin it elsewhere.'
        : 'pin it elsewhere, or leave it to the run.';
      report(['pins', pin], 'pin-breaks-rule', `The pin of ${id} breaks ${rule}: ${text}`, maybe);
    }
  }
  const cells = countCells(problem);
  if (cells <= input.limits.maxCells) return;
  const what = `There are ${cells} event x employee x day cells, at most ${input.limits.maxCells}.`;
  report(['limits', 'maxCells'], 'too-many-cells', what, 'shorten the horizon, split the events, or raise the limit.');
}
