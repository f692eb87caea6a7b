import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Closing } from '../../../src/engines/local/closing.ts';
import { Repair } from '../../../src/engines/local/repair.ts';
import { State } from '../../../src/engines/local/state.ts';
import { matrixOf, solutionOf } from '../../../src/engines/matrix.ts';
import { Random } from '../../../src/engines/random.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import { countedAnew, kept } from './counted.ts';

/** Items, each in one of some bins of 10, and a bin costs 50 when something is in it: the items' columns first, then the bins'. */
function packing(weights: readonly number[], bins: number): ModelBuilder {
  const model = new ModelBuilder();
  const places = weights.map(() => Array.from({ length: bins }, () => model.boolean()));
  const opens = Array.from({ length: bins }, () => model.boolean());
  for (const own of places) model.add(compare(sum(own), '=', 1));
  for (const [bin, open] of opens.entries()) {
    const inside = places.map((own) => own[bin]!);
    model.add(compare(weighted([...inside, open], [...weights, -10]), '<=', 0));
  }
  model.minimize(weighted(opens, [...opens.map(() => 50)]));
  return model;
}

/** A state in which each item is in the bin that is said. */
function packed(weights: readonly number[], bins: number, inBin: readonly number[]) {
  const start = inBin.flatMap((bin) => Array.from({ length: bins }, (_, b) => (b === bin ? 1 : 0)));
  const state = new State(matrixOf(packing(weights, bins).build()), Float64Array.from(start));
  const random = new Random(1);
  return { state, closing: new Closing(state, new Repair(state, random), random) };
}

describe('closing', () => {
  test('has all that is in a bin go elsewhere, though others have to make room', () => {
    // 6 + 4, 5 + 5 fill two bins; here the 4 and a 5 stand together, and 6 and the other 5 have a bin each.
    const { state, closing } = packed([6, 4, 5, 5], 3, [0, 1, 1, 2]);
    expect(state.cost).toBe(150);
    let isClosed = false;
    for (let i = 0; i < 50 && !isClosed; i++) isClosed = closing.make();
    expect(isClosed).toBe(true);
    expect([state.cost, state.violatedCount]).toEqual([100, 0]);
    expect(solutionOf(state.matrix, state.values)?.objective).toBe(100);
  });

  test('leaves everything as it was where no bin can be spared', () => {
    const { state, closing } = packed([6, 6, 6], 4, [0, 1, 2]);
    const before = [...state.values];
    for (let i = 0; i < 50; i++) expect(closing.make()).toBe(false);
    expect([...state.values]).toEqual(before);
    expect([...state.upper]).toEqual([...state.matrix.colUpper]);
    expect([...state.weights]).toEqual([...state.weights].fill(1));
  });

  test('is due after nine times as much other work', () => {
    const { state, closing } = packed([6, 6, 6], 4, [0, 1, 2]);
    expect(closing.isDue).toBe(true);
    const before = state.touched;
    closing.make();
    const spent = state.touched - before;
    expect(closing.isDue).toBe(false);
    state.touched += 9 * spent - 1;
    expect(closing.isDue).toBe(false);
    state.touched += 1;
    expect(closing.isDue).toBe(true);
  });

  test('is never due where nothing that follows costs anything', () => {
    const model = new ModelBuilder();
    const x = [model.boolean(), model.boolean()];
    model.add(compare(sum(x), '=', 1));
    model.add(compare(sum(x), '<=', 2));
    model.minimize(weighted(x, [1, 1]));
    const state = new State(matrixOf(model.build()), Float64Array.from([1, 0]));
    const random = new Random(1);
    expect(new Closing(state, new Repair(state, random), random).isDue).toBe(false);
  });

  test('leaves steps of a growing cost filled cheapest first', () => {
    const model = new ModelBuilder();
    const [late, early] = [0, 1].map(() => Array.from({ length: 4 }, () => model.boolean()));
    for (const [i, x] of late!.entries()) model.add(compare(sum([x, early![i]!]), '=', 1));
    const [cheap, dear] = [model.integer(0, 2), model.integer(0, 9)];
    model.add(compare(weighted([cheap, dear, ...late!], [1, 1, -1, -1, -1, -1]), '>=', 0));
    model.minimize(weighted([cheap, dear], [1, 5]));
    const matrix = matrixOf(model.build());
    let closed = 0;
    for (let seed = 1; seed <= 20; seed++) {
      // All four are late: two cheap steps, and two dear ones.
      const state = new State(matrix, Float64Array.from([1, 1, 1, 1, 0, 0, 0, 0, 2, 2]));
      expect(state.cost).toBe(12);
      const random = new Random(seed);
      if (!new Closing(state, new Repair(state, random), random).make()) continue;
      closed++;
      // One less is late, whichever of the two was to be less: two cheap steps and a dear one.
      expect([state.values[cheap], state.values[dear], state.cost]).toEqual([2, 1, 7]);
    }
    expect(closed).toBeGreaterThan(5);
  });

  test('leaves fewer bins, each row kept and each sum as counting anew gives it, whatever is packed', () => {
    let [closed, inVain] = [0, 0];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 }), (weights) => {
        // Each has a bin of its own at first.
        const { state, closing } = packed(weights, weights.length, [...weights.keys()]);
        for (let i = 0; i < 20; i++) {
          const [values, cost] = [[...state.values], state.cost];
          if (closing.make()) {
            closed++;
            expect(state.cost).toBeLessThanOrEqual(cost - 50);
          } else {
            inVain++;
            expect([...state.values]).toEqual(values);
          }
          state.commit();
          expect(solutionOf(state.matrix, state.values)?.objective).toBe(state.cost);
          expect(kept(state)).toEqual(countedAnew(state));
          expect([...state.upper]).toEqual([...state.matrix.colUpper]);
        }
      }),
      { numRuns: 200, seed: 11 },
    );
    expect(Math.min(closed, inVain)).toBeGreaterThan(200);
  });
});
