import fc from 'fast-check';
import { expect, test } from 'vitest';
import { State } from '../../../src/engines/local/state.ts';
import { type Matrix, matrixOf } from '../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { weighted } from '../../../src/language/expression.ts';
import { milp } from '../../../src/rewrite/milp.ts';
import { rewrite } from '../../../src/rewrite/rewrite.ts';
import { arbitraryModel } from '../../support/models.ts';
import { countedAnew, kept } from './counted.ts';

const matrices: fc.Arbitrary<Matrix> = fc
  .constantFrom('linear', 'exactlyOne', 'boolOr', 'max', 'allDifferent' as const)
  .chain((kind) => arbitraryModel(kind as 'linear'))
  .map((model) => matrixOf(rewrite(model, milp).model))
  .filter((matrix) => matrix.numCols > 0);

test('after any moves, everything kept is what counting anew gives, and taking back restores all values', () => {
  fc.assert(
    fc.property(matrices, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }), (matrix, moves) => {
      const state = new State(matrix, undefined);
      expect(kept(state)).toEqual(countedAnew(state));
      const { decisions } = state.structure;
      if (decisions.length === 0) return;
      const before = [...state.values];
      for (const [which, value] of moves) {
        const column = decisions[which % decisions.length]!;
        const [lo, hi] = [matrix.colLower[column]!, matrix.colUpper[column]!];
        state.set(column, lo + (value % (hi - lo + 1)));
      }
      expect(kept(state)).toEqual(countedAnew(state));
      state.rollback(0);
      expect([...state.values]).toEqual(before);
      expect(kept(state)).toEqual(countedAnew(state));
    }),
    { numRuns: 200, seed: 3 },
  );
});

test('what follows is set with a decision: a count, its steps, cheapest first, and back', () => {
  const model = new ModelBuilder();
  const work = [model.boolean(), model.boolean()];
  const count = model.integer(0, 2);
  const steps = [model.boolean(), model.boolean()];
  model.add(compare(weighted([...work, count], [1, 1, -1]), '=', 0));
  model.add(compare(weighted([...steps, count], [1, 1, -1]), '>=', 0));
  model.minimize(weighted(steps, [400, 200]));
  const state = new State(directMatrixOf(model.build())!, undefined);
  state.set(work[0]!, 1);
  expect([...state.values]).toEqual([1, 0, 1, 0, 1]);
  expect([state.cost, state.violatedCount]).toEqual([200, 0]);
  state.set(work[1]!, 1);
  expect([...state.values]).toEqual([1, 1, 2, 1, 1]);
  expect(state.cost).toBe(600);
  state.set(work[0]!, 0);
  expect(state.cost).toBe(200);
});

test('what a sum is short of its value, or has too much, is set with the decisions, cheapest first, and back', () => {
  const model = new ModelBuilder();
  const work = [model.boolean(), model.boolean(), model.boolean()];
  const [dear, cheap, over] = [model.integer(0, 1), model.integer(0, 1), model.integer(0, 3)];
  model.add(compare(weighted([...work, dear, cheap, over], [1, 1, 1, 1, 1, -1]), '=', 2));
  model.minimize(weighted([dear, cheap, over], [100, 10, 1]));
  const state = new State(directMatrixOf(model.build())!, undefined);
  const rest = () => [...state.values.subarray(3), state.cost];
  expect(rest()).toEqual([1, 1, 0, 110]);
  state.set(work[0]!, 1);
  expect(rest()).toEqual([0, 1, 0, 10]);
  state.set(work[1]!, 1);
  expect(rest()).toEqual([0, 0, 0, 0]);
  state.set(work[2]!, 1);
  expect(rest()).toEqual([0, 0, 1, 1]);
  state.rollback(0);
  expect(rest()).toEqual([1, 1, 0, 110]);
});
