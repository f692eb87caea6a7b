import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { changed } from '../../../src/solve/change.ts';
import { resolve } from '../../../src/solve/questions/resolve.ts';
import { type TradeoffPoint, tradeoff } from '../../../src/solve/questions/tradeoff.ts';
import { date } from '../../models/staffing/support/inputs.ts';
import { someInputs } from '../../models/staffing/support/smallInputs.ts';

interface Listed {
  readonly assignments: readonly { event: string; employee: string; day: string }[];
}

/** Changed events, counted from the two lists alone. */
function countChanges(before: Listed, after: Listed): number {
  const key = ({ event, employee, day }: Listed['assignments'][number]): string => `${event} ${employee} ${day}`;
  const [old, now] = [before, after].map(({ assignments }) => new Map(assignments.map((one) => [one.event, key(one)])));
  const events = new Set([...old!.keys(), ...now!.keys()]);
  return [...events].filter((event) => old!.get(event) !== now!.get(event)).length;
}

/** Ann is away on the day on which she was to do both. */
const ILL = {
  profile: 'plain',
  horizon: { from: date(0), to: date(1) },
  types: { a: {} },
  employees: [
    { id: 'ann', role: 'crew', timeOff: [{ from: date(0), to: date(0) }] },
    { id: 'bob', role: 'crew' },
  ],
  events: ['e1', 'e2', 'e3'].map((id) => ({ id, type: 'a', start: date(0), due: date(2) })),
};
const at = (event: string, employee: string, day: number) => ({ event, employee, day: date(day) });
const PREVIOUS = { assignments: [at('e1', 'ann', 0), at('e2', 'ann', 0), at('e3', 'bob', 1)] };

describe('tradeoff', () => {
  test('what has to change, changes whatever the budget, so that no smaller budget is tried', async () => {
    const points = await tradeoff(staffing, ILL, { previous: PREVIOUS, timeLimitMs: 20_000 });
    // Ann's two events have to leave the day: dropped or placed, two changes; placed, nothing is to pay.
    expect(points.map(({ budget, penalty, isProved }) => [budget, penalty, isProved])).toEqual([
      [2, 0, true],
      [undefined, 0, true],
    ]);
    expect(points.map(({ forced }) => forced)).toEqual([2, 2]);
    const people = points.map(({ difference }) => difference?.people);
    expect(people[0]).toContain('ann');
  });

  test('points are told as they are known', async () => {
    const told: TradeoffPoint[] = [];
    const options = {
      previous: PREVIOUS,
      timeLimitMs: 20_000,
      onPoint: (point: TradeoffPoint) => void told.push(point),
    };
    expect(await tradeoff(staffing, ILL, options)).toEqual(told);
  });

  test('on small inputs: never rising, within each budget, and the best by trying everything', async () => {
    let limited = 0;
    const inputs = someInputs(40, 21);
    for (const [i, value] of inputs.entries()) {
      // The schedule of one input, and then another holiday.
      const previous = (await resolve(staffing, value, {})).found!.solution as Listed;
      const changedValue = { ...value, holidays: [date(i % 3)] };
      const points = await tradeoff(staffing, changedValue, { previous, timeLimitMs: 60_000 });
      let before = Number.POSITIVE_INFINITY;
      for (const { budget = Number.POSITIVE_INFINITY, penalty, solution, difference, isProved } of points) {
        expect(isProved).toBe(true);
        if (penalty === undefined) continue;
        const changes = countChanges(previous, solution as Listed);
        expect(changes).toBeLessThanOrEqual(budget);
        expect(difference!.disruptions).toHaveLength(changes);
        expect(penalty).toBeLessThanOrEqual(before);
        before = penalty;
        if (budget !== Number.POSITIVE_INFINITY) limited++;
      }
      const input = staffing.parse(changedValue);
      for (const { budget, penalty } of points) {
        const limitedValue = changed(changedValue, staffing.whatIf.budgeted(input, previous, { assignments: budget }));
        const oracle = await resolve(staffing, limitedValue, { engine: 'exhaustive' });
        expect(oracle.found?.review.penalty).toBe(penalty);
      }
    }
    expect(limited).toBeGreaterThan(30);
  });
});
