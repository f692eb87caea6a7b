import fc from 'fast-check';
import { date } from './inputs.ts';

/** How small: the exhaustive engine tries every subset of the cells. */
const SIZE = { employees: 2, days: 3 };

/**
 * Random inputs of two employees, three days and up to three events, of which often not all can be placed: somebody is
 * away, a day is a holiday, a type needs a skill, and days and weeks are soon full.
 */
export function smallInputs(): fc.Arbitrary<Record<string, unknown>> {
  const day = fc.nat(SIZE.days - 1);
  const employee = fc.record({
    skills: fc.constantFrom([], ['wine']),
    away: fc.option(day, { nil: undefined }),
    cap: fc.option(fc.constantFrom(0, 1), { nil: undefined }),
  });
  const event = fc.record({
    type: fc.constantFrom('a', 'b'),
    start: day,
    length: fc.integer({ min: 1, max: SIZE.days }),
    priority: fc.constantFrom('low', 'normal', 'high'),
  });
  const parts = fc.record({
    employees: fc.array(employee, { minLength: SIZE.employees, maxLength: SIZE.employees }),
    events: fc.array(event, { minLength: 2, maxLength: 3 }),
    holiday: fc.option(day, { nil: undefined }),
    fairness: fc.constantFrom(0, 7),
    balance: fc.constantFrom(0, 11),
    proximity: fc.constantFrom(0, 5),
  });
  return parts.map(({ employees, events, holiday, ...weights }) => ({
    profile: 'plain',
    horizon: { from: date(0), to: date(SIZE.days - 1) },
    types: { a: { minutes: 60 }, b: { minutes: 60 } },
    employees: employees.map(({ skills, away, cap }, i) => ({
      id: `p${i}`,
      role: 'crew',
      skills,
      ...(away === undefined ? {} : { timeOff: [{ from: date(away), to: date(away) }] }),
      ...(cap === undefined ? {} : { caps: { weekly: cap } }),
    })),
    events: events.map(({ type, start, length, priority }, i) => ({
      id: `e${i}`,
      type,
      start: date(start),
      due: date(start + length),
      priority,
    })),
    holidays: holiday === undefined ? [] : [date(holiday)],
    rules: [
      { id: 'skill', template: 'qualified', parameters: { types: ['b'], skills: ['wine'] } },
      { id: 'daily', template: 'max-per-day', parameters: { types: ['a', 'b'], max: 1 } },
      { id: 'weekly', template: 'max-per-week', parameters: { types: ['a', 'b'], max: 2 } },
      { id: 'fairness', template: 'fairness', weight: weights.fairness, parameters: { types: ['a', 'b'] } },
      { id: 'balance', template: 'balance', weight: weights.balance },
      { id: 'proximity', template: 'proximity', weight: weights.proximity },
    ],
  }));
}

/** The first inputs of a seed that an input was made for. */
export function someInputs(count: number, seed: number): Record<string, unknown>[] {
  return fc.sample(smallInputs(), { numRuns: count, seed });
}
