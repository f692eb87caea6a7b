import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRunId } from '../../src/runs/runId.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { CAPS, newRow, noJob } from './support/rows.ts';

let store: Store;
let url: string;

beforeAll(async () => {
  url = await testDatabase();
  store = openStore(url);
  for (const tenant of ['acme', 'other', 'small', 'busy', 'eager']) await store.keys.ensureTenant(tenant, tenant);
});
afterAll(() => store?.close());

async function rowsOf(table: string, id: string): Promise<number> {
  const column = table === 'runs' ? 'id' : table === 'audit' ? 'subject' : 'run_id';
  const { rowCount } = await withClient(url, (client) =>
    client.query(`select from dovetail.${table} where ${column} = $1`, [id]),
  );
  return rowCount ?? 0;
}

describe('a new run', () => {
  test('comes with its first event, its tags, its key and its audit entry', async () => {
    const row = newRow({
      options: { tags: ['night', 'north', 'night'], seed: 7 },
      idempotency: { key: 'k-whole', payloadSha256: 'p' },
    });
    const creation = await store.create(row, CAPS, noJob);
    expect(creation).toMatchObject({
      kind: 'created',
      run: { id: row.id, status: 'queued', outcome: null, revision: 0, version: 1 },
    });
    expect(await store.events('acme', row.id, 0, 10)).toMatchObject([{ type: 'status', data: { status: 'queued' } }]);
    expect(await rowsOf('run_tags', row.id)).toBe(2);
    expect(await rowsOf('idempotency_keys', row.id)).toBe(1);
    expect(await store.audit.list('acme', { limit: 1 })).toMatchObject([
      { action: 'run.create', subject: row.id, actor: 'test' },
    ]);
  });

  test('is not there at all when its job cannot be queued', async () => {
    const row = newRow({ options: { tags: ['x'] }, idempotency: { key: 'k-none', payloadSha256: 'p' } });
    const send = async (): Promise<void> => {
      throw new Error('no queue');
    };
    await expect(store.create(row, CAPS, send)).rejects.toThrow('no queue');
    for (const table of ['runs', 'run_events', 'run_tags', 'idempotency_keys', 'audit'])
      expect(await rowsOf(table, row.id)).toBe(0);
  });

  test('keeps every byte of its input', async () => {
    const input = '{"b": 1,  "a":\t[1e3, "\\u0000 \\ud83d\\ude00 😀"], "a": 2}';
    const row = newRow({ input });
    await store.create(row, CAPS, noJob);
    expect(await store.input('acme', row.id)).toMatchObject({ model: 'staffing', input });
  });
});

describe('an idempotency key', () => {
  test('gives the same run for the same payload, and refuses another one', async () => {
    const idempotency = { key: 'k-1', payloadSha256: 'p1' };
    const first = newRow({ idempotency });
    await store.create(first, CAPS, noJob);
    expect(await store.create(newRow({ idempotency }), CAPS, noJob)).toMatchObject({
      kind: 'same',
      run: { id: first.id },
    });
    const other = newRow({ idempotency: { key: 'k-1', payloadSha256: 'p2' } });
    expect(await store.create(other, CAPS, noJob)).toEqual({ kind: 'key-reused', runId: first.id });
    expect(await rowsOf('runs', other.id)).toBe(0);
  });

  test('is one run however many ask at once', async () => {
    const rows = Array.from({ length: 12 }, () => newRow({ idempotency: { key: 'k-many', payloadSha256: 'p' } }));
    const creations = await Promise.all(rows.map((row) => store.create(row, CAPS, noJob)));
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(1);
    const ids = creations.map((creation) => ('run' in creation ? creation.run.id : undefined));
    expect(new Set(ids).size).toBe(1);
  });

  test('of one tenant says nothing about that of another', async () => {
    const idempotency = { key: 'k-shared', payloadSha256: 'p' };
    const mine = newRow({ idempotency });
    await store.create(mine, CAPS, noJob);
    const theirs = newRow({ tenant: 'other', idempotency });
    expect(await store.create(theirs, CAPS, noJob)).toMatchObject({ kind: 'created', run: { id: theirs.id } });
  });
});

describe('coalescing', () => {
  const input = '{"equal": true}';

  test('gives the equal run of a moment ago when it is asked for, and only then', async () => {
    const first = newRow({ tenant: 'eager', input });
    await store.create(first, CAPS, noJob);
    const again = newRow({ tenant: 'eager', input, options: { coalesceWithinMs: 60_000 } });
    expect(await store.create(again, CAPS, noJob)).toMatchObject({ kind: 'same', run: { id: first.id } });
    expect(await store.create(newRow({ tenant: 'eager', input }), CAPS, noJob)).toMatchObject({ kind: 'created' });
  });

  test('leaves out what is older, has failed or was cancelled', async () => {
    const tenant = 'eager';
    const options = { coalesceWithinMs: 60_000 };
    const failed = newRow({ tenant, input: '{"failed": 1}' });
    await store.create(failed, CAPS, noJob);
    await store.lose(failed, { code: 'run/lost', message: '', faults: [] });
    expect(await store.create(newRow({ tenant, input: '{"failed": 1}', options }), CAPS, noJob)).toMatchObject({
      kind: 'created',
    });
    const old = newRow({ tenant, input: '{"old": 1}' });
    await store.create(old, CAPS, noJob);
    await withClient(url, (client) =>
      client.query(`update dovetail.runs set created_at = now() - interval '61 s' where id = $1`, [old.id]),
    );
    expect(await store.create(newRow({ tenant, input: '{"old": 1}', options }), CAPS, noJob)).toMatchObject({
      kind: 'created',
    });
  });

  test('makes one run of many that come at once', async () => {
    const options = { coalesceWithinMs: 60_000 };
    const rows = Array.from({ length: 8 }, () => newRow({ tenant: 'eager', input: '{"at once": 1}', options }));
    const creations = await Promise.all(rows.map((row) => store.create(row, CAPS, noJob)));
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(1);
  });
});

describe('caps', () => {
  test('of a tenant hold exactly, however many ask at once, and leave others alone', async () => {
    const caps = { tenantQueued: 5, queued: 100_000 };
    const creations = await Promise.all(
      Array.from({ length: 20 }, () => store.create(newRow({ tenant: 'small' }), caps, noJob)),
    );
    expect(creations.filter(({ kind }) => kind === 'created')).toHaveLength(5);
    expect(creations.filter(({ kind }) => kind === 'full')).toHaveLength(15);
    expect(creations.find(({ kind }) => kind === 'full')).toEqual({ kind: 'full', of: 'tenantQueued', waiting: 5 });
    expect(await store.create(newRow({ tenant: 'busy' }), caps, noJob)).toMatchObject({ kind: 'created' });
  });

  test('do not keep the run of a known key away', async () => {
    const idempotency = { key: 'k-full', payloadSha256: 'p' };
    const row = newRow({ tenant: 'busy', idempotency });
    await store.create(row, CAPS, noJob);
    const full = { tenantQueued: 1, queued: 1 };
    expect(await store.create(newRow({ tenant: 'busy', idempotency }), full, noJob)).toMatchObject({
      kind: 'same',
      run: { id: row.id },
    });
    expect(await store.create(newRow({ tenant: 'busy' }), { tenantQueued: 1000, queued: 1 }, noJob)).toEqual({
      kind: 'full',
      of: 'queued',
      waiting: 1,
    });
  });
});

test('a warm start has to be from a run of the same tenant and model', async () => {
  const theirs = newRow({ tenant: 'other' });
  const another = newRow({ model: 'another' });
  for (const row of [theirs, another]) await store.create(row, CAPS, noJob);
  for (const fromRun of [theirs.id, another.id, newRunId(Date.now())]) {
    await expect(store.create(newRow({ options: { warmStart: { fromRun } } }), CAPS, noJob)).rejects.toThrow(
      'There is no run',
    );
  }
  const mine = newRow();
  await store.create(mine, CAPS, noJob);
  expect(await store.create(newRow({ options: { warmStart: { fromRun: mine.id } } }), CAPS, noJob)).toMatchObject({
    kind: 'created',
  });
});
