import type { RunPlace, Transaction } from './store.ts';

/** Runs that wait for a worker, in order of priority and then of age. */
export interface RunQueue {
  /** Queues a job in a transaction that is open: both are there afterwards, or neither. */
  send(place: RunPlace, waiting: Waiting, tx: Transaction): Promise<void>;
  /**
   * Takes jobs, one at a time for each of `slots`. A job whose handler throws, or whose process dies, is given to
   * another worker, a few times; then `onLost` has it, once.
   */
  work(options: QueueWork): Promise<QueueWorker>;
  /** *Errors* `capacity/database` when the queue's tables cannot be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How a job waits. */
export interface Waiting {
  /** Higher goes first. */
  readonly priority: number;
  /** A worker had it and gives it back: it goes before its equals. */
  readonly isGivenBack?: boolean;
  /** It is not taken before this many seconds have passed. */
  readonly delaySeconds?: number;
}

export interface QueueWork {
  readonly slots: number;
  /**
   * Jobs of one tenant at once, over all processes: further ones are passed over. *Limits* slots that look in the same
   * instant do not see each other and may each take one more, so who handles a job looks again.
   */
  readonly tenantRunning: number;
  readonly handle: (place: RunPlace) => Promise<void>;
  readonly onLost: (place: RunPlace) => Promise<void>;
}

export interface QueueWorker {
  /** Takes no more jobs, and waits for the handlers that run. */
  stop(): Promise<void>;
}
