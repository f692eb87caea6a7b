import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeys } from '../../src/runs/createKeys.ts';
import type { Keys } from '../../src/runs/keys.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { secretOf } from '../support/secretOf.ts';

let url: string;
let store: Store;
let keys: Keys;

beforeAll(async () => {
  url = await testDatabase();
  store = openStore(url);
  keys = createKeys(store.keys);
  for (const tenant of ['acme', 'other']) await keys.ensureTenant(tenant);
});
afterAll(() => store?.close());

const request = { name: 'button', scopes: ['read', 'run'] } as const;

describe('a key', () => {
  test('says its tenant and its scopes, and nothing in the database is its secret', async () => {
    const { key, text } = await keys.create('acme', request, 'admin');
    expect(text).toMatch(/^dvt_[0-9a-f]{12}_[\w-]{43}$/);
    expect(await keys.authenticate(text)).toMatchObject(key);
    expect(key).toMatchObject({
      tenant: 'acme',
      name: 'button',
      scopes: ['read', 'run'],
      expiresAt: null,
      revokedAt: null,
    });
    const secret = secretOf(text);
    const { rows } = await withClient(url, (client) =>
      client.query(
        'select k::text as key, (select json_agg(a)::text from dovetail.audit a) as audit from dovetail.api_keys k',
      ),
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test.each([
    ['another secret', (text: string) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A')],
    ['another id', (text: string) => text.replace(/_[0-9a-f]{12}_/, '_000000000000_')],
    ['another prefix', (text: string) => text.replace('dvt', 'tvd')],
    ['more behind it', (text: string) => `${text}x`],
    ['nothing', () => ''],
    ['a NUL', (text: string) => `${text.slice(0, -1)}\0`],
  ])('with %s opens nothing', async (_, change) => {
    const { text } = await keys.create('acme', request, 'admin');
    expect(await keys.authenticate(change(text))).toBeUndefined();
  });

  test('ends with its expiry', async () => {
    const past = await keys.create('acme', { ...request, lifeMs: -1000 }, 'admin');
    expect(await keys.authenticate(past.text)).toBeUndefined();
    const future = await keys.create('acme', { ...request, lifeMs: 60_000 }, 'admin');
    const found = await keys.authenticate(future.text);
    expect(found).toMatchObject(future.key);
    expect(future.key.expiresAt!.getTime() - future.key.createdAt.getTime()).toBe(60_000);
    expect(found!.leftMs).toBeGreaterThan(0);
    expect(found!.leftMs).toBeLessThanOrEqual(60_000);
  });

  test('ends when it is revoked, once, and only by its own tenant', async () => {
    const { key, text } = await keys.create('acme', request, 'admin');
    await expect(keys.revoke('other', key.id, 'thief')).rejects.toMatchObject({ code: 'request/not-found' });
    expect(await keys.authenticate(text)).toMatchObject(key);
    await keys.revoke('acme', key.id, 'admin');
    expect(await keys.authenticate(text)).toBeUndefined();
    await expect(keys.revoke('acme', key.id, 'admin')).rejects.toMatchObject({ code: 'request/not-found' });
    expect((await keys.list('acme')).find(({ id }) => id === key.id)!.revokedAt).toBeInstanceOf(Date);
  });

  test('is followed by another with the same rights, at once or after a while', async () => {
    const first = await keys.create('acme', request, 'admin');
    const second = await keys.rotate('acme', first.key.id, 'admin');
    expect(second.key).toMatchObject({ ...request, tenant: 'acme' });
    expect(await keys.authenticate(first.text)).toBeUndefined();
    const third = await keys.rotate('acme', second.key.id, 'admin', 60_000);
    expect(await keys.authenticate(second.text)).toMatchObject({ id: second.key.id });
    expect(await keys.authenticate(third.text)).toMatchObject(third.key);
    await expect(keys.rotate('acme', first.key.id, 'admin')).rejects.toMatchObject({ code: 'request/not-found' });
    await expect(keys.rotate('acme', "x'", 'admin')).rejects.toMatchObject({ code: 'request/not-found' });
  });
});

test('what was done with keys is in the audit of their tenant alone', async () => {
  const { key } = await keys.create('other', request, 'boss');
  const next = await keys.rotate('other', key.id, 'boss');
  await keys.revoke('other', next.key.id, 'boss');
  const entries = await store.audit.list('other');
  expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
    ['key.revoke', next.key.id],
    ['key.end', key.id],
    ['key.rotate', next.key.id],
    ['key.create', key.id],
  ]);
  const [newest] = entries;
  expect(await store.audit.list('other', { before: newest!.sequence, limit: 1 })).toEqual([entries[1]]);
});
