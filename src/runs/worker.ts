import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { messageOf } from '../errors.ts';
import { attempt } from './attempt.ts';
import type { RunQueue } from './queue.ts';
import type { Run } from './run.ts';
import type { Pool } from './solver/pool.ts';
import type { Feed, RunPlace, RunStore } from './store.ts';

export interface WorkerOptions {
  readonly store: RunStore;
  readonly feed: Feed;
  readonly queue: RunQueue;
  /** One solver for each run at once; the worker closes it. */
  readonly pool: Pool;
  /** Runs of one tenant that are solved at once, over all workers. */
  readonly tenantRunning: number;
  /** Called with each run that ended here. */
  readonly onRunEnded?: ((run: Run, tenant: string) => void) | undefined;
  /** Told of what went wrong without ending anything. */
  readonly onTrouble?: ((message: string) => void) | undefined;
}

/** Takes runs from the queue and solves them. */
export interface RunWorker {
  counts: Pool['counts'];
  /** Gives back the runs it has, with their incumbents stored, and takes no more. */
  stop(): Promise<void>;
}

export async function startWorker(options: WorkerOptions): Promise<RunWorker> {
  const { store, feed, queue, pool, tenantRunning, onRunEnded, onTrouble } = options;
  const closing = new AbortController();
  const context = {
    store,
    feed,
    queue,
    pool,
    worker: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`,
    tenantRunning,
    closing: closing.signal,
  };
  const tell = async ({ tenant, id }: RunPlace): Promise<void> => {
    const run = await store.get(tenant, id).catch((thrown) => onTrouble?.(messageOf(thrown)));
    if (run) onRunEnded?.(run, tenant);
  };
  const lost = {
    code: 'run/lost',
    message:
      'Every worker that took this run died.\nMaybe it needs more memory than there is; look into the logs of the workers.',
    faults: [],
  };
  const work = await queue.work({
    slots: pool.counts().size,
    tenantRunning,
    async handle(place) {
      if (await attempt(place, context)) await tell(place);
    },
    async onLost(place) {
      if (await store.lose(place, lost)) await tell(place);
    },
  });
  return {
    counts: pool.counts,
    async stop() {
      // In this order: a slot that becomes free must not take the next run.
      const stopped = work.stop();
      closing.abort();
      await stopped;
      await pool.close();
    },
  };
}
