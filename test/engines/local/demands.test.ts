import { expect, test } from 'vitest';
import { Search } from '../../../src/engines/local/search.ts';
import { structureOf } from '../../../src/engines/local/structure.ts';
import { columnsOf } from '../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, type Variable, weighted } from '../../../src/language/expression.ts';

function demandsFor(model: ModelBuilder) {
  const matrix = directMatrixOf(model.build())!;
  return structureOf(matrix, columnsOf(matrix)).demands;
}

/** A variable that is the sum of others. */
function total(model: ModelBuilder, of: readonly Variable[], most: number): Variable {
  const count = model.integer(0, most);
  model.add(compare(weighted([...of, count], [...of.map(() => 1), -1]), '=', 0));
  return count;
}

/** Three starts on each of two days, of which neighbours overlap; how many are taken on each day, and in all. */
function twoDays(model: ModelBuilder, asked: number): { starts: Variable[]; placed: Variable } {
  const days = [0, 1].map(() => [0, 1, 2].map(() => model.boolean()));
  for (const [a, b, c] of days as [Variable, Variable, Variable][]) {
    model.add({ kind: 'atMostOne', literals: [a, b] });
    model.add({ kind: 'atMostOne', literals: [b, c] });
  }
  const counts = days.map((day) => total(model, day, 2));
  return { starts: days.flat(), placed: total(model, counts, asked) };
}

test('a sum over days that gains with each start that is taken asks for as many as it has room for', () => {
  const model = new ModelBuilder();
  const { starts, placed } = twoDays(model, 3);
  model.minimize(weighted([placed], [-10]));
  const { count, decisions, demandOf, sum: sums, best } = demandsFor(model);
  expect(count).toBe(1);
  expect([...decisions]).toEqual(starts);
  expect([...sums]).toEqual([placed]);
  expect([...best]).toEqual([3]);
  expect(starts.map((start) => demandOf[start])).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a sum that costs asks for nothing', () => {
  const model = new ModelBuilder();
  const { placed } = twoDays(model, 3);
  model.minimize(weighted([placed], [10]));
  expect(demandsFor(model).count).toBe(0);
});

test('choices that ask for one of their decisions themselves are no demand, nor is a sum of no choices', () => {
  const model = new ModelBuilder();
  const [a, b, c, d] = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
  model.add({ kind: 'exactlyOne', literals: [a, b] });
  const chosen = total(model, [a, c], 2);
  const plain = total(model, [c, d], 2);
  model.minimize(weighted([chosen, plain], [-1, -1]));
  expect(demandsFor(model).count).toBe(0);
});

test('what is asked for is placed, but for what a place taken first is in the way of; a search then finds room for all', () => {
  // Each of three asks for three starts: the first and the last of one day, and any of the other. No start can have more
  // than three of them, so that a room for four is no limit.
  const model = new ModelBuilder();
  const all = [0, 1, 2].map(() => twoDays(model, 3));
  for (let i = 0; i < 6; i++) model.add(compare(sum(all.map(({ starts }) => starts[i]!)), '<=', 4));
  model.minimize(
    weighted(
      all.map(({ placed }) => placed),
      [-10, -10, -10],
    ),
  );
  for (let seed = 1; seed <= 20; seed++) {
    const search = new Search(directMatrixOf(model.build())!, seed, undefined);
    expect(search.construct(() => false)).toBe(true);
    // Whoever first takes the middle of both days has two, and no third that fits.
    for (const { placed } of all) expect(search.state.values[placed]).toBeGreaterThanOrEqual(2);
    search.improve({ isOver: () => search.state.cost <= -90, heat: () => 1, onBetter: () => undefined });
    expect(all.map(({ placed }) => search.state.values[placed])).toEqual([3, 3, 3]);
  }
});
