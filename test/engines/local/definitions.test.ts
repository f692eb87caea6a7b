import { expect, test } from 'vitest';
import { structureOf } from '../../../src/engines/local/structure.ts';
import { columnsOf } from '../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { not, sum, term, weighted } from '../../../src/language/expression.ts';

function structureFor(model: ModelBuilder) {
  const matrix = directMatrixOf(model.build())!;
  return structureOf(matrix, columnsOf(matrix));
}

test('the count of an equation follows from what it counts', () => {
  const model = new ModelBuilder();
  const [a, b] = [model.boolean(), model.boolean()];
  const count = model.integer(0, 2);
  model.add(compare(weighted([a, b, count], [1, 1, -1]), '=', 0));
  const { level, defines } = structureFor(model);
  expect([...level]).toEqual([0, 0, 1]);
  expect([...defines]).toEqual([count]);
});

test('of a choice of exactly one, the costliest is the way out', () => {
  const model = new ModelBuilder();
  const [a, b, unplaced] = [model.boolean(), model.boolean(), model.boolean()];
  model.add({ kind: 'exactlyOne', literals: [a, b, unplaced] });
  model.minimize(weighted([a, unplaced], [3, 100]));
  const { level, group, leading } = structureFor(model);
  expect([...level]).toEqual([0, 0, 1]);
  expect([...group]).toEqual([0, 0, -1]);
  expect([...leading]).toEqual([0]);
});

test('a choice of shifts, from which it follows whether somebody works, is opened by nothing else', () => {
  const model = new ModelBuilder();
  const [early, late, works, other] = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(weighted([early, late, works], [1, 1, -1]), '=', 0));
  model.add({ kind: 'atMostOne', literals: [works, other] });
  const { level, group, leading } = structureFor(model);
  expect([...level]).toEqual([0, 0, 1, 0]);
  expect([...group.slice(0, 2)]).toEqual([0, 0]);
  expect([...leading]).toContain(0);
});

test('an "or" and an "and" follow from their literals, negated ones too', () => {
  const model = new ModelBuilder();
  const [a, b, either, both] = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
  model.add({ kind: 'boolOr', literals: [not(either), a, not(b)] });
  model.add({ kind: 'boolOr', literals: [either, not(a)] });
  model.add({ kind: 'boolOr', literals: [either, b] });
  model.add({ kind: 'boolOr', literals: [both, not(a), not(b)] });
  model.add({ kind: 'boolOr', literals: [not(both), a] });
  model.add({ kind: 'boolOr', literals: [not(both), b] });
  const { level, end, defines } = structureFor(model);
  expect([...level]).toEqual([0, 0, 1, 1]);
  expect([defines[0], defines[3]]).toEqual([either, both]);
  // "either" is as large as its clause allows, "both" as small.
  expect([end[either], end[both]]).toEqual([1, -1]);
});

test('a one-sided implication leaves both sides to be decided', () => {
  const model = new ModelBuilder();
  const [a, b, c] = [model.boolean(), model.boolean(), model.boolean()];
  model.add({ kind: 'boolOr', literals: [not(a), b] });
  model.add({ kind: 'boolOr', literals: [not(b), not(c)] });
  expect([...structureFor(model).level]).toEqual([0, 0, 0]);
});

test('the largest and the smallest of several counts follow from them', () => {
  const model = new ModelBuilder();
  const counts = [model.integer(0, 9), model.integer(0, 9)];
  const [most, least] = [model.integer(0, 9), model.integer(0, 9)];
  for (const count of counts) {
    model.add(compare(weighted([most, count], [1, -1]), '>=', 0));
    model.add(compare(weighted([least, count], [1, -1]), '<=', 0));
  }
  model.minimize(weighted([most, least], [5, -5]));
  const { level, end, starts } = structureFor(model);
  expect([...level]).toEqual([0, 0, 1, 1]);
  expect([end[most], end[least]]).toEqual([-1, 1]);
  expect(starts[most + 1]! - starts[most]!).toBe(2);
});

test('whether something is in a bin follows from what is in it', () => {
  const model = new ModelBuilder();
  const inside = [model.boolean(), model.boolean(), model.boolean()];
  const open = model.boolean();
  model.add(compare(weighted([...inside, open], [4, 7, 3, -10]), '<=', 0));
  model.minimize(weighted([open], [50]));
  const { level, end, defines } = structureFor(model);
  expect([...level]).toEqual([0, 0, 0, 1]);
  expect([end[open], [...defines]]).toEqual([-1, [open]]);
});

test('steps of a growing cost fill what a count needs, cheapest first', () => {
  const model = new ModelBuilder();
  const work = [model.boolean(), model.boolean(), model.boolean()];
  const count = model.integer(0, 3);
  const steps = [model.boolean(), model.boolean(), model.boolean()];
  model.add(compare(weighted([...work, count], [1, 1, 1, -1]), '=', 0));
  model.add(compare(weighted([...steps, count], [1, 1, 1, -1]), '>=', 0));
  model.minimize(weighted(steps, [600, 200, 400]));
  const { level, nextFill } = structureFor(model);
  expect([...level]).toEqual([0, 0, 0, 1, 2, 2, 2]);
  // 200 first, then 400, then 600.
  expect([...nextFill].slice(4)).toEqual([-1, steps[2], steps[0]]);
});

test('what would follow from itself is decided', () => {
  const model = new ModelBuilder();
  const [a, b] = [model.integer(0, 5), model.integer(0, 5)];
  model.add(compare(weighted([a, b], [1, -1]), '=', 0));
  model.add(compare(weighted([a, b], [1, -1]), '=', 0));
  model.add(compare(sum([a, b]), '<=', 8));
  model.minimize(term(a, 1));
  const { level, defines } = structureFor(model);
  // The first equation defines b by a, the second a by b: a circle, so that both are decided and no row defines anything.
  expect([...level]).toEqual([0, 0]);
  expect([...defines]).toEqual([-1, -1, -1]);
});
