import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import type { Outcome } from '../../../src/engines/outcome.ts';
import type { EngineName } from '../../../src/engines/registry.ts';
import { limitMemory } from '../../../src/engines/thread/memory.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Contender } from '../../../src/solve/race/portfolio.ts';
import { acts, asked, best, endless, forget, found } from './support/acts.ts';
import { run } from './support/run.ts';

vi.mock('../../../src/engines/thread/host.ts', async () => (await import('./support/acts.ts')).host);

afterEach(forget);

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

  test.each([{ ticks: undefined }, { ticks: 1000 }])(
    'has HiGHS begin without the best solution, whether or not it can hear of it later: $ticks ticks',
    async ({ ticks }) => {
      const starts = { lns: [0, 1, 0], highs: undefined };
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
