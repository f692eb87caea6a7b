import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Client } from '../../src/client/client.ts';
import type { Machine, Site } from './site.ts';

/** What came of one trial. */
export interface Finding {
  readonly figures: Readonly<Record<string, number | string>>;
  readonly failures: readonly string[];
}

const { generator, example } = DOMAIN_MODELS.staffing;
/** Solved at once, so that the queue is measured and not the solver. */
export const SHORT = {
  model: 'staffing',
  input: example() as object,
  options: { termination: { firstFeasible: true } },
};
export const long = (timeLimit: string) => ({
  model: 'staffing',
  input: generator.generate({ events: 300, employees: 40, days: 21, posted: 200, seed: 1 }) as object,
  options: { termination: { timeLimit } },
});
const STREAMS = 6;

/** Runs per minute at one, two and four worker hosts, one of which has a wrong clock, that are taken from a full queue. */
export async function spread({ client, workers, only, query }: Site, runs: number): Promise<Finding> {
  const figures: Record<string, number> = {};
  const failures: string[] = [];
  for (const to of [1, 2, 4]) {
    await only([]);
    const made = await Promise.all(Array.from({ length: runs }, () => client.create(SHORT)));
    await only(workers.slice(0, to));
    // What was taken while the last of them was still starting does not count.
    const [clock] = await query('select (extract(epoch from now()) * 1000)::float8 as at');
    const ready = Number(clock!.at);
    const ended: number[] = [];
    for (const { id } of made) {
      const { status, attempts, endedAt } = await until(client, id, (run) => run.endedAt !== null, 120_000);
      ended.push(Date.parse(String(endedAt)));
      if (status !== 'succeeded' || attempts !== 1)
        failures.push(`The run ${id} is ${status} after ${attempts} attempts.`);
    }
    const later = ended.filter((at) => at > ready);
    figures[`runs a minute, ${to} workers`] = Math.round((60_000 * later.length) / (Math.max(...ended) - ready));
  }
  return { figures, failures };
}

/** Streams through the proxy go on when the host that serves them dies. */
export async function lostApi({ client, apis, workers, only }: Site): Promise<Finding> {
  await only(workers.slice(0, 2));
  const { id } = await client.create(long('PT12S'));
  const heard = Promise.all(Array.from({ length: STREAMS }, () => history(client, id)));
  await until(client, id, ({ revision }) => revision > 0, 30_000);
  for (const api of apis.slice(0, 2)) {
    await api.end('SIGKILL');
    await sleep(2000);
  }
  const histories = await heard;
  await Promise.all(apis.slice(0, 2).map((api) => api.start()));
  const stored = await history(client, id);
  const wrong = histories.filter((one) => one.join() !== stored.join()).length;
  const ends = stored.filter((one) => one.endsWith(' end')).length;
  return {
    figures: { streams: STREAMS, 'events each': stored.length, 'API hosts lost': 2 },
    failures: [
      ...(wrong > 0 ? [`${wrong} of ${STREAMS} streams told something else than what is stored.`] : []),
      ...(ends === 1 ? [] : [`The run ${id} has ${ends} ends.`]),
    ],
  };
}

/** A worker host whose packets go nowhere, and which is back when another has its run. */
export async function cutWorker({ client, workers, only }: Site): Promise<Finding> {
  const [first, second] = workers as unknown as [Machine, Machine];
  await only([first]);
  const { id } = await client.create(long('PT90S'));
  const before = await until(client, id, ({ revision }) => revision > 0, 30_000);
  await second.start();
  first.host.cut();
  const began = performance.now();
  await until(client, id, ({ attempts }) => Number(attempts) > Number(before.attempts), 60_000);
  const takenMs = performance.now() - began;
  first.host.mend();
  // What the first has found meanwhile is sent now.
  await sleep(8000);
  await client.stop(id);
  const after = await until(client, id, ({ endedAt }) => endedAt !== null, 30_000);
  const told = await history(client, id);
  const ends = told.filter((one) => one.endsWith(' end')).length;
  const revisions = told.filter((one) => one.endsWith(' incumbent')).length;
  return {
    figures: {
      'taken over after ms': Math.round(takenMs),
      attempts: Number(after.attempts),
      revisions: after.revision,
    },
    failures: [
      ...(after.status === 'succeeded' ? [] : [`The run ${id} is ${after.status}.`]),
      ...(after.attempts === 2 ? [] : [`The run ${id} had ${after.attempts} attempts.`]),
      ...(ends === 1 ? [] : [`The run ${id} has ${ends} ends.`]),
      ...(revisions === after.revision ? [] : [`${revisions} events tell of ${after.revision} revisions.`]),
    ],
  };
}

/** Behind transaction pooling, streams and waiting work by asking, and a warning says so. */
export async function behindPooler({ pooled, clientOf, log, workers, only }: Site): Promise<Finding> {
  await only(workers.slice(0, 1));
  await pooled.start();
  const client = clientOf(pooled);
  // A notification to itself is missed after seconds.
  for (let i = 0; i < 100 && !log().includes('passes on no notifications'); i++) await sleep(200);
  const isWarned = log().includes('passes on no notifications');
  const began = performance.now();
  const { id } = await client.create(long('PT5S'));
  const told = await history(client, id);
  const seconds = Math.round((performance.now() - began) / 1000);
  const ends = told.filter((one) => one.endsWith(' end')).length;
  const { status } = await client.get(id);
  return {
    figures: { 'events of a run': told.length, 'seconds of a run of 5': seconds, warning: isWarned ? 'yes' : 'no' },
    failures: [
      ...(isWarned ? [] : ['The log does not say that no notifications come.']),
      ...(ends === 1 && status === 'succeeded' ? [] : [`The run is ${status}, and its stream has ${ends} ends.`]),
    ],
  };
}

/** The events of a run as its stream tells them, until its end: numbers and types. */
export async function history(client: Client, id: string): Promise<string[]> {
  const told: string[] = [];
  for await (const event of client.events(id)) {
    if (event.type !== 'snapshot') told.push(`${event.id} ${event.type}`);
  }
  return told;
}

type Run = Awaited<ReturnType<Client['get']>>;

export async function until(client: Client, id: string, isTrue: (run: Run) => boolean, mostMs: number): Promise<Run> {
  for (const deadline = Date.now() + mostMs; ; await sleep(50)) {
    const run = await client.get(id);
    if (isTrue(run)) return run;
    if (Date.now() > deadline)
      throw new Error(`The run ${id} is ${run.status} after ${mostMs} ms, attempt ${run.attempts}.`);
  }
}
