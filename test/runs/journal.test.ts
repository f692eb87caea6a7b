import { describe, expect, test } from 'vitest';
import { DovetailError } from '../../src/errors.ts';
import { Journal, type JournalOptions } from '../../src/runs/journal.ts';
import type { ReviewedIncumbent, RunStore, Told } from '../../src/runs/store.ts';
import { found } from '../store/support/rows.ts';

const lease = { tenant: 'acme', id: 'r', fencing: 1 };

/** A store whose answers come when the test says so. */
class Slow {
  readonly incumbents: ReviewedIncumbent[] = [];
  readonly told: Told[] = [];
  answer: (incumbent: ReviewedIncumbent) => Promise<number | 'not-better' | 'lost'> = async () =>
    this.incumbents.length;
  lost = 0;
  failed = 0;

  journal(change: Partial<JournalOptions> = {}): Journal {
    const store = {
      incumbent: (_: unknown, incumbent: ReviewedIncumbent) => {
        this.incumbents.push(incumbent);
        return this.answer(incumbent);
      },
      tell: async (_: unknown, told: Told) => {
        this.told.push(told);
        return 'written';
      },
    } as unknown as RunStore;
    return new Journal({
      store,
      lease,
      keepsAll: false,
      onLost: () => void this.lost++,
      onFailed: () => void this.failed++,
      ...change,
    });
  }
}

const objectives = (slow: Slow) => slow.incumbents.map(({ objective }) => objective);

describe('incumbents', () => {
  test('that come while one is written wait, and only the best of them is written', async () => {
    const slow = new Slow();
    const written = Promise.withResolvers<number>();
    slow.answer = () => written.promise;
    const journal = slow.journal();
    journal.incumbent(found(9));
    await Promise.resolve();
    for (const objective of [8, 7, 6]) journal.incumbent(found(objective));
    slow.answer = async () => 2;
    written.resolve(1);
    await journal.close();
    expect(objectives(slow)).toEqual([9, 6]);
    expect(journal.last).toEqual({ objective: 6, isStored: true });
  });

  test('are all written under a work budget', async () => {
    const slow = new Slow();
    const journal = slow.journal({ keepsAll: true });
    for (const objective of [9, 8, 7, 6]) journal.incumbent(found(objective));
    await journal.close();
    expect(objectives(slow)).toEqual([9, 8, 7, 6]);
  });

  test('are kept while the database is away', async () => {
    const slow = new Slow();
    let tries = 0;
    slow.answer = async () => {
      if (++tries < 3) throw new DovetailError('capacity/database', 'away');
      return 1;
    };
    const journal = slow.journal();
    journal.incumbent(found(5));
    await journal.close();
    expect(objectives(slow)).toEqual([5, 5, 5]);
    expect(journal.last).toEqual({ objective: 5, isStored: true });
    expect([slow.lost, slow.failed]).toEqual([0, 0]);
  });

  test('that are no better than what is there are known not to be stored', async () => {
    const slow = new Slow();
    slow.answer = async () => 'not-better';
    const journal = slow.journal();
    journal.incumbent(found(5));
    await journal.close();
    expect(journal.last).toEqual({ objective: 5, isStored: false });
  });
});

test('of bounds that wait only the latest is told, and log lines keep their order', async () => {
  const slow = new Slow();
  const journal = slow.journal();
  journal.log('a', { x: 1 });
  for (const bound of [1, 2, 3]) journal.bound(bound, bound * 10);
  journal.log('b', {});
  await journal.close();
  expect(slow.told).toEqual([
    {
      bound: 3,
      events: [
        { type: 'log', data: { message: 'a', x: 1 } },
        { type: 'bound', data: { bound: 3, ms: 30 } },
        { type: 'log', data: { message: 'b' } },
      ],
    },
  ]);
});

test('nothing is written any more once the lease is lost, and that is said once', async () => {
  const slow = new Slow();
  slow.answer = async () => 'lost';
  const journal = slow.journal({ keepsAll: true });
  journal.incumbent(found(5));
  journal.incumbent(found(4));
  journal.log('x', {});
  await journal.close();
  expect(objectives(slow)).toEqual([5]);
  expect(slow.told).toEqual([]);
  expect(slow.lost).toBe(1);
});

test('what cannot be written for a reason that will not pass is said, and does not go on for ever', async () => {
  const slow = new Slow();
  const reason = new DovetailError('bug/internal', 'no such column');
  slow.answer = () => Promise.reject(reason);
  const journal = slow.journal();
  journal.incumbent(found(5));
  await journal.close();
  expect(slow.failed).toBe(1);
  expect(journal.failure).toBe(reason);
});
