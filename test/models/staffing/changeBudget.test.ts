import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { parse } from '../../../models/staffing/parse.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { date } from './support/inputs.ts';

const at = (event: string, day: number) => ({ event, employee: 'ann', day: date(day) });
const INPUT = {
  profile: 'plain',
  horizon: { from: date(0), to: date(2) },
  types: { a: {} },
  employees: [{ id: 'ann', role: 'crew' }],
  events: ['e1', 'e2', 'e3'].map((id) => ({ id, type: 'a', start: date(0), due: date(3) })),
  previous: { assignments: [at('e1', 0), at('e2', 1), at('e3', 2)] },
  rules: [{ id: 'budget', template: 'change-budget', parameters: { assignments: 1 } }],
};

test('a pin within the budget is not a fault, though the other events are still to be placed', () => {
  expect(parse({ ...INPUT, pins: [at('e1', 2)] }).pins).toHaveLength(1);
});

test('pins that use up more than the budget are', () => {
  expect(() => parse({ ...INPUT, pins: [at('e1', 2), at('e2', 2)] })).toThrow(/The pin of e1 breaks budget: 3 changed/);
});

describe('without an earlier schedule, posted work that may move is counted', () => {
  // Ann is ill on the three days of her work, so that all of it goes to Bob; `new` has had no place yet.
  const ill = (parameters: object) => ({
    ...INPUT,
    previous: undefined,
    employees: ['ann', 'bob'].map((id) => ({ id, role: 'crew' })),
    events: ['e1', 'e2', 'e3', 'new'].map((id) => ({ id, type: 'a', start: date(0), due: date(3) })),
    posted: INPUT.previous.assignments.map((posted) => ({ ...posted, movable: true })),
    timeOff: [{ employee: 'ann', from: date(0), to: date(2) }],
    rules: [{ id: 'budget', template: 'change-budget', parameters }],
  });

  test.each([
    // Three jobs are not where they were in any case.
    [{ assignments: 2 }, undefined],
    [{ assignments: 3 }, ['e1', 'e2', 'e3', 'new']],
    // Ann has other work in any case, and Bob only if he takes some of hers; what is placed besides is not a change.
    [{ people: 0 }, undefined],
    [{ people: 1 }, ['new']],
    [{ people: 2 }, ['e1', 'e2', 'e3', 'new']],
  ])('%j', async (parameters, placed) => {
    const { answer, solved } = await solveDomain(staffing, ill(parameters));
    expect(solved.outcome.proof).toBe(placed ? 'optimal' : 'infeasible');
    expect(answer?.result.placed.map(({ item }) => item).sort()).toEqual(placed);
  });
});
