import { expect, test } from 'vitest';
import { furtherThanPlain } from '../../../bench/intervals/bars.ts';
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
