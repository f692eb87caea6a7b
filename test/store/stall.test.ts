import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DovetailError } from '../../src/errors.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';
import { type StallingProxy, stallingProxy } from './support/stallingProxy.ts';

let proxy: StallingProxy;
beforeAll(async () => {
  proxy = await stallingProxy(await testDatabase());
});
beforeEach(() => proxy.resume());
afterAll(() => proxy?.close());

const UNAVAILABLE = { code: 'capacity/database', cause: { message: expect.stringContaining('Query read timeout') } };

/** A database on one connection, so that one that is not given back is missed. */
async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const database = openDatabase(proxy.url, { connections: 1, statementTimeoutMs: 300, patienceMs: 200 });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

/** Asks until there is an answer: on a busy machine one may take longer than a statement has here. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof DovetailError) || thrown.code !== 'capacity/database') throw thrown;
    }
  }
}

const backend = ({ patiently }: Database): Promise<unknown> =>
  patiently(async (db) => (await db.execute(sql`select pg_backend_pid() as pid`)).rows[0]!.pid);

describe('a database that gives no answer', () => {
  test('is given up after a while, and asked on another connection when it is back', async () => {
    await withDatabase(async (database) => {
      const before = await answered(() => backend(database));
      proxy.stall();
      await expect(backend(database)).rejects.toMatchObject(UNAVAILABLE);
      proxy.resume();
      expect(await answered(() => backend(database))).not.toBe(before);
    });
  });

  test('in the middle of a transaction too, which then has not happened', async () => {
    await withDatabase(async (database) => {
      const before = await answered(() => backend(database));
      await answered(() => database.patiently((db) => db.execute(sql`create table if not exists told (word text)`)));
      const work = database.transaction(async (tx) => {
        await tx.execute(sql`insert into told values ('half')`);
        proxy.stall();
        await tx.execute(sql`select 1`);
      });
      await expect(work).rejects.toMatchObject(UNAVAILABLE);
      proxy.resume();
      expect(await answered(() => backend(database))).not.toBe(before);
      const { rowCount } = await answered(() => database.patiently((db) => db.execute(sql`select from told`)));
      expect(rowCount).toBe(0);
    });
  });

  test('is tried again while there is patience', async () => {
    const database = openDatabase(proxy.url, { connections: 1, statementTimeoutMs: 300, patienceMs: 20_000 });
    await answered(() => backend(database));
    proxy.stall();
    let tries = 0;
    const answer = database.patiently(async (db) => {
      tries++;
      if (tries === 2) proxy.resume();
      return (await db.execute(sql`select 1 as one`)).rows[0]!.one;
    });
    expect(await answer).toBe(1);
    expect(tries).toBeGreaterThanOrEqual(2);
    await database.close();
  });

  test('is told to probes long before a statement is given up', async () => {
    const store = openStore(proxy.url, { statementTimeoutMs: 8000 });
    await answered(() => store.ping());
    proxy.stall();
    const order: string[] = [];
    const asked = (name: string, work: Promise<unknown>) =>
      work.catch(({ code, cause }) => {
        order.push(name);
        return { code, cause };
      });
    const read = asked('read', store.get('acme', 'x'));
    const told = { code: 'capacity/database', cause: { message: expect.stringContaining('no answer within 2000 ms') } };
    expect(await Promise.all([asked('probe', store.ping()), asked('probe', store.counts())])).toMatchObject([
      told,
      told,
    ]);
    await read;
    expect(order).toEqual(['probe', 'probe', 'read']);
    proxy.resume();
    await store.close();
  });
});
