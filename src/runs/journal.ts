import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../engines/engine.ts';
import { DovetailError } from '../errors.ts';
import type { RunNews } from './run.ts';
import type { Lease, ReviewedIncumbent, RunStore } from './store.ts';

/** Bounds and log lines wait this long for company; incumbents never wait. */
const GATHER_MS = 100;
const AGAIN_MS = 300;

export interface JournalOptions {
  readonly store: RunStore;
  readonly lease: Lease;
  /** Store every incumbent, as a work budget wants, instead of the latest of those that come while one is written. */
  readonly keepsAll: boolean;
  /** Called once, when the lease turns out to be another's. */
  readonly onLost: () => void;
  /** Called once, when something cannot be written for a reason that will not pass. */
  readonly onFailed: () => void;
}

/**
 * Writes down what a solve reports, beside it: while one statement is on its way, what comes is gathered, so that
 * storing never holds up the search. While the database is away, it waits and keeps.
 */
export class Journal {
  /** The last incumbent that was written, or refused for not being better. */
  last: { readonly objective: number; readonly isStored: boolean } | undefined;
  /** Why nothing can be written any more. */
  failure: unknown;
  /** Time that writing took. */
  persistMs = 0;
  readonly #options: JournalOptions;
  #found: ReviewedIncumbent[] = [];
  #events: RunNews[] = [];
  #bound: number | undefined;
  #isLost = false;
  #isClosed = false;
  #wake = Promise.withResolvers<void>();
  readonly #written: Promise<void>;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#written = this.#write();
  }

  incumbent(found: ReviewedIncumbent): void {
    if (!this.#options.keepsAll) this.#found.length = 0;
    this.#found.push(found);
    this.#wake.resolve();
  }

  bound(bound: number, ms: number): void {
    this.#bound = bound;
    const data = { bound, ms: Math.round(ms) };
    // Of several bounds that wait, only the latest is news.
    this.#events = this.#events.filter(({ type }) => type !== 'bound');
    this.#events.push({ type: 'bound', data });
    this.#wake.resolve();
  }

  log(message: string, data: Readonly<Record<string, unknown>>): void {
    this.#events.push({ type: 'log', data: { ...data, message } });
    this.#wake.resolve();
  }

  /** Writes what is left. Afterwards nothing is taken any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake.resolve();
    await this.#written;
  }

  /** Gives up what is not written yet. */
  abandon(): void {
    this.#isLost = true;
    this.#wake.resolve();
  }

  async #write(): Promise<void> {
    for (;;) {
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
      while (!this.#isLost && (this.#found.length > 0 || this.#events.length > 0)) {
        const began = now();
        await this.#writeNext();
        this.persistMs += now() - began;
      }
      if (this.#isLost || this.#isClosed) return;
    }
  }

  async #writeNext(): Promise<void> {
    const { store, lease } = this.#options;
    try {
      const found = this.#found[0];
      if (found) {
        const came = await store.incumbent(lease, found);
        if (this.#found[0] === found) this.#found.shift();
        if (came === 'lost') this.#lose();
        else this.last = { objective: found.objective, isStored: came !== 'not-better' };
        return;
      }
      if (!this.#isClosed) await Promise.race([sleep(GATHER_MS), this.#wake.promise]);
      if (this.#found.length > 0) return;
      const [events, bound] = [this.#events, this.#bound];
      const written = await store.tell(lease, { events, bound });
      this.#events = this.#events.filter((event) => !events.includes(event));
      if (written === 'lost') this.#lose();
    } catch (thrown) {
      if (thrown instanceof DovetailError && thrown.code === 'capacity/database') return void (await sleep(AGAIN_MS));
      this.failure = thrown;
      this.#isLost = true;
      this.#options.onFailed();
    }
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#options.onLost();
  }
}
