import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatedShop } from '../../../bench/instances/shops/generated.ts';
import { now } from '../../../src/engines/engine.ts';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import type { Outcome } from '../../../src/engines/outcome.ts';
import { createSolver } from '../../../src/engines/schedule-lns/solve.ts';
import { isFeasible } from '../../../src/language/holds.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { print } from '../../../src/language/print.ts';
import { cases } from '../../support/deep.ts';
import { arbitraryShop, type Features, sizeOf } from '../scheduling/support/arbitraryShop.ts';
import { FT06, jobShop } from '../scheduling/support/shops.ts';
import { solved as searched } from '../scheduling/support/solved.ts';

const solver = await createSolver();

/** Runs the engine with a budget of work; everything that it reports holds. */
async function improved(model: Model, ticks: number, start?: Float64Array) {
  const told: [objective: number, ticks: number | undefined][] = [];
  const outcome: Outcome = await solver.solve(model, {
    deadline: now() + 60_000,
    seed: 1,
    ticks,
    threads: 1,
    shouldStop: () => false,
    incoming: () => undefined,
    incumbent: ({ values, objective }, at) => {
      expect(isFeasible(model, values)).toBe(true);
      expect(objectiveOf(model, values)).toBe(objective);
      told.push([objective, at]);
    },
    bound: () => undefined,
    ...(start ? { start } : {}),
  });
  return { outcome, told };
}

test('a first schedule is improved, the same way every time', async () => {
  const model = generatedShop('everything', 7);
  const { reported } = await searched(model, { ticks: 50 });
  const start = reported.at(-1)!;
  const { outcome, told } = await improved(model, 400, start.values);
  expect(told[0]![0]).toBe(start.objective);
  expect(outcome.solution!.objective).toBeLessThan(start.objective);
  expect((await improved(model, 400, start.values)).told).toEqual(told);
});

test('without a schedule to begin with it makes one, and proves where everything can be freed at once', async () => {
  // 6 x 6 of Fisher and Thompson: 55.
  const { outcome } = await improved(jobShop(FT06), 20_000);
  expect(outcome).toMatchObject({ proof: 'optimal', solution: { objective: 55 } });
});

test('what has no objective, or no intervals, is not for it', async () => {
  const { objective: _, ...feasibility } = jobShop(FT06);
  expect((await improved(feasibility, 100)).outcome).toMatchObject({ proof: 'none', stopped: 'finished' });
});

const MIXTURES: readonly Features[] = [
  { alternatives: true },
  { tardiness: true, calendar: true, operators: true },
  { setups: true, alternatives: true },
  { optional: true, tardiness: true },
  { dropped: true, setups: true, tardiness: true },
];

test.each(MIXTURES)('what it proves of small shops with %o is the optimum of the oracle', async (features) => {
  let proofs = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryShop(features, 3), async (model) => {
      fc.pre(sizeOf(model) < 200_000);
      const { outcome } = await improved(model, 1000);
      let best = Number.POSITIVE_INFINITY;
      for (const values of everySolution(model)) best = Math.min(best, objectiveOf(model, values));
      if (!outcome.solution) return;
      if (outcome.proof === 'optimal') proofs++;
      expect(outcome.solution.objective, print(model)).toBe(best);
    }),
    { numRuns: cases(5, 100), seed: 7, endOnFailure: true },
  );
  // Where tasks may be left out together, their modes are not freed, and nothing is proved.
  if (!features.dropped) expect(proofs).toBeGreaterThan(0);
});
