import { expect, test } from 'vitest';
import { Turn } from '../../../src/solve/race/turn.ts';

const CONTENDER = { engine: 'local' } as const;
const HOUR_MS = 3_600_000;

test('what a turn gains says how many times nearer the bound has come, from either side', () => {
  const turn = new Turn(CONTENDER, 1);
  expect([turn.hasFound, turn.gainedIn(HOUR_MS)]).toEqual([false, 0]);
  // From 100 to 80 and to 60: 100 / 60 in all.
  turn.gained(100, 80);
  turn.gained(80, 60);
  expect(turn.hasFound).toBe(true);
  expect(turn.gainedIn(HOUR_MS)).toBeCloseTo(Math.log(100 / 60));
  expect(turn.gainedIn(-1)).toBe(0);
});

test.each([
  ['a first solution', Number.POSITIVE_INFINITY, 50],
  ['a bound that meets the best solution', 50, 0],
])('%s counts no more than to come e times nearer', (_, before, after) => {
  const turn = new Turn(CONTENDER, 1);
  turn.gained(before, after);
  expect(turn.gainedIn(HOUR_MS)).toBe(1);
});

test('a bound without a solution is something found, though nothing has come nearer', () => {
  const turn = new Turn(CONTENDER, 1);
  turn.gained(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  expect([turn.hasFound, turn.gainedIn(HOUR_MS)]).toEqual([true, 0]);
});

test('who goes on has gained nothing yet, and a gate that is open', () => {
  const turn = new Turn({ engine: 'local', yields: 'anyway' }, 1);
  turn.gained(100, 50);
  turn.gate!.close();
  turn.beginsAnew = true;
  turn.resumes();
  expect([turn.gainedIn(HOUR_MS), turn.gate!.word[0], turn.beginsAnew]).toEqual([0, 0, false]);
});

test('only those that yield and can be paused have a gate', () => {
  const gates = [
    { engine: 'local' },
    { engine: 'local', yields: 'anyway' },
    { engine: 'exhaustive', yields: 'anyway' },
  ] as const;
  expect(gates.map((contender) => new Turn(contender, 1).gate !== undefined)).toEqual([false, true, false]);
});
