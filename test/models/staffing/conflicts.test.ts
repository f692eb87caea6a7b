import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { build } from '../../../models/staffing/model.ts';
import { NONE } from '../../../models/staffing/problem.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { solutionOf } from '../../../models/staffing/solution.ts';
import type { Staff } from '../../../models/staffing/staff.ts';
import { check } from '../../../src/domain/review.ts';
import type { RuleBreach } from '../../../src/domain/rules/rule.ts';
import { parsedOrNot, retailInputs } from './support/inputs.ts';
import { somePlacement } from './support/placements.ts';

const NOTHING = { assignments: [] };

/** One day, two people, two types; `change` is spread over it. */
function conflictsIn(change: Record<string, unknown>) {
  const value = {
    horizon: { from: '2026-01-06', to: '2026-01-07' },
    types: { a: { minutes: 60 }, b: { minutes: 60 } },
    employees: [
      { id: 'ann', role: 'crew' },
      { id: 'bob', role: 'crew' },
    ],
    ...change,
  };
  return staffing.review(staffing.parse(value), NOTHING).conflicts;
}

const ANN = { employee: 'ann', day: '2026-01-06', type: 'a' };
const BOTH = [
  { event: 'one', ...ANN },
  { event: 'two', ...ANN },
];

test.each([
  ['somebody has time off', 'time-off', { posted: BOTH.slice(0, 1), employees: [away({ timeOff: [day('06')] })] }],
  ['somebody has left', 'time-off', { posted: BOTH.slice(0, 1), employees: [away({ terminationDate: '2026-01-05' })] }],
  [
    'somebody does not work that day',
    'weekly-pattern',
    { posted: BOTH.slice(0, 1), employees: [away({ weekly: { tuesday: false } })] },
  ],
  ['somebody is not active any more', 'structure', { posted: BOTH.slice(0, 1), employees: [away({ active: false })] }],
  ['a day is a holiday now', 'holidays', { posted: BOTH.slice(0, 1), holidays: ['2026-01-06'] }],
  ['a day is locked now', 'locked-days', { posted: BOTH.slice(0, 1), lockedDays: ['2026-01-06'] }],
  [
    'two overlap',
    'apart',
    {
      posted: BOTH,
      types: { a: { minutes: 60, time: '09:00' } },
      rules: [{ id: 'apart', template: 'no-overlap' }],
    },
  ],
  [
    'there are too many',
    'few',
    { posted: BOTH, rules: [{ id: 'few', template: 'max-per-day', parameters: { types: ['a'], max: 1 } }] },
  ],
  [
    'somebody lacks the skill',
    'skill',
    { posted: BOTH, rules: [{ id: 'skill', template: 'qualified', parameters: { types: ['a'], skills: ['x'] } }] },
  ],
  [
    'an event begins later now',
    'structure',
    {
      events: [
        {
          id: 'one',
          type: 'a',
          start: '2026-01-07',
          due: '2026-01-08',
          posted: { employee: 'ann', day: '2026-01-06' },
        },
      ],
    },
  ],
])('%s: the posted work is a conflict of %s', (_, rule, change) => {
  const found = conflictsIn(change);
  expect(new Set(found.map((one) => one.rule))).toEqual(new Set([rule]));
  for (const { items, who, when } of found) {
    expect([BOTH.some(({ event }) => event === items[0]), who, when]).toEqual([true, ['ann'], ['2026-01-06']]);
  }
});

function day(number: string) {
  return { from: `2026-01-${number}`, to: `2026-01-${number}` };
}

function away(change: Record<string, unknown>) {
  return { id: 'ann', role: 'crew', ...change };
}

test.each([
  ['that breaks no rule', { posted: BOTH }],
  ['before the horizon', { posted: [{ ...BOTH[0], day: '2026-01-05' }], holidays: ['2026-01-05'] }],
  [
    'that follows something without saying what',
    {
      posted: BOTH.slice(0, 1),
      rules: [{ id: 'pair', template: 'follower', parameters: { leader: 'b', follower: 'a', employee: 'same' } }],
    },
  ],
])('posted work %s is no conflict', (_, change) => {
  expect(conflictsIn(change)).toEqual([]);
});

test('only absence that reopening can mend is said to be mended by it', () => {
  const employees = [away({ timeOff: [day('06')] })];
  const event = { id: 'one', type: 'a', start: '2026-01-06', due: '2026-01-07' };
  const posted = { employee: 'ann', day: '2026-01-06' };
  const reopenOf = (change: Record<string, unknown>) =>
    conflictsIn({ employees, ...change }).map(({ reopen }) => reopen);
  expect(reopenOf({ events: [{ ...event, posted }] })).toEqual(['absent']);
  expect(reopenOf({ posted: BOTH.slice(0, 1) })).toEqual(['absent']);
  expect(reopenOf({ events: [{ ...event, posted, autoSchedule: false }] })).toEqual([undefined]);
  expect(reopenOf({ events: [{ ...event, posted }], lockedDays: ['2026-01-06'] })).toEqual([undefined, undefined]);
});

function eventsOf({ events }: Record<string, unknown>): { readonly posted?: unknown }[] {
  return events as { readonly posted?: unknown }[];
}

test('of random schedules that are posted, the conflicts are the rules that the same schedule breaks when proposed', () => {
  let [legal, broken] = [0, 0];
  const rules = new Set<string>();
  fc.assert(
    fc.property(
      retailInputs({ events: 6, employees: 3, days: 6, posted: 0 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      (value, stream) => {
        const input = parsedOrNot({
          ...value,
          events: eventsOf(value).map(({ posted: _, ...rest }) => rest),
          pins: [],
        });
        fc.pre(input !== undefined);
        const staff = build(input);
        const proposals = somePlacement(staff, () => stream.next().value, true);
        const schedule = new Schedule(staff.problem, [...staff.problem.fixed, ...proposals]);
        const { assignments } = solutionOf(staff.problem, proposals);
        const places = new Map(assignments.map(({ event, ...place }) => [event, place]));
        // What is not placed is not asked for, so that nothing but posted work is left.
        const events = input.events.flatMap((event) =>
          places.has(event.id) ? [{ ...event, posted: places.get(event.id) }] : [],
        );
        const posted = parsedOrNot({ ...value, events, pins: [], affinity: [] });
        fc.pre(posted !== undefined);
        // Posted work may be without its follower, and without a key nobody knows whom it goes with.
        const isTold = ({ assignments, rule, text }: RuleBreach<Staff>): boolean =>
          !text.includes('is placed and its follower') &&
          !(/^H1[67]$/.test(rule) && assignments.some(({ pairing }) => pairing === NONE));
        const expected = check(staff, schedule).breaches.filter(isTold);
        const found = staffing.review(posted, NOTHING).conflicts;
        expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(expected.map(({ rule }) => rule)));
        if (found.length > 0) broken++;
        else legal++;
        for (const { rule } of found) rules.add(rule);
      },
    ),
    { numRuns: 400, seed: 4 },
  );
  expect(Math.min(legal, broken)).toBeGreaterThan(30);
  expect(rules.size).toBeGreaterThan(8);
});
