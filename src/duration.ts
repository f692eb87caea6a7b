import { DovetailError } from './errors.ts';
import { cut } from './limits.ts';

const MS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 };

/** Days, hours, minutes and seconds of ISO 8601; months and years have no fixed length and are no part of it. */
export const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,3})?)S)?)?$/;

/** The short spelling: a number with a unit. */
const SHORT = /^(\d{1,10}(?:\.\d{1,3})?)(ms|s|m|h|d)$/;

/** Either spelling of a duration, everywhere that one is read. */
export const ANY_DURATION = new RegExp(`${DURATION.source}|${SHORT.source}`);

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', MS.seconds],
  ['m', MS.minutes],
  ['h', MS.hours],
  ['d', MS.days],
]);

/** `PT30S` or `30s` as milliseconds. *Errors* `input/invalid` for what is not a duration of days to milliseconds. */
export function durationToMs(text: string): number {
  const [, number, unit] = SHORT.exec(text) ?? [];
  if (number !== undefined) return Math.round(Number(number) * UNITS.get(unit!)!);
  const match = DURATION.exec(text);
  if (!match) {
    throw new DovetailError('input/invalid', `"${cut(text)}" is not a duration.`, {
      maybe: 'write it like 30s, 2m or 500ms, or in ISO 8601, like PT30S.',
    });
  }
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round(days! * MS.days + hours! * MS.hours + minutes! * MS.minutes + seconds! * MS.seconds);
}

/** What {@link DURATION} has room for. */
const MOST = { days: 9999, hours: 99_999, minutes: 999_999 };

/**
 * Milliseconds as `PT30S` or `P1DT2H`, the largest units first. {@link durationToMs} reads the same number again, for
 * every whole one that it gives.
 */
export function msToDuration(ms: number): string {
  let rest = ms;
  const take = (unit: keyof typeof MOST, letter: string): string => {
    const count = Math.min(Math.floor(rest / MS[unit]), MOST[unit]);
    rest -= count * MS[unit];
    return count === 0 ? '' : `${count}${letter}`;
  };
  const [days, hours, minutes] = [take('days', 'D'), take('hours', 'H'), take('minutes', 'M')];
  const seconds = rest > 0 || ms === 0 ? `${rest / MS.seconds}S` : '';
  const time = hours + minutes + seconds;
  return `P${days}${time === '' ? '' : `T${time}`}`;
}
