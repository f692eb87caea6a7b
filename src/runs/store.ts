import type { EngineName } from '../engines/registry.ts';
import type { ReviewReport } from '../solve/domainModel.ts';
import type { RuleConflict } from '../solve/infeasible/conflictingRules.ts';
import type { Audit } from './audit.ts';
import type { ApiKey, LivingKey, NewKey } from './keys.ts';
import type {
  Revision,
  Run,
  RunError,
  RunEvent,
  RunNews,
  RunOptions,
  RunOutcome,
  RunResult,
  RunTimings,
} from './run.ts';
import type { RunCounts, RunFilter } from './runs.ts';

/** Runs SQL inside a transaction that is open: how a queue takes part in it. */
export interface Transaction {
  run(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

/** Where a run is, and for whom: what a job of the queue says. */
export interface RunPlace {
  readonly tenant: string;
  readonly id: string;
}

/**
 * In which order jobs are taken: higher goes first. Urgent runs go before all others; among equals it is the tenants'
 * turn, one run of each in a round, so that who asks for much waits for himself.
 */
export function orderOf({ urgency, turn }: { readonly urgency: number; readonly turn: number }): number {
  return urgency * ROUNDS - Math.min(turn, ROUNDS - 1);
}

/** More rounds than that are not told apart; they begin again when nobody waits. */
const ROUNDS = 10_000_000;

/** A run as it is first written. */
export interface NewRow extends Omit<RunPlace, 'id'> {
  /** Made where it is absent, by the clock of the database: runs of a tenant are in the order in which they came. */
  readonly id?: string | undefined;
  readonly model: string;
  readonly input: string;
  readonly inputSha256: string;
  readonly inputBytes: number;
  readonly requestSha256: string;
  readonly options: RunOptions;
  /** Whether its priority counts among all tenants, and not only among runs of its own. */
  readonly isUrgent?: boolean | undefined;
  readonly actor: string;
  readonly idempotency?: { readonly key: string; readonly payloadSha256: string } | undefined;
}

/** How many runs may wait. */
export interface QueueCaps {
  readonly tenantQueued: number;
  readonly queued: number;
}

/** What came of asking for a new run. */
export type Creation =
  | { readonly kind: 'created' | 'same'; readonly run: Run }
  | { readonly kind: 'key-reused'; readonly runId: string }
  | { readonly kind: 'full'; readonly of: keyof QueueCaps; readonly waiting: number };

/** Queues the job of a run in a transaction, in an order that {@link orderOf} says. */
export type Send = (tx: Transaction, order: number, place: RunPlace) => Promise<void>;

/** Room for one more run of a tenant. */
export interface Room {
  /** Runs of one tenant that are solved at once, over all workers. */
  readonly tenantRunning: number;
  /** Queues the job again, for which there is no room yet. */
  postpone(order: number, tx: Transaction): Promise<void>;
}

/** A run in the hands of one worker: every write says `fencing`, and is refused once somebody has a later one. */
export interface Lease extends RunPlace {
  readonly fencing: number;
}

/** What a worker needs to solve a run, or to go on with it. */
export interface LeasedRun {
  readonly lease: Lease;
  readonly model: string;
  readonly input: string;
  readonly options: RunOptions;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly spentMs: number;
  readonly stopRequested: boolean;
  readonly best: Revision | undefined;
  /** Best solution of the run to begin from. */
  readonly warmStart: string | undefined;
}

/** An incumbent that passed the review. */
export interface ReviewedIncumbent {
  readonly objective: number;
  /** The objective with the sign that makes smaller better. */
  readonly rank: number;
  readonly bound: number | undefined;
  readonly ms: number;
  readonly engine: string | undefined;
  readonly solution: string;
  readonly review: ReviewReport;
}

/** What a worker has to tell besides incumbents. */
export interface Told {
  readonly events: readonly RunNews[];
  readonly bound?: number | undefined;
}

/** The end of a run. */
export interface Ending {
  readonly status: 'succeeded' | 'failed';
  /** What its worker knows; a solution that is stored makes `unknown` feasible. Undefined for a question. */
  readonly outcome: RunOutcome | undefined;
  readonly stopped: string | undefined;
  readonly bound: number | undefined;
  readonly engine: EngineName | undefined;
  readonly ticks: number | undefined;
  readonly repeatTicks: number | undefined;
  readonly size: { readonly variables: number; readonly constraints: number } | undefined;
  readonly timings: RunTimings;
  readonly spentMs: number;
  readonly statements: number;
  readonly ledger: string | undefined;
  readonly result: string | undefined;
  readonly conflict: RuleConflict | undefined;
  readonly error: RunError | undefined;
}

/** What an operation of a worker came to; `lost` means that the lease is another's, or the run has ended. */
export type WrittenOrLost = 'written' | 'lost';

/**
 * Persistence as runs need it. Every method takes a fixed number of statements whatever the size of what it handles,
 * goes on trying for a moment while the database is away, and then throws `capacity/database`.
 */
export interface RunStore {
  /**
   * One transaction: caps, key, equal runs, row, tags, first event, audit; then `send`, which queues the job with it, in
   * the order of its tenant's turn.
   * *Errors* `run/unknown` for a warm start from an unknown run.
   */
  create(row: NewRow, caps: QueueCaps, send: Send): Promise<Creation>;
  get(tenant: string, id: string): Promise<Run | undefined>;
  /** Newest first, below `before`. */
  list(tenant: string, filter: RunFilter & { before?: string | undefined; limit: number }): Promise<Run[]>;
  input(
    tenant: string,
    id: string,
  ): Promise<{ readonly model: string; readonly input: string; readonly options: RunOptions } | undefined>;
  events(tenant: string, id: string, after: number, limit: number): Promise<RunEvent[]>;
  revision(tenant: string, id: string, revision?: number): Promise<Revision | undefined>;
  /** What the end of a question stored as its answer. */
  answer(tenant: string, id: string): Promise<string | undefined>;
  /** What the end of the run stored, with the review of its best revision. */
  result(tenant: string, id: string): Promise<RunResult | undefined>;
  /** Asks for an early end; a run that waits ends at once, which is then said by `true`. */
  stop(tenant: string, id: string, actor: string): Promise<boolean>;
  /** Ends a run at once and drops its revisions: the lease of its worker is void. False when it had ended. */
  cancel(tenant: string, id: string, actor: string): Promise<boolean>;
  counts(): Promise<RunCounts>;
  ping(): Promise<void>;

  /**
   * Takes the run of a tenant whose turn a job is: one whose worker has died, else that which waits and has the highest
   * priority; the job's own run may be another one, whose turn comes with another job. `not-now` when its tenant has as many running as it may
   * have, or its worker lives; then the job is postponed in the same transaction. Of one tenant one is taken at a time,
   * so that the number is exact.
   */
  lease(place: RunPlace, worker: string, room: Room): Promise<LeasedRun | 'not-now' | 'ended'>;
  /** Says that the worker lives, and learns whether somebody wants the run to stop. */
  heartbeat(lease: Lease, spentMs: number): Promise<'go-on' | 'stop' | 'lost'>;
  /** Stores a revision if it is better than the last one. Gives its number. */
  incumbent(lease: Lease, found: ReviewedIncumbent): Promise<number | 'not-better' | 'lost'>;
  tell(lease: Lease, told: Told): Promise<WrittenOrLost>;
  end(lease: Lease, ending: Ending): Promise<WrittenOrLost>;
  /** Gives a run back for another worker, with a new job in the same transaction. */
  release(lease: Lease, spentMs: number, send: Send): Promise<WrittenOrLost>;
  /** Fails a run that its workers died of; its revisions stay. False when it had ended. */
  lose(place: RunPlace, error: RunError): Promise<boolean>;
  /** Runs something that can ask how many statements it has needed so far, whatever runs beside it. */
  counted<T>(work: (statements: () => number) => Promise<T>): Promise<T>;

  readonly keys: KeyStore;
  readonly audit: Audit;
}

/** Keys and tenants in the database; secrets only as their SHA-256. */
export interface KeyStore {
  ensureTenant(tenant: string, name: string): Promise<void>;
  /** Nothing is left of the time of a key that has ended. */
  find(id: string): Promise<{ readonly key: LivingKey; readonly secretSha256: string } | undefined>;
  insert(
    tenant: string,
    key: NewKey & { id: string; secretSha256: string; action: string; expiresAt?: Date | undefined },
    actor: string,
  ): Promise<ApiKey>;
  list(tenant: string): Promise<ApiKey[]>;
  /** Ends a key after this many milliseconds; false when there is no valid key of that id. */
  endIn(tenant: string, id: string, change: { inMs: number; action: string; actor: string }): Promise<boolean>;
}

/** What processes tell each other, over one connection for each; what is missed while it is down is made up for by `onGap`. */
export interface Feed {
  /** A run has new events. */
  onNews(listener: (place: RunPlace) => void): () => void;
  /** Somebody wants something of the worker of a run. */
  onAsk(listener: (place: RunPlace) => void): () => void;
  /** There is something to be told to webhooks. */
  onOutbox(listener: () => void): () => void;
  /** Something may have been missed: look for yourself. Also now and then while there is no connection. */
  onGap(listener: () => void): () => void;
  close(): Promise<void>;
}
