import { type ConstructorOptions, type Job, PgBoss, type Queue } from 'pg-boss';
import type { QueueWork, QueueWorker, RunQueue } from '../runs/queue.ts';
import type { RunPlace, Transaction } from '../runs/store.ts';

const RUNS = 'runs';
const LOST = 'runs-lost';

/** How often a run is taken up again after its worker died; one that kills every worker must not go on for ever. */
const RETRIES = 5;

/**
 * 10 seconds is the least that pg-boss takes for a heartbeat, so a dead worker costs about that much. Without a monitor
 * every second, and with the default polling, it would cost half a minute.
 */
const BOSS: ConstructorOptions = {
  useListenNotify: true,
  superviseIntervalSeconds: 1,
  monitorIntervalSeconds: 1,
  schedule: false,
  max: 5,
  application_name: 'dovetail queue',
};

const QUEUE: Omit<Queue, 'name'> = {
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 86_000,
  retryLimit: RETRIES,
  retryDelay: 0,
  deleteAfterSeconds: 3600,
};

const WORK = {
  batchSize: 1,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 1,
} as const;

export interface QueueOptions {
  /** Only a process that works also looks after jobs of workers that died. */
  readonly supervises: boolean;
  /** Told of trouble that mends itself, such as a connection that broke. */
  readonly onTrouble?: (message: string) => void;
}

/** Creates or migrates the queue's tables; by one process at a time, as the store's migration does. */
export async function migrateQueue(connectionString: string): Promise<void> {
  const boss = new PgBoss({ ...BOSS, connectionString, supervise: false, useListenNotify: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue(LOST, { notify: true, deleteAfterSeconds: 3600 });
  await boss.createQueue(RUNS, { ...QUEUE, deadLetter: LOST });
  await boss.stop({ graceful: false });
}

/** The queue on a database that {@link migrateQueue} has prepared. */
export async function openQueue(connectionString: string, { supervises, onTrouble }: QueueOptions): Promise<RunQueue> {
  const boss = new PgBoss({
    ...BOSS,
    connectionString,
    supervise: supervises,
    migrate: false,
    useListenNotify: supervises,
  });
  // What pg-boss gives is not always an Error, whatever its types say.
  boss.on('error', ({ message }: { message?: string }) => onTrouble?.(`queue: ${message}`));
  await boss.start();
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
