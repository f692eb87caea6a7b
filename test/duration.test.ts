import fc from 'fast-check';
import { expect, it } from 'vitest';
import { durationToMs, msToDuration } from '../src/duration.ts';

it('a duration is days, hours, minutes and seconds', () => {
  expect(durationToMs('PT30S')).toBe(30_000);
  expect(durationToMs('PT0.5S')).toBe(500);
  // 1 day = 86,400 s, 2 h = 7,200 s, 3 min = 180 s, 4 s.
  expect(durationToMs('P1DT2H3M4S')).toBe(93_784_000);
});

it('what is none is refused', () => {
  for (const text of ['', 'P', 'PT', 'P1DT', '30', '30s', 'PT30', 'P1M', 'P1Y', 'PT-1S', 'pt1s', 'PT1S ', 'PT1e3S']) {
    expect(() => durationToMs(text), text).toThrow(/ISO 8601/);
  }
});

it('written and read again, it is the same to the millisecond', () => {
  fc.assert(fc.property(fc.nat(99_999_999), (ms) => durationToMs(msToDuration(ms)) === ms));
});
