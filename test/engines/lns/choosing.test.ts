import { expect, test } from 'vitest';
import { Choosing } from '../../../src/engines/lns/choosing.ts';
import { Random } from '../../../src/engines/random.ts';

const TICKS = { cheap: 10, dear: 100 } as const;

/** How often each kind comes, when the dear one takes ten times the work. */
function picksOf(gain: number): Record<'cheap' | 'dear', number> {
  const choosing = new Choosing(['cheap', 'dear'], { most: 100, enoughTicks: 1, random: new Random(1) });
  const picks = { cheap: 0, dear: 0 };
  for (let i = 0; i < 5000; i++) {
    const { kind } = choosing.next();
    picks[kind]++;
    choosing.learn({ gain, isSolved: true, ticks: TICKS[kind] });
  }
  return picks;
}

test('while nothing gains, all kinds get as much work', () => {
  const { cheap, dear } = picksOf(0);
  expect(cheap / dear).toBeGreaterThan(8);
  expect(cheap / dear).toBeLessThan(12);
});

test('a kind that gains as much with a tenth of the work gets ten times the work', () => {
  const { cheap, dear } = picksOf(5);
  // A tenth of the work, in parts that are ten times as large.
  expect(cheap / dear).toBeGreaterThan(70);
  expect(cheap / dear).toBeLessThan(140);
});

test('parts grow while they are solved soon, and shrink when they are not', () => {
  const choosing = new Choosing(['only'], { most: 12, enoughTicks: 100, random: new Random(1) });
  expect(choosing.next().count).toBe(10);
  choosing.learn({ gain: 0, isSolved: true, ticks: 5 });
  expect(choosing.next().count).toBe(12);
  choosing.learn({ gain: 0, isSolved: true, ticks: 100 });
  expect(choosing.next().count).toBe(12);
  for (let i = 0; i < 20; i++) choosing.tooLarge();
  expect(choosing.next().count).toBe(3);
});

test('a kind that is added later begins like the others, and has its part of the work', () => {
  const choosing = new Choosing<'first' | 'second'>(['first'], { most: 100, enoughTicks: 100, random: new Random(1) });
  const picks = { first: 0, second: 0 };
  const turn = (): number => {
    const { kind, count } = choosing.next();
    picks[kind]++;
    choosing.learn({ gain: 0, isSolved: true, ticks: 10 });
    return count;
  };
  for (let i = 0; i < 100; i++) turn();
  expect(picks).toEqual({ first: 100, second: 0 });
  choosing.add(['second']);
  while (picks.second === 0) expect(turn()).toBe(picks.second === 0 ? 100 : 10);
  for (let i = 0; i < 1000; i++) turn();
  expect(picks.second).toBeGreaterThan(400);
});
