import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../models/index.ts';
import { type Bench, quantile } from './bench.ts';
import { cleanUp } from './chaos/blows.ts';
import { freePort, type Server, server } from './chaos/processes.ts';

const RUNS = 18;
const KILLS = 4;
const STOPS = 12;
/** The queue's heartbeat is 10 s, and its monitor looks every second. */
const PICK_UP_BAR_MS = 15_000;
/** A stop or a cancel reaches a running solve within this time. */
const STOP_BAR_MS = 1000;

interface RunJson {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly revision: number;
  readonly objective: number | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** Several processes on one database: how runs spread, how soon a dead worker's run goes on, how soon a stop is heard. */
export const workers: Bench = {
  name: 'workers',
  description: 'runs over one to three worker processes; pick-up after kill -9; the time from a stop to the end',
  async run({ note, quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'dovetail-workers-'));
    chmodSync(folder, 0o755);
    const data = join(folder, 'data');
    mkdirSync(data);
    const log = join(folder, 'log');
    writeFileSync(log, '');
    const make = async (role: 'api' | 'worker'): Promise<Server> => server({ role, data, port: await freePort(), log });
    const api = await make('api');
    const pool = [await make('worker'), await make('worker'), await make('worker')] as const;
    const failures: string[] = [];
    try {
      await api.start();
      const spread: (string | number)[][] = [];
      for (const [i, worker] of pool.entries()) {
        await worker.start();
        note(`${i + 1} workers: ${Math.ceil(RUNS / quick)} runs`);
        spread.push([i + 1, ...(await measureSpread(api.url, Math.ceil(RUNS / quick), failures))]);
      }
      const stops = await measureStops(api.url, Math.ceil(STOPS / quick), note);
      await pool[2].end();
      const pickUps = await measurePickUps(api.url, [pool[0], pool[1]], Math.ceil(KILLS / quick), note);
      if (Math.max(...pickUps) > PICK_UP_BAR_MS)
        failures.push(`A run was picked up after ${Math.max(...pickUps)} ms, more than ${PICK_UP_BAR_MS}.`);
      if (quantile(stops, 0.95) > STOP_BAR_MS)
        failures.push(`A stop took ${quantile(stops, 0.95)} ms at p95, more than ${STOP_BAR_MS}.`);
      const row = (name: string, list: readonly number[]) => [
        name,
        list.length,
        Math.round(quantile(list, 0.5)),
        Math.round(Math.max(...list)),
      ];
      return {
        tables: [
          { title: 'Runs of one second each', head: ['workers', 'runs', 'seconds', 'runs a second'], rows: spread },
          {
            title: 'Reaction',
            head: ['what', 'times', 'p50 ms', 'worst ms'],
            rows: [row('stop to end', stops), row('kill -9 to the next attempt', pickUps)],
          },
        ],
        data: { spread, stops, pickUps },
        failures,
      };
    } finally {
      await Promise.all([api.kill(), ...pool.map((worker) => worker.kill())]);
      await cleanUp(data);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const { generator } = DOMAIN_MODELS.staffing;
const SMALL = generator.generate({ events: 80, employees: 15, days: 21, posted: 50, seed: 1 });
/** Nobody proves its optimum within a minute, so it is still being solved when something happens to it. */
const LARGE = generator.generate({ events: 300, employees: 40, days: 21, posted: 200, seed: 1 });

async function measureSpread(url: string, count: number, failures: string[]): Promise<number[]> {
  const began = Date.now();
  const ids = await Promise.all(Array.from({ length: count }, async () => (await submit(url, SMALL, 'PT1S')).id));
  for (const id of ids) {
    const run = await until(url, id, ({ endedAt }) => endedAt !== null);
    if (run.status !== 'succeeded' || run.attempts !== 1)
      failures.push(`The run ${id} is ${run.status} after ${run.attempts} attempts.`);
  }
  const seconds = (Date.now() - began) / 1000;
  return [count, Number(seconds.toFixed(1)), Number((count / seconds).toFixed(2))];
}

async function measureStops(url: string, count: number, note: (text: string) => void): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    note(`stop ${i + 1}`);
    const { id } = await submit(url, LARGE, 'PT60S');
    await until(url, id, ({ revision }) => revision > 0);
    const began = Date.now();
    await ask(`${url}/v1/runs/${id}:stop`, { method: 'POST' });
    await until(url, id, ({ endedAt }) => endedAt !== null);
    times.push(Date.now() - began);
  }
  return times;
}

/** Kills the worker that has a run; the other takes it up. */
async function measurePickUps(
  url: string,
  pair: readonly [Server, Server],
  count: number,
  note: (text: string) => void,
): Promise<number[]> {
  const times: number[] = [];
  const [one, two] = pair;
  for (let i = 0; i < count; i++) {
    note(`kill ${i + 1}`);
    // Only one of them is there when the run begins, so it is known whom to kill.
    await two.end();
    const { id } = await submit(url, LARGE, 'PT60S');
    const before = await until(url, id, ({ revision }) => revision > 0);
    await two.start();
    const began = Date.now();
    await one.kill();
    const after = await until(url, id, ({ attempts }) => attempts > before.attempts);
    times.push(Date.now() - began);
    if (after.revision < before.revision) throw new Error(`The run ${id} lost revisions.`);
    await ask(`${url}/v1/runs/${id}:cancel`, { method: 'POST' });
    await one.start();
  }
  return times;
}

function submit(url: string, input: unknown, timeLimit: string): Promise<RunJson> {
  const body = JSON.stringify({ model: 'staffing', input, options: { termination: { timeLimit } } });
  return ask(`${url}/v1/runs`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
}

async function until(url: string, id: string, isTrue: (run: RunJson) => boolean): Promise<RunJson> {
  for (;;) {
    const run = await ask(`${url}/v1/runs/${id}`);
    if (isTrue(run)) return run;
    if (run.endedAt !== null) throw new Error(`The run ${id} ended too early, as ${run.status}.`);
    await sleep(20);
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<RunJson> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as RunJson;
}
