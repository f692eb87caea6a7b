import type { EngineName } from '../../src/engines/registry.ts';
import { isFeasible } from '../../src/language/holds.ts';
import type { Model } from '../../src/language/model.ts';
import { objectiveOf } from '../../src/language/objective.ts';
import { type SolveResult, solve } from '../../src/solve/solve.ts';
import type { BenchOptions } from '../bench.ts';
import { nativeOrtools } from '../peers/nativeOrtools.ts';
import { yardstick } from '../peers/yardstick.ts';
import type { Instance } from './instances.ts';

export const BUDGETS_S = [1, 2, 5, 10] as const;

/** One solver's way through one instance. */
export interface Row {
  readonly family: string;
  readonly name: string;
  readonly by: string;
  readonly best: number | undefined;
  readonly firstMs: number | undefined;
  /** The best objective after each budget. */
  readonly values: readonly (number | undefined)[];
  readonly bound: number | undefined;
  readonly provedMs: number | undefined;
}

/**
 * Everybody's way through an instance: the race, engines alone, the plain program and native OR-Tools where there are some.
 *
 * *Errors* none: what is wrong with an answer is pushed to `failures`.
 */
export async function measure(
  instance: Instance,
  { note, quick }: BenchOptions,
  alone: readonly EngineName[],
  failures: string[],
): Promise<Row[]> {
  const { family, name, best, plain } = instance;
  const model = instance.model();
  const seconds = BUDGETS_S.at(-1)! / quick;
  const common = { family, name, best };
  const rows: Row[] = [];
  for (const engine of ['auto' as const, ...alone]) {
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
