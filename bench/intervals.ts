import { join } from 'node:path';
import type { EngineName } from '../src/engines/registry.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveOf } from '../src/language/objective.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import type { Bench, BenchOptions, BenchTable } from './bench.ts';
import { generatedShop, SHOP_KINDS } from './instances/shops/generated.ts';
import { projectModel, shopModel } from './instances/shops/models.ts';
import { instancesFolder, publishedShops } from './instances/shops/published.ts';
import { namesIn, parseProject, readBestKnown, textOf } from './instances/shops/readShops.ts';
import { nativeOrtools } from './peers/nativeOrtools.ts';
import { yardstick } from './peers/yardstick.ts';

const BUDGETS_S = [1, 2, 5, 10] as const;

/** One problem, and who else can be asked about it. */
interface Instance {
  readonly family: string;
  readonly name: string;
  readonly model: () => Model;
  /** Undefined where nobody has published one. */
  readonly best: number | undefined;
  /** The plain program that knows this kind, and what it is told before the seconds. */
  readonly plain?: { readonly variable: string; readonly args: readonly string[] };
}

/** One solver's way through one instance. */
interface Row {
  readonly family: string;
  readonly name: string;
  readonly by: string;
  readonly best: number | undefined;
  readonly firstMs: number | undefined;
  readonly values: readonly (number | undefined)[];
  readonly bound: number | undefined;
  readonly provedMs: number | undefined;
}

/**
 * Schedules of machines, projects and operators: ours, native OR-Tools and plain programs in one run.
 *
 * `DOVETAIL_INSTANCES` names the folder of public instances; `DOVETAIL_BENCH_FAMILIES` chooses among ft, la, orb, abz,
 * mk, projects, operators and generated; `DOVETAIL_BENCH_ONLY` is a pattern that names have to match;
 * `DOVETAIL_BENCH_ENGINES` adds engines alone. `DOVETAIL_YARDSTICK_SHOPS` and `DOVETAIL_YARDSTICK_PROJECTS` name plain
 * programs (see `bench/peers/yardstick.ts`), called with `jsp` or `fjsp` and the file, or with the file, and seconds.
 */
export const intervals: Bench = {
  name: 'intervals',
  description: 'machines, projects and operators: gap to the best known after 1, 2, 5 and 10 s, first schedule, proofs',
  async run(options) {
    const rows: Row[] = [];
    const failures: string[] = [];
    await solve(generatedShop('operators', 99), { timeLimitMs: 2000 }); // loads and compiles the engines
    await solve(generatedShop('flow', 99), { timeLimitMs: 2000, engine: 'scheduling' });
    for (const instance of await chosen()) rows.push(...(await measure(instance, options, failures)));
    await endWarmThreads();
    return { tables: tablesOf(rows), data: rows, failures };
  },
};

async function chosen(): Promise<Instance[]> {
  const families = process.env.DOVETAIL_BENCH_FAMILIES?.split(',');
  const only = new RegExp(process.env.DOVETAIL_BENCH_ONLY ?? '');
  const all = [...(await published(instancesFolder())), ...generated()];
  return all.filter(({ family, name }) => (families?.includes(family) ?? true) && only.test(name));
}

function generated(): Instance[] {
  return SHOP_KINDS.flatMap((kind) =>
    [1, 2, 3, 4, 5].map((seed) => ({
      family: 'generated',
      name: `${kind}-${seed}`,
      model: () => generatedShop(kind, seed),
      best: undefined,
    })),
  );
}

async function published(root: string): Promise<Instance[]> {
  const instances = (await publishedShops(root)).map(({ best, data, family, file, name, operators }): Instance => {
    const args = [family === 'mk' ? 'fjsp' : 'jsp', file];
    const plain = operators === undefined ? { plain: { variable: 'DOVETAIL_YARDSTICK_SHOPS', args } } : {};
    return { family, name, model: () => shopModel(name, data, operators), best, ...plain };
  });
  const projects = join(root, 'projects');
  const bestProjects = await readBestKnown(join(projects, 'best_known.csv'), 1);
  for (const name of await namesIn(projects, '.sm')) {
    const data = parseProject(await textOf(projects, `${name}.sm`));
    const plain = { variable: 'DOVETAIL_YARDSTICK_PROJECTS', args: [join(projects, `${name}.sm`)] };
    const best = bestProjects.get(name);
    instances.push({ family: 'projects', name, model: () => projectModel(name, data), best, plain });
  }
  return instances;
}

async function measure(instance: Instance, { note, quick }: BenchOptions, failures: string[]): Promise<Row[]> {
  const { family, name, best, plain } = instance;
  const model = instance.model();
  const seconds = BUDGETS_S.at(-1)! / quick;
  const common = { family, name, best };
  const rows: Row[] = [];
  const engines = (process.env.DOVETAIL_BENCH_ENGINES?.split(',') ?? []) as EngineName[];
  for (const engine of ['auto' as const, ...engines]) {
    note(`${name}: ${engine}`);
    const result = await solve(model, { engine, timeLimitMs: seconds * 1000 });
    failures.push(...wrong(model, result, best).map((text) => `${name}, ${engine}: ${text}`));
    if (engine === 'auto' && !result.outcome.solution) failures.push(`${name}: no schedule was found`);
    rows.push({ ...common, by: engine, ...wayOf(result, quick) });
  }
  if (plain) {
    note(`${name}: plain program`);
    const answer = await yardstick(plain.variable, [...plain.args, `${seconds}`]);
    const values = answer && BUDGETS_S.map((budget) => answer.at.get(budget / quick) ?? answer.end);
    if (values)
      rows.push({ ...common, by: 'plain', firstMs: answer.firstMs, values, bound: undefined, provedMs: undefined });
  }
  note(`${name}: native OR-Tools`);
  const native = await nativeOrtools(model, { timeLimitS: seconds, workers: 2, seed: 1 });
  if (native) {
    const moments = native.incumbents;
    rows.push({
      ...common,
      by: 'native',
      firstMs: native.firstFeasibleMs ?? undefined,
      values: BUDGETS_S.map((budget) => moments.findLast(({ ms }) => ms <= (budget * 1000) / quick)?.objective),
      bound: native.bound ?? undefined,
      provedMs: native.status === 'OPTIMAL' ? native.wallMs : undefined,
    });
  }
  return rows;
}

function wayOf({ incumbents, outcome, firstFeasibleMs, ms }: SolveResult, quick: number) {
  return {
    firstMs: firstFeasibleMs,
    values: BUDGETS_S.map((budget) => incumbents.findLast((one) => one.ms <= (budget * 1000) / quick)?.objective),
    bound: outcome.bound,
    provedMs: outcome.proof === 'optimal' ? ms : undefined,
  };
}

/** The answer by the definitions, before any time is reported. */
function wrong(model: Model, { outcome, defects }: SolveResult, best: number | undefined): string[] {
  const faults = defects.map(({ message }) => message);
  const { solution, proof, bound } = outcome;
  if (!solution) return faults;
  if (!isFeasible(model, solution.values)) faults.push('the schedule does not hold');
  if (objectiveOf(model, solution.values) !== solution.objective) faults.push('the objective is not what it says');
  if (best === undefined) return faults;
  if (bound !== undefined && bound > best) faults.push(`the bound ${bound} is above the best known ${best}`);
  if (proof === 'optimal' && solution.objective > best)
    faults.push(`${solution.objective} is called optimal, ${best} is known`);
  return faults;
}

function tablesOf(rows: readonly Row[]): BenchTable[] {
  const families = [...new Set(rows.map(({ family }) => family))];
  return [meansOf(rows, families), ...families.map((family) => listOf(family, rows))];
}

/**
 * By family and solver: the mean gap after each budget, to the best known or else to the best of the run, also of each
 * half, so that what was chosen on one half can be judged on the other.
 */
function meansOf(rows: readonly Row[], families: readonly string[]): BenchTable {
  const best = bestValues(rows);
  const gap = (row: Row, budget: number): number => {
    const known = best.get(`${row.family} ${row.name}`)!;
    return (100 * ((row.values[budget] ?? Number.NaN) - known)) / Math.max(1, known);
  };
  const mean = (list: readonly Row[], budget: number): string => {
    const found = list.map((row) => gap(row, budget)).filter((value) => !Number.isNaN(value));
    const text = (found.reduce((total, value) => total + value, 0) / found.length).toFixed(2);
    return found.length < list.length ? `${text} of ${found.length}` : text;
  };
  const out: (string | number)[][] = [];
  for (const family of families) {
    for (const by of new Set(rows.filter((row) => row.family === family).map((row) => row.by))) {
      const own = rows.filter((row) => row.family === family && row.by === by);
      const firsts = own.flatMap(({ firstMs }) => firstMs ?? []).sort((a, b) => a - b);
      const halves = [0, 1].map((half) =>
        mean(
          own.filter((_, i) => i % 2 === half),
          BUDGETS_S.length - 1,
        ),
      );
      const proofs = own.filter(({ provedMs }) => provedMs !== undefined).length;
      const first = Math.round(firsts[Math.floor(firsts.length / 2)] ?? Number.NaN);
      out.push([family, by, own.length, ...BUDGETS_S.map((_, b) => mean(own, b)), ...halves, first, proofs]);
    }
  }
  const head = [
    'family',
    'by',
    'instances',
    ...BUDGETS_S.map((s) => `gap % ${s} s`),
    'even',
    'odd',
    'first ms',
    'proofs',
  ];
  return { title: 'Mean gap to the best known', head, rows: out };
}

/** The best known of each instance, or the best of the run where nobody published one. */
function bestValues(rows: readonly Row[]): Map<string, number> {
  const best = new Map<string, number>();
  for (const { family, name, best: known, values } of rows) {
    const key = `${family} ${name}`;
    const own = known ?? Math.min(...values.map((value) => value ?? Number.POSITIVE_INFINITY));
    best.set(key, Math.min(own, best.get(key) ?? Number.POSITIVE_INFINITY));
  }
  return best;
}

function listOf(family: string, rows: readonly Row[]): BenchTable {
  return {
    title: family,
    head: ['instance', 'by', 'first ms', ...BUDGETS_S.map((s) => `${s} s`), 'bound', 'proved ms', 'best known'],
    rows: rows
      .filter((row) => row.family === family)
      .map(({ name, by, firstMs, values, bound, provedMs, best }) => [
        name,
        by,
        ...[firstMs, ...values, bound, provedMs, best].map((value) => (value === undefined ? '-' : Math.round(value))),
      ]),
  };
}
