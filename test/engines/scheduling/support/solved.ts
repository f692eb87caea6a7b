import { expect } from 'vitest';
import { now } from '../../../../src/engines/engine.ts';
import type { Outcome, Solution } from '../../../../src/engines/outcome.ts';
import { solver } from '../../../../src/engines/scheduling/solve.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import type { Model } from '../../../../src/language/model.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';

export interface Solved {
  readonly outcome: Outcome;
  readonly reported: readonly (Solution & { readonly ticks: number | undefined })[];
  readonly bounds: readonly number[];
}

/** Runs the engine on this thread with a budget of work; everything that it reports holds and is worth what it says. */
export async function solved(
  model: Model,
  { ticks = 300, ...more }: { ticks?: number; seed?: number; start?: Float64Array } = {},
): Promise<Solved> {
  const reported: (Solution & { ticks: number | undefined })[] = [];
  const bounds: number[] = [];
  const outcome = await solver.solve(model, {
    deadline: now() + 60_000,
    seed: 1,
    ticks,
    threads: 1,
    shouldStop: () => false,
    incoming: () => undefined,
    incumbent: (solution, at) => reported.push({ ...solution, ticks: at }),
    bound: (value) => bounds.push(value),
    ...more,
  });
  const sign = model.objective?.sense === 'maximize' ? -1 : 1;
  reported.forEach(({ values, objective }, i) => {
    expect(isFeasible(model, values)).toBe(true);
    expect(objectiveOf(model, values)).toBe(objective);
    if (i > 0) expect(sign * objective).toBeLessThan(sign * reported[i - 1]!.objective);
  });
  expect(outcome.solution?.objective).toBe(reported.at(-1)?.objective);
  return { outcome, reported, bounds };
}
