import { clockOf, minuteOf } from '../../../src/domain/calendar.ts';
import type { ReportFault } from '../../../src/domain/fault.ts';
import { check } from '../../../src/domain/review.ts';
import type { FaultCode } from '../faults.ts';
import type { Input } from '../input.ts';
import type { Session } from '../problem.ts';
import { isOfRun, Schedule } from '../schedule.ts';
import { sessionsFor } from '../sessionsOf.ts';

/** Faults that only show once everything else is sound: pins and frozen work that break hard rules, and an input that is too large. */
export function validateDeep(
  input: Input,
  report: ReportFault<FaultCode>,
  pinAt: (pin: Input['pins'][number]) => number,
): void {
  const { cells, limit } = { cells: countPlaces(input), limit: input.limits.maxPlaces };
  if (cells > limit) {
    const what = `There are up to ${cells} places of a student with a provider at a time, at most ${limit}.`;
    report(
      ['limits', 'maxPlaces'],
      'too-many-places',
      what,
      'begin sessions less often, split the students, or raise the limit.',
    );
    return;
  }
  const sessions = sessionsFor(input);
  const { problem } = sessions;
  const { breaches } = check(sessions, new Schedule(problem, problem.fixed));
  for (const { assignments, rule, text } of breaches) {
    for (const session of assignments.filter(isOfRun)) {
      const named = (one: Input['pins'][number]): boolean => isAt(problem, session, one);
      const pin = input.pins.find(named);
      if (pin) {
        const what = `The pin of ${session.id} breaks ${rule}: ${text}`;
        report(['pins', pinAt(pin)], 'pin-breaks-rule', what, 'pin it elsewhere, or leave it to the run.');
        continue;
      }
      const at = input.previous!.sessions.findIndex(named);
      const what = `${session.id} stays because its day is frozen, and breaks ${rule}: ${text}`;
      const maybe = 'take the day out of the frozen days, or the session out of the earlier schedule.';
      report(['previous', 'sessions', at], 'frozen-breaks-rule', what, maybe);
    }
  }
}

/** Every start of the grid with every provider, before any is ruled out; cheap. */
function countPlaces({ grid, students }: Input): number {
  const starts = Math.ceil((minuteOf(grid.to) - minuteOf(grid.from)) / grid.startsEvery);
  return students.reduce((all, { providers }) => all + providers.length, 0) * new Set(grid.days).size * starts;
}

function isAt(
  { grid, providers, students }: ReturnType<typeof sessionsFor>['problem'],
  session: Session,
  one: Input['pins'][number],
): boolean {
  return (
    one.student === students[session.student]!.id &&
    one.provider === providers[session.provider]!.id &&
    one.day === grid.days[session.day] &&
    one.start === clockOf(session.start)
  );
}
