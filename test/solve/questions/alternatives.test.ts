import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { alternativesOf } from '../../../src/solve/questions/alternatives.ts';
import { date } from '../../models/staffing/support/inputs.ts';

const at = (event: string, employee: string, day: number) => ({ event, employee, day: date(day) });

/**
 * Ann likes the work (affinity), Bob does not: cheapest is Ann for both, on the two days. Fairest is one each. Bob had
 * both before: least change is Bob for both.
 */
const INPUT = {
  profile: 'plain',
  horizon: { from: date(0), to: date(1) },
  types: { a: {} },
  employees: [
    { id: 'ann', role: 'crew' },
    { id: 'bob', role: 'crew' },
  ],
  events: [0, 1].map((day) => ({ id: `e${day}`, type: 'a', start: date(day), due: date(day + 1) })),
  affinity: ['e0', 'e1'].map((event) => ({ event, employee: 'ann', score: 1 })),
  rules: [
    { id: 'affinity', weight: 10 },
    { id: 'fair', template: 'fairness', weight: 3, parameters: { types: ['a'] } },
  ],
};
const PREVIOUS = { assignments: [at('e0', 'bob', 0), at('e1', 'bob', 1)] };

test('cheapest, fairest and least change are three schedules, measured by the same weights', async () => {
  const { alternatives, differences, missing } = await alternativesOf(staffing, INPUT, {
    previous: PREVIOUS,
    timeLimitMs: 30_000,
  });
  expect(missing).toEqual([]);
  // An affinity of 1 that is not used costs its weight, 10, or used gains it; the difference is what counts. Unfairness
  // is 3 times 2 for both with one person, 0 for one each.
  expect(alternatives.map(({ name, isProved }) => [name, isProved])).toEqual([
    ['cheapest', true],
    ['fairest', true],
    ['least change', true],
  ]);
  const [cheapest, fairest, least] = alternatives.map(({ review }) => review.penalty);
  expect([fairest! - cheapest!, least! - cheapest!]).toEqual([10 - 6, 20]);
  expect(alternatives.map(({ disruptions }) => disruptions)).toEqual([2, 1, 0]);
  const who = differences.map(({ item, places }) => [item, ...places.map((place) => place?.who)]);
  expect(who.map(([item, first, , last]) => [item, first, last])).toEqual([
    ['e0', 'ann', 'bob'],
    ['e1', 'ann', 'bob'],
  ]);
  // One of the two is Ann's in the fairest.
  expect(who.map(([, , fair]) => fair).sort()).toEqual(['ann', 'bob']);
});

test('without an earlier schedule there is nothing to change little of', async () => {
  const { alternatives } = await alternativesOf(staffing, INPUT, { timeLimitMs: 30_000 });
  expect(alternatives.map(({ name }) => name)).toEqual(['cheapest', 'fairest']);
});

test('what there is no time for is named', async () => {
  const stop = new AbortController();
  stop.abort();
  const { alternatives, missing } = await alternativesOf(staffing, INPUT, { signal: stop.signal });
  expect([alternatives, missing]).toEqual([[], ['cheapest', 'fairest']]);
});
