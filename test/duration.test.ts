import fc from 'fast-check';
import { expect, it } from 'vitest';
import { durationToMs, msToDuration } from '../src/duration.ts';

it('a duration is days, hours, minutes and seconds', () => {
  expect(durationToMs('PT30S')).toBe(30_000);
  expect(durationToMs('PT0.5S')).toBe(500);
  // 1 day = 86,400 s, 2 h = 7,200 s, 3 min = 180 s, 4 s.
  expect(durationToMs('P1DT2H3M4S')).toBe(93_784_000);
});

it('a number with a unit is one too, as people write it on a command line', () => {
  expect(['500ms', '30s', '1.5m', '2h', '90d'].map(durationToMs)).toEqual([
    500, 30_000, 90_000, 7_200_000, 7_776_000_000,
  ]);
});

it('what is none is refused', () => {
  for (const text of [
    '',
    'P',
    'PT',
    'P1DT',
    '30',
    's',
    '30 s',
    '30w',
    '1e3s',
    'PT30',
    'P1M',
    'P1Y',
    'PT-1S',
    'pt1s',
    'PT1S ',
    'PT1e3S',
  ]) {
    expect(() => durationToMs(text), text).toThrow(/is not a duration.\nMaybe write it like 30s/);
  }
});

it('is written with its largest units first', () => {
  // 30 days are 720 hours; 93,784 s is the sum above.
  expect([0, 500, 30_000, 90_000, 7_200_000, 30 * 86_400_000, 93_784_000].map(msToDuration)).toEqual([
    'PT0S',
    'PT0.5S',
    'PT30S',
    'PT1M30S',
    'PT2H',
    'P30D',
    'P1DT2H3M4S',
  ]);
});

/** Every number of milliseconds that a text can say, with each part as large as it may be. */
const accepted = fc
  .tuple(fc.nat(9999), fc.nat(99_999), fc.nat(999_999), fc.nat(99_999_999), fc.nat(999))
  .map(([days, hours, minutes, seconds, ms]) =>
    durationToMs(`P${days}DT${hours}H${minutes}M${seconds}.${String(ms).padStart(3, '0')}S`),
  );

it('written and read again, it is the same to the millisecond, as far as texts go', () => {
  const isSame = (ms: number): boolean => durationToMs(msToDuration(ms)) === ms;
  fc.assert(fc.property(fc.oneof(fc.nat(99_999_999), accepted), isSame));
  // The largest: 9,999 days, 99,999 h, 999,999 min and 99,999,999.999 s.
  const most = durationToMs('P9999DT99999H999999M99999999.999S');
  expect(most).toBe(863_913_600_000 + 359_996_400_000 + 59_999_940_000 + 99_999_999_999);
  expect(msToDuration(most)).toBe('P9999DT99999H999999M99999999.999S');
});
