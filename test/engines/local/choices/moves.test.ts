import { describe, expect, test } from 'vitest';
import { construct } from '../../../../src/engines/local/choices/construct.ts';
import { Moves } from '../../../../src/engines/local/choices/moves.ts';
import { choicesOf } from '../../../../src/engines/local/choices/problem.ts';
import { Random } from '../../../../src/engines/random.ts';
import { directMatrixOf } from '../../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';
import { stateOf, takenOf } from './support.ts';

/** Work on people: column `people * work + person`; each person has at most one, at these costs. */
function oneToOne(costs: readonly (readonly number[])[]): Model {
  const model = new ModelBuilder();
  const places = costs.map((row) => row.map(() => model.boolean()));
  for (const own of places) model.add({ kind: 'exactlyOne', literals: own });
  costs[0]!.forEach((_, person) => {
    model.add({ kind: 'atMostOne', literals: places.map((own) => own[person]!) });
  });
  model.minimize(weighted(places.flat(), costs.flat()));
  return model.build();
}

/** Tries moves of the first choice at no cost until one is made. */
function firstMove(model: Model, taken: readonly number[]): number[] {
  const { state } = stateOf(model, taken);
  const moves = new Moves(state, new Random(1));
  for (let i = 0; i < 200; i++) if (moves.tryWithin(0, 0)) break;
  expect(state.violatedCount).toBe(0);
  return takenOf(state);
}

describe('moves', () => {
  test('shift: to a cheaper place that is free', () => {
    // Work 0 leaves person 1 for person 0, who has nothing.
    expect(firstMove(oneToOne([[0, 5, 9]]), [1])).toEqual([0]);
  });

  test('swap: two that each cost less at the place of the other', () => {
    // Columns 0, 1 are work 0 and columns 2, 3 work 1: crossed over, they cost 10 and straight 0.
    const model = oneToOne([
      [0, 5],
      [5, 0],
    ]);
    expect(firstMove(model, [1, 2])).toEqual([0, 3]);
  });

  test('chain: three that go round', () => {
    // Each piece of work costs nothing with its own person and nobody else takes it for less than 9: no swap will do.
    const model = oneToOne([
      [0, 1, 9],
      [9, 0, 1],
      [1, 9, 0],
    ]);
    expect(firstMove(model, [1, 5, 6])).toEqual([0, 4, 8]);
  });

  test('what a row needs comes when another goes', () => {
    // Two pieces of work, early or late; somebody has to be early. Work 0 wants to be late, work 1 does not mind.
    const model = new ModelBuilder();
    const [early, late, early1, late1] = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
    model.add({ kind: 'exactlyOne', literals: [early, late] });
    model.add({ kind: 'exactlyOne', literals: [early1, late1] });
    model.add(compare(sum([early, early1]), '>=', 1));
    model.minimize(weighted([early, late], [5, 0]));
    expect(firstMove(model.build(), [early, late1])).toEqual([late, early1]);
  });
});

describe('construction', () => {
  test('repairs what it began with: the first takes the place that only the second can have', () => {
    // Both choices have two members, so that the first is placed first, on person 0, whom work 1 needs too; its other
    // person costs 9. Work 1 has persons 0 and 2, and person 2 is taken by a row that allows nothing.
    const model = new ModelBuilder();
    const [a0, a1, b0, b2] = [model.boolean(), model.boolean(), model.boolean(), model.boolean()];
    model.add({ kind: 'exactlyOne', literals: [a0, a1] });
    model.add({ kind: 'exactlyOne', literals: [b0, b2] });
    model.add({ kind: 'atMostOne', literals: [a0, b0] });
    model.add(compare(weighted([b2, a1], [2, 1]), '<=', 1));
    model.minimize(weighted([a1], [9]));
    const { state } = stateOf(model.build());
    expect(construct(state, new Random(1), () => false)).toBe(true);
    expect(takenOf(state)).toEqual([a1, b0]);
  });

  test('gives up what cannot be', () => {
    // Three on two places of one each.
    const model = oneToOne([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(construct(stateOf(model).state, new Random(1), () => false)).toBe(false);
  });
});

describe('a model is read as choices', () => {
  test('with "none of them" where at most one is asked for, cheapest first', () => {
    const model = new ModelBuilder();
    const own = [model.boolean(), model.boolean(), model.boolean()];
    model.add({ kind: 'atMostOne', literals: own });
    model.minimize(weighted(own, [4, -3, 2]));
    const choices = choicesOf(directMatrixOf(model.build())!)!;
    expect([...choices.columnOf]).toEqual([1, -1, 2, 0]);
    expect([...choices.cost]).toEqual([-3, 0, 2, 4]);
  });

  test('without what is fixed, which counts in its rows', () => {
    const model = new ModelBuilder();
    const own = [model.boolean(), model.boolean()];
    const [fixed] = [model.integer(3, 3)];
    model.add({ kind: 'exactlyOne', literals: own });
    model.add(compare(weighted([...own, fixed], [1, 2, 1]), '<=', 4));
    const choices = choicesOf(directMatrixOf(model.build())!)!;
    expect([...choices.upper]).toEqual([1]);
  });

  test('unless a free column belongs to no choice, or is not 0 or 1', () => {
    const other = (free: (model: ModelBuilder) => number) => {
      const model = new ModelBuilder();
      const own = [model.boolean(), model.boolean()];
      model.add({ kind: 'exactlyOne', literals: own });
      model.add(compare(sum([own[0]!, free(model)]), '<=', 1));
      return choicesOf(directMatrixOf(model.build())!);
    };
    expect(other((model) => model.boolean())).toBeUndefined();
    expect(other((model) => model.integer(0, 3))).toBeUndefined();
  });
});
