import { wideModel } from '../../bench/instances/wideModel.ts';
import { ENGINE_NAMES, type EngineName } from '../../src/engines/registry.ts';
import { DovetailError } from '../../src/errors.ts';
import type { Model } from '../../src/language/model.ts';
import { readModel } from '../../src/language/read.ts';
import { type SolveResult, solve } from '../../src/solve/solve.ts';
import { type Reference, referenceOf } from './reference.ts';

export type Asked = EngineName | 'auto';

export const ASKED: readonly Asked[] = ['auto', ...ENGINE_NAMES];

/** Engines that may end without a proof: by their nature, or where numbers are beyond their arithmetic. */
const MAY_END_OPEN: ReadonlySet<Asked> = new Set([
  'highs',
  'glpk',
  'javascript-lp-solver',
  'local',
  'lns',
  'pdhg',
  'scheduling',
  'schedule-lns',
] as const);

/** Those of them that would use all the time that they get. */
const SEARCHES: ReadonlySet<Asked> = new Set(['local', 'lns', 'pdhg', 'scheduling', 'schedule-lns'] as const);

/** For those that may end without a proof, and for those that have to prove. */
const [SHORT_MS, LONG_MS] = [2000, 20_000];

/** What was asked and answered. */
export interface Tally {
  solvable: number;
  infeasible: number;
  readonly proved: Record<Asked, number>;
  readonly found: Record<Asked, number>;
  readonly refused: Record<Asked, number>;
}

export function emptyTally(): Tally {
  const zeros = () => Object.fromEntries(ASKED.map((name) => [name, 0])) as Record<Asked, number>;
  return { solvable: 0, infeasible: 0, proved: zeros(), found: zeros(), refused: zeros() };
}

/** What tells the engines' answers about one generated model from the reference, in words. */
export async function disagreements(number: number, tally: Tally): Promise<string[]> {
  const { file, kind } = wideModel(number);
  const reference = referenceOf(file);
  if (reference.best === undefined) tally.infeasible++;
  else tally.solvable++;
  const { model } = readModel(new TextEncoder().encode(JSON.stringify(file)));
  const wrong: string[] = [];
  for (const engine of ASKED) {
    for (const fault of await faultsOf(engine, { model, reference, tally })) {
      wrong.push(`model ${number} (${kind}), ${engine}: ${fault}`);
    }
  }
  return wrong;
}

interface Question {
  readonly model: Model;
  readonly reference: Reference;
  readonly tally: Tally;
}

async function faultsOf(engine: Asked, { model, reference, tally }: Question): Promise<string[]> {
  const isSearch = SEARCHES.has(engine);
  try {
    const timeLimitMs = MAY_END_OPEN.has(engine) ? SHORT_MS : LONG_MS;
    const result = await solve(model, { engine, timeLimitMs, ...(isSearch ? { ticks: 100 } : {}) });
    if (result.outcome.proof !== 'none') tally.proved[engine]++;
    if (result.outcome.solution) tally.found[engine]++;
    return wrongIn(result, reference, MAY_END_OPEN.has(engine));
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || thrown.code !== 'engine/unsupported') return [`${thrown}`];
    tally.refused[engine]++;
    return MAY_END_OPEN.has(engine) ? [] : [thrown.message];
  }
}

function wrongIn(
  { outcome, defects, skipped }: SolveResult,
  { best, worth }: Reference,
  mayEndOpen: boolean,
): string[] {
  const { proof, solution, bound } = outcome;
  const wrong = defects.map(({ message }) => message);
  for (const { engine, message } of skipped) if (!isRefusal(message)) wrong.push(`skipped ${engine}: ${message}`);
  const own = solution && worth(solution.values);
  if (solution && own === undefined) wrong.push(`gives [${solution.values.join()}], which is no solution`);
  if (proof === 'infeasible' && best !== undefined) wrong.push('calls a model infeasible that has a solution');
  if (proof === 'optimal' && own !== best) wrong.push(`calls ${own} optimal, the best is ${best}`);
  if (proof === 'optimal' && bound !== solution?.objective) wrong.push(`optimal with the bound ${bound}`);
  if (proof === 'none' && !mayEndOpen) wrong.push(`ended open: ${outcome.stopped}`);
  return wrong;
}

/** Whether an engine was passed over because the numbers are too large for it. */
function isRefusal(message: string): boolean {
  return /takes sums up to|beyond 2\^53|as linear rows it can have/.test(message);
}
