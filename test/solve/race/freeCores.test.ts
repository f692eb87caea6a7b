import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CoreTimes, FreeCores } from '../../../src/solve/race/freeCores.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How many of some threads have a core each, on a machine whose cores work for these seconds in each second, in steps of `ms`. */
function after(
  steps: number,
  { threads = 2, cores = 2, others = 0, own = 0, ms = 300 }: Readonly<Record<string, number>>,
): number {
  let at = 0;
  const look = (): CoreTimes => ({
    cores,
    busyMs: at * (others + own),
    allMs: at * cores,
    ownMs: at * own,
  });
  const free = new FreeCores(threads, look);
  let count = free.count;
  for (let i = 0; i < steps; i++) {
    at += ms;
    vi.advanceTimersByTime(ms);
    count = free.count;
  }
  return count;
}

test.each([
  { what: 'nobody else', given: { own: 2 }, count: 2 },
  // One process more on two cores: three threads have two thirds of one each.
  { what: 'one more, beside two threads', given: { others: 0.67, own: 1.33 }, count: 1 },
  { what: 'one more, beside one thread', given: { others: 1, own: 1 }, count: 1 },
  { what: 'less than half a core', given: { others: 0.45, own: 1.5 }, count: 2 },
  { what: 'all of them', given: { others: 2 }, count: 1 },
  { what: 'cores that no thread needs', given: { cores: 4, others: 2, own: 2 }, count: 2 },
  { what: 'one core more than that', given: { cores: 4, others: 2.7, own: 1.3 }, count: 1 },
  { what: 'one, where there are more threads than cores', given: { threads: 4, others: 0.67, own: 1.33 }, count: 3 },
  { what: 'nobody knows what', given: { cores: 0, others: 1 }, count: 2 },
  { what: 'something for too short a time to tell', given: { others: 1, ms: 299 }, count: 2 },
])('others use $what: $count', ({ given, count }) => {
  expect(after(1, given)).toBe(count);
});

test('what was told last holds until there is more to tell', () => {
  expect(after(1, { others: 1, ms: 200 })).toBe(2);
  expect(after(2, { others: 1, ms: 200 })).toBe(1);
  expect(after(3, { others: 1, ms: 200 })).toBe(1);
});

test('the machine that this runs on says what its cores do', () => {
  expect(new FreeCores(3).count).toBe(3);
});
