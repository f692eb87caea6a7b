import { clockOf, dateOf, dayNumber, WEEKDAYS, type Weekday } from '../domain/calendar.ts';
import { clockIn, elapsedIn } from '../domain/elapsed.ts';
import type { Bar, Timeline } from '../solve/timeline.ts';

const DAY = 1440;

/** What the days of a timeline are: dates, days of any week, or names of another kind. */
export type DayKind = 'dates' | 'weekdays' | 'names';

/** When a bar is, by the names of days and by clock times; clock times are absent for a whole day. */
export interface Moments {
  readonly day: string;
  readonly start?: string;
  /** The day of the end; of a whole day, the last one that it takes. */
  readonly endDay: string;
  readonly end?: string;
  /** How long it is worked, without its pauses. */
  readonly minutes: number;
}

export function dayKindOf({ days }: Pick<Timeline, 'days'>): DayKind {
  if (days.length > 0 && days.every((day) => /^\d{4}-\d\d-\d\d$/.test(day))) return 'dates';
  return days.length > 0 && days.every((day) => WEEKDAYS.includes(day as Weekday)) ? 'weekdays' : 'names';
}

/** The position of the day on which a bar begins, and its minute on that day. */
export function startOf({ from }: Pick<Bar, 'from'>): { readonly day: number; readonly minute: number } {
  return { day: Math.floor(from / DAY), minute: from - Math.floor(from / DAY) * DAY };
}

/** The stretches in which a bar is worked: all of it, where it has no pauses. */
export function stretchesOf({ from, to, worked }: Pick<Bar, 'from' | 'to' | 'worked'>): Required<Bar>['worked'] {
  return worked ?? [[from, to]];
}

/**
 * A timeline whose minutes are those of the clock, so that midnight is at every multiple of 1440 and a bar ends at the
 * clock time at which it does, even where the clocks change in between.
 */
export function onClock(timeline: Timeline): Timeline {
  const { bars, days, timeZone } = timeline;
  if (timeZone === undefined || dayKindOf(timeline) !== 'dates') return timeline;
  const first = dayNumber(days[0]!);
  const [elapsed, clock] = [elapsedIn(timeZone, first, days.length), clockIn(timeZone, first, days.length)];
  return {
    ...timeline,
    bars: bars.map((bar) => {
      if (bar.isWholeDay) return bar;
      const { day, minute } = startOf(bar);
      const begins = elapsed(day, minute);
      const at = (passed: number): number => clock(begins + passed - bar.from);
      const worked = bar.worked && { worked: bar.worked.map(([from, to]) => [at(from), at(to)] as const) };
      return { ...bar, from: at(bar.from), to: at(bar.to), ...worked };
    }),
  };
}

/** The moments of a bar of a timeline; `told` is the same bar {@link onClock}. */
export function momentsOf(timeline: Timeline, bar: Bar, told: Bar): Moments {
  const { day, minute } = startOf(told);
  const minutes = stretchesOf(bar).reduce((sum, [from, to]) => sum + to - from, 0);
  const later = (days: number): string => dayAfter(timeline, day, days);
  if (bar.isWholeDay) return { day: later(0), endDay: later(Math.max(0, Math.ceil(minutes / DAY) - 1)), minutes };
  const end = minute + told.to - told.from;
  return {
    day: later(0),
    start: clockOf(minute),
    endDay: later(Math.floor(end / DAY)),
    end: clockOf(end % DAY),
    minutes,
  };
}

/** The name of the day some days after one of a timeline, which may be beyond its last. */
function dayAfter(timeline: Timeline, position: number, days: number): string {
  const name = timeline.days[position]!;
  if (days === 0) return name;
  switch (dayKindOf(timeline)) {
    case 'dates':
      return dateOf(dayNumber(name) + days);
    case 'weekdays':
      return WEEKDAYS[(WEEKDAYS.indexOf(name as Weekday) + days) % WEEKDAYS.length]!;
    case 'names':
      return timeline.days[position + days] ?? name;
  }
}
