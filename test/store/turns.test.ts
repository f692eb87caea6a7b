import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LeasedRun, RunPlace } from '../../src/runs/store.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { CAPS, fallSilent, newRow, ROOM } from './support/rows.ts';

let url: string;
let store: Store;
/** Jobs as the queue would give them: higher order first, then older first. */
let jobs: (RunPlace & { readonly order: number })[] = [];

beforeAll(async () => {
  url = await testDatabase();
  store = openStore(url);
  for (const tenant of ['a', 'b', 'c']) await store.keys.ensureTenant(tenant, tenant);
});
afterAll(() => store?.close());
beforeEach(async () => {
  jobs = [];
  await withClient(url, (client) =>
    client.query("update dovetail.runs set status = 'cancelled', ended_at = now() where ended_at is null"),
  );
});

async function ask(tenant: string, change: Parameters<typeof newRow>[0] = {}): Promise<string> {
  const row = newRow({ tenant, ...change });
  await store.create(row, CAPS, async (_, order) => void jobs.push({ tenant, id: row.id, order }));
  return row.id;
}

/** What the next job gives to a worker. */
async function next(): Promise<LeasedRun> {
  const [job] = jobs.toSorted((one, other) => other.order - one.order);
  jobs.splice(jobs.indexOf(job!), 1);
  return (await store.lease(job!, 'worker', ROOM)) as LeasedRun;
}

async function tenantsServed(count: number): Promise<string> {
  const served: string[] = [];
  for (let i = 0; i < count; i++) served.push((await next()).lease.tenant);
  return served.join('');
}

describe('tenants', () => {
  test('are served in turn, whoever asked for much before', async () => {
    for (let i = 0; i < 5; i++) await ask('a');
    for (let i = 0; i < 2; i++) await ask('b');
    // The rounds are a b, a b, a, a, a: within a round, who came first.
    expect(await tenantsServed(7)).toBe('ababaaa');
  });

  test('who come while another is being served wait for one round and no more', async () => {
    for (let i = 0; i < 20; i++) await ask('a');
    expect(await tenantsServed(5)).toBe('aaaaa');
    await ask('b');
    await ask('c');
    expect(await tenantsServed(4)).toBe('abca');
  });

  test('gain nothing by a priority, which orders their own runs alone', async () => {
    const plain = await ask('a');
    await ask('b');
    await ask('a', { options: { priority: -1 } });
    const high = await ask('a', { options: { priority: 100 } });
    const served = [await next(), await next(), await next(), await next()].map(({ lease }) => lease);
    expect(served.map(({ tenant }) => tenant).join('')).toBe('abaa');
    expect(
      served
        .filter(({ tenant }) => tenant === 'a')
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual([high, plain]);
  });

  test('go before others where their key may say so', async () => {
    await ask('a');
    await ask('a', { options: { priority: -5 }, isUrgent: true });
    await ask('b', { options: { priority: 5 }, isUrgent: true });
    await ask('c', { options: { priority: 9 } });
    expect(await tenantsServed(4)).toBe('baca');
  });

  test('have a run whose worker died taken up before those that wait', async () => {
    const first = await ask('a');
    await ask('a', { options: { priority: 50 } });
    const third = await ask('a', { options: { priority: 60 } });
    expect((await next()).lease.id).toBe(third);
    await fallSilent(url, third);
    expect((await next()).lease).toMatchObject({ id: third, fencing: 2 });
    await next();
    expect(jobs).toEqual([]);
    // Three turns, one of them for the second attempt: the job of the dead worker, which the queue gives again, has the last.
    const last = (await store.lease({ tenant: 'a', id: first }, 'worker', ROOM)) as LeasedRun;
    expect(last.lease.id).toBe(first);
  });
});
