import type { RunEvent } from '../runs/run.ts';
import type { Runs } from '../runs/runs.ts';

/** Events that are read from the database at a time. */
const PAGE = 500;

/** The events of one run in this process: read from the database once, whoever many listen. */
export interface Feed {
  /** Every event so far that is later than the sequence. */
  after(sequence: number): readonly RunEvent[];
  /** The latest event so far. */
  last(): RunEvent | undefined;
  /** Resolves when there is news, when the time is over, or when the signal fires; rejects when reading failed. */
  news(timeoutMs: number, signal: AbortSignal): Promise<void>;
  leave(): void;
}

/** What a listener does with the events: streams them to a client, or waits for the end. */
export type Purpose = 'stream' | 'wait';

interface Shared {
  readonly events: RunEvent[];
  readonly waiting: Set<(failure?: unknown) => void>;
  readonly unsubscribe: () => void;
  readonly first: Promise<void>;
  listeners: number;
}

/** Feeds that are being listened to, by run. */
export class Feeds {
  readonly #runs: Pick<Runs, 'events' | 'subscribe'>;
  readonly #shared = new Map<string, Shared>();
  readonly #listening: Record<Purpose, number> = { stream: 0, wait: 0 };

  constructor(runs: Pick<Runs, 'events' | 'subscribe'>) {
    this.#runs = runs;
  }

  /** Listeners of all runs, those who only wait for an end among them. */
  get listeners(): number {
    return this.#listening.stream + this.#listening.wait;
  }

  /** Listeners of all runs who have an open stream. */
  get streams(): number {
    return this.#listening.stream;
  }

  /** Joins the feed of a run, which begins with everything that the database has. */
  async join(tenant: string, run: string, purpose: Purpose = 'stream'): Promise<Feed> {
    const name = JSON.stringify([tenant, run]);
    const shared = this.#shared.get(name) ?? this.#open(name, tenant, run);
    shared.listeners++;
    this.#listening[purpose]++;
    const leave = once(() => {
      this.#listening[purpose]--;
      this.#leave(name, shared);
    });
    try {
      await shared.first;
    } catch (thrown) {
      leave();
      throw thrown;
    }
    return {
      after: (sequence) => shared.events.slice(firstAfter(shared.events, sequence)),
      last: () => shared.events.at(-1),
      news: (timeoutMs, signal) => newsOf(shared, timeoutMs, signal),
      leave,
    };
  }

  #open(name: string, tenant: string, run: string): Shared {
    const events: RunEvent[] = [];
    const waiting = new Set<(failure?: unknown) => void>();
    const tell = (failure?: unknown): void => {
      for (const wake of [...waiting]) wake(failure);
    };
    const read = inTurn(async () => {
      const before = events.length;
      for (;;) {
        const page = await this.#runs.events(tenant, run, { after: events.at(-1)?.sequence ?? 0, limit: PAGE });
        events.push(...page);
        if (page.length < PAGE) break;
      }
      if (events.length > before) tell();
    });
    // Subscribed before the first reading, so that nothing falls in between.
    const unsubscribe = this.#runs.subscribe(tenant, run, () => void read().catch(tell));
    const shared: Shared = { events, waiting, unsubscribe, first: read(), listeners: 0 };
    this.#shared.set(name, shared);
    return shared;
  }

  #leave(name: string, shared: Shared): void {
    if (--shared.listeners > 0) return;
    shared.unsubscribe();
    if (this.#shared.get(name) === shared) this.#shared.delete(name);
  }
}

function newsOf(shared: Shared, timeoutMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const wake = (failure?: unknown): void => {
      clearTimeout(timer);
      shared.waiting.delete(wake);
      signal.removeEventListener('abort', onAbort);
      if (failure === undefined) resolve();
      else reject(failure);
    };
    const onAbort = (): void => wake();
    const timer = setTimeout(wake, timeoutMs);
    shared.waiting.add(wake);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** The index of the first event later than a sequence; events are in order. */
function firstAfter(events: readonly RunEvent[], sequence: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.sequence <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Runs work one at a time; what is asked for meanwhile is done once, afterwards. */
function inTurn(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
