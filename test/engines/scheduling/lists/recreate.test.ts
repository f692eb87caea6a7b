import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { Decoder } from '../../../../src/engines/scheduling/lists/decoder.ts';
import { forward } from '../../../../src/engines/scheduling/lists/direction.ts';
import { packed } from '../../../../src/engines/scheduling/lists/packing.ts';
import { prioritiesOf } from '../../../../src/engines/scheduling/lists/priorities.ts';
import { spansOf } from '../../../../src/engines/scheduling/lists/profiles.ts';
import { RuinRecreate } from '../../../../src/engines/scheduling/lists/recreate.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { costOf, type Schedule } from '../../../../src/engines/scheduling/shop.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';
import { cases } from '../../../support/deep.ts';
import { arbitraryShop, type Features } from '../support/arbitraryShop.ts';

const RUNS = cases(60, 1000);

const MIXTURES: readonly Features[] = [
  { alternatives: true, calendar: true, tardiness: true },
  { setups: true, alternatives: true, tardiness: true },
  { operators: true, optional: true, calendar: true },
  { dropped: true, alternatives: true, tardiness: true },
  { dropped: true, operators: true, setups: true },
];

test('schedules that are ruined and recreated hold, and cost what their moves say, in cells and in spans', () => {
  let better = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...MIXTURES).chain((features) => arbitraryShop(features, 8)),
      fc.nat(999),
      (model, seed) => {
        const { projection, shop, unread } = readShop(model)!;
        expect(unread).toEqual([]);
        const priorities = prioritiesOf(shop)!;
        const begun = { start: new Int32Array(shop.taskCount), mode: shop.modeFrom.slice(0, shop.taskCount) };
        const isPlaced = new Decoder(forward(shop, packed(shop)!)).decode(
          priorities.topological,
          begun.mode,
          begun.start,
        );
        fc.pre(isPlaced && isFeasible(model, projection.valuesOf(begun)));
        const found = [packed(shop)!, spansOf(shop)!].map((supply) => {
          const all: Schedule[] = [];
          let moves = 0;
          const hooks = { isOver: () => ++moves > 300, onBetter: (schedule: Schedule) => all.push(schedule) };
          const ruins = new RuinRecreate(shop, { supply, priorities }, new Random(seed), hooks);
          expect(ruins.load(begun)).toBe(true);
          // It stays as hot as at first, whatever the work of a move.
          const best = ruins.anneal(Number.POSITIVE_INFINITY, costOf(shop, begun));
          for (const schedule of all) {
            const values = projection.valuesOf(schedule);
            expect(isFeasible(model, values)).toBe(true);
            expect(costOf(shop, schedule)).toBe(objectiveOf(model, values));
          }
          if (best) expect(best.cost).toBe(costOf(shop, best.schedule));
          return all;
        });
        // What holds the free times makes no difference.
        expect(found[1]).toEqual(found[0]);
        better += found[0]!.length;
      },
    ),
    { numRuns: RUNS, seed: 5 },
  );
  expect(better).toBeGreaterThan(RUNS / 2);
});
