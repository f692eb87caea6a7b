import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { changed } from '../../../src/solve/change.ts';
import { prices } from '../../../src/solve/questions/prices.ts';
import { resolve } from '../../../src/solve/questions/resolve.ts';
import { date } from '../../models/staffing/support/inputs.ts';
import { someInputs } from '../../models/staffing/support/smallInputs.ts';

/** One person and two days; three events of one day, and one a day: two stay out. The other rules cost nothing. */
const INPUT = {
  profile: 'plain',
  horizon: { from: date(0), to: date(1) },
  types: { a: {} },
  employees: [{ id: 'ann', role: 'crew' }],
  events: ['e1', 'e2', 'e3'].map((id) => ({ id, type: 'a', start: date(0), due: date(1) })),
  rules: [
    { id: 'urgency', weight: 0 },
    { id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } },
    { id: 'weekly', template: 'max-per-week', parameters: { types: ['a'], max: 9 } },
  ],
};

describe('prices', () => {
  test('say what each hard rule costs, milder and altogether, and that it is proved', async () => {
    const { base, prices: known } = await prices(staffing, INPUT, { timeLimitMs: 30_000 });
    expect(base).toMatchObject({ isProved: true, review: { penalty: 2000 } });
    // One more a day places one more event, for 1000; no limit a day places both.
    const daily = known.filter(({ rule }) => rule === 'daily');
    expect(daily.map(({ gain, atMost, gained, isProved }) => [gain, atMost, gained.length, isProved])).toEqual([
      [1000, 1000, 1, true],
      [2000, 2000, 2, true],
    ]);
    expect(known.filter(({ rule }) => rule === 'weekly').map(({ gain }) => gain)).toEqual([0, 0]);
    // What others rely on has no price.
    expect(known.map(({ rule }) => rule)).not.toContain('structure');
    expect(known.map(({ rule }) => rule)).not.toContain('frozen-days');
  });

  test('are told as they are known, and end with the time', async () => {
    const told: string[] = [];
    const stop = new AbortController();
    const { prices: known } = await prices(staffing, INPUT, {
      signal: stop.signal,
      onPrice: ({ rule }) => {
        told.push(rule);
        stop.abort();
      },
    });
    expect(known.map(({ rule }) => rule)).toEqual(told);
    expect(told).toHaveLength(1);
  });

  test('on small inputs, gains are what trying everything gives', async () => {
    let positive = 0;
    for (const value of someInputs(30, 31)) {
      const { base, prices: known } = await prices(staffing, value, { timeLimitMs: 60_000 });
      for (const { relaxation, gain, atMost, isProved } of known) {
        const oracle = await resolve(staffing, changed(value, relaxation.changes), { engine: 'exhaustive' });
        expect([isProved, gain]).toEqual([true, base!.review.penalty - oracle.found!.review.penalty]);
        expect(atMost).toBeGreaterThanOrEqual(gain!);
        if (gain! > 0) positive++;
      }
    }
    expect(positive).toBeGreaterThan(15);
  });
});
