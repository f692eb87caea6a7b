import type { DatabaseOptions } from './database.ts';
import { startCourier } from './deliveries/courier.ts';
import { createSinks } from './deliveries/createSinks.ts';
import { createWebhooks } from './deliveries/createWebhooks.ts';
import type { Sinks } from './deliveries/sink.ts';
import { targetsOf } from './deliveries/targets.ts';
import type { Webhooks } from './deliveries/webhook.ts';
import { LIMITS } from './limits.ts';
import { createPlans } from './plans/createPlans.ts';
import type { Plans } from './plans/plans.ts';
import type { PlanTask } from './plans/task.ts';
import { createRuns } from './runs/createRuns.ts';
import type { Run } from './runs/run.ts';
import type { Runs } from './runs/runs.ts';
import { openPool, type Pool } from './runs/solver/pool.ts';
import { startWorker } from './runs/worker.ts';
import type { DomainModel } from './solve/domainModel.ts';

export interface ServiceOptions extends DatabaseOptions {
  /** `api` solves nothing, `worker` is asked nothing. */
  readonly role: 'all' | 'api' | 'worker';
  /** Solves at once in this process. */
  readonly workers: number;
  /** URL of the module that exports `DOMAIN_MODELS`. */
  readonly models: string;
  /** The same models, for what of them plans need to know here. */
  readonly domains: Readonly<Record<string, DomainModel>>;
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
  /** Addresses, ranges and names that are told of events though they are not public. */
  readonly targets?: readonly string[] | undefined;
  readonly onRunEnded?: ((run: Run, tenant: string) => void) | undefined;
  /** Told of trouble that mends itself, such as a connection that broke. */
  readonly onTrouble?: ((message: string) => void) | undefined;
}

/** Store, queue, runs and workers of one process, put together. */
export interface Service {
  readonly runs: Runs;
  readonly plans: Plans;
  readonly webhooks: Webhooks;
  readonly sinks: Sinks;
  readonly databaseUrl: string;
  /** Threads that solve; all zero where the role solves nothing. */
  workers(): ReturnType<Pool['counts']>;
  /** SQL statements so far. */
  statements(): number;
  /** Resolves when there is a solver that has loaded what it needs, so that the first customer does not wait for it. */
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
  const { role, workers, models, domains, limits, memoryMb, graceMs, onTrouble, onRunEnded } = options;
  const works = role !== 'api';
  const targets = targetsOf(options.targets ?? []);
  // What is opened first is closed last.
  await using opening = new AsyncDisposableStack();
  const pool = opening.adopt(openPool({ size: works ? workers : 0, models, memoryMb, graceMs }), closed);
  const questions = opening.adopt(openPool({ size: QUESTION_SOLVERS, sizeOfTenant: 1, models, memoryMb }), closed);
  // They do so while the database starts, and while what speaks with it is loaded, which takes half a second.
  const warm = Promise.all([role !== 'worker' && questions.warm('checking', 1), pool.warm('solving', 1)]);
  // The others follow: where there are many, nobody waits until the last of them is warm.
  void warm
    .then(() => pool.warm('solving'))
    .then(async () => void (role !== 'worker' && (await questions.warm('checking'))));
  const { openDatabase, openQueue, openStore } = await import('./database.ts');
  const { url } = opening.adopt(await openDatabase(options), closed);
  const store = opening.adopt(openStore(url, { onTrouble }), closed);
  const { feed } = store;
  const queue = opening.adopt(await openQueue(url, { supervises: works, ...(onTrouble ? { onTrouble } : {}) }), closed);
  const caps = { tenantQueued: limits.tenantQueued, queued: limits.queued ?? 100_000 };
  const runs = opening.adopt(createRuns({ store, feed, queue, questions, caps, onRunEnded }), closed);
  // Fixing everything tries a lot, and a file may be large: either may take as long as a question about a result.
  const deadlineMs = ({ step }: PlanTask): number =>
    1000 * (LARGE.includes(step.do) ? LIMITS.questionSeconds : LIMITS.checkSeconds);
  const plans = createPlans({
    store: store.plans,
    domains,
    ask: (task, asker) => questions.ask(task, { ...asker, deadlineMs: deadlineMs(task) }),
  });
  const listsOf = async (tenant: string, id: string) => {
    const { model } = await plans.get(tenant, id);
    const { lists } = domains[model] ?? { lists: [] };
    return lists.map(({ list, item }) => ({ list, isWork: item !== undefined }));
  };
  const { tenantRunning } = limits;
  const worker = works
    ? await startWorker({ store, feed, queue, pool, tenantRunning, onRunEnded, onTrouble })
    : undefined;
  const { deliveries } = store;
  const courier = works
    ? await startCourier({ store: deliveries, queue: queue.deliveries, targets, onNews: feed.onOutbox, onTrouble })
    : undefined;
  const opened = opening.move();
  const stopWorker = once(async () => {
    await Promise.all([worker?.stop(), courier?.stop()]);
  });
  return {
    runs,
    plans,
    webhooks: createWebhooks({ store: store.webhooks, targets }),
    sinks: createSinks({ store: store.sinks, targets, listsOf }),
    databaseUrl: url,
    workers: pool.counts,
    statements: store.statements,
    async warm() {
      // Connections too are made ahead: one for each thing that the first request and its run do at once.
      await Promise.all([warm, ...Array.from({ length: 4 }, () => store.ping().catch(() => undefined))]);
    },
    stopWorker,
    close: once(async () => {
      await stopWorker();
      await opened.disposeAsync();
    }),
  };
}

const LARGE: readonly PlanTask['step']['do'][] = ['fixes', 'fixAll', 'import'];

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
