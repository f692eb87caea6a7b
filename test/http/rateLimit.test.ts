import { expect, it } from 'vitest';
import { TokenBuckets } from '../../src/http/rateLimit.ts';

it('a bucket gives its burst at once and then its rate, never more than the burst', () => {
  let now = 0;
  const buckets = new TokenBuckets({ rate: 2, burst: 3 }, () => now);
  const taken = () => buckets.take('a').isAllowed;
  expect([taken(), taken(), taken(), taken()]).toEqual([true, true, true, false]);
  // Half a second at 2 a second is one token.
  now = 500;
  expect([taken(), taken()]).toEqual([true, false]);
  now = 60_000;
  expect([taken(), taken(), taken(), taken()]).toEqual([true, true, true, false]);
  expect(buckets.take('a').retryAfterSeconds).toBe(0.5);
  expect(buckets.take('b')).toEqual({ isAllowed: true, remaining: 2, resetSeconds: 1, retryAfterSeconds: 0 });
});
