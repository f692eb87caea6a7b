import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { print } from '../../../src/language/print.ts';
import { cases } from '../../support/deep.ts';
import { arbitraryShop, type Features, sizeOf } from './support/arbitraryShop.ts';
import { solved } from './support/solved.ts';

/** Shops of each mixture of features: 1,000 in all when it is to be thorough. */
const RUNS = cases(6, 125);

const MIXTURES: readonly Features[] = [
  {},
  { alternatives: true },
  { operators: true },
  { calendar: true, alternatives: true },
  { calendar: true, operators: true },
  { tardiness: true, alternatives: true },
  { tardiness: true, calendar: true, operators: true },
  { optional: true, tardiness: true },
  { setups: true },
  { setups: true, alternatives: true },
  { setups: true, calendar: true, tardiness: true },
  { alternatives: true, optional: true, operators: true, calendar: true },
  { dropped: true, alternatives: true },
  { dropped: true, alternatives: true, calendar: true, tardiness: true },
  { dropped: true, setups: true, tardiness: true },
];

/**
 * Where tasks have several parts at fixed distances, two of them may have to follow each other in both orders, each on one
 * machine; lists place one task as a whole before the other, and do not find that.
 */
const PHASED: readonly Features[] = [
  { phases: true },
  { phases: true, calendar: true, operators: true },
  { phases: true, optional: true, tardiness: true },
];

function bestOf(model: Model): number {
  let best = Number.POSITIVE_INFINITY;
  for (const values of everySolution(model)) best = Math.min(best, objectiveOf(model, values));
  return best;
}

test.each(MIXTURES)('small shops with %o are solved to the optimum of the oracle', async (features) => {
  await fc.assert(
    fc.asyncProperty(arbitraryShop(features, 3), async (model) => {
      fc.pre(sizeOf(model) < 200_000);
      const { outcome } = await solved(model, { ticks: 100 });
      const best = bestOf(model);
      expect(outcome.solution?.objective ?? Number.POSITIVE_INFINITY, print(model)).toBe(best);
      if (outcome.bound !== undefined) expect(outcome.bound).toBeLessThanOrEqual(best);
    }),
    { numRuns: RUNS, seed: 7, endOnFailure: true },
  );
});

test.each(PHASED)('of small shops with %o nothing is said that the oracle does not say', async (features) => {
  let proofs = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryShop(features, 3), async (model) => {
      fc.pre(sizeOf(model) < 200_000);
      const { outcome } = await solved(model, { ticks: 100 });
      const best = bestOf(model);
      expect(outcome.solution!.objective, print(model)).toBeGreaterThanOrEqual(best);
      if (outcome.bound !== undefined) expect(outcome.bound, print(model)).toBeLessThanOrEqual(best);
      if (outcome.proof !== 'optimal') return;
      expect(outcome.solution!.objective, print(model)).toBe(best);
      proofs++;
    }),
    { numRuns: RUNS, seed: 7, endOnFailure: true },
  );
  expect(proofs).toBeGreaterThan(0);
});
