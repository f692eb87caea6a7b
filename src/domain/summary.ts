import type { Timeline } from '../solve/result.ts';
import { dateOf, dayNumber, WEEKDAYS, type Weekday, weekdayOf } from './calendar.ts';

const DAY = 1440;

/** What one lane, such as a person, has in one week. */
export interface WeekLoad {
  readonly who: string;
  readonly items: number;
  readonly days: number;
  /** Of work whose clock times are known. */
  readonly minutes: number;
  /** Whether that is more than nine tenths of what a week may have. */
  readonly isNearLimit: boolean;
}

/** How work is shared out in one week. */
export interface WeekSummary {
  /** The first day of the week, a date; absent for a week that is every week. */
  readonly from?: string;
  /** In the order of the lanes; those without work are there. */
  readonly loads: readonly WeekLoad[];
  /** The most items of a lane less the fewest. */
  readonly spread: number;
}

/** The share of a week's minutes from which on there may soon be too many. */
const NEAR = 0.9;

/** Work by lane and week. *Shapes* the weeks that have work, in order; `mostMinutes` is what a week of one lane may have. */
export function summaryOf(
  { bars, days, lanes }: Timeline,
  {
    mostMinutes = 2400,
    weekStartsOn = 'sunday',
  }: { readonly mostMinutes?: number; readonly weekStartsOn?: Weekday } = {},
): WeekSummary[] {
  const first = WEEKDAYS.indexOf(weekStartsOn);
  const isDated = days.every((day) => /^\d{4}-\d\d-\d\d$/.test(day));
  const dayOf = (minute: number): number => Math.floor(minute / DAY);
  const weekOf = (minute: number): number => {
    if (!isDated) return 0;
    const day = dayNumber(days[dayOf(minute)]!);
    return day - ((weekdayOf(day) - first + WEEKDAYS.length) % WEEKDAYS.length);
  };
  const weeks = [...Map.groupBy(bars, ({ from }) => weekOf(from))].sort(([a], [b]) => a - b);
  return weeks.map(([week, own]) => {
    const byLane = Map.groupBy(own, ({ lane }) => lane);
    const loads = lanes.map(({ id }): WeekLoad => {
      const mine = byLane.get(id) ?? [];
      const minutes = mine.reduce((sum, { from, isWholeDay, to }) => sum + (isWholeDay ? 0 : to - from), 0);
      const worked = new Set(mine.map(({ from }) => dayOf(from))).size;
      return { who: id, items: mine.length, days: worked, minutes, isNearLimit: minutes > NEAR * mostMinutes };
    });
    const items = loads.map((load) => load.items);
    const spread = Math.max(...items) - Math.min(...items);
    return { ...(isDated ? { from: dateOf(week) } : {}), loads, spread };
  });
}
