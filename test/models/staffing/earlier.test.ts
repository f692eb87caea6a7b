import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import type { DomainResult } from '../../../src/solve/result.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { date } from './support/inputs.ts';

const at = (event: string, employee: string, day: number) => ({ event, employee, day: date(day) });

/** Two people, three days, one a day; the earlier schedule has Ann alone at work. */
const INPUT = {
  profile: 'plain',
  horizon: { from: date(0), to: date(2) },
  types: { a: {} },
  employees: [
    { id: 'ann', role: 'crew' },
    { id: 'bob', role: 'crew' },
  ],
  events: ['e1', 'e2', 'e3', 'e4'].map((id) => ({ id, type: 'a', start: date(0), due: date(3) })),
  previous: { assignments: [at('e1', 'ann', 0), at('e2', 'ann', 1), at('e3', 'ann', 2)] },
  rules: [{ id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } }],
};

async function resultOf(value: unknown): Promise<DomainResult> {
  const { answer } = await solveDomain(staffing, value, { timeLimitMs: 20_000 });
  expect(answer?.review.isLegal).toBe(true);
  return answer?.result as DomainResult;
}

const placeOf = ({ placed }: DomainResult, id: string) => placed.find(({ item }) => item === id);

describe('an earlier schedule', () => {
  test('stays on frozen days, where nothing is added', async () => {
    const result = await resultOf({ ...INPUT, frozenDays: [date(0), date(1)] });
    expect(placeOf(result, 'e1')).toMatchObject({ who: 'ann', at: { day: date(0) }, pinned: true });
    expect(placeOf(result, 'e2')).toMatchObject({ who: 'ann', at: { day: date(1) }, pinned: true });
    // Two are left for the only day that is not frozen, one for each of the two people.
    expect([placeOf(result, 'e3')?.at.day, placeOf(result, 'e4')?.at.day]).toEqual([date(2), date(2)]);
  });

  test('is no help for an event that is frozen out, and the reason says so', async () => {
    const result = await resultOf({ ...INPUT, frozenDays: [date(0), date(1), date(2)] });
    expect(result.counts).toMatchObject({ placed: 3, notPlaced: 1 });
    expect(result.notPlaced[0]).toMatchObject({ item: 'e4', reason: { kind: 'blocked', rule: 'frozen-days' } });
  });

  test('that gives a frozen day to somebody who has left is no longer held to', async () => {
    const previous = { assignments: [at('e1', 'zoe', 0)] };
    const result = await resultOf({ ...INPUT, previous, frozenDays: [date(0)] });
    expect(placeOf(result, 'e1')).toBeDefined();
    expect(placeOf(result, 'e1')?.at.day).not.toBe(date(0));
  });

  test('comes with the list of what is different, and of whom that concerns', async () => {
    const ill = { id: 'ann', role: 'crew', timeOff: [{ from: date(1), to: date(1) }] };
    const rules = [...INPUT.rules, { id: 'few', template: 'least-change', weight: 50 }];
    const result = await resultOf({ ...INPUT, employees: [ill, INPUT.employees[1]], rules });
    // e2 goes to Bob, on whichever day, and e4 is added, with Bob as well: Ann's days are full.
    expect(result.disruptions?.disruptions.map(({ item, kind }) => [item, kind])).toEqual([
      ['e2', 'reassigned'],
      ['e4', 'added'],
    ]);
    expect(result.disruptions?.people).toEqual(['ann', 'bob']);
    expect(staffing.show(result)).toMatch(/Different from the earlier schedule, for 2 people \(ann, bob\)/);
  });

  test('of people: a budget of one person leaves everybody else alone', async () => {
    const rules = [...INPUT.rules, { id: 'budget', template: 'change-budget', parameters: { people: 1 } }];
    const result = await resultOf({ ...INPUT, rules });
    expect(result.counts.placed).toBe(4);
    expect(result.disruptions?.people).toEqual(['bob']);
  });

  test('and a budget that cannot be kept leaves no schedule', async () => {
    const ill = { id: 'ann', role: 'crew', timeOff: [{ from: date(0), to: date(1) }] };
    const rules = [...INPUT.rules, { id: 'budget', template: 'change-budget', parameters: { assignments: 1 } }];
    const { solved } = await solveDomain(staffing, { ...INPUT, employees: [ill, INPUT.employees[1]], rules });
    expect(solved.outcome.proof).toBe('infeasible');
  });

  test('a run that starts from an earlier schedule has it as its first incumbent', async () => {
    const { previous, ...plain } = INPUT;
    const all = { assignments: [...previous.assignments, at('e4', 'bob', 0)] };
    const { solved } = await solveDomain(staffing, plain, { from: all });
    // Everything is placed, so that the start is the best already.
    expect(solved.outcome).toMatchObject({ proof: 'optimal', solution: { objective: 0 } });
    expect(solved.incumbents).toHaveLength(1);
  });

  test('that is not a schedule at all is refused', async () => {
    await expect(solveDomain(staffing, INPUT, { from: { assignments: 'none' } })).rejects.toThrow(
      /The solution has a fault/,
    );
  });
});
