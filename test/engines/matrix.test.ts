import { expect, test } from 'vitest';
import { columnsOf, costStep, inModelUnits, matrixOf, roundedBound } from '../../src/engines/matrix.ts';
import { directMatrixOf } from '../../src/engines/rows.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { not, plus, term, weighted } from '../../src/language/expression.ts';
import { milp } from '../../src/rewrite/milp.ts';
import { rewrite } from '../../src/rewrite/rewrite.ts';

test('rows stand one behind the other, and a variable that occurs twice in a row is added up', () => {
  const model = new ModelBuilder();
  const [x, y, z] = [model.integer(0, 4), model.integer(-3, 5), model.boolean()];
  model.add(compare(weighted([x, y, x], [1, 2, 3]), '<=', 7)); // 4 x + 2 y <= 7
  model.add({ kind: 'linear', vars: [z, y], coeffs: [5, -1], domain: [1, 2] });
  const matrix = matrixOf(model.build());
  expect([...matrix.starts]).toEqual([0, 2, 4]);
  expect([...matrix.indices]).toEqual([x, y, z, y]);
  expect([...matrix.values]).toEqual([4, 2, 5, -1]);
  expect([...matrix.rowLower]).toEqual([Number.NEGATIVE_INFINITY, 1]);
  expect([...matrix.rowUpper]).toEqual([7, 2]);
  expect([...matrix.colLower]).toEqual([0, -3, 0]);
});

test('the matrix by columns has the same entries', () => {
  const model = new ModelBuilder();
  const [x, y] = [model.boolean(), model.boolean()];
  model.add(compare(weighted([x, y], [2, 3]), '<=', 4));
  model.add(compare(term(y, 7), '>=', 0));
  const { starts, indices, values } = columnsOf(matrixOf(model.build()));
  expect([...starts]).toEqual([0, 1, 3]);
  expect([...indices]).toEqual([0, 0, 1]);
  expect([...values]).toEqual([2, 3, 7]);
});

test('a maximised objective becomes minimised costs and comes back in its own units', () => {
  const model = new ModelBuilder();
  const [x, y] = [model.integer(0, 9), model.integer(0, 9)];
  model.maximize(plus(weighted([x, y], [4, -6]), { vars: [], coeffs: [], offset: 10 }));
  const built = model.build();
  const matrix = matrixOf(built);
  const { cost } = matrix;
  expect([...cost]).toEqual([-4, 6]);
  // x = 9, y = 0: minimised sum -36, objective 4 * 9 + 10 = 46.
  expect(inModelUnits(matrix, -36)).toBe(46);
  expect(costStep(cost)).toBe(2);
});

test('a bound rises to the next value that the objective can have', () => {
  // Costs are multiples of 5: nothing lies between 10 and 15, and noise of 1e-9 above 10 is not a proof of 15.
  expect(roundedBound(11.2, 5)).toBe(15);
  expect(roundedBound(10 + 1e-9, 5)).toBe(10);
  expect(costStep(new Float64Array([0, 0]))).toBe(1);
});

test('the rows of a model that needs no rewriting are those that rewriting gives', () => {
  const model = new ModelBuilder();
  const [a, b, c, d] = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
  const n = model.integer(-2, 9);
  model.add({ kind: 'boolOr', literals: [a, not(b), c] });
  model.add({ kind: 'boolOr', literals: [a, b] }, { enforce: [not(c), d] });
  model.add({ kind: 'boolAnd', literals: [a, not(d)] });
  model.add({ kind: 'boolAnd', literals: [b, not(c)] }, { enforce: [a] });
  model.add({ kind: 'atMostOne', literals: [a, not(b), d] });
  model.add({ kind: 'exactlyOne', literals: [b, c, not(d)] });
  model.add(compare(weighted([a, n], [3, -2]), '<=', 4));
  model.maximize(weighted([n, c], [2, 5]));
  const built = model.build();
  expect(directMatrixOf(built)).toEqual(matrixOf(rewrite(built, milp).model));
});

test('a model with anything but rows has to be rewritten', () => {
  const withRange = new ModelBuilder();
  withRange.add({ kind: 'linear', vars: [withRange.integer(0, 9)], coeffs: [1], domain: [0, 2, 4, 5] });
  expect(directMatrixOf(withRange.build())).toBeUndefined();
  const twice = new ModelBuilder();
  const x = twice.boolean();
  twice.add({ kind: 'boolOr', literals: [x, not(x)] });
  expect(directMatrixOf(twice.build())).toBeUndefined();
});
