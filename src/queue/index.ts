import type { Job, PgBoss } from 'pg-boss';
import type { DeliveryQueue } from '../deliveries/store.ts';
import type { QueueWork, QueueWorker, RunQueue } from '../runs/queue.ts';
import type { RunPlace, Transaction } from '../runs/store.ts';
import { deliveryQueue } from './deliveries.ts';
import { BOSS, LOST, RUNS, startBoss } from './migrateQueue.ts';

export { migrateQueue } from './migrateQueue.ts';

const WORK = {
  batchSize: 1,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 1,
} as const;

/** Of the driver beneath pg-boss: a connection that gives no answer for so long is thrown away. */
const DRIVER = { query_timeout: 15_000 };

export interface QueueOptions {
  /** Only a process that works also looks after jobs of workers that died. */
  readonly supervises: boolean;
  /** Told of trouble that mends itself, such as a connection that broke. */
  readonly onTrouble?: (message: string) => void;
}

/** The queue on a database that {@link migrateQueue} has prepared. */
export async function openQueue(
  connectionString: string,
  { supervises, onTrouble }: QueueOptions,
): Promise<RunQueue & { readonly deliveries: DeliveryQueue }> {
  const options = { ...BOSS, ...DRIVER, connectionString, supervise: supervises, useListenNotify: supervises };
  const boss = await startBoss({ ...options, migrate: false }, (message) => onTrouble?.(`queue: ${message}`));
  return {
    async send({ tenant, id }, { priority, isGivenBack = false, delaySeconds = 0 }, tx) {
      await boss.send(
        RUNS,
        { tenant, id },
        // Between two priorities there is room for those that go before their equals.
        {
          priority: 2 * priority + Number(isGivenBack),
          startAfter: delaySeconds,
          group: { id: tenant },
          db: databaseOf(tx),
        },
      );
    },
    work: (options) => startWork(boss, options),
    deliveries: deliveryQueue(boss),
    async ping() {
      await boss.getQueue(RUNS);
    },
    async close() {
      await boss.stop({ graceful: false, close: true });
    },
  };
}

function databaseOf(tx: Transaction) {
  return { executeSql: (text: string, values?: unknown[]) => tx.run(text, values) };
}

async function startWork(boss: PgBoss, { slots, tenantRunning, handle, onLost }: QueueWork): Promise<QueueWorker> {
  const slot = async (): Promise<void> => {
    const id: string = await boss.work<RunPlace, void, typeof options>(RUNS, options, async (jobs: Job<RunPlace>[]) => {
      for (const { data } of jobs) await handle(data);
      // A notification wakes a worker once, however many jobs wait: so each looks again when it is done.
      boss.notifyWorker(id);
    });
  };
  const options = { ...WORK, groupConcurrency: tenantRunning };
  for (let i = 0; i < slots; i++) await slot();
  const { heartbeatRefreshSeconds: _, ...lost } = WORK;
  await boss.work(LOST, lost, async (jobs: Job<RunPlace>[]) => {
    for (const { data } of jobs) await onLost(data);
  });
  return {
    async stop() {
      await Promise.all([boss.offWork(RUNS), boss.offWork(LOST)]);
    },
  };
}
