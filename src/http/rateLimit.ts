import { createMiddleware } from 'hono/factory';
import { DovetailError } from '../errors.ts';
import type { HttpEnvironment } from './environment.ts';

export interface Rate {
  /** Requests a second, over time. */
  readonly rate: number;
  /** Requests that may come at once. */
  readonly burst: number;
}

/** What is left of a bucket, and when there is a token again. */
export interface Taken {
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Seconds until the bucket is full. */
  readonly resetSeconds: number;
  readonly retryAfterSeconds: number;
}

interface Bucket {
  readonly tokens: number;
  /** Milliseconds of the clock. */
  readonly at: number;
}

/** Buckets are looked through for full ones when there are more than this. */
const MANY = 10_000;

/** A bucket of tokens for each name, in this process: `burst` at first, `rate` a second from then on. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, now: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#now = now;
  }

  take(name: string): Taken {
    const at = this.#now();
    const had = this.#left(name, at);
    const isAllowed = had >= 1;
    const tokens = isAllowed ? had - 1 : had;
    this.#buckets.set(name, { tokens, at });
    if (this.#buckets.size > MANY) this.#forgetFull(at);
    return this.#told(isAllowed, tokens);
  }

  /** Puts a token back that was taken for nothing. */
  giveBack(name: string): void {
    const at = this.#now();
    this.#buckets.set(name, { tokens: Math.min(this.#rate.burst, this.#left(name, at) + 1), at });
  }

  #told(isAllowed: boolean, tokens: number): Taken {
    const { rate, burst } = this.#rate;
    return {
      isAllowed,
      remaining: Math.floor(tokens),
      resetSeconds: Math.ceil((burst - tokens) / rate),
      retryAfterSeconds: isAllowed ? 0 : (1 - tokens) / rate,
    };
  }

  #left(name: string, at: number): number {
    const bucket = this.#buckets.get(name);
    return bucket ? this.#tokens(bucket, at) : this.#rate.burst;
  }

  #tokens({ tokens, at }: Bucket, now: number): number {
    return Math.min(this.#rate.burst, tokens + ((now - at) / 1000) * this.#rate.rate);
  }

  /** A full bucket says nothing that a new one would not. */
  #forgetFull(at: number): void {
    for (const [name, bucket] of this.#buckets) {
      if (this.#tokens(bucket, at) >= this.#rate.burst) this.#buckets.delete(name);
    }
  }
}

/** Limits the requests of a tenant and says so in the headers of every answer. */
export function limitRate(rate: Rate) {
  const buckets = new TokenBuckets(rate);
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const taken = buckets.take(c.get('caller').tenant);
    c.header('ratelimit-policy', `"tenant";q=${rate.burst};w=${Math.ceil(rate.burst / rate.rate)}`);
    c.header('ratelimit', `"tenant";r=${taken.remaining};t=${taken.resetSeconds}`);
    if (!taken.isAllowed) {
      throw new DovetailError('capacity/rate', `More than ${rate.rate} requests a second.`, {
        maybe: 'wait as long as Retry-After says; events need no polling.',
        details: { retryAfterSeconds: taken.retryAfterSeconds },
      });
    }
    await next();
  });
}
