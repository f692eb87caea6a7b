import { migrateQueue, openQueue } from './queue/index.ts';
import { createKeys } from './runs/createKeys.ts';
import { createRuns } from './runs/createRuns.ts';
import type { Keys } from './runs/keys.ts';
import type { Run } from './runs/run.ts';
import type { Runs } from './runs/runs.ts';
import { openPool, type Pool } from './runs/solver/pool.ts';
import { startWorker } from './runs/worker.ts';
import {
  migrate,
  openStore,
  type PrivatePostgres,
  type Pruned,
  type PruneOptions,
  prune,
  startPrivatePostgres,
} from './store/index.ts';

export interface ServiceOptions {
  /** A PostgreSQL; without it, a private one in `data`. */
  readonly databaseUrl?: string | undefined;
  readonly data: string;
  /** `api` solves nothing, `worker` is asked nothing. */
  readonly role: 'all' | 'api' | 'worker';
  /** Solves at once in this process. */
  readonly workers: number;
  /** URL of the module that exports `DOMAIN_MODELS`. */
  readonly models: string;
  readonly limits: {
    /** Runs of one tenant that are solved at once, over all processes. */
    readonly tenantRunning: number;
    /** Runs of one tenant that may wait. */
    readonly tenantQueued: number;
    /** Runs of all tenants that may wait; 100,000 by default. */
    readonly queued?: number | undefined;
  };
  /** What one solver may hold, in MB. */
  readonly memoryMb?: number | undefined;
  /** How long after a stop a solver may still answer by itself, in milliseconds. */
  readonly graceMs?: number | undefined;
  /** Settings of the private PostgreSQL beside ours. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  readonly onRunEnded?: ((run: Run, tenant: string) => void) | undefined;
  /** Told of trouble that mends itself, such as a connection that broke. */
  readonly onTrouble?: ((message: string) => void) | undefined;
}

/** Store, queue, runs and workers of one process, put together. */
export interface Service {
  readonly runs: Runs;
  readonly databaseUrl: string;
  /** Threads that solve; all zero where the role solves nothing. */
  workers(): ReturnType<Pool['counts']>;
  /** SQL statements so far. */
  statements(): number;
  /** Resolves when the solvers have loaded what they need, so that the first customer does not wait for it. */
  warm(): Promise<void>;
  /** Gives back the runs that are being solved, with their incumbents stored. The API goes on. */
  stopWorker(): Promise<void>;
  /** Stops the worker, then everything else; the last service on a private PostgreSQL stops that too. */
  close(): Promise<void>;
}

/** Solvers that answer questions and validate. */
const QUESTION_SOLVERS = 2;

/** *Errors* `capacity/database` when there is no database, or one that is too old. */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { role, workers, models, limits, memoryMb, graceMs, onTrouble, onRunEnded } = options;
  const works = role !== 'api';
  // What is opened first is closed last.
  await using opening = new AsyncDisposableStack();
  const pool = opening.adopt(openPool({ size: works ? workers : 0, models, memoryMb, graceMs }), closed);
  const questions = opening.adopt(openPool({ size: QUESTION_SOLVERS, models, memoryMb }), closed);
  // They do so while the database starts.
  const warm = Promise.all([role !== 'worker' && questions.warm('checking'), pool.warm('solving')]);
  const { url } = opening.adopt(await openDatabaseOf(options), closed);
  await migrate(url, () => migrateQueue(url));
  const store = opening.adopt(openStore(url), closed);
  const { feed } = store;
  const queue = opening.adopt(await openQueue(url, { supervises: works, ...(onTrouble ? { onTrouble } : {}) }), closed);
  const caps = { tenantQueued: limits.tenantQueued, queued: limits.queued ?? 100_000 };
  const runs = opening.adopt(createRuns({ store, feed, queue, questions, caps, onRunEnded }), closed);
  const { tenantRunning } = limits;
  const worker = works
    ? await startWorker({ store, feed, queue, pool, tenantRunning, onRunEnded, onTrouble })
    : undefined;
  const opened = opening.move();
  const stopWorker = once(async () => worker?.stop());
  return {
    runs,
    databaseUrl: url,
    workers: pool.counts,
    statements: store.statements,
    async warm() {
      await warm;
    },
    stopWorker,
    close: once(async () => {
      await stopWorker();
      await opened.disposeAsync();
    }),
  };
}

function closed(part: { close(): Promise<void> }): Promise<void> {
  return part.close();
}

/** The same promise however often it is asked for. */
function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}

/** Which database: one that is given, or the private one. */
export type DatabaseOptions = Pick<ServiceOptions, 'databaseUrl' | 'data' | 'settings'>;

/** Brings a database to the schema of this version. *Errors* `capacity/database`. */
export async function migrateDatabase(options: DatabaseOptions): Promise<void> {
  const { url, close } = await openDatabaseOf(options);
  await migrate(url, () => migrateQueue(url)).finally(close);
}

export type { Pruned };

/** Deletes runs that ended long ago from a database. *Errors* `input/usage` for an unknown tenant, `capacity/database`. */
export async function pruneDatabase(options: DatabaseOptions, pruning: PruneOptions): Promise<Pruned> {
  await using opened = new AsyncDisposableStack();
  const { url } = opened.adopt(await openDatabaseOf(options), closed);
  await migrate(url, () => migrateQueue(url));
  return await prune(url, pruning);
}

/** Does something with the API keys of a database, without a service on it. *Errors* `capacity/database`. */
export async function withKeys(options: DatabaseOptions, work: (keys: Keys) => Promise<void>): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const { url } = opened.adopt(await openDatabaseOf(options), closed);
  await migrate(url, () => migrateQueue(url));
  const store = opened.adopt(openStore(url), closed);
  await work(createKeys(store.keys));
}

async function openDatabaseOf({ databaseUrl, data, settings }: DatabaseOptions) {
  if (databaseUrl !== undefined) return { url: databaseUrl, close: async () => undefined };
  const own: PrivatePostgres = await startPrivatePostgres(data, settings ? { settings } : {});
  return { url: own.connectionString, close: () => own.close() };
}
