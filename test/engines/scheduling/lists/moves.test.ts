import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { Agreement, allowedCosts } from '../../../../src/engines/scheduling/lists/agreement.ts';
import { shifted, sortBy } from '../../../../src/engines/scheduling/lists/shift.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { constant, term, weighted } from '../../../../src/language/expression.ts';

/** Task 1 leads to 3, and 3 to 4. */
const into = { from: Int32Array.of(0, 0, 0, 0, 1, 2), task: Int32Array.of(1, 3), lag: Int32Array.of(0, 0) };
const out = { from: Int32Array.of(0, 0, 1, 1, 2, 2), task: Int32Array.of(3, 4), lag: Int32Array.of(0, 0) };

test.each([
  // 4 to the front takes 3 and 1, which lead to it, along.
  [4, 0, [1, 3, 4, 0, 2]],
  // 1 to the end pushes 3 and 4 before it.
  [1, 4, [0, 2, 1, 3, 4]],
  [2, 0, [2, 0, 1, 3, 4]],
  [0, 2, [1, 2, 0, 3, 4]],
])('the task at %i goes to %i with those that it cannot pass', (from, to, expected) => {
  const list = Int32Array.of(0, 1, 2, 3, 4);
  expect(shifted({ into, out }, { list, from, to })).toBe(true);
  expect([...list]).toEqual(expected);
});

test('a shift that passes nothing is none', () => {
  expect(shifted({ into, out }, { list: Int32Array.of(1, 3, 4, 0, 2), from: 1, to: 0 })).toBe(false);
});

test('a list is sorted by key, and equals keep their order', () => {
  const list = Int32Array.of(2, 0, 3, 1);
  sortBy(list, Int32Array.of(5, 1, 5, 0));
  expect([...list]).toEqual([3, 1, 2, 0]);
});

test('tasks that share a literal are all there or all away', () => {
  const model = new ModelBuilder();
  const presence = model.boolean();
  const tasks = [0, 1, 2].map(() =>
    model.interval({ start: term(model.integer(0, 9)), size: constant(2), presence: [presence] }),
  );
  model.noOverlap(tasks);
  model.minimize(weighted([presence], [-3]));
  const { shop } = readShop(model.build())!;
  const isThere = (m: number): boolean => shop.useFrom[m + 1]! > shop.useFrom[m]!;
  // To be there saves 3, so only those modes are allowed at first.
  expect([...allowedCosts(shop).keys()].filter((m) => allowedCosts(shop)[m]! < Infinity).every(isThere)).toBe(true);
  const mode = Int32Array.of(0, 2, 4).map((first, t) => shop.modeFrom[t]! + (isThere(first) ? 0 : 1));
  mode[1] = shop.modeFrom[1]! + (isThere(shop.modeFrom[1]!) ? 1 : 0);
  new Agreement(shop).follow(1, mode, new Random(1));
  expect([...mode].map(isThere)).toEqual([false, false, false]);
});
