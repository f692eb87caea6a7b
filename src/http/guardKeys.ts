import { hash } from 'node:crypto';
import { DovetailError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Keys, LivingKey } from '../runs/keys.ts';
import { type Rate, TokenBuckets } from './rateLimit.ts';

/** Wrong keys of one address. It is generous, because behind a proxy everybody shares one. */
const FAILURES: Rate = { rate: LIMITS.wrongKeysPerSecond, burst: LIMITS.wrongKeysAtOnce };

/** Digests of good keys that are remembered. */
const REMEMBERED = 10_000;

/** The key of a text that came from an address; undefined for a text that is none. */
export type Authenticate = (text: string, address: string) => Promise<LivingKey | undefined>;

/**
 * Looks keys up, but none for an address that has sent too many wrong ones: each costs a statement. One counts as wrong
 * until it turns out to be good, so that many at once are counted before any of them is looked up. A key that was good the
 * last time is looked up all the same, so that nobody is shut out by a neighbour behind the same proxy.
 *
 * *Errors* `capacity/rate`.
 */
export function guardKeys(keys: Pick<Keys, 'authenticate'>, failures = new TokenBuckets(FAILURES)): Authenticate {
  // Digests, so that no secret stays in memory; in the order in which they were last good.
  const good = new Set<string>();
  return async (text, address) => {
    const digest = hash('sha256', text);
    const wasGood = good.has(digest);
    if (!wasGood) takeGuess(failures, address);
    const key = await keys.authenticate(text);
    good.delete(digest);
    if (!key && wasGood) failures.take(address);
    if (key && !wasGood) failures.giveBack(address);
    if (key && good.add(digest).size > REMEMBERED) good.delete(good.values().next().value!);
    return key;
  };
}

function takeGuess(failures: TokenBuckets, address: string): void {
  const { isAllowed, retryAfterSeconds } = failures.take(address);
  if (isAllowed) return;
  throw new DovetailError('capacity/rate', 'Too many keys from this address were not valid.', {
    maybe: 'a program still sends a key that was revoked; wait as long as Retry-After says.',
    details: { retryAfterSeconds },
  });
}
