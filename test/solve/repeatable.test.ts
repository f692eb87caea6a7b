import { afterAll, expect, test } from 'vitest';
import { SHAPES, staffingShaped } from '../../bench/instances/staffingShaped.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { sum } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { solveRepeatably } from '../../src/solve/repeatable.ts';

/** Nobody waits for it: what ends these solves is a proof, or the test. */
const LONG = 10 * 60_000;

/** x + y >= 1 at one each. */
const EITHER: Model = {
  dovetail: 1,
  variables: [{ domain: [0, 1] }, { domain: [0, 1] }],
  intervals: [],
  constraints: [{ kind: 'boolOr', literals: [0, 1] }],
  objective: { sense: 'minimize', vars: [0, 1], coeffs: [1, 1], offset: 0 },
};

afterAll(endWarmThreads);

test('an answer that was to be repeatable is had again with its ticks, whatever ended the larger budgets', async () => {
  const model = staffingShaped(SHAPES.large);
  const stop = new AbortController();
  const told: number[] = [];
  const found = await solveRepeatably(model, {
    repeatable: true,
    engine: 'local',
    timeLimitMs: LONG,
    signal: stop.signal,
    onIncumbent: ({ objective }) => {
      told.push(objective);
      // In the middle of the third budget, or before it.
      if (told.length === 2) setTimeout(() => stop.abort(), 50);
    },
  });
  expect(told).toHaveLength(2);
  expect(told[1]).toBeLessThan(told[0]!);
  expect(found.outcome.solution!.objective).toBe(told[1]);
  expect(found.repeatTicks).toBeGreaterThan(0);
  const again = await solveRepeatably(model, { engine: 'local', timeLimitMs: LONG, ticks: found.repeatTicks });
  expect(again.outcome.solution).toEqual(found.outcome.solution);
  expect(again.ticks).toBe(found.ticks);
});

test('a proof ends it, with the changes that the proof leaves', async () => {
  const found = await solveRepeatably(EITHER, { repeatable: true, timeLimitMs: LONG, changes: sum([0]) });
  expect(found).toMatchObject({
    outcome: { proof: 'optimal', solution: { objective: 1 } },
    leastChange: { changes: 0, isProved: true },
  });
  const again = await solveRepeatably(EITHER, { ticks: found.repeatTicks, timeLimitMs: LONG, changes: sum([0]) });
  expect(again.outcome).toEqual(found.outcome);
});

test('a budget that is given is the one that is told', async () => {
  expect(await solveRepeatably(EITHER, { repeatable: true, ticks: 777, timeLimitMs: LONG })).toMatchObject({
    repeatTicks: 777,
    outcome: { proof: 'optimal' },
  });
});

test('what ends before its first budget is used up, or does not count its work, is not called repeatable', async () => {
  const stopped = await solveRepeatably(EITHER, { repeatable: true, signal: AbortSignal.abort() });
  expect(stopped.outcome.stopped).toBe('cancelled');
  expect(stopped).not.toHaveProperty('repeatTicks');
  const uncounted = await solveRepeatably(EITHER, {
    repeatable: true,
    engine: 'javascript-lp-solver',
    timeLimitMs: LONG,
  });
  expect(uncounted.outcome.solution!.objective).toBe(1);
  expect(uncounted).not.toHaveProperty('repeatTicks');
});

test('without the wish it solves against the clock, and tells of no ticks', async () => {
  const found = await solveRepeatably(EITHER, { timeLimitMs: LONG });
  expect(found.outcome).toMatchObject({ proof: 'optimal', bound: 1 });
  expect(found).not.toHaveProperty('repeatTicks');
});
