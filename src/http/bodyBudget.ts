import { DovetailError } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/** Bytes of bodies that are being read, checked or stored: of one process, and of each tenant among them. */
export class BodyBudget {
  readonly #most: number;
  readonly #mostOfTenant: number;
  readonly #held = new Map<string, number>();
  #all = 0;

  constructor(limitBytes: number) {
    this.#most = LIMITS.bodiesOfProcess * limitBytes;
    this.#mostOfTenant = LIMITS.bodiesOfTenant * limitBytes;
  }

  /** A hold on nothing yet. */
  hold(tenant: string): BodyHold {
    let mine = 0;
    return {
      atLeast: (bytes) => {
        if (bytes <= mine) return;
        const more = bytes - mine;
        const ofTenant = (this.#held.get(tenant) ?? 0) + more;
        if (this.#all + more > this.#most || ofTenant > this.#mostOfTenant) throw full();
        this.#all += more;
        this.#held.set(tenant, ofTenant);
        mine = bytes;
      },
      giveBack: () => {
        this.#all -= mine;
        const left = (this.#held.get(tenant) ?? 0) - mine;
        if (left > 0) this.#held.set(tenant, left);
        else this.#held.delete(tenant);
        mine = 0;
      },
    };
  }
}

/** What one request holds. */
export interface BodyHold {
  /** Holds this many bytes. *Errors* `capacity/bodies`. */
  atLeast(bytes: number): void;
  /** Gives everything back; may be done twice. */
  giveBack(): void;
}

function full(): DovetailError {
  return new DovetailError('capacity/bodies', 'The service is reading as many large bodies as it can.', {
    maybe: 'send it again when Retry-After says, and fewer of them at once.',
    details: { retryAfterSeconds: 1 },
  });
}
