import type { Question } from '../solve/questions/question.ts';
import type { ToldWarnings } from '../solve/told.ts';
import type { Audit } from './audit.ts';
import type { Keys } from './keys.ts';
import type { Given, Revision, Run, RunEvent, RunOptions, RunResult, RunStatus } from './run.ts';

/** What is asked for with a new run. */
export interface NewRun {
  /** Name of a domain model, or `RAW_MODEL`. */
  readonly model: string;
  /** JSON text, kept as it is: what is replayed and hashed is exactly this. */
  readonly input: string;
  readonly options: RunOptions;
  /** Whether its priority counts among all tenants, and not only among runs of its own. */
  readonly isUrgent?: boolean | undefined;
  /** The same key with the same payload is the same run. */
  readonly idempotency?: { readonly key: string; readonly payloadSha256: string } | undefined;
  /** Who asks, for the audit: the id of an API key, or `local`. */
  readonly actor: string;
}

/** What is asked for with a question about a run; model, input and schedule are that run's. */
export interface NewQuestion extends Omit<NewRun, 'model' | 'input'> {
  readonly question: Question;
}

export interface RunFilter {
  readonly status?: RunStatus | undefined;
  readonly model?: string | undefined;
  readonly tag?: string | undefined;
  /** Of the page before; opaque. */
  readonly cursor?: string | undefined;
  /** From 1 to 200, 50 by default. */
  readonly limit?: number | undefined;
}

/** Newest first. */
export interface RunPage {
  readonly runs: readonly Run[];
  /** For the next page; absent on the last. */
  readonly cursor?: string;
}

/** What is different between the solutions of two runs, by the pointer of each value or the name of each item. */
export interface RunDiff {
  readonly same: number;
  readonly added: readonly DiffItem[];
  readonly removed: readonly DiffItem[];
  readonly changed: readonly { readonly item: string; readonly from: unknown; readonly to: unknown }[];
  readonly objective: { readonly from: number; readonly to: number };
  /** Penalty of each rule where it differs. */
  readonly penalties: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
}

export interface DiffItem {
  readonly item: string;
  readonly value: unknown;
}

/** Who wants something of a solver beside the runs. */
export interface Asker {
  readonly tenant: string;
  /** Fires when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunCounts {
  /** Of all tenants, those that have not ended. */
  readonly byStatus: Readonly<Record<'queued' | 'running' | 'stopping', number>>;
  /** For how many seconds the oldest of the queued has waited; 0 when none is. */
  readonly oldestQueuedSeconds: number;
}

/**
 * The runs of all tenants, as HTTP and the command line use them. Whatever touches a tenant's data takes the tenant
 * first and sees nothing of any other. Nothing here parses or builds a model in the caller's process.
 *
 * *Errors* `run/unknown` for a run that the tenant does not have; `capacity/database` while no database answers.
 */
export interface Runs {
  /**
   * Creates a run: row, first event, idempotency key and job in one transaction. `isNew` is false for the run of an
   * earlier request with the same key, or of an equal input where coalescing was asked for.
   *
   * *Errors* `run/key-reused`; `capacity/tenant-queue` and `capacity/queue` with `details.retryAfterSeconds`;
   * `run/unknown` for a warm start from an unknown run.
   */
  create(tenant: string, request: NewRun): Promise<{ readonly run: Run; readonly isNew: boolean }>;
  get(tenant: string, id: string): Promise<Run>;
  /** *Errors* `input/invalid` for a cursor that is none. */
  list(tenant: string, filter: RunFilter): Promise<RunPage>;
  /**
   * Asks something about a run: a run of its own, with an answer instead of solutions. What another run finds later is not
   * considered once it has begun.
   *
   * *Errors* as `create`; `input/...` for changes that cannot be made and for names that the input does not have;
   * `run/no-solution` for a question about a schedule where there is none; `run/unknown`.
   */
  inquire(
    tenant: string,
    id: string,
    asked: NewQuestion & { readonly signal?: AbortSignal },
  ): Promise<{ readonly run: Run; readonly isNew: boolean }>;
  /**
   * JSON text of the answer to a question that has ended.
   * *Errors* `run/unknown`; `run/no-solution` for one that has none, or not yet; `request/not-found` for a run that is no
   * question.
   */
  answer(tenant: string, id: string): Promise<string>;
  /** The input as it came. */
  input(tenant: string, id: string): Promise<string>;
  /** Events after a sequence, oldest first, at most `limit` (1000 by default). */
  events(tenant: string, id: string, page?: { after?: number; limit?: number }): Promise<readonly RunEvent[]>;
  /**
   * Calls back when there may be new events of a run: at once over the database's notifications, and now and then
   * while those are interrupted. One connection serves all subscribers. Gives what ends the subscription.
   */
  subscribe(tenant: string, id: string, onNews: () => void): () => void;
  /** A revision, the best by default. *Errors* `run/no-solution`, `run/unknown`. */
  solution(tenant: string, id: string, revision?: number): Promise<Revision>;
  /** *Errors* `run/no-solution`. What the end of a run stored, or else made from its best revision, in another process. */
  result(tenant: string, id: string): Promise<RunResult>;
  /** *Errors* `run/no-solution`. */
  diff(tenant: string, from: string, to: string): Promise<RunDiff>;
  /** Ends a run and keeps its incumbent; a run that has ended stays as it is. */
  stop(tenant: string, id: string, actor: string): Promise<Run>;
  /** Ends a run and discards its revisions; a run that has ended stays as it is. */
  cancel(tenant: string, id: string, actor: string): Promise<Run>;
  /**
   * Reads an input in another process, and tells what has no effect in it.
   * *Errors* `input/...` with every fault; `engine/`, `model/` for raw models; `capacity/questions` where too many wait.
   */
  validate(asker: Asker, given: Given): Promise<ToldWarnings>;
  /**
   * About one item of the best solution, as JSON text: `whyThis`, why it is where it is, `null` where it is not placed,
   * and `whyNot`, everywhere it could be, with the rule that forbids it.
   *
   * *Errors* `run/no-solution`, `input/invalid` for an unknown item.
   */
  ask(tenant: string, id: string, item: string): Promise<string>;
  /** One cheap statement, for metrics. */
  counts(): Promise<RunCounts>;
  /** *Errors* `capacity/database` when the database or the queue does not answer. */
  ping(): Promise<void>;
  readonly keys: Keys;
  readonly audit: Audit;
  /** Ends subscriptions and the solvers of questions; the database stays open. */
  close(): Promise<void>;
}
