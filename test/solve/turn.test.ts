import { expect, test } from 'vitest';
import { Turn } from '../../src/solve/turn.ts';

const CONTENDER = { engine: 'local' } as const;

test('what a turn gains is a share of the objective, and the first solution of all gains nothing', () => {
  const turn = new Turn(CONTENDER, 1);
  expect(turn.hasFound).toBe(false);
  turn.improved(undefined, 1000);
  expect([turn.hasFound, turn.gainedIn(3_600_000)]).toEqual([true, 0]);
  // From 1000 to 800 and 500: 200 / 800 and 300 / 500; of an objective near 0, the difference itself.
  turn.improved(1000, 800);
  turn.improved(800, 500);
  expect(turn.gainedIn(3_600_000)).toBeCloseTo(0.25 + 0.6);
  turn.improved(3, 0);
  expect(turn.gainedIn(3_600_000)).toBeCloseTo(0.85 + 3);
  expect(turn.gainedIn(-1)).toBe(0);
});

test('a bound counts where it closes a tenth of the distance since the last that counted', () => {
  const turn = new Turn(CONTENDER, 1);
  const counts = (distance: number | undefined): boolean => {
    turn.hasFound = false;
    turn.bounded(distance);
    return turn.hasFound;
  };
  expect([100, 99, 91, 90, 82, 81].map(counts)).toEqual([true, false, false, true, false, true]);
  // Without a solution each bound counts.
  expect(counts(undefined)).toBe(true);
});
