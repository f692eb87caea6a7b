import { dateOf, dayNumber } from '../../src/domain/calendar.ts';
import { type Elapsed, elapsedIn } from '../../src/domain/elapsed.ts';

const DAY = 1440;

/** Days before the horizon on which work that is still running may have begun. */
export const DAYS_BEFORE = 60;

/** Local times of a zone as whole minutes since the first midnight of the horizon, and back. */
export interface Clock {
  /** The dates of the horizon. */
  readonly dates: readonly string[];
  /** The minute at which each day of the horizon begins, and the one at which the horizon ends. */
  readonly midnights: readonly number[];
  readonly end: number;
  /** The minute of a clock time on a day of the horizon, counted from 0; days before it are negative. */
  at(day: number, minute: number): number;
  /** The minute of a local time, with or without an offset. */
  minuteOf(text: string): number;
  /** The inverse; a clock time that comes for the second time has its offset. */
  textOf(minute: number): string;
}

/** The clock of a horizon. *Source* for changes of the clock: {@link elapsedIn}. */
export function clockOf({ from, to }: { readonly from: string; readonly to: string }, timeZone: string): Clock {
  const first = dayNumber(from);
  const days = dayNumber(to) - first + 1;
  const origin = first - DAYS_BEFORE;
  const elapsed: Elapsed = elapsedIn(timeZone, origin, days + 2 * DAYS_BEFORE);
  const epoch = elapsed(DAYS_BEFORE, 0);
  const at = (day: number, minute: number): number => elapsed(day + DAYS_BEFORE, minute) - epoch;
  const midnights = Array.from({ length: days + 1 }, (_, day) => at(day, 0));
  return {
    dates: Array.from({ length: days }, (_, day) => dateOf(first + day)),
    midnights: midnights.slice(0, -1),
    end: midnights[days]!,
    at,
    minuteOf(text) {
      if (/(?:Z|[+-]\d\d:\d\d)$/.test(text)) return Date.parse(text) / 60_000 - epoch;
      return at(dayNumber(text.slice(0, 10)) - first, Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)));
    },
    textOf(minute) {
      let day = Math.floor(minute / DAY);
      while (at(day, 0) > minute) day--;
      while (at(day + 1, 0) <= minute) day++;
      const since = minute - at(day, 0);
      // On a day on which the clocks change, they are ahead or behind by that change afterwards.
      const changed = since + DAY - (at(day + 1, 0) - at(day, 0));
      const local = [since, changed].find((one) => at(day, one) === minute);
      const shown = `${dateOf(first + day)}T${hours(local ?? changed)}`;
      if (local !== undefined) return shown;
      const offset = (first + day) * DAY + changed - (minute + epoch);
      return `${shown}${offset < 0 ? '-' : '+'}${hours(Math.abs(offset))}`;
    },
  };
}

function hours(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
