import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { openQueue } from '../../src/queue/index.ts';
import type { QueueWork } from '../../src/runs/queue.ts';
import type { Run } from '../../src/runs/run.ts';
import type { Pool } from '../../src/runs/solver/pool.ts';
import type { SolveAnswer, SolveTask } from '../../src/runs/solver/protocol.ts';
import type { LeasedRun } from '../../src/runs/store.ts';
import { startWorker } from '../../src/runs/worker.ts';
import { openStore } from '../../src/store/index.ts';
import { fallSilent, found } from '../store/support/rows.ts';
import { testDatabase, withClient } from '../support/postgres/database.ts';
import { closeServices, ended, hasIncumbent, service, submit, TENANT, until } from './support/service.ts';

const { staffing } = DOMAIN_MODELS;
const example = JSON.stringify(staffing.example());
const large = JSON.stringify(
  staffing.generator.generate({ events: 300, employees: 40, days: 21, posted: 200, seed: 1 }),
);

const NOTHING_FOUND: SolveAnswer = {
  outcome: 'unknown',
  stopped: 'time-limit',
  bound: undefined,
  engine: undefined,
  ticks: undefined,
  repeatTicks: undefined,
  size: { variables: 0, constraints: 0 },
  timings: { parse: 0, build: 0, solve: 0, review: 0 },
  ledger: '{}',
  result: undefined,
  conflict: undefined,
  refused: [],
};

/** A worker whose solvers are a function, and whose queue lets everything through. */
async function workerWith(
  solve: (task: SolveTask) => Promise<SolveAnswer>,
  { slots = 1, tenantRunning = 100, onRunEnded = undefined as ((run: Run) => void) | undefined } = {},
) {
  const store = openStore(url);
  const queue = await openQueue(url, { supervises: true });
  const pool: Pool = {
    ask: () => Promise.reject(new Error('Nobody asks.')),
    solve,
    warm: async () => undefined,
    counts: () => ({ size: slots, busy: 0, warm: slots, killed: 0 }),
    close: async () => undefined,
  };
  const heard: Partial<QueueWork> = {};
  const blind = {
    ...queue,
    work: (options: QueueWork) => queue.work(Object.assign(heard, { ...options, tenantRunning: 100 })),
  };
  const worker = await startWorker({ store, feed: store.feed, queue: blind, pool, tenantRunning, onRunEnded });
  return {
    /** What happens when a job has been given up. */
    lose: (id: string) => heard.onLost!({ tenant: TENANT, id }),
    async [Symbol.asyncDispose]() {
      await worker.stop();
      await queue.close();
      await store.close();
    },
  };
}

let url: string;
beforeAll(async () => {
  url = await testDatabase();
});

afterEach(closeServices);

describe('a service that shuts down', () => {
  test('gives back its run with what it has found, and another one goes on from there', async () => {
    const first = await service(url);
    const { id } = await submit(first.runs, { input: large, options: { termination: { timeLimitMs: 600_000 } } });
    await until(first.runs, id, hasIncumbent);
    await first.stopWorker();
    const given = await first.runs.get(TENANT, id);
    expect(given).toMatchObject({ status: 'queued', outcome: 'feasible', attempts: 1 });
    expect(given.revision).toBeGreaterThan(0);

    const second = await service(url);
    while ((await second.runs.get(TENANT, id)).attempts < 2) await sleep(50);
    await second.runs.stop(TENANT, id, 'me');
    const run = await ended(second.runs, id);
    expect(run).toMatchObject({ status: 'succeeded', outcome: 'feasible', attempts: 2 });
    expect(run.revision).toBeGreaterThanOrEqual(given.revision);
    expect(run.objective).toBeLessThanOrEqual(given.objective!);
  });
});

describe('two workers on one database', () => {
  test('share what there is to do, and each run is solved once', async () => {
    const one = await service(url);
    await service(url);
    const runs = await Promise.all(Array.from({ length: 8 }, () => submit(one.runs, { input: example })));
    const done = await Promise.all(runs.map(({ id }) => ended(one.runs, id)));
    expect(done.every(({ status, attempts }) => status === 'succeeded' && attempts === 1)).toBe(true);
    const { rows } = await withClient(url, (client) =>
      client.query('select distinct worker from dovetail.runs where id = any($1)', [runs.map(({ id }) => id)]),
    );
    expect(rows).toHaveLength(2);
  });
});

describe('the queue', () => {
  test('lets higher priorities go first, and equal ones in the order of their coming', async () => {
    const api = await service(url, { role: 'api' });
    const order = [0, 5, -5, 5];
    const ids: string[] = [];
    for (const priority of order)
      ids.push((await submit(api.runs, { input: example, options: { priority, dryRun: true } })).id);
    await service(url, { role: 'worker' });
    const done = await Promise.all(ids.map((id) => ended(api.runs, id)));
    const started = done.map(({ startedAt }) => startedAt!.getTime());
    expect(ids.map((_, i) => i).toSorted((a, b) => started[a]! - started[b]!)).toEqual([1, 3, 0, 2]);
  });

  test('solves no more runs of one tenant at once than it may have, and others go past', async () => {
    const one = await service(url, { workers: 2, limits: { tenantRunning: 1, tenantQueued: 10 } });
    await one.runs.keys.ensureTenant('other');
    const busy = await submit(one.runs, { input: large });
    await until(one.runs, busy.id, hasIncumbent);
    const waiting = await submit(one.runs, { input: example });
    const { run: past } = await one.runs.create('other', {
      model: 'staffing',
      input: example,
      options: {},
      actor: 'x',
    });
    while ((await one.runs.get('other', past.id)).status !== 'succeeded') await sleep(50);
    expect(await one.runs.get(TENANT, waiting.id)).toMatchObject({ status: 'queued' });
    await one.runs.stop(TENANT, busy.id, 'me');
    expect(await ended(one.runs, waiting.id)).toMatchObject({ status: 'succeeded' });
  });

  test('holds to that number also when the queue lets everything through', async () => {
    let [now, most] = [0, 0];
    const api = await service(url, { role: 'api' });
    const runs = await Promise.all(Array.from({ length: 6 }, () => submit(api.runs)));
    const slowly = async (): Promise<SolveAnswer> => {
      most = Math.max(most, ++now);
      await sleep(200);
      now--;
      return NOTHING_FOUND;
    };
    await using _ = await workerWith(slowly, { slots: 6, tenantRunning: 2 });
    const done = await Promise.all(runs.map(({ id }) => ended(api.runs, id)));
    expect(most).toBe(2);
    expect(done.every(({ status, attempts }) => status === 'succeeded' && attempts === 1)).toBe(true);
  });

  test('turns away what is too much, and says when to come again', async () => {
    const api = await service(url, { role: 'api', limits: { tenantRunning: 1, tenantQueued: 2 } });
    const made = [await submit(api.runs), await submit(api.runs)];
    await expect(submit(api.runs)).rejects.toMatchObject({
      code: 'capacity/tenant-queue',
      details: { waiting: 2, retryAfterSeconds: expect.any(Number) },
    });
    await api.runs.cancel(TENANT, made[0]!.id, 'me');
    expect(await submit(api.runs)).toMatchObject({ status: 'queued' });
  });
});

describe('a solver is given', () => {
  test('the time limit as it was asked for, however short', async () => {
    const api = await service(url, { role: 'api' });
    const tasks: SolveTask[] = [];
    const { id } = await submit(api.runs, { options: { termination: { timeLimitMs: 50 } } });
    await using _ = await workerWith(async (task) => {
      tasks.push(task);
      return NOTHING_FOUND;
    });
    await ended(api.runs, id);
    const mine = tasks.filter(({ options }) => options.termination !== undefined);
    expect(mine).toMatchObject([{ timeLimitMs: 50, from: undefined }]);
  });

  test('what an earlier attempt found, unless a budget of ticks promises the same search again', async () => {
    const api = await service(url, { role: 'api' });
    const store = openStore(url);
    const options = [{}, { termination: { ticks: 1000 } }];
    const runs = await Promise.all(options.map((one) => submit(api.runs, { options: one })));
    const tasks: SolveTask[] = [];
    for (const { id } of runs) {
      const room = { tenantRunning: 100, postpone: async () => undefined };
      const { lease } = (await store.lease({ tenant: TENANT, id }, 'dead', room)) as LeasedRun;
      await store.incumbent(lease, found(7));
    }
    for (const { id } of runs) await fallSilent(url, id);
    await using _ = await workerWith(async (task) => {
      tasks.push(task);
      return NOTHING_FOUND;
    });
    const done = await Promise.all(runs.map(({ id }) => ended(api.runs, id)));
    expect(done).toMatchObject([{ outcome: 'feasible' }, { outcome: 'feasible' }]);
    const from = (ticks: number | undefined) => tasks.find((one) => one.options.termination?.ticks === ticks)!.from;
    expect([from(undefined), from(1000)]).toEqual(['{"objective":7}', undefined]);
    await store.close();
  });

  test('no blame: who overruns the limit was not cancelled', async () => {
    const api = await service(url, { role: 'api' });
    const { id } = await submit(api.runs);
    await using _ = await workerWith(async () => ({ ...NOTHING_FOUND, stopped: 'cancelled' }));
    expect(await ended(api.runs, id)).toMatchObject({ status: 'succeeded', stopped: 'time-limit' });
  });
});

describe('the end of a run is told to whoever counts', () => {
  test('also when it was lost, cancelled, or stopped before it began', async () => {
    const told: string[] = [];
    const onRunEnded = ({ id, status }: Run): void => void told.push(`${id} ${status}`);
    const api = await service(url, { role: 'api', onRunEnded });
    const [lost, cancelled, stopped] = [await submit(api.runs), await submit(api.runs), await submit(api.runs)];
    await api.runs.cancel(TENANT, cancelled.id, 'me');
    await api.runs.cancel(TENANT, cancelled.id, 'me');
    await api.runs.stop(TENANT, stopped.id, 'me');
    {
      await using worker = await workerWith(() => new Promise(() => undefined), { slots: 0, onRunEnded });
      await worker.lose(lost.id);
      await worker.lose(lost.id);
    }
    expect(told).toEqual([`${cancelled.id} cancelled`, `${stopped.id} succeeded`, `${lost.id} failed`]);
  });
});

describe('a database that goes away', () => {
  test('loses nothing: connections are made again, the run goes on, stop is heard', async () => {
    const one = await service(url);
    const { id } = await submit(one.runs, { input: large });
    await until(one.runs, id, hasIncumbent);
    await withClient(url, (client) =>
      client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ),
    );
    expect(await one.runs.get(TENANT, id)).toMatchObject({ status: 'running', attempts: 1 });
    await one.runs.stop(TENANT, id, 'me');
    expect(await ended(one.runs, id)).toMatchObject({ status: 'succeeded', outcome: 'feasible', stopped: 'cancelled' });
    const next = await submit(one.runs, { input: example });
    expect(await ended(one.runs, next.id)).toMatchObject({ status: 'succeeded' });
  });
});
