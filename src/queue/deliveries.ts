import type { Job, PgBoss, Queue } from 'pg-boss';
import type { DeliveryPlace, DeliveryQueue } from '../deliveries/store.ts';

export const DELIVERIES = 'deliveries';

/** A delivery says itself when it comes again; these are for the processes that die with one. */
export const DELIVERIES_QUEUE: Omit<Queue, 'name'> = {
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  retryLimit: 100,
  retryDelay: 1,
  retentionSeconds: 2 * 86_400,
  deleteAfterSeconds: 3600,
};

const WORK = {
  batchSize: 1,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
  heartbeatRefreshSeconds: 1,
} as const;

/** Of one tenant at once in all processes, so that its slow addresses hold up nobody else. */
const OF_TENANT = 2;

export function deliveryQueue(boss: PgBoss): DeliveryQueue {
  return {
    async send(places, delaySeconds, tx) {
      const jobs = places.map(({ tenant, id }) => ({
        data: { tenant, id },
        startAfter: delaySeconds,
        group: { id: tenant },
      }));
      const db = { executeSql: (text: string, values?: unknown[]) => tx.run(text, values) };
      await boss.insert(DELIVERIES, jobs, { db });
    },
    async work(slots, handle) {
      const options = { ...WORK, groupConcurrency: OF_TENANT };
      const slot = async (): Promise<void> => {
        const id: string = await boss.work<DeliveryPlace, void, typeof options>(
          DELIVERIES,
          options,
          async (jobs: Job<DeliveryPlace>[]) => {
            for (const { data } of jobs) await handle(data);
            boss.notifyWorker(id);
          },
        );
      };
      for (let i = 0; i < slots; i++) await slot();
      return { stop: () => boss.offWork(DELIVERIES) };
    },
  };
}
