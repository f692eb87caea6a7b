import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { openQueue } from '../../src/queue/index.ts';
import type { QueueWork } from '../../src/runs/queue.ts';
import type { Pool } from '../../src/runs/thread/pool.ts';
import type { SolveAnswer } from '../../src/runs/thread/protocol.ts';
import { startWorker } from '../../src/runs/worker.ts';
import { openStore } from '../../src/store/index.ts';
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
  size: { variables: 0, constraints: 0 },
  timings: { parse: 0, build: 0, solve: 0, review: 0 },
  ledger: '{}',
  result: undefined,
  refused: [],
};

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
    const api = await service(url, { role: 'api' });
    const store = openStore(url);
    const queue = await openQueue(url, { supervises: true });
    let [now, most] = [0, 0];
    const slowly = async (): Promise<SolveAnswer> => {
      most = Math.max(most, ++now);
      await sleep(200);
      now--;
      return NOTHING_FOUND;
    };
    const pool: Pool = {
      ask: () => Promise.reject(new Error('Nobody asks.')),
      solve: slowly,
      warm: async () => undefined,
      counts: () => ({ size: 6, busy: 0, warm: 6, killed: 0 }),
      close: async () => undefined,
    };
    const blind = { ...queue, work: (options: QueueWork) => queue.work({ ...options, tenantRunning: 100 }) };
    const runs = await Promise.all(Array.from({ length: 6 }, () => submit(api.runs)));
    const worker = await startWorker({ store, feed: store.feed, queue: blind, pool, tenantRunning: 2 });
    const done = await Promise.all(runs.map(({ id }) => ended(api.runs, id)));
    expect(most).toBe(2);
    expect(done.every(({ status, attempts }) => status === 'succeeded' && attempts === 1)).toBe(true);
    await worker.stop();
    await queue.close();
    await store.close();
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
