import { expect, test } from 'vitest';
import { CHOICE_SHAPES } from '../../../../bench/instances/choices/assignments.ts';
import { construct, missedBy } from '../../../../src/engines/local/choices/construct.ts';
import { valuesOf } from '../../../../src/engines/local/choices/first.ts';
import { Moves } from '../../../../src/engines/local/choices/moves.ts';
import type { ChoiceState } from '../../../../src/engines/local/choices/state.ts';
import { solutionOf } from '../../../../src/engines/matrix.ts';
import { Random } from '../../../../src/engines/random.ts';
import { stateOf } from './support.ts';

const MOVES = 10_000;
const SHAPES = Object.entries(CHOICE_SHAPES);

/** What a state keeps up to date, counted from its choices alone. */
function countedAnew({ choices, chosen }: ChoiceState) {
  const { rows, entries, entryRow, entryValue, lower, upper, cost } = choices;
  const activity = new Float64Array(rows);
  const takenIn = Array.from({ length: rows }, (): number[] => []);
  let sum = 0;
  for (const member of chosen) {
    if (member < 0) continue;
    sum += cost[member]!;
    for (let k = entries[member]!; k < entries[member + 1]!; k++) {
      activity[entryRow[k]!]! += entryValue[k]!;
      takenIn[entryRow[k]!]!.push(k);
    }
  }
  const violated = [...activity.keys()].filter((r) => activity[r]! < lower[r]! || activity[r]! > upper[r]!);
  return { activity: [...activity], cost: sum, violated, takenIn: takenIn.map((all) => all.sort((a, b) => a - b)) };
}

function kept(state: ChoiceState) {
  const { members } = state.choices;
  const takenIn = Array.from(state.takenCount, (count, r) =>
    [...state.taken.subarray(members[r]!, members[r]! + count)].sort((a, b) => a - b),
  );
  const violated = [...state.violated.subarray(0, state.violatedCount)].sort((a, b) => a - b);
  return { activity: [...state.activity], cost: state.cost, violated, takenIn };
}

/** The sum of the misses of all rows. */
function missesOf({ activity, choices: { lower, upper } }: ChoiceState): number {
  return activity.reduce((sum, a, r) => sum + Math.max(0, lower[r]! - a, a - upper[r]!), 0);
}

test.each(SHAPES)(
  '%s: what random shifts keep is what counting anew gives, and what was said before them',
  (_, make) => {
    const { choices, state } = stateOf(make(1, 1));
    const random = new Random(7);
    for (let move = 0; move < MOVES; move++) {
      const to = random.below(choices.columnOf.length);
      const choice = choices.choiceOf[to]!;
      const from = state.chosen[choice]!;
      const [misses, missed] = [missesOf(state), missedBy(state, { from, to })];
      const wasLegal = state.violatedCount === 0;
      const isAllowed = state.allows(from, to);
      state.shift(choice, to);
      expect(missesOf(state)).toBe(misses + missed);
      if (wasLegal) expect(isAllowed).toBe(state.violatedCount === 0);
      if (move % 50 === 0) expect(kept(state)).toEqual(countedAnew(state));
    }
    expect(kept(state)).toEqual(countedAnew(state));
  },
);

test.each(SHAPES)('%s: moves lead from solution to solution, at the cost that they were given', (_, make) => {
  const { matrix, choices, state } = stateOf(make(1, 2));
  const random = new Random(3);
  expect(construct(state, random, () => false)).toBe(true);
  const moves = new Moves(state, random);
  let moved = 0;
  for (let move = 0; move < MOVES; move++) {
    const before = state.cost;
    const room = random.below(30);
    const chosen = state.chosen.slice();
    const isMoved = moves.tryWithin(random.below(choices.count), room);
    if (isMoved) {
      moved++;
      expect(state.cost).toBeLessThanOrEqual(before + room);
    } else expect(state.chosen).toEqual(chosen);
    if (move % 50 === 0) expect(kept(state)).toEqual(countedAnew(state));
    if (isMoved && move % 10 === 0) {
      expect(solutionOf(matrix, valuesOf(matrix, choices, state.chosen))?.objective).toBe(state.cost);
    }
  }
  expect(moved).toBeGreaterThan(MOVES / 1000);
});
