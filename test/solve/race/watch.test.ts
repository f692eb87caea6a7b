import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import { Watch } from '../../../src/solve/race/watch.ts';
import type { Termination } from '../../../src/solve/termination.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const begin = (termination: Termination, signal?: AbortSignal) => new Watch(termination, now(), signal);
const at = (objective: number, distance?: number) => ({ objective, distance });

describe('a watch', () => {
  test('has the time limit as its deadline, a minute by default', () => {
    const began = now();
    expect(new Watch({ timeLimitMs: 500 }, began, undefined).deadline).toBe(began + 500);
    expect(new Watch({}, began, undefined).deadline).toBe(began + 60_000);
  });

  test('says that the time is over when it is', () => {
    const watch = begin({ timeLimitMs: 500 });
    vi.advanceTimersByTime(499);
    expect(watch.reason).toBeUndefined();
    vi.advanceTimersByTime(2);
    expect(watch.reason).toBe('time-limit');
  });

  test('ends with the first solution', () => {
    const watch = begin({ firstFeasible: true });
    watch.improved(true, at(5));
    expect([watch.reason, watch.signal.aborted]).toEqual(['first-feasible', true]);
  });

  test('ends some time after the first solution, not after the second', () => {
    const watch = begin({ afterFirstFeasibleMs: 100 });
    watch.improved(true, at(5));
    vi.advanceTimersByTime(60);
    watch.improved(false, at(4));
    vi.advanceTimersByTime(39);
    expect(watch.reason).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(watch.reason).toBe('after-first-feasible');
  });

  test('ends when nothing better was found for so long, counted anew each time', () => {
    const watch = begin({ unimprovedMs: 100 });
    vi.advanceTimersByTime(1000);
    watch.improved(true, at(5));
    vi.advanceTimersByTime(60);
    watch.improved(false, at(4));
    vi.advanceTimersByTime(99);
    expect(watch.reason).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(watch.reason).toBe('unimproved');
  });

  test('ends when the gap is small enough, by a better solution or a better bound', () => {
    // 10 of 100 is a tenth; near 0 the gap is measured against 1.
    for (const [gap, standing, ends] of [
      [0.1, at(100, 10), true],
      [0.1, at(100, 11), false],
      [0.1, at(-100, 10), true],
      [0.5, at(0, 0.5), true],
      [0.5, at(0, 0.6), false],
      [0.1, at(100), false],
      [0, at(1e18, 1), false],
    ] as const) {
      const [solved, bounded] = [begin({ gap }), begin({ gap })];
      solved.improved(true, standing);
      bounded.bounded(standing);
      expect([solved.reason, bounded.reason]).toEqual(ends ? ['gap', 'gap'] : [undefined, undefined]);
    }
  });

  test('is cancelled by its caller, before or later, and keeps the first reason', () => {
    expect(begin({}, AbortSignal.abort()).reason).toBe('cancelled');
    const stop = new AbortController();
    const watch = begin({ firstFeasible: true }, stop.signal);
    stop.abort();
    watch.improved(true, at(1));
    expect(watch.reason).toBe('cancelled');
  });

  test('lets go of its timers when it is closed', () => {
    const watch = begin({ afterFirstFeasibleMs: 100, unimprovedMs: 100 });
    watch.improved(true, at(5));
    watch.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
