import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../../src/engines/exhaustive/enumerate.ts';
import { energyBound } from '../../../../src/engines/scheduling/bounds/energy.ts';
import { lowerBound } from '../../../../src/engines/scheduling/bounds/index.ts';
import { preemptiveBound } from '../../../../src/engines/scheduling/bounds/jackson.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';
import { arbitraryShop, sizeOf } from '../support/arbitraryShop.ts';

test('one machine, interrupted: the example of Carlier 1982', () => {
  // The bound is the greatest of least head + all time + least tail over all sets of tasks; here the set of the second,
  // third and fourth: 11 + (6 + 7 + 4) + 21 = 49.
  const heads = [10, 13, 11, 20, 30, 0, 30];
  const times = [5, 6, 7, 4, 3, 6, 2];
  const tails = [7, 26, 24, 21, 8, 17, 0];
  expect(preemptiveBound(heads, times, tails)).toBe(49);
});

test('energy: all work over the capacity, and more where some begin late and have long tails', () => {
  // 7 tasks of 2 that need 1 of 4 take 3.5, so 4.
  const seven = {
    capacity: 4,
    heads: new Array(7).fill(0),
    energies: new Array(7).fill(2),
    tails: new Array(7).fill(0),
  };
  expect(energyBound(seven)).toBe(4);
  // Two of them, from 5 on with tails of 3: 5 + 8 / 4 + 3 when they need all of it.
  expect(energyBound({ capacity: 4, heads: [0, 5, 5], energies: [2, 4, 4], tails: [0, 3, 3] })).toBe(10);
});

test('no solution of a small shop is better than its bound', () => {
  let bounds = 0;
  fc.assert(
    fc.property(
      fc
        .boolean()
        .chain((tardiness) =>
          arbitraryShop({ alternatives: true, operators: true, calendar: true, optional: true, tardiness }, 2),
        ),
      (model) => {
        fc.pre(sizeOf(model) < 300_000);
        const bound = lowerBound(readShop(model)!.shop);
        if (bound === undefined) return;
        bounds++;
        let best = Number.POSITIVE_INFINITY;
        for (const values of everySolution(model)) best = Math.min(best, objectiveOf(model, values));
        expect(best).toBeGreaterThanOrEqual(bound);
      },
    ),
    { numRuns: process.env.DOVETAIL_DEEP ? 300 : 30, seed: 2 },
  );
  expect(bounds).toBeGreaterThan(10);
});
