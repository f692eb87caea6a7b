import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createKeys } from '../../src/runs/createKeys.ts';
import type { Keys } from '../../src/runs/keys.ts';
import type { RunPlace } from '../../src/runs/store.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';
import { CAPS, newRow } from './support/rows.ts';

/** Hosts whose clocks are an hour fast, right, and an hour slow. */
const HOUR_MS = 3_600_000;
const CLOCKS = [HOUR_MS, 0, -HOUR_MS] as const;

let store: Store;
let keys: Keys;

beforeAll(async () => {
  store = openStore(await testDatabase());
  keys = createKeys(store.keys);
  await keys.ensureTenant('acme');
});
afterEach(() => void vi.useRealTimers());
afterAll(() => store?.close());

/** From here on this host is another one, whose clock is wrong by so much. */
function isWrongBy(ms: number): void {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

test('runs are in the order in which they came, whatever the clocks of the hosts say that took them', async () => {
  const came: string[] = [];
  for (const ms of CLOCKS) {
    isWrongBy(ms);
    const { id: _, ...row } = newRow();
    const noted = async (_tx: unknown, _order: unknown, place: RunPlace) => void came.push(place.id);
    expect(await store.create(row, CAPS, noted)).toMatchObject({ kind: 'created', run: { id: came.at(-1) } });
  }
  const listed = await store.list('acme', { limit: 10 });
  expect(listed.map(({ id }) => id)).toEqual([...came].reverse());
  // The first 48 bits of an id are its time, which is that of the row to the millisecond or the one before.
  for (const { id, createdAt } of listed) {
    const at = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    expect(Math.abs(at - createdAt.getTime())).toBeLessThan(HOUR_MS / 2);
  }
});

test.each(CLOCKS)(
  'a key begins and ends at the time of the database, asked from a host that is wrong by %d ms',
  async (ms) => {
    const made = await keys.create('acme', { name: 'k', scopes: ['read'], lifeMs: HOUR_MS / 2 }, 'me');
    const ended = await keys.create('acme', { name: 'k', scopes: ['read'], lifeMs: -1 }, 'me');
    isWrongBy(ms);
    expect(await keys.authenticate(made.text)).toMatchObject({ id: made.key.id });
    expect(await keys.authenticate(ended.text)).toBeUndefined();
    const next = await keys.rotate('acme', made.key.id, 'me', HOUR_MS / 4);
    expect(next.key.expiresAt).toEqual(made.key.expiresAt);
    const left = (await keys.authenticate(made.text))!.leftMs;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(HOUR_MS / 4);
    await keys.revoke('acme', next.key.id, 'me');
    isWrongBy(0);
    expect(await keys.authenticate(next.text)).toBeUndefined();
  },
);
