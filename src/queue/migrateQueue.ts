import { type ConstructorOptions, PgBoss, type Queue } from 'pg-boss';
import { DovetailError, messageOf } from '../errors.ts';
import { DELIVERIES, DELIVERIES_QUEUE } from './deliveries.ts';

export const RUNS = 'runs';
export const LOST = 'runs-lost';

/** How often a run is taken up again after its worker died; one that kills every worker must not go on for ever. */
const RETRIES = 5;

/**
 * 10 seconds is the least that pg-boss takes for a heartbeat, so a dead worker costs about that much. Without a monitor
 * every second, and with the default polling, it would cost half a minute.
 */
export const BOSS: ConstructorOptions = {
  useListenNotify: true,
  superviseIntervalSeconds: 1,
  monitorIntervalSeconds: 1,
  schedule: false,
  max: 5,
  application_name: 'dovetail queue',
};

/**
 * How long a job may wait: 50 years, which is to say that pg-boss never removes it. After its own 14 days a run that
 * waits would be in nobody's queue.
 */
const WAITING_SECONDS = 50 * 365 * 86_400;

const LOST_QUEUE: Omit<Queue, 'name'> = {
  notify: true,
  retentionSeconds: WAITING_SECONDS,
  deleteAfterSeconds: 3600,
};

const QUEUE: Omit<Queue, 'name'> = {
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 86_000,
  retryLimit: RETRIES,
  retryDelay: 0,
  retentionSeconds: WAITING_SECONDS,
  deleteAfterSeconds: 3600,
  deadLetter: LOST,
};

/**
 * Creates or migrates the queue's tables; by one process at a time, as the store's migration does.
 *
 * *Errors* `capacity/database` for tables of a later version.
 */
export async function migrateQueue(connectionString: string): Promise<void> {
  const options = { ...BOSS, connectionString, supervise: false, useListenNotify: false };
  const boss = await startBoss({ ...options, migrate: false }).catch(async (thrown) => {
    if (!isOtherVersion(thrown.cause)) throw thrown;
    await stopped(await startBoss(options));
    // Migrating goes forward only: what does not fit now either is of a later version.
    return startBoss({ ...options, migrate: false });
  });
  try {
    await ensureQueue(boss, LOST, LOST_QUEUE);
    await ensureQueue(boss, RUNS, QUEUE);
    await ensureQueue(boss, DELIVERIES, DELIVERIES_QUEUE);
  } finally {
    await stopped(boss);
  }
}

/** Nothing is written where a queue is as it should be: a role that only serves may not change it. */
async function ensureQueue(boss: PgBoss, name: string, options: Omit<Queue, 'name'>): Promise<void> {
  const known = await boss.getQueue(name);
  if (!known) return boss.createQueue(name, options);
  const isAsItShouldBe = Object.entries(options).every(([key, value]) => known[key as keyof Queue] === value);
  if (!isAsItShouldBe) await boss.updateQueue(name, options);
}

/** *Errors* `capacity/database` for tables of another version. */
export async function startBoss(options: ConstructorOptions, onError?: (message?: string) => void): Promise<PgBoss> {
  const boss = new PgBoss(options);
  // What pg-boss gives is not always an Error, whatever its types say.
  boss.on('error', ({ message }: { message?: string }) => onError?.(message));
  try {
    return await boss.start();
  } catch (thrown) {
    await stopped(boss);
    throw isOtherVersion(thrown) ? otherVersion(thrown) : thrown;
  }
}

const stopped = (boss: PgBoss): Promise<void> => boss.stop({ graceful: false });

/** pg-boss says so of what is missing, older or newer, and has no code for it. */
function isOtherVersion(thrown: unknown): boolean {
  return /pg-boss (is not installed|database requires migrations)/.test(messageOf(thrown));
}

function otherVersion(cause: unknown): DovetailError {
  return new DovetailError('capacity/database', 'The queue in the database is of a later version of Dovetail.', {
    maybe: 'update this program, or point DATABASE_URL to another database.',
    cause,
  });
}
