import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import { floorOf } from '../../../src/engines/local/floor.ts';
import { structureOf } from '../../../src/engines/local/structure.ts';
import { columnsOf, inModelUnits, type Matrix, matrixOf } from '../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { milp } from '../../../src/rewrite/milp.ts';
import { rewrite } from '../../../src/rewrite/rewrite.ts';
import { arbitraryModel } from '../../support/models.ts';

const floorFor = (matrix: Matrix): number => floorOf(matrix, structureOf(matrix, columnsOf(matrix)));

test('choices take their cheapest, and rows pay what they need', () => {
  const model = new ModelBuilder();
  const options = [model.boolean(), model.boolean(), model.boolean()];
  const used = [model.boolean(), model.boolean(), model.boolean()];
  model.add({ kind: 'exactlyOne', literals: options });
  model.add(compare(sum(used), '>=', 2));
  model.minimize(weighted([...options, ...used], [7, 4, 9, 3, 5, 6]));
  // 4 for the choice; two of three workers at 3 each or more.
  expect(floorFor(directMatrixOf(model.build())!)).toBe(10);
});

test('no solution costs less', () => {
  const rows = fc
    .constantFrom('linear', 'exactlyOne', 'atMostOne', 'boolOr' as const)
    .chain((kind) => arbitraryModel(kind as 'linear'));
  let compared = 0;
  fc.assert(
    fc.property(rows, (model: Model) => {
      const matrix = matrixOf(rewrite(model, milp).model);
      if (!matrix.objective) return;
      const sign = model.objective!.sense === 'maximize' ? -1 : 1;
      const floor = sign * inModelUnits(matrix, floorFor(matrix));
      for (const values of everySolution(model)) {
        compared++;
        expect(sign * objectiveOf(model, values)).toBeGreaterThanOrEqual(floor - 1e-9);
      }
    }),
    { numRuns: 400, seed: 11 },
  );
  expect(compared).toBeGreaterThan(1000);
});
