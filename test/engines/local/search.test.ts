import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import { Search } from '../../../src/engines/local/search.ts';
import { type Matrix, matrixOf, solutionOf } from '../../../src/engines/matrix.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveSum } from '../../../src/language/objective.ts';

/** A question that says yes after this many no. */
function isOverAfter(questions: number): () => boolean {
  let asked = 0;
  return () => asked++ >= questions;
}

/** Four pieces of work, each with one of three people, who take at most two each. */
function fourOfThree(): { model: Model; matrix: Matrix } {
  const model = new ModelBuilder();
  const people = Array.from({ length: 3 }, (): number[] => []);
  const costs = [
    [4, 1, 9],
    [2, 1, 8],
    [7, 1, 3],
    [6, 5, 1],
  ];
  const all: number[] = [];
  for (const _ of costs) {
    const places = people.map((own) => {
      const place = model.boolean();
      own.push(place);
      return place;
    });
    model.add({ kind: 'exactlyOne', literals: places });
    all.push(...places);
  }
  for (const own of people) model.add(compare(sum(own), '<=', 2));
  model.minimize(weighted(all, costs.flat()));
  const built = model.build();
  return { model: built, matrix: matrixOf(linear(built)) };
}

/** A choice as the row that it is. */
function linear(model: Model): Model {
  const constraints = model.constraints.map((c) => (c.kind === 'exactlyOne' ? compare(sum(c.literals), '=', 1) : c));
  return { ...model, constraints };
}

/** The least sum of all solutions. */
function leastOf(model: Model): number {
  let least = Number.POSITIVE_INFINITY;
  for (const values of everySolution(model)) least = Math.min(least, objectiveSum(model.objective!, values));
  return least;
}

describe('a search', () => {
  test('constructs a state that keeps every row', () => {
    const { matrix } = fourOfThree();
    for (let seed = 1; seed <= 20; seed++) {
      const search = new Search(matrix, seed, undefined);
      expect(search.construct(isOverAfter(1000))).toBe(true);
      expect(solutionOf(matrix, search.state.values)?.objective).toBe(search.state.cost);
    }
  });

  test('says that it has not when it is over before', () => {
    expect(new Search(fourOfThree().matrix, 1, undefined).construct(() => true)).toBe(false);
  });

  test('improves step by step to the best, and keeps what it says', () => {
    const { model, matrix } = fourOfThree();
    const search = new Search(matrix, 3, undefined);
    search.construct(isOverAfter(1000));
    const told: number[] = [search.state.cost];
    search.improve({
      isOver: isOverAfter(2000),
      heat: () => 1,
      onBetter: () => {
        const solution = solutionOf(matrix, search.state.values);
        expect(solution?.objective).toBe(search.state.cost);
        told.push(search.state.cost);
      },
    });
    expect(told).toEqual([...told].sort((a, b) => b - a));
    expect(told.at(-1)).toBe(leastOf(model));
  });

  test('goes on from what another has found when that is better, and from nothing else', () => {
    const { matrix } = fourOfThree();
    const search = new Search(matrix, 3, undefined);
    search.construct(isOverAfter(1000));
    // Work 0 and 1 with person 0, 2 with 1 and 3 with 2: 4 + 2 + 1 + 1 = 8.
    const other = Float64Array.from([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(search.adopt(other, 8)).toBe(false);
    expect(search.adopt(other, 9)).toBe(true);
    expect([search.state.cost, search.state.violatedCount]).toEqual([8, 0]);
  });

  test('never claims a state that breaks a row, whatever the costs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 12, maxLength: 12 }), (costs) => {
        const { matrix } = fourOfThree();
        const priced = { ...matrix, cost: Float64Array.from(costs) };
        const search = new Search(priced, 1, undefined);
        search.construct(isOverAfter(200));
        search.improve({
          isOver: isOverAfter(50),
          heat: () => 10,
          onBetter: () => expect(solutionOf(priced, search.state.values)?.objective).toBe(search.state.cost),
        });
      }),
      { numRuns: 50, seed: 2 },
    );
  });
});
