import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { CAPS, newRow, noJob } from './support/rows.ts';

let url: string;
let store: Store;

beforeAll(async () => {
  url = await testDatabase();
  store = openStore(url);
  await store.keys.ensureTenant('acme', 'Acme');
});
afterAll(() => store?.close());

const cut = () =>
  withClient(url, (client) =>
    client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    ),
  );

describe('a connection that breaks', () => {
  test('is made again for whatever is asked next', async () => {
    const row = newRow();
    await store.create(row, CAPS, noJob);
    await cut();
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.get('acme', row.id)));
    expect(answers.every((run) => run?.id === row.id)).toBe(true);
  });

  test('in the middle of a transaction leaves one run, not two and not half of one', async () => {
    const row = newRow({ idempotency: { key: 'k-cut', payloadSha256: 'p' } });
    let sends = 0;
    const creation = await store.create(row, CAPS, async () => {
      sends++;
      if (sends === 1) await cut();
    });
    expect(creation).toMatchObject({ run: { id: row.id } });
    expect(sends).toBe(2);
    expect(await store.events('acme', row.id, 0, 10)).toHaveLength(1);
  });

  test('of the feed is told, so that nobody waits for what was missed', async () => {
    let gaps = 0;
    const heard: string[] = [];
    const off = [store.feed.onGap(() => gaps++), store.feed.onNews(({ id }) => heard.push(id))];
    await untilHeard(heard);
    const before = gaps;
    await cut();
    // Once when it breaks, and once when it listens again.
    while (gaps < before + 2) await sleep(20);
    await untilHeard(heard);
    for (const end of off) end();
  });
});

/** Makes news until some of it is heard: the feed may still be connecting. */
async function untilHeard(heard: readonly string[]): Promise<void> {
  for (const known = heard.length; heard.length === known; await sleep(50)) {
    const row = newRow();
    await store.create(row, CAPS, noJob);
    await store.stop('acme', row.id, 'me');
  }
}

describe('a database that is not there', () => {
  test('is told after a while, with when to come again', async () => {
    const database = openDatabase('postgresql://nobody@127.0.0.1:1/none', { patienceMs: 200 });
    await expect(database.patiently((db) => db.execute(sql`select 1`))).rejects.toMatchObject({
      code: 'capacity/database',
      details: { retryAfterSeconds: expect.any(Number) },
    });
    await database.close();
  });
});

describe('a statement that is refused', () => {
  test('does not say what was in it', async () => {
    const database = openDatabase(url);
    const secret = 'the name of a customer';
    const refused = await database
      .patiently((db) => db.execute(sql`select ${secret}::text, 1 / 0`))
      .catch((error) => error);
    expect(refused).toMatchObject({
      code: 'bug/internal',
      message: expect.stringContaining('refused a statement (22012)'),
      cause: { message: 'division by zero' },
    });
    expect(JSON.stringify([refused.message, refused.stack, refused.cause])).not.toContain(secret);
    await database.close();
  });
});

test('statements are counted for each piece of work apart from what runs beside it', async () => {
  const database = openDatabase(url);
  const ask = () => database.db.execute(sql`select 1`);
  const work = (times: number) =>
    database.counted(async (statements) => {
      for (let i = 0; i < times; i++) await ask();
      return statements();
    });
  expect(await Promise.all([work(3), work(5), work(0)])).toEqual([3, 5, 0]);
  expect(database.statements()).toBe(8);
  await database.close();
});
