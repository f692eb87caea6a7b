import { describe, expect, test } from 'vitest';
import { grouped, linearAxis, logAxis, niceBelow, niceStep } from '../../../src/cli/plot/axis.ts';

describe('an axis', () => {
  test('has steps of 1, 2 and 5 times a power of ten', () => {
    expect([0.11, 0.2, 0.21, 1, 1.01, 3, 7, 70].map(niceStep)).toEqual([0.2, 0.2, 0.5, 1, 2, 5, 10, 100]);
    expect([0.09, 1, 4.9, 5, 9, 1000].map(niceBelow)).toEqual([0.05, 1, 2, 5, 5, 1000]);
  });

  test('has ticks at multiples of the step within the range, at their pixels', () => {
    // 0..10 in about 5 steps: 2 each, 50 pixels a step on 250.
    const { at, ticks } = linearAxis({ from: 0, to: 10 }, { from: 100, to: 350 }, 5);
    expect(ticks.map(({ text }) => text)).toEqual(['0', '2', '4', '6', '8', '10']);
    expect(ticks.map((tick) => tick.at)).toEqual([100, 150, 200, 250, 300, 350]);
    expect(at(5)).toBe(225);
  });

  test('writes as many decimals as the step has, and a proper minus', () => {
    const { ticks } = linearAxis({ from: -0.5, to: 0.5 }, { from: 0, to: 100 }, 4);
    expect(ticks.map(({ text }) => text)).toEqual(['−0.5', '0.0', '0.5']);
  });

  test('of logarithms gives each decade the same room', () => {
    const { at, ticks } = logAxis({ from: 1, to: 10_000 }, { from: 0, to: 400 }, String);
    expect(ticks.map(({ text }) => text)).toEqual(['1', '10', '100', '1000', '10000']);
    expect(ticks.map((tick) => Math.round(tick.at))).toEqual([0, 100, 200, 300, 400]);
    // What is before the first moment is drawn there.
    expect(at(0)).toBe(0);
    const few = logAxis({ from: 1, to: 10 }, { from: 0, to: 100 }, String);
    expect(few.ticks.map(({ text }) => text)).toEqual(['1', '2', '5', '10']);
  });

  test('numbers have a narrow space between thousands', () => {
    expect([1234567, 999, -1234.5, -0.001].map((value) => grouped(value))).toEqual([
      '1\u202f234\u202f567',
      '999',
      '−1\u202f235',
      '0',
    ]);
  });
});
