/** The days of a week, in the order of their numbers: Sunday is 0. */
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Days of fixed work that are kept on either side of the horizon's weeks, for rules that look across weeks. */
export const MARGIN = 14;

/**
 * A calendar date as a whole number of days since 1970-01-01.
 *
 * *Shapes* `YYYY-MM-DD`, a real date of the proleptic Gregorian calendar.
 * *Source* Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`.
 */
export function dayNumber(date: string): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(date.slice(8, 10)) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The date of a day number; the inverse of {@link dayNumber}. */
export function dateOf(day: number): string {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Index into {@link WEEKDAYS} of a day number; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Minutes since midnight of a clock time `HH:MM`. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Minutes since midnight as a clock time; the inverse of {@link minuteOf}. */
export function clockOf(minutes: number): string {
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

/** The date of a moment in a time zone: today, without one. */
export function todayIn(timeZone: string, at = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

/**
 * The stretch of days that a run looks at: the weeks that the horizon touches, and {@link MARGIN} days on either side.
 *
 * *Means* day `d` of the frame is the date `origin + d`; week `w` holds the days `7 w .. 7 w + 6`.
 */
export interface Frame {
  /** Day number of the frame's first day, which begins a week. */
  readonly origin: number;
  readonly days: number;
  readonly weeks: number;
  /** The horizon's first and last day, within the frame, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** The date of each day. */
  readonly dates: readonly string[];
  /** Index into {@link WEEKDAYS} of each day. */
  readonly weekday: Uint8Array;
}

/** The frame of a horizon whose weeks begin on a weekday. */
export function frameOf(from: string, to: string, weekStartsOn: Weekday): Frame {
  const start = WEEKDAYS.indexOf(weekStartsOn);
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const sinceWeekStart = (day: number): number => (weekdayOf(day) - start + 7) % 7;
  const origin = first - sinceWeekStart(first) - MARGIN;
  const days = last - sinceWeekStart(last) + 7 + MARGIN - origin;
  const weekday = new Uint8Array(days);
  const dates: string[] = [];
  for (let day = 0; day < days; day++) {
    weekday[day] = weekdayOf(origin + day);
    dates.push(dateOf(origin + day));
  }
  return { origin, days, weeks: days / 7, first: first - origin, last: last - origin, dates, weekday };
}

/** The week of a day of the frame. */
export function weekOf(day: number): number {
  return Math.floor(day / 7);
}
