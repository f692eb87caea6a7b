import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import { partOf } from '../../../src/engines/schedule-lns/part.ts';
import { readShop } from '../../../src/engines/scheduling/reading/index.ts';
import { costOf } from '../../../src/engines/scheduling/shop.ts';
import { holds, isFeasible } from '../../../src/language/holds.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf, objectiveSum } from '../../../src/language/objective.ts';
import { print } from '../../../src/language/print.ts';
import { cases } from '../../support/deep.ts';
import { arbitraryShop, type Features, sizeOf } from '../scheduling/support/arbitraryShop.ts';
import { solved } from '../scheduling/support/solved.ts';

const RUNS = cases(8, 100);

const MIXTURES: readonly Features[] = [
  { alternatives: true },
  { operators: true, calendar: true },
  { tardiness: true, alternatives: true, operators: true },
  { setups: true, alternatives: true, calendar: true },
  { optional: true, tardiness: true },
  { dropped: true, setups: true, tardiness: true },
];

/** Some schedule of a shop, not the best one: the first that the search reports. */
async function someScheduleOf(model: Model) {
  const reading = readShop(model);
  const values = (await solved(model, { ticks: 1 })).reported[0]?.values;
  const schedule = values && reading?.projection.scheduleOf(values);
  return reading && schedule && { ...reading, schedule, cost: costOf(reading.shop, schedule) };
}

test.each(MIXTURES)('in shops with %o a part says of its schedules what the whole does', async (features) => {
  await fc.assert(
    fc.asyncProperty(arbitraryShop(features, 3), fc.array(fc.boolean(), { minLength: 3 }), async (model, picked) => {
      const known = await someScheduleOf(model);
      fc.pre(known !== undefined);
      const { shop, projection, schedule, cost, unread } = known!;
      const isFree = Uint8Array.from({ length: shop.taskCount }, (_, t) => Number(picked[t] ?? false));
      const part = partOf(shop, schedule, isFree, cost + 1);
      fc.pre(sizeOf(part.model) < 200_000);
      // The present schedule is one of the part's.
      const present = Float64Array.from(part.model.hint!.values);
      expect(isFeasible(part.model, present), print(part.model)).toBe(true);
      expect(costOf(shop, part.scheduleOf(present))).toBe(cost);
      let tried = 0;
      for (const values of everySolution(part.model)) {
        if (tried++ > 300) break;
        const found = part.scheduleOf(values);
        const whole = projection.valuesOf(found);
        // Nothing costs more than the part says, and nothing breaks what was read of the whole.
        expect(costOf(shop, found)).toBeLessThanOrEqual(cost);
        if (unread.every((c) => holds(c, whole, model.intervals)))
          expect(isFeasible(model, whole), print(model)).toBe(true);
        for (let t = 0; t < shop.taskCount; t++) if (isFree[t] === 0) expect(found.mode[t]).toBe(schedule.mode[t]);
      }
    }),
    { numRuns: RUNS, seed: 5, endOnFailure: true },
  );
});

test('in which everything is free, the best is the best of the whole', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryShop({ alternatives: true, setups: true, tardiness: true }, 3), async (model) => {
      const known = await someScheduleOf(model);
      fc.pre(known?.shop.isExact === true && known.unread.length + known.shop.shares.length === 0);
      const { shop, projection, schedule, cost } = known!;
      const part = partOf(shop, schedule, new Uint8Array(shop.taskCount).fill(1), cost + 1);
      fc.pre(sizeOf(part.model) < 200_000 && sizeOf(model) < 200_000);
      const best = (one: Model, worth: (values: Float64Array) => number): number => {
        let least = Number.POSITIVE_INFINITY;
        for (const values of everySolution(one)) least = Math.min(least, worth(values));
        return least;
      };
      const ofPart = best(part.model, (values) => objectiveOf(model, projection.valuesOf(part.scheduleOf(values))));
      expect(ofPart, print(model)).toBe(best(model, (values) => objectiveSum(model.objective!, values)));
      compared++;
    }),
    { numRuns: RUNS, seed: 5, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(RUNS / 2);
});
