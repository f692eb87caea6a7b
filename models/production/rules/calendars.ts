import { z } from 'zod';
import { calendarWith } from '../layout.ts';
import { postCalendars } from '../posting/calendars.ts';
import { isOfRun, type Problem, type Run } from '../problem.ts';
import { lastOf, machineName, operatorNames, timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({
  holdsOperators: z.boolean().describe('whether operators stay with interruptible work while it pauses').default(false),
});

export type Pausing = z.infer<typeof parameters>;

/**
 * *Means* in a phase that is not interruptible its machine and its operators are there from its first minute to its last.
 * One that is interruptible begins and ends while all of them are there, pauses while one is not, and works its minutes;
 * the pause holds the machine, and the operators where `holdsOperators` says so.
 */
export const calendars: Rule<Pausing> = {
  template: 'calendars',
  hard: true,
  isEssential: true,
  usesVariant: true,
  meaning: 'Work is done only while its machine and its operators are there.',
  says: ({ holdsOperators }) =>
    `Work is done only while its machine and its operators are there; a pause ${holdsOperators ? 'holds both' : 'holds the machine only'}.`,
  parameters,
  post: (_, posting) => postCalendars(posting),
  check(_, { problem, schedule, breaks }) {
    for (const run of schedule.assignments) {
      const found = isOfRun(run) ? faultOf(problem, run) : undefined;
      if (found) breaks({ text: found.text, assignments: [run], withdraw: lastOf(problem, [run]) });
    }
  },
  explain(_, { problem, candidate }) {
    const found = faultOf(problem, candidate);
    return found && { text: found.text, needs: 'another time, or another shift' };
  },
  relax(_, { problem, candidate }) {
    const found = faultOf(problem, candidate);
    if (!found || found.away.length === 0 || found.to - found.from > LONGEST_SHIFT) return [];
    return [{ kind: 'open', resources: found.away, from: found.from, to: found.to }];
  },
};

/** In minutes: nobody opens a machine for longer than a day at one go. */
const LONGEST_SHIFT = 24 * 60;

/** The first phase that has no right place in the calendars, and who is away. */
function faultOf(problem: Problem, { batches, item, label }: Run) {
  const { isInterruptible, phases: asked, wayOn } = problem.items[item]!;
  for (const { machine, phases, quantity } of batches) {
    for (const [p, { from, to, operators }] of phases.entries()) {
      const calendar = calendarWith(problem, machine, operators);
      const minutes = asked[p] ? wayOn(machine).minutes(p, quantity) : to - from;
      const isRight = isInterruptible
        ? calendar.isOpenAt(from) && calendar.completion(from, minutes) === to
        : calendar.isOpen(from, to);
      if (isRight) continue;
      const what = `The ${asked[p]?.kind ?? 'work'} of ${label} from ${timeText(problem, from)} to ${timeText(problem, to)}`;
      const isThere = problem.machines[machine]!.calendar.isOpen(from, to);
      const gone = operators.filter((one) => !problem.operators[one]!.calendar.isOpen(from, to));
      const away = [
        ...(isThere ? [] : [problem.machines[machine]!.id]),
        ...gone.map((one) => problem.operators[one]!.id),
      ];
      const names = [
        ...(isThere ? [] : [machineName(problem, machine)]),
        ...(gone.length ? [operatorNames(problem, gone)] : []),
      ];
      const text = isInterruptible
        ? `${what} does not work ${minutes} minutes within the calendars of ${machineName(problem, machine)} and its operators.`
        : `${what} is not within the time of ${names.join(' and ')}.`;
      return { text, from, to, away };
    }
  }
  return undefined;
}
