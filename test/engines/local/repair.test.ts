import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Repair } from '../../../src/engines/local/repair.ts';
import { State } from '../../../src/engines/local/state.ts';
import { matrixOf, solutionOf } from '../../../src/engines/matrix.ts';
import { Random } from '../../../src/engines/random.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, term, weighted } from '../../../src/language/expression.ts';
import { milp } from '../../../src/rewrite/milp.ts';
import { rewrite } from '../../../src/rewrite/rewrite.ts';
import { arbitraryModel } from '../../support/models.ts';

/** A state at the given values, and what repairs it. */
function begun(model: ModelBuilder, start: readonly number[]) {
  const state = new State(matrixOf(model.build()), Float64Array.from(start));
  const repair = new Repair(state, new Random(1));
  repair.begin();
  return { state, repair };
}

describe('a repair', () => {
  test('makes the cheapest of the changes that miss least', () => {
    const model = new ModelBuilder();
    const x = [model.boolean(), model.boolean(), model.boolean()];
    model.add(compare(sum(x), '>=', 1));
    // In two rows, so that none of them merely fills the first.
    model.add(compare(sum(x), '<=', 2));
    model.minimize(weighted(x, [5, 2, 9]));
    const { state, repair } = begun(model, [0, 0, 0]);
    // Each of the three brings the row from one too few to none.
    expect(repair.repairRow(0)).toBe(-1);
    expect([...state.values]).toEqual([0, 1, 0]);
  });

  test('goes no further than the row needs', () => {
    const model = new ModelBuilder();
    const x = model.integer(0, 50);
    model.add(compare(term(x, 3), '>=', 20));
    const { state, repair } = begun(model, [2]);
    repair.repairRow(0);
    // 3 * 7 = 21 is the first that reaches 20.
    expect([...state.values]).toEqual([7]);
  });

  test('is not there where every column is at its end', () => {
    const model = new ModelBuilder();
    const x = model.integer(0, 3);
    model.add(compare(term(x), '>=', 5));
    expect(begun(model, [3]).repair.repairRow(0)).toBeUndefined();
  });

  test('leaves alone what has changed in the same chain, and for as long as the memory lasts', () => {
    const model = new ModelBuilder();
    const x = [model.boolean(), model.boolean()];
    model.add(compare(sum(x), '>=', 1));
    const { repair } = begun(model, [0, 0]);
    repair.choose(0, 1);
    expect([repair.isFresh(0), repair.isFresh(1)]).toEqual([false, true]);
    repair.begin(1);
    expect(repair.isFresh(0)).toBe(false);
    repair.begin(0);
    expect(repair.isFresh(0)).toBe(true);
  });

  test('settles one row after another, and says when it cannot', () => {
    const model = new ModelBuilder();
    const x = [model.boolean(), model.boolean(), model.boolean()];
    model.add(compare(sum([x[0]!, x[1]!]), '>=', 1));
    model.add(compare(sum([x[2]!]), '>=', 1));
    model.add(compare(sum(x), '<=', 2));
    const { state, repair } = begun(model, [0, 0, 0]);
    expect(repair.settle(1)).toBe(false);
    expect(repair.settle(1)).toBe(true);
    expect(state.violatedCount).toBe(0);
  });

  test('that settles leaves a solution, whatever the model', () => {
    let settled = 0;
    fc.assert(
      fc.property(arbitraryModel('linear'), fc.nat(), (model, seed) => {
        const matrix = matrixOf(rewrite(model, milp).model);
        const state = new State(matrix, undefined);
        const repair = new Repair(state, new Random(seed));
        repair.begin();
        if (!repair.settle(20)) return;
        settled++;
        expect(solutionOf(matrix, state.values)).toBeDefined();
      }),
      { numRuns: 200, seed: 5 },
    );
    expect(settled).toBeGreaterThan(50);
  });
});
