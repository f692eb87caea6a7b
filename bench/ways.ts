import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineName } from '../src/engines/registry.ts';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveOf } from '../src/language/objective.ts';
import { encodeModel } from '../src/language/proto/index.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import { nativeOrtools } from './peers/nativeOrtools.ts';
import { yardstick } from './peers/yardstick.ts';

/** One solver's way through one model. */
export interface Way {
  /** `race`, an engine alone, `plain` or `native`. */
  readonly by: string;
  readonly firstMs: number | undefined;
  /** The best objective after each budget. */
  readonly values: readonly (number | undefined)[];
  readonly bound: number | undefined;
  readonly status: string;
  /** When the proof was complete. */
  readonly provedMs: number | undefined;
}

/** What everybody is asked. */
export interface Asked {
  readonly model: Model;
  /** In seconds, the last one the limit. */
  readonly budgetsS: readonly number[];
  readonly seed?: number;
}

/** The way of the race or of an engine alone, and what is wrong with its answer. */
export async function ourWay(
  { model, budgetsS, seed = 1 }: Asked,
  engine: EngineName | 'auto',
): Promise<{ readonly way: Way; readonly faults: string[]; readonly solved: SolveResult }> {
  const solved = await solve(model, { engine, timeLimitMs: budgetsS.at(-1)! * 1000, seed });
  const { incumbents, outcome, firstFeasibleMs, ms } = solved;
  const way = {
    by: engine === 'auto' ? 'race' : engine,
    firstMs: firstFeasibleMs,
    values: valuesAt(incumbents, budgetsS),
    bound: outcome.bound,
    status: outcome.proof === 'none' ? outcome.stopped : outcome.proof,
    provedMs: outcome.proof === 'optimal' ? ms : undefined,
  };
  return { way, faults: wrongAnswers(model, solved), solved };
}

/** The answer by the definitions, before any time is reported. */
export function wrongAnswers(model: Model, { outcome: { solution }, defects }: SolveResult): string[] {
  const wrong = defects.map(({ message }) => message);
  if (!solution) return wrong;
  if (!isFeasible(model, solution.values)) wrong.push('the solution does not hold');
  const recomputed = objectiveOf(model, solution.values);
  if (recomputed !== solution.objective) wrong.push(`objective ${solution.objective}, recomputed ${recomputed}`);
  return wrong;
}

/** The way of native CP-SAT with two workers; undefined where it is not installed. */
export async function nativeWay({ model, budgetsS, seed = 1 }: Asked): Promise<Way | undefined> {
  const answer = await nativeOrtools(model, { timeLimitS: budgetsS.at(-1)!, workers: 2, seed });
  if (!answer) return undefined;
  const isProved = answer.status === 'OPTIMAL';
  return {
    by: 'native',
    firstMs: answer.firstFeasibleMs ?? undefined,
    values: valuesAt(answer.incumbents, budgetsS),
    bound: answer.bound ?? undefined,
    status: answer.status.toLowerCase(),
    provedMs: isProved ? answer.wallMs : undefined,
  };
}

/** The way of a plain program that prints how it stands second by second; undefined where the variable names none. */
export async function plainWay(variable: string, args: readonly string[], budgetsS: readonly number[]) {
  const answer = await yardstick(variable, [...args, `${budgetsS.at(-1)!}`]);
  return (
    answer &&
    plain(
      answer.firstMs,
      budgetsS.map((budget) => answer.at.get(budget) ?? answer.end),
    )
  );
}

/** The way of a plain program that cools down to the end of its time: it is asked once for each budget, with the model in a file. */
export async function coolingPlainWay(variable: string, { model, budgetsS }: Asked): Promise<Way | undefined> {
  if (!process.env[variable]) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'dovetail-plain-'));
  try {
    const file = join(folder, 'model.json');
    await writeFile(file, encodeModel(model, 'json'));
    const answers = [];
    for (const seconds of budgetsS) answers.push(await yardstick(variable, [file, `${seconds}`]));
    const ends = answers.map((answer) => (answer && Number.isFinite(answer.end) ? answer.end : undefined));
    return plain(answers[0]?.firstMs, ends);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function plain(firstMs: number | undefined, values: readonly (number | undefined)[]): Way {
  return { by: 'plain', firstMs, values, bound: undefined, status: 'time-limit', provedMs: undefined };
}

function valuesAt(incumbents: readonly { ms: number; objective: number }[], budgetsS: readonly number[]) {
  return budgetsS.map((seconds) => incumbents.findLast(({ ms }) => ms <= seconds * 1000)?.objective);
}
