import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Run } from '../runs/run.ts';
import type { RunCounts } from '../runs/runs.ts';

/** What is counted at the moment of asking. */
export interface Readings {
  readonly counts?: () => Promise<RunCounts>;
  readonly sseClients?: () => number;
  readonly workers?: () => { readonly busy: number; readonly size: number; readonly killed: number };
  readonly statements?: () => number;
}

export interface Metrics {
  readonly contentType: string;
  /** Names what is read when `/metrics` is asked. */
  read(readings: Readings): void;
  request(labels: { method: string; route: string; status: number }, seconds: number): void;
  /** Called once for each run that this process has ended. */
  runEnded(run: Run): void;
  text(): Promise<string>;
}

const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
const SIZES = [100, 1000, 10_000, 100_000, 1_000_000];

/** The service's metrics in a registry of their own. Routes are patterns, so that ids make no series. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 });
  const registers = [registry];
  let readings: Readings = {};
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name, help, buckets, labelNames, registers });

  const requests = histogram('dovetail_http_request_seconds', 'Answers to requests.', SECONDS, [
    'method',
    'route',
    'status',
  ]);
  const ended = new Counter({
    name: 'dovetail_runs_ended_total',
    help: 'Runs that this process has ended.',
    labelNames: ['status', 'outcome', 'model'],
    registers,
  });
  const wait = histogram('dovetail_queue_wait_seconds', 'From the creation of a run to its start.', SECONDS);
  const firstFeasible = histogram('dovetail_first_feasible_seconds', 'From start to first revision.', SECONDS, [
    'model',
  ]);
  const solve = histogram('dovetail_solve_seconds', 'Time in the solver.', SECONDS, ['model', 'engine']);
  const build = histogram('dovetail_build_seconds', 'Time to build the model.', SECONDS, ['model']);
  const gap = histogram('dovetail_gap', 'Relative gap at the end.', [0, 0.001, 0.01, 0.05, 0.1, 0.5, 1], ['model']);
  const variables = histogram('dovetail_model_variables', 'Variables of the model.', SIZES, ['model']);
  const statements = histogram('dovetail_run_statements', 'SQL statements of a run.', [8, 16, 32, 64, 128, 256, 512]);

  const gauge = (name: string, help: string, measure: () => number | undefined): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = measure();
        if (value !== undefined) this.set(value);
      },
    });
  };
  gauge('dovetail_sse_clients', 'Open streams of events.', () => readings.sseClients?.());
  gauge('dovetail_workers', 'Solves that this process may run at once.', () => readings.workers?.().size);
  gauge('dovetail_workers_busy', 'Solves that run now.', () => readings.workers?.().busy);
  gauge('dovetail_workers_killed', 'Solvers that had to be ended, or died.', () => readings.workers?.().killed);
  gauge('dovetail_statements', 'SQL statements of this process.', () => readings.statements?.());
  stored(registry, () => readings.counts?.());

  return {
    contentType: registry.contentType,
    read: (more) => {
      readings = { ...readings, ...more };
    },
    request: ({ method, route, status }, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    runEnded(run) {
      const { model, timings } = run;
      ended.inc({ status: run.status, outcome: run.outcome ?? 'none', model });
      if (run.startedAt) wait.observe((run.startedAt.getTime() - run.createdAt.getTime()) / 1000);
      if (run.firstFeasibleMs !== null) firstFeasible.observe({ model }, run.firstFeasibleMs / 1000);
      if (timings) {
        solve.observe({ model, engine: run.engine ?? 'none' }, timings.solve / 1000);
        build.observe({ model }, timings.build / 1000);
      }
      if (run.size) variables.observe({ model }, run.size.variables);
      if (run.statements !== null) statements.observe(run.statements);
      const { objective, bound } = run;
      if (objective !== null && bound !== null) {
        gap.observe({ model }, Math.abs(objective - bound) / Math.max(1, Math.abs(objective)));
      }
    },
    text: () => registry.metrics(),
  };
}

/** What came of asking the database. */
interface Answer {
  readonly isUp: boolean;
  readonly counts?: RunCounts;
}

/**
 * What the database knows of all processes: one statement for all of them. While it does not answer they have no
 * series, because 0 would say that nobody waits.
 */
function stored(registry: Registry, counts: () => Promise<RunCounts> | undefined): void {
  const answer = asked(counts);
  const gauge = (
    name: string,
    help: string,
    set: (gauge: Gauge, answer: Answer) => void,
    labelNames: string[] = [],
  ) => {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const given = await answer();
        // Without labels, a reset is a 0.
        if (labelNames.length > 0) this.reset();
        else this.remove();
        if (given) set(this, given);
      },
    });
  };
  const runs = (of: Gauge, { counts }: Answer): void => {
    for (const [status, count] of Object.entries(counts?.byStatus ?? {})) of.set({ status }, count);
  };
  gauge('dovetail_database_up', 'Whether the database answers, 0 or 1.', (of, { isUp }) => of.set(Number(isUp)));
  gauge('dovetail_runs', 'Runs of all tenants that have not ended.', runs, ['status']);
  gauge('dovetail_queue_depth', 'Runs that wait.', (of, { counts }) => counts && of.set(counts.byStatus.queued));
  gauge('dovetail_queue_oldest_seconds', 'How long the oldest run waits.', (of, { counts }) => {
    if (counts) of.set(counts.oldestQueuedSeconds);
  });
}

/** Asks once for all who want to know at the same time; undefined as long as nobody is named who could answer. */
function asked(counts: () => Promise<RunCounts> | undefined): () => Promise<Answer | undefined> {
  let asking: Promise<Answer | undefined> | undefined;
  const ask = async (): Promise<Answer | undefined> => {
    try {
      const counted = await counts();
      return counted && { isUp: true, counts: counted };
    } catch {
      return { isUp: false };
    }
  };
  return () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
