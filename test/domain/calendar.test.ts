import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, dayNumber, frameOf, minuteOf, weekdayOf, weekOf } from '../../src/domain/calendar.ts';

test('day numbers, dates and weekdays are those of the platform’s calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 200_000 }), (day) => {
      const platform = new Date(day * 86_400_000);
      const date = platform.toISOString().slice(0, 10);
      expect(dayNumber(date)).toBe(day);
      expect(dateOf(day)).toBe(date);
      expect(weekdayOf(day)).toBe(platform.getUTCDay());
    }),
    { numRuns: 2000, seed: 5 },
  );
});

test('the frame has the weeks of the horizon and two more on either side', () => {
  // Wednesday 2026-01-07 to Monday 2026-01-12, weeks from Sunday: the weeks of January 4 and 11, from December 21 to 31.
  const frame = frameOf('2026-01-07', '2026-01-12', 'sunday');
  expect(frame.dates[0]).toBe('2025-12-21');
  expect(frame.dates.at(-1)).toBe('2026-01-31');
  expect([frame.days, frame.weeks]).toEqual([42, 6]);
  expect([frame.first, frame.last]).toEqual([17, 22]);
  expect(frame.dates[frame.first]).toBe('2026-01-07');
  expect([weekOf(frame.first), weekOf(frame.last)]).toEqual([2, 3]);
});

test('weeks may begin on another day', () => {
  expect(frameOf('2026-01-07', '2026-01-12', 'wednesday').dates[14]).toBe('2026-01-07');
  expect(frameOf('2026-01-07', '2026-01-12', 'thursday').dates[14]).toBe('2026-01-01');
});

test('clock times are minutes since midnight', () => {
  expect(minuteOf('10:15')).toBe(615);
});
