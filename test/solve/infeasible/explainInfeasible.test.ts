import { afterAll, describe, expect, test } from 'vitest';
import { endWarmThreads } from '../../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { constant, sum, term } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { explainInfeasible } from '../../../src/solve/infeasible/explainInfeasible.ts';
import { labelsOf } from '../../../src/solve/infeasible/labels.ts';

afterAll(endWarmThreads);

type Variables = readonly [number, number, number];

/** a + b >= 8 over 0..5 needs a >= 3: it conflicts with a <= 2, and with nothing else here. */
function conflict(): Model {
  const model = new ModelBuilder();
  const [a, b, c] = [model.integer(0, 5, 'a'), model.integer(0, 5, 'b'), model.integer(0, 5, 'c')];
  model.owned('demand', () => model.add(compare(sum([a, b]), '>=', 8)));
  model.owned('cap of a', () => model.add(compare(term(a), '<=', 2)));
  model.owned('cap of b', () => model.add(compare(term(b), '<=', 5)));
  model.owned('order', () => {
    model.add(compare(term(c), '>=', 1));
    model.add({ kind: 'boolOr', literals: [model.boolean()] });
  });
  model.minimize(term(c));
  return model.build();
}

describe('explainInfeasible', () => {
  test('names a smallest set of labels, proved minimal and confirmed', async () => {
    const explanation = await explainInfeasible(conflict());
    expect(explanation).toMatchObject({
      kind: 'conflict',
      labels: ['demand', 'cap of a'],
      isMinimal: true,
      isVerified: true,
    });
  });

  test.each([
    ['a row', 'variable x in 0..10', ([x]: Variables) => compare(term(x), '>=', 5_000_000)],
    ['a weighed row', 'variable x in 0..10', ([x]: Variables) => compare(term(x, 3), '=', 3e12)],
    [
      'a row under its domain',
      'variable z in 7000000000..7000000009',
      ([, , z]: Variables) => compare(term(z), '<=', 5),
    ],
    [
      'a product',
      'variable x in 0..10',
      ([x, y]: Variables): Constraint => ({
        kind: 'multiplication',
        target: constant(9e8),
        exprs: [term(x), term(y)],
      }),
    ],
  ])('blames a domain however far it is from what %s asks for', async (_, label, post) => {
    const model = new ModelBuilder();
    const all: Variables = [model.integer(0, 10, 'x'), model.integer(0, 1000, 'y'), model.integer(7e9, 7e9 + 9, 'z')];
    model.add(post(all), { name: 'wanted' });
    const built = model.build();
    const explanation = await explainInfeasible(built, labelsOf(built, { variables: true }));
    expect(explanation).toMatchObject({ kind: 'conflict', isMinimal: true, isVerified: true });
    expect(explanation).toHaveProperty('labels', expect.arrayContaining([label, 'wanted']));
  });

  test('takes what no label names as given', async () => {
    // Only the cap is up for discussion: the demand alone cannot be dropped.
    const explanation = await explainInfeasible(conflict(), new Map([['cap of a', ['/constraints/1']]]));
    expect(explanation).toMatchObject({ kind: 'conflict', labels: ['cap of a'], isMinimal: true, isVerified: true });
  });

  test('finds one of two conflicts that do not touch', async () => {
    const model = ModelBuilder.from(conflict());
    const d = model.boolean('d');
    model.owned('d is true', () => model.add({ kind: 'boolAnd', literals: [d] }));
    model.owned('d is false', () => model.add({ kind: 'boolAnd', literals: [-1 - d] }));
    const explanation = await explainInfeasible(model.build());
    expect(explanation.kind).toBe('conflict');
    if (explanation.kind !== 'conflict') return;
    expect([
      ['cap of a', 'demand'],
      ['d is false', 'd is true'],
    ]).toContainEqual([...explanation.labels].sort());
  });

  test('gives the solution of a model that has one', async () => {
    const { constraints, ...rest } = conflict();
    const explanation = await explainInfeasible({ ...rest, constraints: constraints.slice(1) });
    expect(explanation.kind).toBe('feasible');
  });

  test('says that it does not know when there is no time', async () => {
    const explanation = await explainInfeasible(conflict(), undefined, { budgetMs: 0 });
    expect(explanation.kind).toBe('unknown');
    const stopped = await explainInfeasible(conflict(), undefined, { signal: AbortSignal.abort() });
    expect(stopped.kind).toBe('unknown');
  });

  test('names no label when what is given conflicts by itself', async () => {
    const explanation = await explainInfeasible(conflict(), new Map([['order', ['/constraints/3', '/constraints/4']]]));
    expect(explanation).toMatchObject({ kind: 'conflict', labels: [], isVerified: true });
  });
});
