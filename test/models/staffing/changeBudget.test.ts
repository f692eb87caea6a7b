import { expect, test } from 'vitest';
import { parse } from '../../../models/staffing/parse.ts';
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
