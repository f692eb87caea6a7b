import { expect, test } from 'vitest';
import type { Matrix } from '../../../src/engines/matrix.ts';
import { Ascent } from '../../../src/engines/pdhg/ascent.ts';
import { ascentRows } from '../../../src/engines/pdhg/ascentRows.ts';
import { Relaxation } from '../../../src/engines/pdhg/relaxation.ts';
import { Random } from '../../../src/engines/random.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';

/** The bound of the multipliers that an ascent ends with. */
function endOf(matrix: Matrix): number {
  const ascent = new Ascent(matrix);
  while (!ascent.isOver) ascent.step();
  const multipliers = new Float64Array(matrix.numRows);
  ascent.multipliers(multipliers);
  return new Relaxation(matrix).boundAt(multipliers);
}

function matrixOf(build: (model: ModelBuilder) => void): Matrix {
  const model = new ModelBuilder();
  build(model);
  return directMatrixOf(model.build())!;
}

test('assignments of which the optimum is known come near to it, and not beyond', () => {
  // Costs are u + v and some more, nothing more on one permutation: by duality, the sum of all u and v is the optimum.
  const random = new Random(7);
  for (const n of [5, 20, 60]) {
    const [u, v] = [0, 1].map(() => Array.from({ length: n }, () => random.below(500)));
    const optimum = [...u!, ...v!].reduce((a, b) => a + b, 0);
    const matrix = matrixOf((model) => {
      const cells = u!.map(() => v!.map(() => model.boolean()));
      const cost = u!.map((own, i) => v!.map((other, j) => own + other + (j === (i + 1) % n ? 0 : random.below(300))));
      for (let i = 0; i < n; i++) {
        model.add({ kind: 'exactlyOne', literals: cells[i]! });
        model.add({ kind: 'exactlyOne', literals: cells.map((row) => row[i]!) });
      }
      model.minimize(weighted(cells.flat(), cost.flat()));
    });
    const bound = endOf(matrix);
    expect(bound).toBeLessThanOrEqual(optimum);
    expect(bound).toBeGreaterThan(0.97 * optimum);
  }
});

test('weights count: of jobs of 3, 2 and 2 hours, one and a half of the shorter ones fit into 3 hours', () => {
  // So much of a room for 3 hours is worth most in the relaxation, and the others cost 10 each: 30 - 1.5 x 10.
  const matrix = matrixOf((model) => {
    const jobs = [1, 2, 3].map(() => [model.boolean(), model.boolean()] as const);
    for (const literals of jobs) model.add({ kind: 'exactlyOne', literals });
    const inRoom = jobs.map(([cheap]) => cheap);
    model.add(compare(weighted(inRoom, [3, 2, 2]), '<=', 3));
    model.minimize(
      weighted(
        jobs.map(([, outside]) => outside),
        [10, 10, 10],
      ),
    );
  });
  expect(endOf(matrix)).toBeLessThanOrEqual(15);
  expect(endOf(matrix)).toBeGreaterThan(14.8);
});

test('what is chosen in one place is paid where it is used: a choice of days and a place on that day', () => {
  // Two visits have two days each; a visit on a day takes one of the places of that day, and day 0 has one place.
  const matrix = matrixOf((model) => {
    const days = [0, 1].map(() => [model.boolean(), model.boolean()] as const);
    const placesOnDay0 = days.map(() => [model.boolean(), model.boolean(), model.boolean()]);
    for (const literals of days) model.add({ kind: 'exactlyOne', literals });
    // Places 1 and 2 are closed for both.
    for (const [visit, places] of placesOnDay0.entries()) {
      model.add(compare(sum(places), '=', sum([days[visit]![0]])));
      model.add(compare(sum(places.slice(1)), '<=', 0));
    }
    model.add({ kind: 'atMostOne', literals: placesOnDay0.map(([place]) => place!) });
    model.minimize(
      weighted(
        days.map(([, later]) => later),
        [40, 70],
      ),
    );
  });
  expect(endOf(matrix)).toBeLessThanOrEqual(40);
  expect(endOf(matrix)).toBeGreaterThan(39);
});

test('entries are in units of the largest, amounts in units of widths, and what is fixed goes to the ends', () => {
  const matrix: Matrix = {
    numCols: 4,
    numRows: 2,
    colLower: Float64Array.of(1, 0, 3, 0),
    colUpper: Float64Array.of(5, 2, 3, Number.POSITIVE_INFINITY),
    rowLower: Float64Array.of(Number.NEGATIVE_INFINITY, 0),
    rowUpper: Float64Array.of(20, 1),
    starts: Int32Array.of(0, 3, 5),
    // 2 x0 + x1 + x2 <= 20 and 0 <= x1 + x3 <= 1, of which x3 may be as large as it likes.
    indices: Int32Array.of(0, 1, 2, 1, 3),
    values: Float64Array.of(2, 1, 1, 1, 1),
    cost: Float64Array.of(1, 1, 1, 1),
  };
  const { rows, columns, weights, lower, upper, scales, isUnit } = ascentRows(matrix);
  expect([...rows]).toEqual([0]);
  expect([...columns]).toEqual([0, 1]);
  // 2 x 4 and 1 x 2 in units of 8; of 20, the 2 of x0 and the 3 of x2 are used up.
  expect([...weights]).toEqual([1, 0.25]);
  expect([...scales]).toEqual([8]);
  expect([...upper]).toEqual([15 / 8]);
  expect([...lower]).toEqual([Number.NEGATIVE_INFINITY]);
  expect([...isUnit]).toEqual([0]);
});
