import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { solutionOf } from '../../../models/staffing/solution.ts';
import { staffingOf } from '../../../models/staffing/staffingOf.ts';
import { check } from '../../../src/domain/review.ts';
import type { Placement } from '../../../src/solve/placement.ts';
import { everywhere } from './support/agree.ts';
import { date, parsedOrNot, retailInputs } from './support/inputs.ts';
import { somePlacement } from './support/placements.ts';

test('a rule explains why a place is forbidden exactly when the checks forbid it', () => {
  const compared = { allowed: 0, forbidden: 0 };
  fc.assert(
    fc.property(
      retailInputs({ events: 5, employees: 3, days: 6, posted: 3 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      (value, stream) => {
        const input = parsedOrNot(value);
        fc.pre(input !== undefined);
        const staff = staffingOf(input);
        const { problem, rules } = staff;
        const placed = somePlacement(staff, () => stream.next().value, false);
        for (const event of problem.open) {
          const schedule = new Schedule(problem, [
            ...problem.fixed,
            ...placed.filter((work) => work.event !== event.index),
          ]);
          if (check(staff, schedule).breaches.length > 0) continue;
          for (const candidate of everywhere(problem, event)) {
            const against = rules.filter(
              ({ rule, ...active }) =>
                active.hardness === 'hard' && rule.explain(active, { problem, schedule, candidate, item: event }),
            );
            schedule.add(candidate);
            const { breaches } = check(staff, schedule);
            schedule.remove(candidate);
            const of = `${event.id} with ${candidate.employee} on ${problem.frame.dates[candidate.day]} in ${candidate.block}`;
            expect(new Set(against.map(({ id }) => id)), of).toEqual(new Set(breaches.map(({ rule }) => rule)));
            compared[breaches.length ? 'forbidden' : 'allowed']++;
          }
        }
      },
    ),
    { numRuns: 300, seed: 4 },
  );
  expect(Math.min(compared.allowed, compared.forbidden)).toBeGreaterThan(1000);
});

test('an alternative changes the penalty by what it says, and is legal', () => {
  let alternatives = 0;
  fc.assert(
    fc.property(
      retailInputs({ events: 5, employees: 3, days: 6, posted: 3 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      (value, stream) => {
        const input = parsedOrNot(value);
        fc.pre(input !== undefined);
        const staff = staffingOf(input);
        const placed = somePlacement(staff, () => stream.next().value, false);
        const solution = solutionOf(staff.problem, placed);
        const before = staffing.review(input, solution).penalty;
        for (const { event } of solution.assignments) {
          const why = staffing.whyThis(input, solution, event)!;
          for (const { change, changes, who, at } of why.alternatives) {
            const others = solution.assignments.filter((one) => one.event !== event);
            const review = staffing.review(input, {
              assignments: [...others, { event, employee: who, ...dayAndBlock(at) }],
            });
            expect(review.isLegal).toBe(true);
            expect(review.penalty - before).toBe(change);
            expect(Object.values(changes).reduce((sum, part) => sum + part, 0)).toBe(change);
            alternatives++;
          }
        }
      },
    ),
    { numRuns: 150, seed: 6 },
  );
  expect(alternatives).toBeGreaterThan(200);
});

const INPUT = {
  profile: 'retail',
  horizon: { from: date(0), to: date(1) },
  employees: [
    { id: 'ann', name: 'Ann', role: 'specialist' },
    { id: 'bob', name: 'Bob', role: 'specialist', timeOff: [{ from: date(1), to: date(1) }] },
    { id: 'lea', name: 'Lea', role: 'lead' },
  ],
  rotations: [{ weekday: 'monday', kind: 'primary-lead', employee: 'lea', backup: 'bob' }],
  events: ['c1', 'c2', 'c3'].map((id) => ({ id, type: 'core', start: date(0), due: date(id === 'c3' ? 1 : 2) })),
  posted: [{ event: 'x', type: 'core', employee: 'ann', day: date(1), block: 1 }],
};

test('the table of an event says, for each employee and day, what stands against it and what it would take', () => {
  const input = staffing.parse(INPUT);
  const assignments = [
    { event: 'c1', employee: 'lea', day: date(0), block: 1 },
    { event: 'c2', employee: 'bob', day: date(0), block: 2 },
  ];
  const table = staffing.whyNot(input, { assignments }, 'c3');
  expect(table.map(({ who, at, rule, verdict }) => [at.day, who, verdict, rule])).toEqual([
    [date(0), 'ann', 'free', undefined],
    [date(0), 'bob', 'crowded-out', 'H11'],
    [date(0), 'lea', 'crowded-out', 'H11'],
    // c3 is due on the second day.
    [date(1), 'ann', 'impossible', 'H1-H4'],
    [date(1), 'bob', 'impossible', 'H1-H4'],
    [date(1), 'lea', 'impossible', 'H1-H4'],
  ]);
  expect(table[1]).toMatchObject({ by: ['c2'], text: 'Bob has c2 on 2026-01-05; at most 1 a day.' });
  const placed = staffing.whyNot(input, { assignments }, 'c1');
  expect(placed.map(({ rule, verdict }) => [verdict, rule])).toEqual([
    ['free', undefined],
    ['crowded-out', 'H11'],
    ['chosen', undefined],
    // Ann has posted work there, Bob is away.
    ['impossible', 'H11'],
    ['impossible', 'H5'],
    ['free', undefined],
  ]);
});

test('an assignment says what it costs by each rule, and where else it could be', () => {
  const input = staffing.parse(INPUT);
  const assignments = [{ event: 'c1', employee: 'bob', day: date(0), block: 2 }];
  const why = staffing.whyThis(input, { assignments }, 'c1')!;
  expect(why).toMatchObject({ item: 'c1', who: 'bob', at: { day: date(0), block: 2 }, only: [] });
  // Rotation: the backup, half of 50. Proximity: Bob would not work otherwise, 15.
  expect(why.shares.filter(({ amount }) => amount > 0)).toMatchObject([
    { rule: 'S4', amount: 25, text: 'Bob is the backup of the primary-lead of 2026-01-05, Lea.' },
    { rule: 'S12', amount: 15 },
  ]);
  // Counts: Ann has one core posted, so each of the three has at most one, or Ann two.
  // Lea on Monday: no rotation cost (-25), but block 2 (+25). Ann on Monday: rotation +25, and fairness 2 - 0 instead of
  // 1 - 0 (+5). Lea on Tuesday: no rotation there (-25); balance: Monday 0, Tuesday 2 instead of 1 and 1 (+20).
  expect(why.alternatives.map(({ change, changes, who, at }) => [who, at.day, change, changes])).toEqual([
    ['lea', date(1), -5, { S4: -25, S13: 20 }],
    ['lea', date(0), 0, { S4: -25, S7: 25 }],
    ['ann', date(0), 30, { S4: 25, S9: 5 }],
  ]);
});

test('an event that does not exist is named, with the closest one', () => {
  expect(() => staffing.whyNot(staffing.parse(INPUT), { assignments: [] }, 'c11')).toThrow(
    /There is no event c11.\nMaybe you mean c1/,
  );
});

/** The parts of a place that a solution tells; a time follows from them. */
function dayAndBlock({ day, block }: Placement['at']): { day: unknown; block?: unknown } {
  return { day, ...(block === undefined ? {} : { block }) };
}
