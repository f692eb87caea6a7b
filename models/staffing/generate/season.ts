import { dateOf, dayNumber } from '../../../src/domain/calendar.ts';

/** The day on which every generated team makes its plan: a Sunday, so that the horizon begins in the middle of a week. */
const TODAY = dayNumber('2026-05-10');

/** The horizon begins this many days after today. */
const LEAD_DAYS = 3;

/** In every stretch of this many days there is one holiday, the locked day after it, and another locked day. */
const CLOSED = { every: 21, locked: 7, holiday: 12, lockedNext: 13 };

/** The days that an input is about, as day numbers. */
export interface Season {
  readonly today: number;
  /** The horizon, both ends inclusive. */
  readonly from: number;
  readonly to: number;
  readonly holidays: readonly number[];
  readonly lockedDays: readonly number[];
  /** The days of the horizon that are neither holidays nor locked. */
  readonly open: readonly number[];
  readonly closed: ReadonlySet<number>;
}

/** The season of a horizon of this many days; from 13 days on, a holiday with a locked day after it is in it. */
export function seasonOf(days: number): Season {
  const from = TODAY + LEAD_DAYS;
  const to = from + days - 1;
  const holidays: number[] = [];
  const lockedDays: number[] = [];
  for (let start = from; start <= to; start += CLOSED.every) {
    holidays.push(start + CLOSED.holiday);
    lockedDays.push(start + CLOSED.locked, start + CLOSED.lockedNext);
  }
  const closed = new Set([...holidays, ...lockedDays]);
  const open = range(from, to).filter((day) => !closed.has(day));
  return { today: TODAY, from, to, holidays, lockedDays, open, closed };
}

/** The whole numbers `first .. last`, both inclusive. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** The first day, a Sunday, of the week of a day number. */
export function sundayOf(day: number): number {
  return day - ((((day + 4) % 7) + 7) % 7);
}

/** A range of dates from day numbers. */
export function dates(from: number, to: number): { from: string; to: string } {
  return { from: dateOf(from), to: dateOf(to) };
}
