import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { now } from '../../src/engines/engine.ts';
import type { Outcome } from '../../src/engines/outcome.ts';
import type { EngineName } from '../../src/engines/registry.ts';
import type { ThreadOptions } from '../../src/engines/thread/host.ts';
import { limitMemory } from '../../src/engines/thread/memory.ts';
import { DovetailError } from '../../src/errors.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { Forms } from '../../src/solve/forms.ts';
import { Incumbents } from '../../src/solve/incumbents.ts';
import type { Contender, Portfolio } from '../../src/solve/portfolio.ts';
import { type RaceOptions, race } from '../../src/solve/race.ts';
import { Watch } from '../../src/solve/watch.ts';

/** What an engine does instead of solving. */
type Act = (options: ThreadOptions) => Promise<Outcome>;

const acts = new Map<EngineName, Act>();
/** Who was asked, in order. */
const asked: EngineName[] = [];

vi.mock('../../src/engines/thread/host.ts', () => ({
  solveOnThread: (engine: EngineName, _: unknown, options: ThreadOptions): Promise<Outcome> => {
    asked.push(engine);
    return acts.get(engine)!(options);
  },
}));

afterEach(() => {
  acts.clear();
  asked.length = 0;
  vi.useRealTimers();
  limitMemory(Number.POSITIVE_INFINITY);
});

/** At least one of three, worth 3, 2 and 1: the least is 1. */
function oneOfThree(): Model {
  const model = new ModelBuilder();
  const x = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(sum(x), '>=', 1));
  model.minimize(weighted(x, [3, 2, 1]));
  return model.build();
}

const found = (...values: number[]) => ({ values: Float64Array.from(values), objective: Number.NaN });
const best: Outcome = { proof: 'optimal', stopped: 'finished', solution: found(0, 0, 1), bound: 1 };

/** Ends when it is asked to, or when the time is over. */
const endless: Act = ({ signal, deadline }) =>
  new Promise((resolve) => {
    const end = (stopped: 'cancelled' | 'time-limit') => resolve({ proof: 'none', stopped });
    if (signal!.aborted) end('cancelled');
    signal!.addEventListener('abort', () => end('cancelled'));
    setTimeout(() => end('time-limit'), deadline - now());
  });

function run(
  portfolio: Partial<Portfolio> & Pick<Portfolio, 'contenders'>,
  { timeLimitMs = 60_000, ...options }: Running = {},
) {
  const model = oneOfThree();
  const began = now();
  const incumbents = new Incumbents(model, began, {});
  const watch = new Watch({ timeLimitMs }, began, undefined);
  const whole: Portfolio = { reason: '', atOnce: 3, turns: [], substitutes: [], ...portfolio };
  const course = { variables: 3, forms: new Forms(model), incumbents, watch };
  return race(course, whole, { seed: 1, threads: 3, ticks: undefined, ...options }).then((result) => ({
    ...result,
    incumbents,
  }));
}

type Running = Partial<RaceOptions> & { readonly timeLimitMs?: number };

describe('a race', () => {
  test('ends when a bound of one meets a solution of another', async () => {
    acts.set('local', async (options) => {
      options.onIncumbent!(found(0, 0, 1));
      return endless(options);
    });
    acts.set('highs', async (options) => {
      options.onBound!(1);
      return endless(options);
    });
    const { proof, engine, stopped } = await run({ contenders: [{ engine: 'local' }, { engine: 'highs' }] });
    expect([proof, engine, stopped]).toEqual(['optimal', 'highs', 'finished']);
  });

  test.each([
    ['met a limit of its own', async () => ({ proof: 'none', stopped: 'engine-limit' }) as const],
    ['had no memory left', async () => ({ proof: 'none', stopped: 'memory-limit', shortage: 'It held all.' }) as const],
    ['ended without a word', async () => ({ proof: 'none', stopped: 'finished' }) as const],
    ['is missing', () => Promise.reject(new DovetailError('engine/unavailable', 'Not here.'))],
    ['crashed', () => Promise.reject(new DovetailError('engine/crashed', 'Aborted.'))],
  ])('goes on with the next when one %s', async (_, act) => {
    acts.set('highs', act);
    acts.set('cp-sat', async () => best);
    const { proof, engine } = await run({ contenders: [{ engine: 'highs' }], substitutes: ['cp-sat'] });
    expect([proof, engine]).toEqual(['optimal', 'cp-sat']);
    expect(asked).toEqual(['highs', 'cp-sat']);
  });

  test.each([
    // No process holds as little as 1 MB.
    { mostMb: Number.POSITIVE_INFINITY, mostAtOnce: 2, how: 'there is memory' },
    { mostMb: 1, mostAtOnce: 1, how: 'memory is short' },
  ])('has $mostAtOnce solve at once where $how', async ({ mostMb, mostAtOnce }) => {
    limitMemory(mostMb);
    let [solving, most] = [0, 0];
    for (const engine of ['local', 'highs'] as const) {
      acts.set(engine, async () => {
        most = Math.max(most, ++solving);
        await sleep(1);
        solving--;
        return { proof: 'none', stopped: 'engine-limit' };
      });
    }
    await run({ contenders: [{ engine: 'local' }, { engine: 'highs' }] });
    expect(asked).toEqual(['local', 'highs']);
    expect(most).toBe(mostAtOnce);
  });

  test.each([
    { ticks: undefined, starts: { lns: [0, 1, 0], highs: undefined } },
    // One after the other, nobody hears of what others find later.
    { ticks: 1000, starts: { lns: [0, 1, 0], highs: [0, 1, 0] } },
  ])(
    'has HiGHS begin without the best solution where it can hear of it later: $ticks ticks',
    async ({ ticks, starts }) => {
      const given = new Map<EngineName, Float64Array | undefined>();
      acts.set('local', async ({ onIncumbent }) => {
        onIncumbent!(found(0, 1, 0));
        return { proof: 'none', stopped: 'finished', ticks: 1 };
      });
      for (const engine of ['lns', 'highs'] as const) {
        acts.set(engine, async ({ start }) => {
          given.set(engine, start);
          return { proof: 'none', stopped: 'finished', ticks: 1 };
        });
      }
      const turns = (['local', 'lns', 'highs'] as const).map((engine) => ({ engine, share: 1 }));
      await run({ contenders: turns, turns }, { ticks, threads: 1 });
      for (const engine of ['lns', 'highs'] as const) {
        expect(given.get(engine)).toEqual(starts[engine] && Float64Array.from(starts[engine]));
      }
    },
  );

  test('replaces a prover that has met its limit while others still run', async () => {
    acts.set('local', endless);
    acts.set('highs', async () => ({ proof: 'none', stopped: 'engine-limit' }));
    acts.set('cp-sat', async () => best);
    const contenders = [{ engine: 'local' }, { engine: 'highs' }] as const;
    expect((await run({ contenders, substitutes: ['cp-sat'] })).engine).toBe('cp-sat');
  });

  test('has no substitute when there is no time', async () => {
    acts.set('highs', ({ deadline }) => {
      const outcome: Outcome = { proof: 'none', stopped: 'time-limit' };
      return new Promise((resolve) => setTimeout(() => resolve(outcome), deadline - now() + 5));
    });
    const portfolio = { contenders: [{ engine: 'highs' }], substitutes: ['cp-sat'] } as const;
    expect(await run(portfolio, { timeLimitMs: 20 })).toMatchObject({ proof: 'none', stopped: 'time-limit' });
    expect(asked).toEqual(['highs']);
  });

  test('lets others join one that takes long, and only then', async () => {
    vi.useFakeTimers();
    acts.set('cp-sat', endless);
    acts.set('highs', async () => best);
    const contenders: Contender[] = [
      { engine: 'cp-sat', joins: true },
      { engine: 'highs', joins: true },
    ];
    const result = run({ contenders });
    await vi.advanceTimersByTimeAsync(2500);
    expect(asked).toEqual(['cp-sat']);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await result).engine).toBe('highs');
  });

  test('gives a thread in turn to engines that find nothing, longer each time', async () => {
    vi.useFakeTimers();
    acts.set('cp-sat', endless);
    acts.set('highs', endless);
    const contenders: Contender[] = [
      { engine: 'cp-sat', yields: 'anyway' },
      { engine: 'highs', yields: 'anyway' },
    ];
    const result = run({ contenders }, { threads: 1 });
    // Three seconds each, then six each, then twelve each.
    await vi.advanceTimersByTimeAsync(4000 + 3000 + 6000 + 6000);
    expect(asked).toEqual(['cp-sat', 'highs', 'cp-sat', 'highs', 'cp-sat']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await result).proof).toBe('none');
  });

  test('lets another have the thread of a search that begins anew; when that comes back, it goes another way', async () => {
    vi.useFakeTimers();
    const seeds: (number | undefined)[] = [];
    acts.set('scheduling', (options) => {
      seeds.push(options.seed);
      setTimeout(() => options.onBeginsAnew?.(), 5000);
      return endless(options);
    });
    acts.set('schedule-lns', endless);
    acts.set('cp-sat', (options) => {
      options.onIncumbent?.(found(0, 1, 0));
      return endless(options);
    });
    const contenders: Contender[] = [
      { engine: 'scheduling', yields: 'anyway', keeps: 'until-anew' },
      { engine: 'cp-sat' },
      { engine: 'schedule-lns', yields: 'anyway' },
    ];
    const result = run({ contenders }, { threads: 2 });
    await vi.advanceTimersByTimeAsync(4900);
    expect(asked).toEqual(['scheduling', 'cp-sat']);
    await vi.advanceTimersByTimeAsync(400);
    expect(asked).toEqual(['scheduling', 'cp-sat', 'schedule-lns']);
    await vi.advanceTimersByTimeAsync(3300);
    expect(asked).toEqual(['scheduling', 'cp-sat', 'schedule-lns', 'scheduling']);
    expect(seeds).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await result).proof).toBe('none');
  });

  test('leaves its thread to one that keeps it, and takes that of the next that learns only late', async () => {
    vi.useFakeTimers();
    for (const engine of ['cp-sat', 'highs', 'local'] as const) acts.set(engine, endless);
    const contenders: Contender[] = [
      { engine: 'cp-sat', yields: 'anyway', learns: true, keeps: true },
      { engine: 'highs', yields: 'anyway', learns: true },
      { engine: 'local', yields: 'anyway' },
    ];
    const result = run({ contenders, atOnce: 3 }, { threads: 2 });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(asked).toEqual(['cp-sat', 'highs']);
    // A third of the minute has passed; then three seconds, and the rest is too short to wait twice as long.
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toEqual(['cp-sat', 'highs', 'local']);
    await vi.advanceTimersByTimeAsync(35_000);
    expect(asked).toEqual(['cp-sat', 'highs', 'local', 'highs']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await result).proof).toBe('none');
  });

  test.each([
    { bounds: [], takenBackMs: 3000 },
    // Three seconds after the last tighter bound, where that is far from 6; the last one of all says nothing new.
    { bounds: [-8, -4, -9], takenBackMs: 5000 },
    // A third of the minute where it is near.
    { bounds: [-8, 5.5, -9], takenBackMs: 22_000 },
  ])(
    'takes a thread back early from one on trial that finds nothing: bounds $bounds',
    async ({ bounds, takenBackMs }) => {
      vi.useFakeTimers();
      acts.set('local', async (options) => {
        options.onIncumbent!(found(1, 1, 1));
        return endless(options);
      });
      acts.set('highs', async (options) => {
        bounds.forEach((bound, i) => void setTimeout(() => options.onBound!(bound), 1000 * (i + 1)));
        return endless(options);
      });
      acts.set('lns', endless);
      const contenders: Contender[] = [
        { engine: 'local', yields: 'with-solution', keeps: true },
        { engine: 'highs', waits: true, yields: 'with-solution', learns: true, onTrial: true },
        { engine: 'lns', waits: true },
      ];
      const result = run({ contenders }, { threads: 2 });
      await vi.advanceTimersByTimeAsync(takenBackMs - 300);
      expect(asked).toEqual(['local', 'highs']);
      await vi.advanceTimersByTimeAsync(600);
      expect(asked).toEqual(['local', 'highs', 'lns']);
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await result).proof).toBe('none');
    },
  );

  test('makes no room soon for one that has failed its trial', async () => {
    vi.useFakeTimers();
    acts.set('local', async (options) => {
      options.onIncumbent!(found(1, 1, 1));
      return endless(options);
    });
    for (const engine of ['highs', 'lns'] as const) acts.set(engine, endless);
    const contenders: Contender[] = [
      { engine: 'local', keeps: true, yields: 'with-solution' },
      { engine: 'highs', waits: true, yields: 'with-solution', learns: true, onTrial: true },
      { engine: 'lns', waits: true, yields: 'with-solution' },
    ];
    const result = run({ contenders }, { threads: 2 });
    // HiGHS has three seconds; the neighbourhoods then have a third of the minute, and HiGHS twice its three seconds.
    await vi.advanceTimersByTimeAsync(3000 + 19_700);
    expect(asked).toEqual(['local', 'highs', 'lns']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual(['local', 'highs', 'lns', 'highs']);
    await vi.advanceTimersByTimeAsync(7000);
    expect(asked).toEqual(['local', 'highs', 'lns', 'highs', 'lns']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await result).proof).toBe('none');
  });

  test('forgets one that throws while it would yield', async () => {
    vi.useFakeTimers();
    acts.set('local', async ({ onIncumbent }) => {
      onIncumbent!(found(0, 1, 0));
      throw new DovetailError('engine/crashed', 'Aborted.');
    });
    acts.set('highs', endless);
    acts.set('lns', endless);
    const contenders: Contender[] = [
      { engine: 'local', yields: 'with-solution' },
      { engine: 'highs' },
      { engine: 'lns' },
    ];
    const result = run({ contenders }, { threads: 1 });
    await vi.advanceTimersByTimeAsync(30_000);
    // It stays away: one that is still listed would be queued again once its patience is over.
    expect(asked).toEqual(['local', 'highs']);
    await vi.advanceTimersByTimeAsync(40_000);
    expect((await result).skipped.map(({ engine }) => engine)).toEqual(['local']);
  });

  test('stops one whose bound a solution refutes, and goes on without it', async () => {
    acts.set('local', async ({ onIncumbent }) => {
      onIncumbent!(found(0, 0, 1));
      return { proof: 'none', stopped: 'finished' };
    });
    acts.set('highs', async (options) => {
      options.onBound!(2);
      expect(options.signal!.aborted).toBe(true);
      return { proof: 'none', stopped: 'cancelled' };
    });
    acts.set('cp-sat', async () => best);
    const contenders = [{ engine: 'local' }, { engine: 'highs', waits: true }] as const;
    const { engine, skipped, incumbents } = await run({ contenders, substitutes: ['cp-sat'] }, { threads: 1 });
    expect(engine).toBe('cp-sat');
    expect(skipped[0]?.message).toContain('claims that nothing is better than 2; a solution with 1 is known');
    expect([incumbents.bound, incumbents.best?.objective]).toEqual([1, 1]);
  });

  test('is an error when nobody gave an outcome', async () => {
    acts.set('highs', () => Promise.reject(new DovetailError('engine/unsupported', 'Too large.')));
    await expect(run({ contenders: [{ engine: 'highs' }] })).rejects.toMatchObject({ code: 'engine/unsupported' });
  });
});
