import { dayNumber, minuteOf, weekdayOf } from '../../src/domain/calendar.ts';
import { type Calendar, type Calendars, joined, without } from './calendar.ts';
import { type Clock, DAYS_BEFORE } from './clock.ts';
import type { Input, ResourceInput } from './input.ts';
import { weekdaysOf } from './teams.ts';

const DAY = 1440;

/** Gives each resource the times at which it is there: its shifts, without holidays, changed by its exceptions in order. */
export function openingOf(input: Input, clock: Clock, calendars: Calendars): (resource: ResourceInput) => Calendar {
  const shifts = new Map(input.calendars.map((calendar) => [calendar.id, shiftsOf(calendar, input, clock)]));
  const always: [number, number][] = [[calendars.always.from[0]!, calendars.always.to[0]!]];
  return ({ calendar, exceptions }) => {
    let open = calendar === undefined ? always : shifts.get(calendar)!;
    for (const { from, to, open: isOpen } of exceptions) {
      const [start, end] = [clock.minuteOf(from), clock.minuteOf(to)];
      open = isOpen ? joined([...open, [start, end]]) : without(open, start, end);
    }
    return calendars.of(open);
  };
}

function shiftsOf(calendar: Input['calendars'][number], { horizon }: Input, clock: Clock): [number, number][] {
  const first = dayNumber(horizon.from);
  const holidays = new Set(calendar.holidays.map((date) => dayNumber(date) - first));
  const stretches: [number, number][] = [];
  const shifts = calendar.shifts.map(({ day, from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    return { days: new Set(weekdaysOf(day)), start, end: end > start ? end : end + DAY };
  });
  for (let day = -DAYS_BEFORE; day <= clock.dates.length; day++) {
    if (holidays.has(day)) continue;
    for (const { days, start, end } of shifts) {
      if (days.has(weekdayOf(first + day))) stretches.push([clock.at(day, start), clock.at(day, end)]);
    }
  }
  return joined(stretches);
}
