import { afterEach, expect, it, vi } from 'vitest';
import { guardKeys } from '../../src/http/guardKeys.ts';
import { TokenBuckets } from '../../src/http/rateLimit.ts';
import type { LivingKey } from '../../src/runs/keys.ts';
import { LIVING_KEY } from './support/livingKey.ts';
import { testApp } from './support/testApp.ts';

afterEach(() => void vi.useRealTimers());

function guarded() {
  const clock = { now: 0 };
  const asked: string[] = [];
  const good = new Set(['good', 'other']);
  const authenticate = async (text: string): Promise<LivingKey | undefined> => {
    asked.push(text);
    return good.has(text) ? LIVING_KEY : undefined;
  };
  const buckets = new TokenBuckets({ rate: 2, burst: 3 }, () => clock.now);
  return { clock, asked, good, ask: guardKeys({ authenticate }, buckets) };
}

const refused = { code: 'capacity/rate', details: { retryAfterSeconds: 0.5 } };

it('an address that has sent too many wrong keys is looked up no more until its bucket has a token', async () => {
  const { ask, asked, clock } = guarded();
  for (let i = 0; i < 3; i++) expect(await ask(`wrong${i}`, 'x')).toBe(undefined);
  await expect(ask('wrong3', 'x')).rejects.toMatchObject(refused);
  await expect(ask('good', 'x')).rejects.toMatchObject(refused);
  expect(asked).toEqual(['wrong0', 'wrong1', 'wrong2']);
  // Another address has a bucket of its own, and half a second at 2 a second is one token.
  expect(await ask('good', 'y')).toBe(LIVING_KEY);
  clock.now = 500;
  expect(await ask('wrong4', 'x')).toBe(undefined);
  await expect(ask('wrong5', 'x')).rejects.toMatchObject(refused);
});

it('wrong keys that come together are counted before they are looked up', async () => {
  const { ask, asked } = guarded();
  const answers = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => ask(`wrong${i}`, 'x')));
  expect(asked).toHaveLength(3);
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(47);
});

it('good keys take nothing from the bucket, however many there are', async () => {
  const { ask } = guarded();
  for (let i = 0; i < 20; i++) expect(await ask(i % 2 ? 'good' : 'other', 'x')).toBe(LIVING_KEY);
  for (let i = 0; i < 3; i++) expect(await ask('wrong', 'x')).toBe(undefined);
});

it('a key that was good is looked up whatever its neighbours do, until it is good no more', async () => {
  const { ask, good } = guarded();
  expect(await ask('good', 'x')).toBe(LIVING_KEY);
  for (let i = 0; i < 3; i++) await ask('wrong', 'x');
  expect(await ask('good', 'x')).toBe(LIVING_KEY);
  await expect(ask('other', 'x')).rejects.toMatchObject(refused);
  good.delete('good');
  expect(await ask('good', 'x')).toBe(undefined);
  await expect(ask('good', 'x')).rejects.toMatchObject(refused);
});

it('two thousand wrong keys cost a hundred lookups, and 429 says when to come back', async () => {
  // The clock stands still, so that the bucket does not fill while the test runs.
  vi.useFakeTimers({ toFake: ['performance'] });
  const { app, runs, request } = testApp({ isSingleUser: false });
  const authenticate = runs.keys.authenticate.bind(runs.keys);
  let lookups = 0;
  runs.keys.authenticate = (text) => {
    lookups++;
    return authenticate(text);
  };
  const { text } = await runs.keys.create('a', { name: '', scopes: ['read'] });
  const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
  const ask = (key: string, address: string) =>
    app.request('/v1/models', { headers: { host: 'localhost', authorization: `Bearer ${key}` } }, from(address));
  const statuses = new Map<number, number>();
  for (let i = 0; i < 2000; i++) {
    const { status } = await ask(`dvt_nobody_${i}`, '10.0.0.1');
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses]).toEqual([
    [401, 100],
    [429, 1900],
  ]);
  expect(lookups).toBe(100);
  const limited = await ask('dvt_nobody_x', '10.0.0.1');
  expect(limited.headers.get('retry-after')).toBe('1');
  expect(((await limited.json()) as { code: string }).code).toBe('capacity/rate');
  expect((await ask(text, '10.0.0.2')).status).toBe(200);
  // A request without a key costs nothing, and is 401 as ever.
  expect((await request('/v1/models')).status).toBe(401);
});
