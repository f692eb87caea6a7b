import { describe, expect, test } from 'vitest';
import { roster } from '../../../../bench/instances/rosters.ts';
import { LineMoves } from '../../../../src/engines/local/lines/moves.ts';
import { linesOf } from '../../../../src/engines/local/lines/reading.ts';
import { Search } from '../../../../src/engines/local/search.ts';
import { State } from '../../../../src/engines/local/state.ts';
import type { Matrix } from '../../../../src/engines/matrix.ts';
import { Random } from '../../../../src/engines/random.ts';
import { directMatrixOf } from '../../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../../src/language/expression.ts';
import { countedAnew, kept } from '../counted.ts';

const matrixOf = (model: Parameters<typeof directMatrixOf>[0]): Matrix => directMatrixOf(model)!;

/** A state of a roster that breaks no row. */
function built(matrix: Matrix, seed: number): State {
  const search = new Search(matrix, seed, undefined);
  let asked = 0;
  expect(search.construct(() => asked++ > 100_000)).toBe(true);
  return search.state;
}

describe('lines are', () => {
  test('the days of each person, whatever binds people together', () => {
    for (const isHard of [false, true]) {
      const [people, days] = [6, 14];
      const lines = linesOf(new State(matrixOf(roster({ people, days, shifts: 2, seed: 1, isHard })), undefined));
      expect(lines).toHaveLength(people);
      // A step for each day, and one for the two weekends, of which one at most may be worked.
      for (const { steps, followers } of lines) expect([steps.length, followers.length]).toEqual([days + 1, days]);
    }
  });

  test('none where rows bind everything together, or nothing', () => {
    const tied = new ModelBuilder();
    const all = Array.from({ length: 30 }, () => tied.boolean());
    for (let i = 1; i < all.length; i++) tied.add(compare(weighted([all[i - 1]!, all[i]!], [1, -1]), '<=', 0));
    expect(linesOf(new State(matrixOf(tied.build()), undefined))).toEqual([]);
    const loose = new ModelBuilder();
    loose.add(compare(sum(Array.from({ length: 30 }, () => loose.boolean())), '<=', 9));
    expect(linesOf(new State(matrixOf(loose.build()), undefined))).toEqual([]);
  });

  test('none where more than a tenth of the decisions are outside of them', () => {
    // Four chains of nine clauses over ten Booleans, and others on their own: 4 of 44 are less than a tenth, 5 of 45 more.
    const linesBeside = (others: number): number => {
      const model = new ModelBuilder();
      for (let chain = 0; chain < 4; chain++) {
        const own = Array.from({ length: 10 }, () => model.boolean());
        for (let i = 1; i < own.length; i++) model.add(compare(sum([own[i - 1]!, own[i]!]), '<=', 1));
      }
      const alone = Array.from({ length: others }, () => model.boolean());
      model.add(compare(sum(alone), '<=', 3));
      return linesOf(new State(matrixOf(model.build()), undefined)).length;
    };
    expect([linesBeside(4), linesBeside(5)]).toEqual([4, 0]);
  });
});

describe('moves of lines', () => {
  test('at any temperature break no row of a line, and all that is kept is what counting anew gives', () => {
    const matrix = matrixOf(roster({ people: 5, days: 14, shifts: 2, seed: 3 }));
    const state = built(matrix, 1);
    const moves = new LineMoves(state, new Random(1));
    let moved = 0;
    for (let i = 0; i < 2000; i++) {
      expect(moves.make(100 * 0.995 ** i)).toBe(true);
      // Covers are rows at a price, so that nothing at all is broken.
      expect(state.violatedCount).toBe(0);
      if (i % 20 === 0) expect(kept(state)).toEqual(countedAnew(state));
      if (state.journal.length > 0) moved++;
      state.commit();
    }
    expect(moved).toBeGreaterThan(500);
  });

  /**
   * One person of seven days, who works in runs of two or three and on four days in all. Before: days 0, 1, 5, 6, which cost
   * 8. Day 2 and 3 cost nothing, and neither can be taken by a change of one day or two, as runs would break: 1, 2, 3 and a
   * single day, or 0, 1, 2, 3, which is too long. The best: two of days 2 and 3 with 5 and 6: 0 + 0 + 2 + 2 = 4.
   */
  test('go where every row has to be broken on the way', () => {
    const model = new ModelBuilder();
    const people = [0, 1, 2, 3].map(() => {
      const days = Array.from({ length: 7 }, () => model.boolean());
      for (let day = 0; day < 7; day++) {
        const [before, after] = [days[day - 1], days[day + 1]];
        // Whoever works on a day works on the day before or after, too.
        const around = [before, after].filter((one) => one !== undefined);
        model.add(compare(weighted([...around, days[day]!], [...around.map(() => 1), -1]), '>=', 0));
        if (day + 3 < 7) model.add(compare(sum(days.slice(day, day + 4)), '<=', 3));
      }
      model.add(compare(sum(days), '=', 4));
      return days;
    });
    const price = [2, 2, 0, 0, 9, 2, 2];
    model.minimize(
      weighted(
        people.flat(),
        people.flatMap(() => price),
      ),
    );
    // What binds people together: on each day all of them may work.
    for (let day = 0; day < 7; day++) model.add(compare(sum(people.map((days) => days[day]!)), '<=', 4));
    const start = Float64Array.from(people.flatMap(() => [1, 1, 0, 0, 0, 1, 1]));
    const state = new State(matrixOf(model.build()), start);
    expect([state.cost, state.violatedCount]).toEqual([32, 0]);
    const moves = new LineMoves(state, new Random(1));
    for (let i = 0; i < 40; i++) moves.make(1e-6);
    expect([state.cost, state.violatedCount]).toEqual([16, 0]);
    expect([...state.values]).toEqual(people.flatMap(() => [0, 0, 1, 1, 0, 1, 1]));
  });

  test('leave what they find undone to whoever takes them back', () => {
    const state = built(matrixOf(roster({ people: 5, days: 14, shifts: 2, seed: 5 })), 1);
    const moves = new LineMoves(state, new Random(1));
    const before = [...state.values];
    for (let i = 0; i < 20; i++) {
      moves.make(50);
      state.rollback(0);
      expect([...state.values]).toEqual(before);
    }
  });
});
