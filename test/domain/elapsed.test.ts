import { describe, expect, test } from 'vitest';
import { dayNumber, minuteOf } from '../../src/domain/calendar.ts';
import { elapsedIn } from '../../src/domain/elapsed.ts';

/** Minutes between two clock times, written like `2026-03-29 08:00`. */
function between(timeZone: string, from: string, to: string): number {
  const origin = dayNumber(from.slice(0, 10));
  const elapsed = elapsedIn(timeZone, origin, 10);
  const at = (text: string): number => elapsed(dayNumber(text.slice(0, 10)) - origin, minuteOf(text.slice(11)));
  return at(to) - at(from);
}

describe('elapsed minutes between clock times', () => {
  test.each([
    ['UTC', '2026-03-28 22:00', '2026-03-29 08:00', 600],
    // At 02:00 on 29 March 2026 the clock goes to 03:00, at 03:00 on 25 October back to 02:00.
    ['Europe/Berlin', '2026-03-28 22:00', '2026-03-29 08:00', 540],
    ['Europe/Berlin', '2026-10-24 22:00', '2026-10-25 08:00', 660],
    ['Europe/Berlin', '2026-03-29 08:00', '2026-03-29 18:00', 600],
    // Sunday 8 March 2026 and 1 November 2026 in New York, both at 02:00.
    ['America/New_York', '2026-03-07 22:00', '2026-03-08 06:00', 420],
    ['America/New_York', '2026-10-31 22:00', '2026-11-01 06:00', 540],
    // Half an hour, at 02:00 on 5 April 2026, back.
    ['Australia/Lord_Howe', '2026-04-04 22:00', '2026-04-05 06:00', 510],
    // A zone without changes, a quarter of an hour off.
    ['Asia/Kathmandu', '2026-03-28 22:00', '2026-03-29 08:00', 600],
  ])('%s: from %s to %s', (timeZone, from, to, minutes) => {
    expect(between(timeZone, from, to)).toBe(minutes);
  });

  test('a time that is left out is an hour later, and one that is there twice is the first', () => {
    expect(between('Europe/Berlin', '2026-03-29 01:59', '2026-03-29 02:30')).toBe(31);
    expect(between('Europe/Berlin', '2026-03-29 02:30', '2026-03-29 03:30')).toBe(0);
    expect(between('Europe/Berlin', '2026-10-25 01:30', '2026-10-25 02:30')).toBe(60);
    expect(between('Europe/Berlin', '2026-10-25 02:30', '2026-10-25 03:30')).toBe(120);
  });

  test('is that of Date at every quarter of an hour of a year', () => {
    const origin = dayNumber('2026-01-01');
    const elapsed = elapsedIn('Europe/Berlin', origin, 365);
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Berlin',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    let seen = '';
    for (let minute = Date.UTC(2026, 0, 1) / 60_000; minute < Date.UTC(2026, 11, 31) / 60_000; minute += 15) {
      const text = format.format(minute * 60_000);
      // The second of two equal times cannot be told from the first.
      if (text <= seen) continue;
      seen = text;
      expect(elapsed(dayNumber(text.slice(0, 10)) - origin, minuteOf(text.slice(11)))).toBe(minute);
    }
  });
});
