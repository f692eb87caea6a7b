import type { Calendar } from './calendar.ts';
import type { Batch, Crew, OperationInfo, PhaseRun, Problem, Way } from './problem.ts';

/** When a machine and a crew are both there. */
export function calendarOf({ calendars, machines, teams }: Problem, machine: number, crew: Crew): Calendar {
  return crew.reduce(
    (calendar, { team }) => calendars.meet(calendar, teams[team]!.calendar),
    machines[machine]!.calendar,
  );
}

/** When a machine and some operators are all there. */
export function calendarWith({ calendars, machines, operators }: Problem, machine: number, who: readonly number[]) {
  return who.reduce((calendar, one) => calendars.meet(calendar, operators[one]!.calendar), machines[machine]!.calendar);
}

/**
 * A batch from a start on, with the operators that each phase is given: every phase as soon as it may begin.
 *
 * *Means* where there is no time for a phase, it follows directly, which breaks a rule that then says so.
 */
export function batchFrom(
  problem: Problem,
  { item, way, start, quantity }: { item: OperationInfo; way: Way; start: number; quantity: number },
  operators: readonly (readonly number[])[],
): Batch {
  let at = start;
  const phases = item.phases.map((_, p): PhaseRun => {
    const who = operators[p] ?? [];
    const minutes = way.minutes(p, quantity);
    const calendar = calendarWith(problem, way.machine, who);
    const next = p === 0 ? at : calendar.nextStart(at + item.idle.min, minutes, item.isInterruptible);
    const from = Number.isFinite(next) ? next : at + item.idle.min;
    const done = item.isInterruptible && calendar.isOpenAt(from) ? calendar.completion(from, minutes) : from + minutes;
    const to = Number.isFinite(done) ? done : from + minutes;
    at = to;
    return { from, to, operators: [...who].sort((a, b) => a - b) };
  });
  return { machine: way.machine, quantity, phases };
}

/** Operators of a crew by name: the first of each team, or those from some position on. */
export function namesOf({ teams }: Problem, crew: Crew, from = 0): number[] {
  return crew
    .flatMap(({ team, count }) => {
      const { operators } = teams[team]!;
      return Array.from({ length: count }, (_, i) => operators[(from + i) % operators.length]!);
    })
    .sort((a, b) => a - b);
}

/** When the operators of a phase are engaged: all the time, or while it is worked where a pause sets them free. */
export function engagedIn(
  problem: Problem,
  { isInterruptible }: Pick<OperationInfo, 'isInterruptible'>,
  machine: number,
  phase: PhaseRun,
): (readonly [from: number, to: number])[] {
  return isInterruptible && !problem.holdsOperators ? workedIn(problem, machine, phase) : [[phase.from, phase.to]];
}

/** When a phase of interruptible work is worked: while its machine and its operators are all there. */
export function workedIn(
  problem: Problem,
  machine: number,
  { from, operators, to }: PhaseRun,
): (readonly [from: number, to: number])[] {
  const calendar = calendarWith(problem, machine, operators);
  // Given work may be where its calendars are closed; it is known as it is said.
  return calendar.isOpenAt(from) ? calendar.openIn(from, to) : [[from, to]];
}
