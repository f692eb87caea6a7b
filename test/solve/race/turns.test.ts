import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ThreadOptions } from '../../../src/engines/thread/host.ts';
import { limitMemory } from '../../../src/engines/thread/memory.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Contender } from '../../../src/solve/race/portfolio.ts';
import { acts, asked, best, deaf, endless, forget, found, loading, solvesFor } from './support/acts.ts';
import { run } from './support/run.ts';

vi.mock('../../../src/engines/thread/host.ts', async () => (await import('./support/acts.ts')).host);

afterEach(forget);

describe('a race', () => {
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

  test.each([
    { what: 'while the machine is its own', free: 2, contender: { engine: 'lns', yields: 'anyway' }, waits: false },
    { what: 'while others use the machine', free: 1, contender: { engine: 'lns', yields: 'anyway' }, waits: true },
    {
      what: 'that keeps its thread',
      free: 1,
      contender: { engine: 'lns', yields: 'anyway', keeps: true },
      waits: false,
    },
    { what: 'that never yields', free: 1, contender: { engine: 'lns' }, waits: false },
  ] as const)('lets one wait beside one that cools down ($what): $waits', async ({ contender, free, waits }) => {
    vi.useFakeTimers();
    acts.set('local', async (options) => {
      options.onCooling!('the-end');
      options.onIncumbent!(found(1, 1, 1));
      return endless(options);
    });
    acts.set('lns', endless);
    const contenders: Contender[] = [{ engine: 'local', yields: 'anyway' }, contender];
    const result = run({ contenders }, { threads: 2, free: () => free });
    await vi.advanceTimersByTimeAsync(1000);
    // Two stints after it has been asked to wait it is due.
    expect(asked.slice(0, 3)).toEqual(['local', 'lns', ...(waits ? ['lns goes on'] : [])]);
    await vi.advanceTimersByTimeAsync(60_000);
    await result;
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
});
