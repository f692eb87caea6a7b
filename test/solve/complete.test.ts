import { describe, expect, test } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { not, sum, term } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { complete } from '../../src/solve/complete.ts';

const OPEN = Number.NaN;

describe('complete', () => {
  test('derives what follows from equalities and implications', () => {
    const model = new ModelBuilder();
    const [a, b, c] = [model.boolean('a'), model.boolean('b'), model.boolean('c')];
    const count = model.integer(0, 3, 'count');
    const any = model.boolean('any');
    model.add(compare(sum([a, b, c]), '=', term(count)));
    model.add({ kind: 'boolOr', literals: [a, b, c], enforce: [any] });
    model.add({ kind: 'boolAnd', literals: [not(a), not(b), not(c)], enforce: [not(any)] });
    expect([...complete(model.build(), [1, 0, 1, OPEN, OPEN])]).toEqual([1, 0, 1, 2, 1]);
    expect([...complete(model.build(), [0, 0, 0, OPEN, OPEN])]).toEqual([0, 0, 0, 0, 0]);
  });

  test('chooses what the objective likes, the dearest first', () => {
    // Two of three steps are needed; the dearest is left out: 1 + 2.
    const model = new ModelBuilder();
    const steps = [model.boolean(), model.boolean(), model.boolean()];
    model.add(compare(sum(steps), '>=', 2));
    model.minimize({ vars: steps, coeffs: [1, 5, 2], offset: 0 });
    expect([...complete(model.build(), [OPEN, OPEN, OPEN])]).toEqual([1, 0, 1]);
  });

  test('puts the least and the greatest of loads where they belong, for either sense', () => {
    const model = new ModelBuilder();
    const [load, least, greatest] = [model.integer(0, 9), model.integer(0, 9), model.integer(0, 9)];
    model.add(compare(term(greatest), '>=', term(load)));
    model.add(compare(term(least), '<=', term(load)));
    model.maximize({ vars: [greatest, least], coeffs: [-1, 1], offset: 0 });
    expect([...complete(model.build(), [4, OPEN, OPEN])]).toEqual([4, 4, 4]);
  });

  test('what is decided against the model moves to where it can be, and other rows may stay broken', () => {
    const model = new ModelBuilder();
    const [a, b] = [model.boolean(), model.boolean()];
    const c = model.boolean();
    model.add({ kind: 'boolAnd', literals: [not(a)] });
    model.add({ kind: 'atMostOne', literals: [b, c] });
    const built = model.build();
    const values = complete(built, [1, 1, 1]);
    expect([...values]).toEqual([0, 1, 1]);
    expect(isFeasible(built, values)).toBe(false);
  });
});
