import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { counterfactual } from '../../../src/solve/questions/counterfactual.ts';
import { date } from '../../models/staffing/support/inputs.ts';
import { someInputs } from '../../models/staffing/support/smallInputs.ts';

const always = { start: date(0), due: date(2) };

/** Two people, two days, one event a day each; Bob is dearer by the rotation rule, which Ann has on both days. */
const INPUT = {
  profile: 'plain',
  horizon: { from: date(0), to: date(1) },
  types: { a: {} },
  rotationKinds: ['duty'],
  employees: [
    { id: 'ann', role: 'crew' },
    { id: 'bob', role: 'crew', timeOff: [{ from: date(1), to: date(1) }] },
  ],
  events: ['e1', 'e2'].map((id) => ({ id, type: 'a', ...always })),
  rotations: ['monday', 'tuesday'].map((weekday) => ({ weekday, kind: 'duty', employee: 'ann' })),
  rules: [
    { id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } },
    { id: 'duty', template: 'rotation', weight: 30, parameters: { kinds: [{ kind: 'duty', types: ['a'] }] } },
  ],
};

describe('counterfactual', () => {
  test('forcing an employee costs what it costs, and it is proved', async () => {
    // Ann does both, one a day: nothing to pay. With Bob on e1, the duty is not kept once: 30.
    const demand = { item: 'e1', who: 'bob', at: {}, isForbidden: false };
    const answer = await counterfactual(staffing, INPUT, { demand, timeLimitMs: 10_000 });
    expect(answer).toMatchObject({ verdict: 'possible', change: 30, changes: { duty: 30 }, isProved: true });
    expect(answer.difference?.disruptions).toContainEqual(
      expect.objectContaining({ item: 'e1', to: { item: 'e1', who: 'bob', at: { day: date(0) } } }),
    );
  });

  test('forbidding every place of an event leaves it out, at the price of that', async () => {
    // Everything is placed, so there is nothing to pay; an event of normal priority is worth 1000, and by urgency, of
    // weight 10, due in 2 days from the first of the horizon: 10 x (21 - 2).
    const demand = { item: 'e1', at: {}, isForbidden: true };
    const answer = await counterfactual(staffing, INPUT, { demand, timeLimitMs: 10_000 });
    expect(answer).toMatchObject({ penalty: 0, change: 1190, changes: { place: 1000, urgency: 190 }, isProved: true });
  });

  test.each([
    ['2027-01-01', `the horizon ends on ${date(1)}.`, `"horizon/to = 2027-01-01"`],
    ['2025-01-01', `the horizon begins on ${date(0)}.`, `"horizon/from = 2025-01-01"`],
  ])('the day %s is refused with where the horizon is, and how to move it', async (day, where, change) => {
    const demand = { item: 'e1', who: 'bob', at: { day }, isForbidden: false };
    const asked = counterfactual(staffing, INPUT, { demand, timeLimitMs: 10_000 });
    await expect(asked).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining(`The input has no day ${day}: ${where}`),
    });
    await expect(asked).rejects.toThrow(`--change ${change}`);
  });

  test('what no schedule allows is impossible, with the rule that says so', async () => {
    const demand = { item: 'e1', who: 'bob', at: { day: date(1) }, isForbidden: false };
    const answer = await counterfactual(staffing, INPUT, { demand, timeLimitMs: 10_000 });
    expect(answer).toMatchObject({ verdict: 'impossible', isProved: true });
    expect(answer.reason).toMatch(/bob is away on 2026-01-06: time off/);
  });

  test('what only other rules forbid is impossible with the rules in conflict', async () => {
    // Both events need somebody, by a rule of at least one a day each: Ann has to work on both days.
    const rules = [...INPUT.rules, { id: 'busy', template: 'min-per-week', parameters: { types: ['a'], min: 1 } }];
    const demand = { item: 'e1', at: {}, isForbidden: true };
    const answer = await counterfactual(staffing, { ...INPUT, rules }, { demand, timeLimitMs: 10_000 });
    expect(answer).toMatchObject({ verdict: 'impossible', isProved: true, conflict: { isMinimal: true } });
    // Told with what it means, and without what every schedule has to keep.
    expect(answer.conflict!.rules).toEqual([{ id: 'busy', meaning: 'At least 1 a event a week for one employee.' }]);
    expect(answer.reason).toBe('No schedule has it: the rule busy cannot hold with it.');
  });

  test('names that do not exist are refused, and fixed work is no demand', async () => {
    const ask = (item: string, { who, ...at }: Record<string, string>) =>
      counterfactual(staffing, INPUT, {
        demand: { item, ...(who === undefined ? {} : { who }), at, isForbidden: false },
        timeLimitMs: 5000,
      });
    await expect(ask('e9', {})).rejects.toThrow(/There is no event e9.\nMaybe you mean e1/);
    await expect(ask('e1', { who: 'anne' })).rejects.toThrow(/no employee "anne".\nMaybe you mean ann/);
    await expect(ask('e1', { day: 'monday' })).rejects.toThrow(/The place cannot be read: day/);
    await expect(ask('e1', { block: '1' })).rejects.toThrow(/There is no block 1/);
    const pinned = { ...INPUT, pins: [{ event: 'e1', employee: 'ann', day: date(0) }] };
    const demand = { item: 'e1', who: 'bob', at: {}, isForbidden: false };
    const answer = await counterfactual(staffing, pinned, { demand, timeLimitMs: 5000 });
    expect(answer).toMatchObject({ verdict: 'impossible', reason: 'e1 is pinned, so that the run does not place it.' });
  });

  test('on small inputs, every proved answer is what trying everything gives', async () => {
    let [possible, impossible] = [0, 0];
    for (const value of someInputs(30, 11)) {
      for (const place of [{ who: 'p0', at: {} }, { at: { day: date(1) } }, { who: 'p1', at: { day: date(2) } }]) {
        for (const isForbidden of [true, false]) {
          const demand = { item: 'e0', ...place, isForbidden };
          const answer = await counterfactual(staffing, value, { demand, timeLimitMs: 20_000 });
          const oracle = await counterfactual(staffing, value, { demand, timeLimitMs: 60_000, engine: 'exhaustive' });
          expect(oracle.isProved).toBe(true);
          expect([answer.isProved, answer.verdict, answer.change]).toEqual([true, oracle.verdict, oracle.change]);
          if (answer.verdict === 'possible') possible++;
          else impossible++;
        }
      }
    }
    expect(Math.min(possible, impossible)).toBeGreaterThan(20);
  });
});
