import { afterAll, describe, expect, test } from 'vitest';
import { endWarmThreads } from '../../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { not, sum, term } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { conflictOf } from '../../../src/solve/infeasible/conflict.ts';
import { solve } from '../../../src/solve/solve.ts';

afterAll(endWarmThreads);

/** A day off and an early shift, which exclude each other, and a late one that nobody minds. */
function shifts(...assumptions: number[]): Model {
  const model = new ModelBuilder();
  const [off, early] = [model.boolean('off'), model.boolean('early'), model.boolean('late')];
  model.add({ kind: 'atMostOne', literals: [off, early] });
  return { ...model.build(), assumptions };
}

describe('the conflict of assumptions', () => {
  test('names those that cannot all be true, and no other', async () => {
    expect(await conflictOf(shifts(0, 2, 1, -3))).toMatchObject({ isMinimal: true, isConfirmed: true });
    // "late" and "not late" conflict as well; either pair is an answer.
    const conflict = await conflictOf(shifts(0, 2, 1));
    expect(conflict).toEqual({ literals: [0, 1], isMinimal: true, isConfirmed: true });
  });

  test('is one assumption that its variable rules out', async () => {
    const model: Model = {
      dovetail: 1,
      variables: [{ domain: [0, 0] }, { domain: [0, 0] }],
      intervals: [],
      constraints: [],
      assumptions: [not(0), 1],
    };
    expect(await conflictOf(model)).toEqual({ literals: [1], isMinimal: true, isConfirmed: true });
    // Whatever the engine names, a solve passes on nothing that was not assumed.
    const { outcome } = await solve(model);
    expect(outcome.proof).toBe('infeasible');
    for (const literal of outcome.conflict ?? []) expect(model.assumptions).toContain(literal);
  });

  test('is empty where the rest alone has no solution', async () => {
    const model = ModelBuilder.from(shifts(0));
    model.add(compare(sum([0, 1]), '>=', 2));
    expect(await conflictOf(model.build())).toEqual({ literals: [], isMinimal: true, isConfirmed: true });
  });

  test('is not there without assumptions, with a solution, or without time', async () => {
    expect(await conflictOf(shifts())).toBeUndefined();
    expect(await conflictOf(shifts(0, 2))).toBeUndefined();
    expect(await conflictOf(shifts(0, 1), { budgetMs: 0 })).toBeUndefined();
  });

  test('is about a domain of the objective too, which is given', async () => {
    const model = new ModelBuilder();
    const x = model.boolean('x');
    model.minimize(term(x));
    const built = model.build();
    const asked: Model = { ...built, objective: { ...built.objective!, domain: [1, 1] }, assumptions: [not(x)] };
    expect(await conflictOf(asked)).toEqual({ literals: [not(x)], isMinimal: true, isConfirmed: true });
  });
});
