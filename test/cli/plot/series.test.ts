import { expect, test } from 'vitest';
import { seriesOf } from '../../../src/cli/plot/series.ts';
import type { Trace } from '../../../src/cli/plot/trace.ts';

const engine = 'highs';

function trace(parts: Partial<Trace>): Trace {
  return { objectiveSense: 'minimize', incumbents: [], bounds: [], ms: 1000, status: 'feasible', ...parts };
}

const incumbents = (...list: [ms: number, objective: number][]) =>
  list.map(([ms, objective]) => ({ ms, objective, engine }));
const bounds = (...list: [ms: number, bound: number][]) => list.map(([ms, bound]) => ({ ms, bound, engine }));

test('only what is better than all before is in a line, for either sense', () => {
  const down = seriesOf(trace({ incumbents: incumbents([1, 50], [2, 60], [3, 40]), bounds: bounds([1, 10], [2, 5]) }));
  expect(down.objective.map(({ value }) => value)).toEqual([50, 40]);
  expect(down.bound.map(({ value }) => value)).toEqual([10]);
  const up = seriesOf(
    trace({ objectiveSense: 'maximize', incumbents: incumbents([2, 4], [1, 3]), bounds: bounds([1, 9], [2, 7]) }),
  );
  expect(up.objective.map(({ value }) => value)).toEqual([3, 4]);
  expect(up.bound.map(({ value }) => value)).toEqual([9, 7]);
});

test('the range holds every value, with a margin of 6 in 100', () => {
  const { from, to, outside } = seriesOf(trace({ incumbents: incumbents([1, 100], [2, 50]), bounds: bounds([3, 0]) }));
  expect([from, to, outside]).toEqual([-6, 106, 0]);
});

test('first values that are far away are left outside, and counted', () => {
  // From a fifth of the time on, 110 and 100 are current; 100000 would take 10000 times that room.
  const found = seriesOf(trace({ incumbents: incumbents([1, 100_000], [150, 110], [500, 100]) }));
  expect([found.from, found.to, found.outside].map((value) => Math.round(value * 10) / 10)).toEqual([99.4, 110.6, 1]);
});

test('a single value has room around it', () => {
  const { from, to } = seriesOf(trace({ incumbents: incumbents([1, 0]) }));
  expect(to).toBeGreaterThan(from);
});

test('the range holds the objectives of others, too', () => {
  const other = trace({ incumbents: incumbents([1, 300], [2, 200]) });
  const series = seriesOf(trace({ incumbents: incumbents([1, 100]) }), [{ name: 'before', trace: other }]);
  expect(series.beside).toEqual([
    {
      name: 'before',
      objective: [
        { ms: 1, value: 300, engine },
        { ms: 2, value: 200, engine },
      ],
    },
  ]);
  // 100 to 300, and 6 in 100 of that.
  expect([series.from, series.to]).toEqual([88, 312]);
});
