import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LeasedRun } from '../../src/runs/store.ts';
import { openStore, prune, type Store } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { CAPS, found, newRow, noJob, ROOM } from './support/rows.ts';

const BEFORE = new Date('2026-01-01T00:00:00Z');
const LONG_AGO = '2025-06-01T00:00:00Z';
const TABLES = ['runs', 'run_events', 'revisions', 'run_tags', 'draft_items', 'idempotency_keys'];

let url: string;
let store: Store;

const query = (text: string, values: unknown[] = []) =>
  withClient(url, async (client) => (await client.query(text, values)).rows);

beforeAll(async () => {
  url = await testDatabase();
  store = openStore(url);
});
beforeEach(async () => {
  await query(`truncate ${[...TABLES, 'audit', 'tenants'].map((name) => `dovetail.${name}`)} cascade`);
  for (const tenant of ['acme', 'other']) await store.keys.ensureTenant(tenant, tenant);
});
afterAll(() => store?.close());

/** A run with two tags, a key, a revision and a proposal; as the store leaves it when its worker has it. */
async function runningRun(change: Parameters<typeof newRow>[0] = {}): Promise<ReturnType<typeof newRow>> {
  const row = newRow({ options: { tags: ['a', 'b'] }, ...change });
  await store.create({ ...row, idempotency: { key: row.id, payloadSha256: 'p' } }, CAPS, noJob);
  const { lease } = (await store.lease(row, 'w', ROOM)) as LeasedRun;
  await store.incumbent(lease, found(1));
  await query(
    `insert into dovetail.draft_items (tenant_id, run_id, item, plan_id, state) values ($1, $2, 'shift', 'winter', 'rejected')`,
    [row.tenant, row.id],
  );
  return row;
}

async function endedRun(at: string, change: Parameters<typeof newRow>[0] = {}): Promise<ReturnType<typeof newRow>> {
  const row = await runningRun(change);
  await store.stop(row.tenant, row.id, 'me');
  await query(`update dovetail.runs set status = 'succeeded', ended_at = $2 where id = $1`, [row.id, at]);
  return row;
}

/** The runs that each table knows. */
async function known(): Promise<Record<string, string[]>> {
  const rows = TABLES.map(async (table) => {
    const id = table === 'runs' ? 'id' : 'run_id';
    const ids = await query(`select distinct ${id} as id from dovetail.${table} order by 1`);
    return [table, ids.map((row) => row.id)];
  });
  return Object.fromEntries(await Promise.all(rows));
}

const pruned = (tenant: string) =>
  query(
    `select actor, subject, details from dovetail.audit where tenant_id = $1 and action = 'run.prune' order by sequence`,
    [tenant],
  );

describe('pruning', () => {
  test('deletes what ended before then, with all that belongs to it and nothing else', async () => {
    const old = await endedRun(LONG_AGO);
    const theirs = await endedRun(LONG_AGO, { tenant: 'other' });
    const recent = await endedRun('2026-01-01T00:00:00Z');
    const running = await runningRun();
    const waiting = newRow();
    await store.create(waiting, CAPS, noJob);
    await query('update dovetail.runs set created_at = $1', [LONG_AGO]);
    const gone = await prune(url, { before: BEFORE, actor: 'me' });
    // Of each of the two: queued, running, incumbent, stopping; one revision, two tags, one proposal, one key.
    expect(gone).toEqual({ runs: 2, events: 8, revisions: 2, tags: 4, draftItems: 2, idempotencyKeys: 2 });
    const left = await known();
    const kept = [recent.id, running.id];
    expect(left.runs).toEqual([...kept, waiting.id].sort());
    for (const table of ['revisions', 'run_tags', 'draft_items', 'idempotency_keys']) expect(left[table]).toEqual(kept);
    expect(left.run_events).toEqual(left.runs);
    for (const { tenant, id } of [old, theirs]) {
      expect(await store.get(tenant, id)).toBeUndefined();
      // Its audit stays: created and stopped.
      expect((await store.audit.list(tenant)).filter(({ subject }) => subject === id)).toHaveLength(2);
    }
  });

  test('goes on batch by batch, and is one entry of the audit for each tenant that had some', async () => {
    for (let i = 0; i < 5; i++) await endedRun(LONG_AGO);
    const told: number[] = [];
    await prune(url, { before: BEFORE, actor: 'me', batch: 2, onBatch: ({ runs }) => told.push(runs) });
    // At most two at a time, and fewer where a machine is slow.
    expect(told.at(-1)).toBe(5);
    expect(told.every((gone, i) => gone - (told[i - 1] ?? 0) <= 2)).toBe(true);
    const entry = { actor: 'me', subject: 'runs', details: { runs: 5, endedBefore: '2026-01-01T00:00:00.000Z' } };
    expect([await pruned('acme'), await pruned('other')]).toEqual([[entry], []]);
  });

  test('that breaks off has told the audit what is gone', async () => {
    for (let i = 0; i < 3; i++) await endedRun(LONG_AGO);
    const broken = new Error('broken off');
    const onBatch = (): void => {
      throw broken;
    };
    await expect(prune(url, { before: BEFORE, actor: 'me', batch: 2, onBatch })).rejects.toBe(broken);
    expect((await pruned('acme')).map(({ details }) => details.runs)).toEqual([2]);
    expect((await known()).runs).toHaveLength(1);
  });

  test('twice at once deletes everything once', async () => {
    for (let i = 0; i < 20; i++) await endedRun(LONG_AGO);
    const both = await Promise.all([1, 2].map(() => prune(url, { before: BEFORE, actor: 'me', batch: 3 })));
    expect(both.reduce((sum, { runs }) => sum + runs, 0)).toBe(20);
    expect((await pruned('acme')).reduce((sum, { details }) => sum + details.runs, 0)).toBe(20);
    expect((await known()).runs).toEqual([]);
  });

  test('is told the time by the clock of the database, whatever that of the host says', async () => {
    const before = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const told: number[] = [];
    const ofNow = (now: Date): Date => {
      told.push(now.getTime());
      return BEFORE;
    };
    await prune(url, { before: ofNow, actor: 'me' }).finally(() => vi.useRealTimers());
    // The database of a test is on the same machine.
    expect(told).toEqual([expect.any(Number)]);
    expect(told[0]).toBeGreaterThanOrEqual(before);
    expect(told[0]).toBeLessThanOrEqual(Date.now());
  });

  test('of one tenant leaves the others', async () => {
    await endedRun(LONG_AGO);
    const theirs = await endedRun(LONG_AGO, { tenant: 'other' });
    expect(await prune(url, { before: BEFORE, tenant: 'acme', actor: 'me' })).toMatchObject({ runs: 1 });
    expect((await known()).runs).toEqual([theirs.id]);
  });

  test('of a tenant that does not exist says which there are', async () => {
    await expect(prune(url, { before: BEFORE, tenant: 'acne', actor: 'me' })).rejects.toMatchObject({
      code: 'input/usage',
      message:
        'There is no tenant "acne" among the 2 of this database.\nMaybe name one of acme, other, or leave out --tenant to prune every one.',
    });
  });

  test('takes a run that another one begins from, which then begins from nothing', async () => {
    const old = await endedRun(LONG_AGO);
    const next = newRow({ options: { warmStart: { fromRun: old.id } } });
    await store.create(next, CAPS, noJob);
    await prune(url, { before: BEFORE, actor: 'me' });
    expect(await store.lease(next, 'w', ROOM)).toMatchObject({ lease: { id: next.id }, warmStart: undefined });
  });
});
