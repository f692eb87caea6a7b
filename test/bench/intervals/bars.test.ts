import { expect, test } from 'vitest';
import { behind, furtherThanPlain, missedWithOperators, notFarAhead } from '../../../bench/intervals/bars.ts';
import { plainBoundOf } from '../../../bench/intervals/instances.ts';
import type { Row } from '../../../bench/intervals/measure.ts';

/** What somebody has after 1, 2, 5 and 10 s, where the best known is 100 or what is said. */
function row(family: string, name: string, by: string, values: readonly (number | undefined)[], best = 100): Row {
  return { family, name, by, values, best, firstMs: 1, bound: undefined, status: 'time-limit', provedMs: undefined };
}

test('a race is held against the plain program by the mean of gaps, a family at a time, after each budget', () => {
  const said = furtherThanPlain([
    // 1, 0.48, 0 and 0 points further, and 1 nearer, 0.1 nearer, level and level: 0, 0.19, 0, 0 on the mean.
    row('jobs', 'a', 'race', [103, 102.48, 101, 100]),
    row('jobs', 'a', 'plain', [102, 102, 101, 100]),
    row('jobs', 'b', 'race', [101, 100.9, 100, 100]),
    row('jobs', 'b', 'plain', [102, 101, 100, 100]),
    // Half a percent of 200 after 10 s.
    row('projects', 'a', 'race', [200, 200, 200, 201], 200),
    row('projects', 'a', 'plain', [200, 200, 200, 200], 200),
    // Nobody to be held against.
    row('operators', 'a', 'race', [150, 150, 150, 150]),
  ]);
  expect(said).toEqual(['projects: 0.50 points further from the best known than the plain program after 10 s.']);
});

test('what the race has not found is infinitely far, what the plain program has not found is passed over', () => {
  const said = furtherThanPlain([
    row('jobs', 'a', 'race', [undefined, 100, 100, 100]),
    row('jobs', 'a', 'plain', [110, undefined, 110, 110]),
  ]);
  expect(said).toEqual(['jobs: Infinity points further from the best known than the plain program after 1 s.']);
});

test('a family is held against somebody by the ratio of its objectives, one more each', () => {
  const rows = [
    row('calendar', 'a', 'race', [99, 99, 99, 49]),
    row('calendar', 'a', 'native', [99, 98, undefined, 99]),
    row('calendar', 'b', 'race', [0, 0, 0, 1]),
    row('calendar', 'b', 'native', [0, 0, 0, 0]),
    row('flow', 'a', 'race', [1, 1, 1, 1]),
  ];
  // 1; the root of 100/99; 1, as only b is compared; the root of a half times two.
  expect(behind(rows, 'native')).toEqual(['calendar: 1.0050 times the objective of native after 2 s.']);
});

test('the race has to be three percent ahead of native after 1, 5 and 10 s, on the mean of all', () => {
  const rows = [
    row('jobs', 'a', 'race', [96, 100, 96, 98]),
    row('jobs', 'a', 'native', [99, 100, 99, 99]),
    // The same name in another family is somebody else.
    row('flow', 'a', 'race', [96, 100, 96, 99]),
    row('flow', 'a', 'native', [99, 100, 99, 99]),
  ];
  // 0.97 twice, and the root of 0.99 after 10 s.
  expect(notFarAhead(rows)).toEqual(['all: 0.9950 times the objective of native after 10 s, the bar is 0.97.']);
});

test('with operators: half a percent at the end, and a proof where the plain bound is the best known', () => {
  const at = (name: string, end: number, plainBound: number, provedMs?: number): Row => ({
    ...row('operators', name, 'race', [end, end, end, end]),
    plainBound,
    provedMs,
  });
  expect(missedWithOperators([at('a', 101, 90), at('b', 100, 100, 5)])).toEqual([]);
  // 1 and 0.5 percent further.
  expect(missedWithOperators([at('a', 101, 90), at('b', 100.5, 100)])).toEqual([
    'operators: 0.75 % from the best known after 10 s, the bar is 0.5 %.',
    'b: 100 is not proved, though a job, a machine or all work needs as long.',
  ]);
});

test('the plain bound is the longest job, the work of a machine or a share of all work, whichever is most', () => {
  const on = (machine: number, time: number) => [{ machine, time }];
  const jobs = [
    [on(0, 4), on(1, 1)],
    [on(0, 3), on(1, 3)],
  ];
  // All work is 11, jobs take 5 and 6, machines 7 and 4.
  expect(plainBoundOf({ machines: 2, jobs }, 2)).toBe(7);
  expect(plainBoundOf({ machines: 2, jobs }, 1)).toBe(11);
  expect(plainBoundOf({ machines: 2, jobs: [[on(0, 4), on(1, 5)], [on(1, 1)]] }, 2)).toBe(9);
});
