import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import type { Outcome } from '../../../src/engines/outcome.ts';
import type { EngineName } from '../../../src/engines/registry.ts';
import type { ThreadOptions } from '../../../src/engines/thread/host.ts';
import { limitMemory } from '../../../src/engines/thread/memory.ts';
import { DovetailError } from '../../../src/errors.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { Forms } from '../../../src/solve/race/forms.ts';
import { Incumbents } from '../../../src/solve/race/incumbents.ts';
import type { Contender, Portfolio } from '../../../src/solve/race/portfolio.ts';
import { type RaceOptions, race } from '../../../src/solve/race/race.ts';
import { Watch } from '../../../src/solve/race/watch.ts';

/** What an engine does instead of solving. */
type Act = (options: ThreadOptions) => Promise<Outcome>;

const acts = new Map<EngineName, Act>();
/** Who was asked, and who went on, in order. */
const asked: string[] = [];

vi.mock('../../../src/engines/thread/host.ts', () => ({
  solveOnThread: (engine: EngineName, _: unknown, options: ThreadOptions): Promise<Outcome> => {
    asked.push(engine);
    const leaveGate = standAtGate(engine, options);
    if (!loading.has(engine)) options.onBegin?.();
    return acts.get(engine)!(options).finally(leaveGate);
  },
}));

/** How often an engine looks at its gate. */
const GATE_MS = 10;
/** Those that never look at their gates. */
const deaf = new Set<EngineName>();

/** Those that are being loaded all the time. */
const loading = new Set<EngineName>();

function standAtGate(engine: EngineName, { gate, onWaiting }: ThreadOptions): () => void {
  let waits = false;
  const looking = setInterval(() => {
    if (!gate || deaf.has(engine)) return;
    const isClosed = gate.word[0] === 1;
    if (isClosed && !waits) onWaiting!();
    if (!isClosed && waits) asked.push(`${engine} goes on`);
    waits = isClosed;
  }, GATE_MS);
  return () => clearInterval(looking);
}

afterEach(() => {
  acts.clear();
  asked.length = 0;
  deaf.clear();
  loading.clear();
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

/** Solves for so long by the clock of the test. */
const solvesFor = (ms: number, outcome: Outcome): Promise<Outcome> =>
  new Promise((resolve) => setTimeout(() => resolve(outcome), ms));

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

  test('gives a thread in turn to engines that find nothing, longer as time goes by, and none begins again', async () => {
    vi.useFakeTimers();
    acts.set('cp-sat', endless);
    acts.set('highs', endless);
    const contenders: Contender[] = [
      { engine: 'cp-sat', yields: 'anyway' },
      { engine: 'highs', yields: 'anyway' },
    ];
    const result = run({ contenders }, { threads: 1 });
    // A fifth of a second each, and what it takes to look at the clock and at the gates.
    await vi.advanceTimersByTimeAsync(1200);
    const goOn = ['cp-sat goes on', 'highs goes on'];
    expect(asked.slice(0, 5)).toEqual(['cp-sat', 'highs', ...goOn, 'cp-sat goes on']);
    // Three seconds each after half a minute.
    await vi.advanceTimersByTimeAsync(30_000);
    asked.length = 0;
    await vi.advanceTimersByTimeAsync(7000);
    expect(asked).toHaveLength(2);
    expect(goOn).toEqual(asked.sort());
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await result).proof).toBe('none');
  });

  /** Two that find nothing share a thread; the seeds of the first. */
  async function shareOneThread(ms: number): Promise<(number | undefined)[]> {
    vi.useFakeTimers();
    const seeds: (number | undefined)[] = [];
    acts.set('local', (options) => {
      seeds.push(options.seed);
      return endless(options);
    });
    acts.set('lns', endless);
    const contenders = (['local', 'lns'] as const).map((engine) => ({ engine, yields: 'anyway' }) as const);
    const result = run({ contenders }, { threads: 1 });
    await vi.advanceTimersByTimeAsync(ms);
    const seen = [...seeds];
    await vi.advanceTimersByTimeAsync(60_000);
    await result;
    return seen;
  }

  test('ends one that does not wait when it is asked to; it begins again later, and goes another way', async () => {
    deaf.add('local');
    // It has five seconds for it; then the other has its turn.
    expect(await shareOneThread(5000)).toEqual([1]);
    expect(asked.slice(0, 3)).toEqual(['local', 'lns', 'local']);
    expect(await shareOneThread(6500)).toEqual([1, 2]);
  });

  test.each([
    // A fifth of a second for the first, as long for the other, and as long to wait.
    { finds: false, askedInASecond: ['local', 'highs', 'local goes on'] },
    { finds: true, askedInASecond: ['local', 'highs'] },
  ])(
    'waits for one that was to prove early as long as its stint was, unless it found something ($finds)',
    async (given) => {
      vi.useFakeTimers();
      deaf.add('highs');
      acts.set('local', endless);
      acts.set('highs', (options) => {
        if (given.finds) options.onBound!(0);
        return endless(options);
      });
      const contenders: Contender[] = [
        { engine: 'local', yields: 'anyway' },
        { engine: 'highs', yields: 'anyway', proves: true, early: true },
      ];
      const result = run({ contenders }, { threads: 1 });
      await vi.advanceTimersByTimeAsync(500);
      expect(asked).toEqual(['local', 'highs']);
      await vi.advanceTimersByTimeAsync(500);
      expect(asked.slice(0, 3)).toEqual(given.askedInASecond);
      await vi.advanceTimersByTimeAsync(60_000);
      await result;
    },
  );

  test('ends who would wait where memory is short, as it would hold its own', async () => {
    limitMemory(1);
    expect((await shareOneThread(1000)).slice(0, 2)).toEqual([1, 2]);
    expect(asked.slice(0, 3)).toEqual(['local', 'lns', 'local']);
  });

  test('ends those that wait when it is over, and nobody is called any more', async () => {
    vi.useFakeTimers();
    acts.set('local', endless);
    acts.set('lns', () => solvesFor(100, best));
    const contenders = (['local', 'lns'] as const).map((engine) => ({ engine, yields: 'anyway' }) as const);
    const result = run({ contenders }, { threads: 1 });
    await vi.advanceTimersByTimeAsync(500);
    expect(await result).toMatchObject({ proof: 'optimal', engine: 'lns' });
    expect(asked).toEqual(['local', 'lns']);
  });

  test('goes on without one that ends while it waits', async () => {
    vi.useFakeTimers();
    acts.set('local', () => solvesFor(300, { proof: 'none', stopped: 'memory-limit', shortage: 'It held all.' }));
    acts.set('lns', endless);
    const contenders = (['local', 'lns'] as const).map((engine) => ({ engine, yields: 'anyway' }) as const);
    const result = run({ contenders }, { threads: 1 });
    await vi.advanceTimersByTimeAsync(61_000);
    expect((await result).skipped.map(({ engine }) => engine)).toEqual(['local']);
    expect(asked).toEqual(['local', 'lns']);
  });

  test('lets another have the thread of a search that begins anew, which goes on when that gains nothing', async () => {
    vi.useFakeTimers();
    acts.set('scheduling', (options) => {
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
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toEqual(['scheduling', 'cp-sat', 'schedule-lns']);
    await vi.advanceTimersByTimeAsync(600);
    expect(asked).toEqual(['scheduling', 'cp-sat', 'schedule-lns', 'scheduling goes on']);
    // It keeps its thread again.
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await result).proof).toBe('none');
  });

  test('leaves its thread to one that keeps it', async () => {
    vi.useFakeTimers();
    for (const engine of ['cp-sat', 'highs', 'local'] as const) acts.set(engine, endless);
    const contenders: Contender[] = [
      { engine: 'cp-sat', yields: 'anyway', proves: true, keeps: true },
      { engine: 'highs', yields: 'anyway', proves: true },
      { engine: 'local', yields: 'anyway' },
    ];
    const result = run({ contenders, atOnce: 3 }, { threads: 2 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked.slice(0, 4)).toEqual(['cp-sat', 'highs', 'local', 'highs goes on']);
    expect(asked).not.toContain('cp-sat goes on');
    await vi.advanceTimersByTimeAsync(40_000);
    expect((await result).proof).toBe('none');
  });

  test.each([
    { what: 'nothing', acts: () => undefined, goneMs: 200 },
    // The best solution is worth 6: a bound of 3 halves what is left.
    { what: 'a bound that is nearer', acts: ({ onBound }: ThreadOptions) => onBound!(3), goneMs: 350 },
    { what: 'a bound that says nothing', acts: ({ onBound }: ThreadOptions) => onBound!(-9), goneMs: 200 },
    { what: 'a solution', acts: ({ onIncumbent }: ThreadOptions) => onIncumbent!(found(0, 1, 1)), goneMs: 350 },
  ])('takes a thread from one that gains nothing any more: it finds $what', async ({ acts: find, goneMs }) => {
    vi.useFakeTimers();
    acts.set('local', async (options) => {
      options.onIncumbent!(found(1, 1, 1));
      return endless(options);
    });
    acts.set('highs', async (options) => {
      setTimeout(() => find(options), 150);
      return endless(options);
    });
    acts.set('lns', endless);
    const contenders: Contender[] = [
      { engine: 'local' },
      { engine: 'highs', waits: true, yields: 'with-solution', proves: true },
      { engine: 'lns', waits: true },
    ];
    const result = run({ contenders }, { threads: 2 });
    await vi.advanceTimersByTimeAsync(goneMs);
    expect(asked).toEqual(['local', 'highs']);
    await vi.advanceTimersByTimeAsync(120);
    expect(asked).toEqual(['local', 'highs', 'lns']);
    await vi.advanceTimersByTimeAsync(61_000);
    expect((await result).proof).toBe('none');
  });

  test('lets an engine that is being loaded be', async () => {
    vi.useFakeTimers();
    loading.add('highs');
    acts.set('local', async (options) => {
      options.onIncumbent!(found(1, 1, 1));
      return endless(options);
    });
    acts.set('highs', endless);
    acts.set('lns', endless);
    const contenders: Contender[] = [
      { engine: 'local' },
      { engine: 'highs', waits: true, yields: 'with-solution' },
      { engine: 'lns', waits: true },
    ];
    const result = run({ contenders }, { threads: 2 });
    await vi.advanceTimersByTimeAsync(50_000);
    expect(asked).toEqual(['local', 'highs']);
    await vi.advanceTimersByTimeAsync(20_000);
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
