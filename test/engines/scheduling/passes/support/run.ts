import { now } from '../../../../../src/engines/engine.ts';
import type { Outcome, Solution } from '../../../../../src/engines/outcome.ts';
import { solver } from '../../../../../src/engines/scheduling/passes/solve.ts';
import type { Model } from '../../../../../src/language/model.ts';

export interface Ran {
  readonly outcome: Outcome;
  /** What was reported, in order, with ticks. */
  readonly reported: readonly (Solution & { readonly ticks: number | undefined })[];
}

/** Runs the engine on this thread, with a budget of work and no clock to speak of. */
export async function run(
  model: Model,
  { ticks = 300, ...more }: { ticks?: number; seed?: number; start?: Float64Array } = {},
): Promise<Ran> {
  const reported: (Solution & { ticks: number | undefined })[] = [];
  const outcome = await solver.solve(model, {
    deadline: now() + 60_000,
    seed: 1,
    ticks,
    threads: 1,
    shouldStop: () => false,
    incoming: () => undefined,
    incumbent: (solution, at) => reported.push({ ...solution, ticks: at }),
    bound: () => undefined,
    ...more,
  });
  return { outcome, reported };
}
