import { everySolution } from '../src/engines/exhaustive/enumerate.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import { type Bench, type BenchOptions, type BenchTable, quantile } from './bench.ts';
import { instancesFolder } from './instances/folder.ts';
import {
  assignmentGroups,
  flexibleJobShop,
  type OrtoolsSamples,
  readOrtoolsSamples,
  scheduleRequests,
  schedulingWithCalendar,
} from './instances/ortoolsSamples.ts';
import {
  countWorkers,
  type KnownPersonnelTasks,
  personnelTasksModel,
  readPersonnelTasks,
} from './instances/personnelTasks.ts';

const LIMIT_S = 10;

/** Public instances with known results; the folder that holds them is named by `DOVETAIL_INSTANCES`. */
export const instances: Bench = {
  name: 'instances',
  description: 'OR-Tools samples and personnel task scheduling against the best known values, 10 s each',
  async run(options) {
    const [ortools, personnel] = [instancesFolder('ortools-samples'), instancesFolder('personnel-tasks')];
    const failures: string[] = [];
    const samples = await runSamples(await readOrtoolsSamples(ortools), failures);
    const tasks = await runPersonnelTasks(await readPersonnelTasks(personnel), options);
    return { tables: [samples, ...tasks.tables], data: { samples, tasks: tasks.rows }, failures };
  },
};

async function runSamples(samples: OrtoolsSamples, failures: string[]): Promise<BenchTable> {
  const cases = [
    { model: scheduleRequests(samples.schedule_requests), optimum: samples.schedule_requests.optimum },
    { model: assignmentGroups(samples.assignment_groups), optimum: samples.assignment_groups.optimum },
    { model: flexibleJobShop(samples.flexible_job_shop), optimum: samples.flexible_job_shop.optimum },
  ];
  const rows: (string | number)[][] = [];
  for (const { model, optimum } of cases) {
    for (const engine of ['auto', 'cp-sat', 'highs'] as const) {
      const result = await solve(model, { engine, timeLimitMs: LIMIT_S * 1000 });
      const { proof, solution } = result.outcome;
      if (proof !== 'optimal' || solution?.objective !== optimum) {
        failures.push(`${model.name}, ${engine}: ${proof} ${solution?.objective}, expected ${optimum}`);
      }
      rows.push([model.name!, result.engine, proof, solution?.objective ?? '-', optimum, Math.round(result.ms)]);
    }
  }
  rows.push(calendarRow(samples.scheduling_with_calendar, failures));
  return { title: 'OR-Tools samples', head: ['problem', 'engine', 'proof', 'objective', 'expected', 'ms'], rows };
}

/** Not one best solution but all of them, in order. */
function calendarRow(sample: OrtoolsSamples['scheduling_with_calendar'], failures: string[]): (string | number)[] {
  const model = schedulingWithCalendar(sample);
  const all: number[][] = [];
  for (const values of everySolution(model)) all.push([...values]);
  const expected = sample.expected_solutions_start_duration_across;
  if (JSON.stringify(all) !== JSON.stringify(expected)) failures.push(`${model.name}: ${JSON.stringify(all)}`);
  return [model.name!, 'exhaustive', 'all solutions', all.length, expected.length, '-'];
}

interface TaskRow {
  readonly instance: KnownPersonnelTasks;
  readonly result: SolveResult;
  readonly workers: number | undefined;
}

async function runPersonnelTasks(all: readonly KnownPersonnelTasks[], { note, quick }: BenchOptions) {
  const rows: TaskRow[] = [];
  for (const instance of all) {
    note(`${instance.name}: ${instance.tasks.length} tasks, ${instance.skills.length} workers`);
    const result = await solve(personnelTasksModel(instance), { timeLimitMs: (LIMIT_S * 1000) / quick });
    const { solution } = result.outcome;
    rows.push({ instance, result, workers: solution ? countWorkers(instance, solution.values) : undefined });
  }
  const reached = rows.filter(isReached);
  const title = `Personnel task scheduling: ${reached.length} of ${rows.length} at the best known value, or better, or where none is known at its bound`;
  const head = [
    'instance',
    'tasks',
    'workers',
    'engine',
    'proof',
    'found',
    'bound',
    'best known',
    'most at once',
    'first ms',
    'ms',
  ];
  const summary = `median time to the best found: ${Math.round(quantile(reached.map(lastMs), 0.5))} ms`;
  return {
    rows: rows.map(taskRow),
    tables: [{ title: `${title}; ${summary}`, head, rows: rows.map(taskRow) }],
  };
}

function isReached({ instance, workers }: TaskRow): boolean {
  // Where no best value is known, only the bound proves that none is better.
  return workers !== undefined && workers <= (instance.best ?? instance.bound);
}

function lastMs({ result }: TaskRow): number {
  return result.incumbents.at(-1)?.ms ?? Number.NaN;
}

function taskRow({ instance, result, workers }: TaskRow): (string | number)[] {
  const { outcome, firstFeasibleMs, engine, ms } = result;
  return [
    instance.name,
    instance.tasks.length,
    instance.skills.length,
    engine,
    outcome.proof === 'none' ? outcome.stopped : outcome.proof,
    workers ?? '-',
    outcome.bound ?? '-',
    instance.best ?? '-',
    instance.bound,
    firstFeasibleMs === undefined ? '-' : Math.round(firstFeasibleMs),
    Math.round(ms),
  ];
}
