import { migrateQueue, openQueue } from './queue/index.ts';
import { createRuns } from './runs/createRuns.ts';
import type { Run } from './runs/run.ts';
import type { Runs } from './runs/runs.ts';
import { openPool, type Pool } from './runs/thread/pool.ts';
import { type RunWorker, startWorker } from './runs/worker.ts';
import { migrate, openStore, type PrivatePostgres, startPrivatePostgres } from './store/index.ts';

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
  /** What the JavaScript of one solver thread may hold. */
  readonly memoryMb?: number | undefined;
  /** How long after a stop a solver thread may still answer by itself, in milliseconds. */
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
  /** Gives back the runs that are being solved, with their incumbents stored. The API goes on. */
  stopWorker(): Promise<void>;
  /** Stops the worker, then everything else; the last service on a private PostgreSQL stops that too. */
  close(): Promise<void>;
}

/** Threads that answer questions and validate. */
const QUESTION_THREADS = 2;

/** *Errors* `capacity/database` when there is no database, or one that is too old. */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { role, models, limits, memoryMb, graceMs, onTrouble } = options;
  const database = await openDatabaseOf(options);
  const { url } = database;
  try {
    await migrate(url, () => migrateQueue(url));
    const store = openStore(url);
    const works = role !== 'api';
    const queue = await openQueue(url, { supervises: works, ...(onTrouble ? { onTrouble } : {}) });
    const { feed } = store;
    const caps = { tenantQueued: limits.tenantQueued, queued: limits.queued ?? 100_000 };
    const questions = openPool({ size: QUESTION_THREADS, models, memoryMb });
    const runs = createRuns({ store, feed, queue, questions, caps });
    let worker: RunWorker | undefined;
    if (works) {
      const pool = openPool({ size: options.workers, models, memoryMb, graceMs });
      pool.warm();
      worker = await startWorker({
        store,
        feed,
        queue,
        pool,
        tenantRunning: limits.tenantRunning,
        onRunEnded: options.onRunEnded,
        onTrouble,
      });
    }
    let stopping: Promise<void> | undefined;
    const stopWorker = (): Promise<void> => {
      stopping ??= worker?.stop() ?? Promise.resolve();
      return stopping;
    };
    const close = async (): Promise<void> => {
      await stopWorker();
      await runs.close();
      await queue.close();
      await store.close();
      await database.close();
    };
    let closing: Promise<void> | undefined;
    return {
      runs,
      databaseUrl: url,
      workers: () => worker?.counts() ?? { size: 0, busy: 0, warm: 0, killed: 0 },
      statements: store.statements,
      stopWorker,
      close() {
        closing ??= close();
        return closing;
      },
    };
  } catch (thrown) {
    await database.close();
    throw thrown;
  }
}

/** Brings a database to the schema of this version. *Errors* `capacity/database`. */
export async function migrateDatabase(options: Pick<ServiceOptions, 'databaseUrl' | 'data'>): Promise<void> {
  const { url, close } = await openDatabaseOf(options);
  await migrate(url, () => migrateQueue(url)).finally(close);
}

async function openDatabaseOf({
  databaseUrl,
  data,
  settings,
}: Pick<ServiceOptions, 'databaseUrl' | 'data' | 'settings'>) {
  if (databaseUrl !== undefined) return { url: databaseUrl, close: async () => undefined };
  const own: PrivatePostgres = await startPrivatePostgres(data, settings ? { settings } : {});
  return { url: own.connectionString, close: () => own.close() };
}
