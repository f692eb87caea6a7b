import { ENGINE_NAMES, type EngineName } from '../src/engines/registry.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveOf } from '../src/language/objective.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { SHAPES, staffingShaped } from './instances/staffingShaped.ts';
import { nativeOrtools } from './peers/nativeOrtools.ts';

const BUDGETS_S = [1, 5, 20];

/** From this many variables on, the engines that need seconds per thousand are left out. */
const MOST_FOR_SMALL_ENGINES = 15_000;

interface Measured {
  readonly shape: string;
  readonly variables: number;
  readonly engine: EngineName | 'native OR-Tools';
  readonly budgetS: number;
  readonly status: string;
  readonly firstMs: number | undefined;
  readonly objective: number | undefined;
  readonly bound: number | undefined;
  readonly ms: number;
}

/** Every engine, warm, on staffing-shaped models of three sizes with three budgets; native OR-Tools beside them. */
export const engines: Bench = {
  name: 'engines',
  description: 'first feasible, objective and bound of each engine on staffing-shaped models of three sizes',
  async run(options) {
    const failures: string[] = [];
    const measured: Measured[] = [];
    for (const [shape, parameters] of Object.entries(SHAPES)) {
      const model = staffingShaped(parameters);
      for (const engine of enginesFor(model)) {
        measured.push(...(await measureEngine({ shape, model, engine, options, failures })));
      }
      measured.push(...(await measureNative(shape, model, options)));
    }
    return { tables: tablesOf(measured), data: measured, failures };
  },
};

function enginesFor(model: Model): EngineName[] {
  const isLarge = model.variables.length > MOST_FOR_SMALL_ENGINES;
  const left: readonly EngineName[] = isLarge ? ['exhaustive', 'glpk', 'javascript-lp-solver'] : ['exhaustive'];
  return ENGINE_NAMES.filter((name) => !left.includes(name));
}

interface EngineTask {
  readonly shape: string;
  readonly model: Model;
  readonly engine: EngineName;
  readonly options: BenchOptions;
  readonly failures: string[];
}

async function measureEngine({ shape, model, engine, options, failures }: EngineTask): Promise<Measured[]> {
  const rows: Measured[] = [];
  await solve(staffingShaped({ ...SHAPES.small, events: 5 }), { engine, timeLimitMs: 5000 }); // loads and compiles it
  for (const budget of BUDGETS_S) {
    const budgetS = budget / options.quick;
    options.note(`${shape}: ${engine}, ${budgetS} s`);
    const result = await solve(model, { engine, timeLimitMs: budgetS * 1000 });
    const { outcome, firstFeasibleMs: firstMs, ms } = result;
    failures.push(...wrongAnswers(model, result).map((text) => `${shape}, ${engine}, ${budgetS} s: ${text}`));
    rows.push({
      shape,
      variables: model.variables.length,
      engine,
      budgetS,
      status: outcome.proof === 'none' ? outcome.stopped : outcome.proof,
      firstMs,
      objective: outcome.solution?.objective,
      bound: outcome.bound,
      ms,
    });
  }
  await endWarmThreads();
  return rows;
}

/** The objective by recomputation from the values, before any time is reported. */
function wrongAnswers(model: Model, { outcome, defects }: SolveResult): string[] {
  const wrong = defects.map((defect) => defect.message);
  const { solution } = outcome;
  if (!solution) return wrong;
  if (!isFeasible(model, solution.values)) wrong.push('the solution does not hold');
  const recomputed = objectiveOf(model, solution.values);
  if (recomputed !== solution.objective) wrong.push(`objective ${solution.objective}, recomputed ${recomputed}`);
  return wrong;
}

async function measureNative(shape: string, model: Model, options: BenchOptions): Promise<Measured[]> {
  const rows: Measured[] = [];
  for (const budget of BUDGETS_S) {
    const budgetS = budget / options.quick;
    options.note(`${shape}: native OR-Tools, ${budgetS} s`);
    const answer = await nativeOrtools(model, { timeLimitS: budgetS, workers: 2, seed: 1 });
    if (!answer) return [];
    rows.push({
      shape,
      variables: model.variables.length,
      engine: 'native OR-Tools',
      budgetS,
      status: answer.status,
      firstMs: answer.firstFeasibleMs ?? undefined,
      objective: answer.objective ?? undefined,
      bound: answer.bound ?? undefined,
      ms: answer.wallMs,
    });
  }
  return rows;
}

function tablesOf(measured: readonly Measured[]): ReturnType<typeof tableOf>[] {
  return [...new Set(measured.map((row) => row.shape))].map((shape) =>
    tableOf(
      shape,
      measured.filter((row) => row.shape === shape),
    ),
  );
}

function tableOf(shape: string, rows: readonly Measured[]) {
  const native = new Map(rows.filter((r) => r.engine === 'native OR-Tools').map((r) => [r.budgetS, r.ms]));
  return {
    title: `${shape}: ${rows[0]!.variables} Booleans`,
    head: ['engine', 'budget', 'status', 'first ms', 'objective', 'bound', 'ms', 'ms / native'],
    rows: rows.map((row) => {
      const peer = native.get(row.budgetS);
      const ratio = peer ? (row.ms / peer).toFixed(2) : '-';
      const [first, objective, bound] = [row.firstMs, row.objective, row.bound].map(whole);
      return [row.engine, `${row.budgetS} s`, row.status, first!, objective!, bound!, whole(row.ms), ratio];
    }),
  };
}

function whole(value: number | undefined): number | string {
  return value === undefined ? '-' : Math.round(value);
}
