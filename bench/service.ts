import { availableParallelism } from 'node:os';
import autocannon from 'autocannon';
import { DOMAIN_MODELS } from '../models/index.ts';
import { type Client, createClient } from '../src/client/client.ts';
import { type Bench, type BenchOptions, quantile } from './bench.ts';
import { type HostedService, host, withDataDirectory } from './service/host.ts';

/** What has to be met; times in milliseconds. */
const BARS = { eventLoopP99: 50, livezP99: 50, firstRevisionBeyondSolver: 50, secondStart: 3000 };
const CLIENTS = [1, 4, 16];
const LISTENERS = 300;

const staffing = DOMAIN_MODELS.staffing;

interface Measured {
  readonly client: Client;
  readonly service: HostedService;
  readonly options: BenchOptions;
  readonly failures: string[];
}

/** The service under load: how fast it answers while everything that can solve solves. */
export const serviceBench: Bench = {
  name: 'service',
  description: 'answers under full load, POST to first revision, status reads, 300 listeners, memory',
  async run(options) {
    return withDataDirectory(async (data) => {
      const failures: string[] = [];
      const workers = Math.max(1, availableParallelism() - 1);
      const open = () => host({ data, workers, environment: { DOVETAIL_RATE: '1000000', DOVETAIL_BURST: '1000000' } });
      options.note('first start');
      const first = await open();
      await first.stop();
      options.note('second start');
      const service = await open();
      const client = createClient({ url: service.url });
      const measured: Measured = { client, service, options, failures };
      try {
        await client.solve({ model: 'staffing', input: small(), options: { termination: { firstFeasible: true } } });
        const figures = {
          start: { firstMs: Math.round(first.readyMs), secondMs: Math.round(service.readyMs) },
          firstRevision: await firstRevision(measured),
          reads: await statusReads(measured),
          load: await underLoad(measured, workers),
          listeners: await listeners(measured),
        };
        judge(figures, failures);
        return { tables: tablesOf(figures), data: { workers, ...figures }, failures };
      } finally {
        await service.stop();
      }
    });
  },
};

function small(): object {
  return staffing.generator.generate({ events: 80, employees: 15, days: 14 }) as object;
}

function large(): object {
  return staffing.generator.generate({ events: 400, employees: 40, days: 28 }) as object;
}

/** POST to the moment that revision 1 is heard of, with some clients at once; each of which asks once at a time. */
async function firstRevision({ client, options, failures }: Measured) {
  const rows = [];
  const input = small();
  for (const clients of CLIENTS) {
    options.note(`POST to first revision, ${clients} at once`);
    const seen: number[] = [];
    const solver: number[] = [];
    const rounds = Math.ceil(24 / clients / options.quick) + 1;
    const ask = async (): Promise<void> => {
      for (let i = 0; i < rounds; i++) {
        const began = performance.now();
        let firstMs: number | undefined;
        const { run } = await client.solve(
          { model: 'staffing', input, options: { termination: { firstFeasible: true } } },
          {
            onIncumbent: () => {
              firstMs ??= performance.now() - began;
            },
          },
        );
        if (firstMs === undefined || run.outcome === 'unknown') failures.push(`run ${run.id} found nothing`);
        else seen.push(firstMs);
        if (run.firstFeasibleMs !== null) solver.push(run.firstFeasibleMs);
      }
    };
    await Promise.all(Array.from({ length: clients }, ask));
    rows.push({
      clients,
      runs: seen.length,
      p50: round(quantile(seen, 0.5)),
      p95: round(quantile(seen, 0.95)),
      solverP50: round(quantile(solver, 0.5)),
      beyondP50: round(quantile(seen, 0.5) - quantile(solver, 0.5)),
    });
  }
  return rows;
}

async function statusReads({ client, service, options }: Measured) {
  options.note('status reads');
  const { id } = await client.create({ model: 'staffing', input: small(), options: { dryRun: true } });
  const result = await autocannon({
    url: `${service.url}/v1/runs/${id}`,
    connections: 8,
    duration: seconds(5, options),
  });
  return {
    aSecond: Math.round(result.requests.average),
    p99: result.latency.p99,
    notOk: result.non2xx + result.errors,
  };
}

/** Every worker solves a large problem, while `/livez` and the status of a run are read. */
async function underLoad({ client, service, options, failures }: Measured, workers: number) {
  options.note('every worker solves');
  const input = large();
  const time = seconds(10, options);
  const runs = [];
  for (let i = 0; i < workers; i++) {
    const termination = { timeLimit: `PT${time + 20}S` };
    runs.push(await client.create({ model: 'staffing', input, options: { termination, seed: i } }));
  }
  for (const { id } of runs) await until(async () => (await client.get(id)).status === 'running');
  await fetch(`${service.url}/metrics`);
  const [livez] = await Promise.all([
    autocannon({ url: `${service.url}/livez`, connections: 4, duration: time, overallRate: 200 }),
  ]);
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  const memoryMb = service.memoryMb();
  for (const { id } of runs) {
    const { status } = await client.get(id);
    if (status !== 'running') failures.push(`run ${id} was ${status} before the measurement was over`);
    const began = performance.now();
    await client.stop(id);
    await until(async () => (await client.get(id)).endedAt !== null);
    const stopMs = performance.now() - began;
    if (stopMs > 1000) failures.push(`a stop took ${Math.round(stopMs)} ms`);
  }
  return {
    livezP50: livez.latency.p50,
    livezP99: livez.latency.p99,
    livezNotOk: livez.non2xx + livez.errors,
    eventLoopP99: round(reading(metrics, 'nodejs_eventloop_lag_p99_seconds') * 1000),
    memoryMb,
  };
}

/** Many streams on one run that improves: each hears everything, and the first and the last not far apart. */
async function listeners({ client, service, options, failures }: Measured) {
  options.note(`${LISTENERS} listeners`);
  const before = service.memoryMb();
  const { id } = await client.create({
    model: 'staffing',
    input: large(),
    options: { termination: { timeLimit: `PT${seconds(15, options)}S` }, engine: 'local' },
  });
  let open = 0;
  const ended: number[] = [];
  const heard = await Promise.all(
    Array.from({ length: LISTENERS }, async () => {
      let events = '';
      let count = 0;
      for await (const { type, id: sequence } of client.events(id)) {
        if (type === 'snapshot' && ++open === LISTENERS) options.note('all listen');
        else if (type !== 'snapshot') events += `${sequence} `;
        count++;
      }
      ended.push(performance.now());
      return { events, count };
    }),
  );
  const different = new Set(heard.map(({ events }) => events)).size;
  if (different !== 1) failures.push(`the listeners heard ${different} different histories`);
  return {
    listeners: LISTENERS,
    eventsEach: heard[0]!.count,
    spreadMs: round(Math.max(...ended) - Math.min(...ended)),
    memoryMb: service.memoryMb(),
    memoryBeforeMb: before,
  };
}

type Figures = {
  readonly start: { readonly firstMs: number; readonly secondMs: number };
  readonly firstRevision: Awaited<ReturnType<typeof firstRevision>>;
  readonly reads: Awaited<ReturnType<typeof statusReads>>;
  readonly load: Awaited<ReturnType<typeof underLoad>>;
  readonly listeners: Awaited<ReturnType<typeof listeners>>;
};

function judge({ start, firstRevision, reads, load }: Figures, failures: string[]): void {
  const bar = (what: string, value: number, most: number): void => {
    if (!(value <= most)) failures.push(`${what}: ${value} ms, more than ${most}`);
  };
  bar('second start', start.secondMs, BARS.secondStart);
  bar('event loop p99 under load', load.eventLoopP99, BARS.eventLoopP99);
  bar('livez p99 under load', load.livezP99, BARS.livezP99);
  // With more clients than workers, runs wait for each other; the bar is for one that does not.
  bar('first revision beyond the solver, p50', firstRevision[0]!.beyondP50, BARS.firstRevisionBeyondSolver);
  if (reads.notOk + load.livezNotOk > 0) failures.push(`${reads.notOk + load.livezNotOk} answers were no success`);
}

function tablesOf({ start, firstRevision, reads, load, listeners }: Figures) {
  return [
    {
      title: 'Ready after, ms',
      head: ['first start', 'second start'],
      rows: [[start.firstMs, start.secondMs]],
    },
    {
      title: 'POST to first revision, ms (80 events, 15 employees, 14 days)',
      head: ['clients', 'runs', 'p50', 'p95', 'of which solver p50', 'beyond p50'],
      rows: firstRevision.map((row) => [row.clients, row.runs, row.p50, row.p95, row.solverP50, row.beyondP50]),
    },
    {
      title: 'Status reads, 8 connections',
      head: ['a second', 'p99 ms', 'not ok'],
      rows: [[reads.aSecond, reads.p99, reads.notOk]],
    },
    {
      title: 'While every worker solves 400 events',
      head: ['livez p50 ms', 'livez p99 ms', 'event loop p99 ms', 'MB'],
      rows: [[load.livezP50, load.livezP99, load.eventLoopP99, load.memoryMb]],
    },
    {
      title: 'Listeners on one run',
      head: ['listeners', 'events each', 'first to last end ms', 'MB', 'MB before'],
      rows: [
        [listeners.listeners, listeners.eventsEach, listeners.spreadMs, listeners.memoryMb, listeners.memoryBeforeMb],
      ],
    },
  ];
}

function reading(metrics: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

function seconds(count: number, { quick }: BenchOptions): number {
  return Math.max(1, Math.round(count / quick));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
