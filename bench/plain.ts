import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName } from '../src/engines/registry.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveOf } from '../src/language/objective.ts';
import { decodeModel, encodeModel } from '../src/language/proto/index.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { CHOICE_SHAPES } from './instances/choiceShapes.ts';
import { instancesFolderIfSet } from './instances/folder.ts';
import { yardstick } from './peers/yardstick.ts';

const LIMIT_S = 10;
const BUDGETS_S = [1, 2, 5, LIMIT_S];
const MEMBERS: readonly EngineName[] = ['local', 'lns', 'highs'];
/** Seeds of generated models; parameters of the search were chosen on odd ones. */
const SEEDS = [2, 4];
const SIZE = 3;
/** The race may be so much worse than the best of its members on one model. */
const WORSE = 0.01;

interface Instance {
  readonly name: string;
  readonly model: Model;
}

/** One solver's way through one model. */
interface Row {
  readonly model: string;
  /** `race`, an engine alone, or `yardstick`. */
  readonly by: string;
  readonly firstMs: number | null;
  /** After each budget. */
  readonly values: readonly (number | null)[];
  readonly status: string;
}

/**
 * Models of choices: the race, its members alone, and a plain program that `DOVETAIL_PLAIN` names
 * (`bench/peers/yardstick.ts`), in one run. `DOVETAIL_INSTANCES` names a folder with `models/staffing-plain-*.json`, if
 * there is one; the other models are generated.
 */
export const plain: Bench = {
  name: 'plain',
  description: 'models of choices in six shapes: the race, its members alone and a plain program, 10 s each',
  parts: [...Object.keys(CHOICE_SHAPES), 'published'],
  async run(options) {
    const rows: Row[] = [];
    const failures: string[] = [];
    for (const instance of await instancesOf(options.parts)) {
      const own = await measure(instance, options, failures);
      failures.push(...missedBars(own));
      rows.push(...own);
    }
    const head = ['model', 'by', 'first ms', ...BUDGETS_S.map((s) => `${s / options.quick} s`), 'status'];
    const cells = rows.map(({ model, by, firstMs, values, status }) => [
      model,
      by,
      firstMs === null ? '-' : Math.round(firstMs),
      ...values.map((value) => value ?? '-'),
      status,
    ]);
    return { tables: [{ title: 'Objective by budget', head, rows: cells }], data: rows, failures };
  },
};

async function instancesOf(parts: readonly string[]): Promise<Instance[]> {
  const isWanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  const generated = Object.entries(CHOICE_SHAPES)
    .filter(([shape]) => isWanted(shape))
    .flatMap(([shape, make]) => SEEDS.map((seed) => ({ name: `${shape}, seed ${seed}`, model: make(SIZE, seed) })));
  const folder = isWanted('published') ? instancesFolderIfSet('models') : undefined;
  if (folder === undefined) return generated;
  const files = (await readdir(folder)).filter((file) => /^staffing-plain-.*\.json$/.test(file)).sort();
  const published = files.map(async (name) => {
    return { name, model: decodeModel(await readFile(join(folder, name), 'utf8'), 'json') };
  });
  return [...(await Promise.all(published)), ...generated];
}

async function measure({ name, model }: Instance, { note, quick }: BenchOptions, failures: string[]): Promise<Row[]> {
  const limitS = LIMIT_S / quick;
  const rows: Row[] = [];
  for (const engine of ['auto', ...MEMBERS] as const) {
    note(`${name}: ${engine}`);
    const solved = await solve(model, { engine, timeLimitMs: limitS * 1000 });
    failures.push(...wrongAnswers(model, solved).map((text) => `${name}, ${engine}: ${text}`));
    rows.push(rowOf(name, engine === 'auto' ? 'race' : engine, solved, quick));
  }
  note(`${name}: plain program`);
  const row = await plainRow(name, model, quick);
  return row ? [...rows, row] : rows;
}

function wrongAnswers(model: Model, { outcome: { solution }, defects }: SolveResult): string[] {
  const wrong = defects.map(({ message }) => message);
  if (!solution) return wrong;
  if (!isFeasible(model, solution.values)) wrong.push('the solution does not hold');
  const recomputed = objectiveOf(model, solution.values);
  if (recomputed !== solution.objective) wrong.push(`objective ${solution.objective}, recomputed ${recomputed}`);
  return wrong;
}

function rowOf(model: string, by: string, { outcome, incumbents, firstFeasibleMs }: SolveResult, quick: number): Row {
  const values = BUDGETS_S.map(
    (s) => incumbents.filter(({ ms }) => ms <= (s * 1000) / quick).at(-1)?.objective ?? null,
  );
  const status = outcome.proof === 'none' ? outcome.stopped : outcome.proof;
  return { model, by, firstMs: firstFeasibleMs ?? null, values, status };
}

/** The plain program on the model as a file, once for each budget, since it cools down to the end of its time. */
async function plainRow(name: string, model: Model, quick: number): Promise<Row | undefined> {
  if (!process.env.DOVETAIL_PLAIN) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'dovetail-plain-'));
  try {
    const file = join(folder, 'model.json');
    await writeFile(file, encodeModel(model, 'json'));
    let firstMs: number | null = null;
    const values: (number | null)[] = [];
    for (const seconds of BUDGETS_S) {
      const answer = await yardstick('DOVETAIL_PLAIN', [file, `${seconds / quick}`]);
      firstMs ??= answer?.firstMs ?? null;
      values.push(answer && Number.isFinite(answer.end) ? answer.end : null);
    }
    return { model: name, by: 'yardstick', firstMs, values, status: 'time-limit' };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Where the race was worse than the best of its members, or than the plain program. */
function missedBars(rows: readonly Row[]): string[] {
  const missed: string[] = [];
  const race = rows.find(({ by }) => by === 'race')!;
  BUDGETS_S.forEach((seconds, i) => {
    const ours = race.values[i] ?? Number.POSITIVE_INFINITY;
    for (const { by, values } of rows) {
      const theirs = values[i] ?? null;
      if (by === 'race' || theirs === null) continue;
      const most = by === 'yardstick' ? theirs : theirs + WORSE * Math.abs(theirs);
      if (ours > most) missed.push(`${race.model}: ${ours} at budget ${seconds} s; ${by} has ${theirs}`);
    }
  });
  return missed;
}
