import { afterAll, describe, expect, test } from 'vitest';
import { SHAPES, staffingShaped } from '../../bench/instances/staffingShaped.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { type SolveOptions, solve } from '../../src/solve/solve.ts';

/** Local search cannot prove anything of it, so that the machine's speed does not matter. */
const model = staffingShaped(SHAPES.large);
const small = staffingShaped({ events: 25, employees: 5, days: 6, window: [2, 5], seed: 3 });

afterAll(endWarmThreads);

const run = (options: SolveOptions) => solve(model, { engine: 'local', timeLimitMs: 30_000, ...options });

describe('a solve ends', () => {
  test('with the first solution', async () => {
    const { outcome, incumbents } = await run({ firstFeasible: true, ticks: 10_000 });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'first-feasible' });
    expect(incumbents).toHaveLength(1);
    expect(isFeasible(model, outcome.solution!.values)).toBe(true);
  });

  test('some time after the first solution', async () => {
    const { outcome } = await run({ afterFirstFeasibleMs: 300 });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'after-first-feasible' });
    expect(outcome.solution).toBeDefined();
  });

  test('when nothing better was found for some time', async () => {
    const { outcome } = await run({ unimprovedMs: 1 });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'unimproved' });
    expect(outcome.solution).toBeDefined();
  });

  test('not because a time is longer than a timer can be', async () => {
    const timers = { afterFirstFeasibleMs: 2 ** 40, unimprovedMs: 2 ** 40 };
    let timeLimitMs = 2000;
    let { outcome } = await run({ ...timers, timeLimitMs });
    // Such a timer only runs once there is a solution, for which a busy machine needs longer.
    while (!outcome.solution) {
      timeLimitMs *= 2;
      outcome = (await run({ ...timers, timeLimitMs })).outcome;
    }
    expect(outcome).toMatchObject({ stopped: 'time-limit' });
  });

  test('when the gap is small enough', async () => {
    // Whatever the first solution and the first bound are, they are nearer than all there is.
    const { outcome } = await run({ gap: 1 });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'gap' });
    const { objective } = outcome.solution!;
    expect(Math.abs(objective - outcome.bound!)).toBeLessThanOrEqual(Math.max(1, objective));
  });

  test('when its ticks are used up', async () => {
    // No clock may end it first, however busy the machine is.
    const { outcome, ticks } = await run({ ticks: 300, timeLimitMs: 600_000 });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'tick-limit' });
    expect(ticks).toBeGreaterThanOrEqual(300);
  });

  test('when it is cancelled, with what it has', async () => {
    const stop = new AbortController();
    const { outcome } = await run({ signal: stop.signal, onIncumbent: () => stop.abort() });
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'cancelled' });
    expect(isFeasible(model, outcome.solution!.values)).toBe(true);
  });

  test('at once when it is cancelled before, and by a start that is all it was to find', async () => {
    const cancelled = await solve(small, { signal: AbortSignal.abort() });
    expect(cancelled.outcome).toMatchObject({ proof: 'none', stopped: 'cancelled' });
    expect(cancelled.outcome.solution).toBeUndefined();
    const { outcome } = await solve(small);
    const again = await solve(small, { start: outcome.solution!.values, firstFeasible: true });
    expect(again.outcome).toMatchObject({ stopped: 'first-feasible', solution: outcome.solution });
    expect(again.incumbents.map(({ engine }) => engine)).toEqual(['start']);
  });
});

describe('under a budget of ticks', () => {
  const sequence = async (options: SolveOptions, of = staffingShaped(SHAPES.small)) => {
    const { incumbents, bounds, outcome, ticks } = await solve(of, options);
    return {
      incumbents: incumbents.map(({ objective, engine }) => [objective, engine]),
      bounds: bounds.map(({ bound, engine }) => [bound, engine]),
      values: outcome.solution?.values,
      ticks,
    };
  };

  test('the same solutions come in the same order, whatever the threads and the load', async () => {
    const first = await sequence({ ticks: 1500 });
    expect(first.incumbents.length).toBeGreaterThan(1);
    const busy = solve(model, { timeLimitMs: 60_000, signal: AbortSignal.timeout(3000) });
    expect(await sequence({ ticks: 1500, threads: 4 })).toEqual(first);
    await busy;
    expect(await sequence({ ticks: 1500, threads: 1 })).toEqual(first);
  });

  test('a larger budget begins with the same solutions and never ends worse', async () => {
    const short = await sequence({ ticks: 450, engine: 'local' }, model);
    const long = await sequence({ ticks: 2000, engine: 'local' }, model);
    // The end of a budget passes on what would have been improved before the next report.
    const common = short.incumbents.slice(0, -1);
    expect(common.length).toBeGreaterThan(0);
    expect(long.incumbents.slice(0, common.length)).toEqual(common);
    expect(Number(long.incumbents.at(-1)![0])).toBeLessThan(Number(short.incumbents.at(-1)![0]));
  });
});

test('engines that race hand their solutions on: what one finds, another proves', async () => {
  const { outcome, incumbents, bounds, engine } = await solve(staffingShaped(SHAPES.small), { timeLimitMs: 60_000 });
  expect(outcome.proof).toBe('optimal');
  expect(outcome.bound).toBe(outcome.solution!.objective);
  expect(incumbents[0]!.engine).toBe('local');
  expect(bounds.at(-1)!.engine).toBe(engine);
});
