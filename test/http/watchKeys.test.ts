import { expect, it } from 'vitest';
import { watchKeys } from '../../src/http/watchKeys.ts';
import { LIMITS } from '../../src/limits.ts';
import type { LivingKey } from '../../src/runs/keys.ts';
import { LIVING_KEY } from './support/livingKey.ts';
import { TINY, testApp } from './support/testApp.ts';

it('a key is looked up once for all streams, and again soon enough to notice that it was revoked', async () => {
  const clock = { now: 0 };
  let [asked, isDown, isRevoked] = [0, false, false];
  const authenticate = async (): Promise<LivingKey | undefined> => {
    asked++;
    if (isDown) throw new Error('no database');
    return isRevoked ? undefined : LIVING_KEY;
  };
  const isStillGood = watchKeys({ authenticate }, () => clock.now);
  expect(await Promise.all(Array.from({ length: 50 }, () => isStillGood('key')))).toEqual(Array(50).fill(true));
  expect(asked).toBe(1);
  isRevoked = true;
  expect(await isStillGood('key')).toBe(true);
  clock.now = LIMITS.streamKeySeconds * 1000;
  expect(await isStillGood('key')).toBe(false);
  isDown = true;
  clock.now *= 2;
  expect(await isStillGood('key')).toBe(true);
});

it('a stream ends when its key expires, and the next one is refused', async () => {
  const { request, runs } = testApp({ isSingleUser: false });

  const lasting = await runs.keys.create('a', { name: '', scopes: ['run'] });
  const made = await request('/v1/runs', { json: { model: 'staffing', input: TINY }, key: lasting.text });
  const { id } = await made.json();
  const begin = async (lifeMs: number) => {
    const began = performance.now();
    const { text: key } = await runs.keys.create('a', { name: '', scopes: ['read'], lifeMs });
    return { began, key, lifeMs, stream: await request(`/v1/runs/${id}/events`, { key }) };
  };
  let begun = await begin(500);
  // A busy machine may need more than the life of the key to begin.
  while (begun.stream.status === 401) begun = await begin(2 * begun.lifeMs);
  const { began, key, lifeMs, stream } = begun;
  expect(stream.status).toBe(200);
  const heard = await stream.text();
  expect(heard).toContain('event: snapshot');
  expect(heard).not.toContain('event: end');
  expect(performance.now() - began).toBeGreaterThanOrEqual(lifeMs - 1);
  expect((await request(`/v1/runs/${id}/events`, { key })).status).toBe(401);
});
