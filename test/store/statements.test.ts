import { beforeAll, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { openStore } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';
import { everyOperation } from './support/operations.ts';

let url: string;
beforeAll(async () => {
  url = await testDatabase();
});

/** Statements of each operation on runs with this many events to staff. */
async function statementsAt(events: number): Promise<Record<string, number>> {
  const { generator } = DOMAIN_MODELS.staffing;
  const input = JSON.stringify(
    generator.generate({ events, employees: Math.ceil(events / 5), days: 21, posted: events, seed: 1 }),
  );
  const assignments = Array.from({ length: events }, (_, i) => ({
    event: `event-${i}`,
    employee: `e-${i % 15}`,
    day: '2026-01-05',
  }));
  const store = openStore(url);
  const counts: Record<string, number> = {};
  try {
    await store.keys.ensureTenant('acme', 'Acme');
    const size = {
      tenant: 'acme',
      input,
      solution: JSON.stringify({ assignments }),
      result: JSON.stringify({ placed: assignments }),
      events,
    };
    await everyOperation(store, size, (name, work) =>
      store.counted(async (statements) => {
        const value = await work();
        counts[name] = statements();
        return value;
      }),
    );
  } finally {
    await store.close();
  }
  return counts;
}

test('every operation takes the same number of statements for 80 events and for 2,000', async () => {
  const small = await statementsAt(80);
  expect(await statementsAt(2000)).toEqual(small);
  // Taking up is begin, lock, lease, commit; creating begin, lock, look, insert, read, commit, and the queue's insert beside them.
  expect(small).toMatchObject({
    incumbent: 1,
    tell: 1,
    end: 1,
    get: 1,
    result: 1,
    create: 6,
    'create again': 5,
    lease: 4,
    release: 3,
  });
  const singles = Object.entries(small).filter(([name]) => !/create|lease/.test(name));
  expect(singles.filter(([, statements]) => statements !== 1)).toEqual([]);
});
