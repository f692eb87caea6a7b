import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import { type Fix, fixes } from '../../../src/solve/fixes.ts';

/**
 * A lathe from 8:00 to 12:00 on Monday and Tuesday. Three hours of `first` fit on Monday beside nothing else of three
 * hours, so that `second`, due on Monday at 12:00, is over on Tuesday at 11:00: 23 hours late.
 */
const INPUT = {
  horizon: { from: '2026-05-04', to: '2026-05-05' },
  timeZone: 'Europe/Zurich',
  calendars: [{ id: 'day', shifts: [{ day: ['monday', 'tuesday'], from: '08:00', to: '12:00' }] }],
  resources: [{ id: 'lathe', name: 'Lathe', kind: 'machine', calendar: 'day', capabilities: [{ does: 'turn' }] }],
  orders: [
    { id: 'first', due: '2026-05-04T11:00', priority: 'urgent', operations: [{ id: 'turn', core: { minutes: 180 } }] },
    { id: 'second', due: '2026-05-04T12:00', operations: [{ id: 'turn', core: { minutes: 180 } }] },
  ],
};

const at = (order: string, from: string, to: string) => ({
  order,
  operation: 'turn',
  batches: [{ machine: 'lathe', quantity: 1, phases: [{ from, to, operators: [] }] }],
});

test('a late order gets a later due date, or its machine one more shift, each confirmed by a solve', async () => {
  const operations = [
    at('first', '2026-05-04T08:00', '2026-05-04T11:00'),
    at('second', '2026-05-05T08:00', '2026-05-05T11:00'),
  ];
  const found: Fix[] = [];
  const options = { solution: { operations, sequence: [] }, timeLimitMs: 20_000 };
  for await (const fix of fixes(production, INPUT, options)) found.push(fix);
  const told = new Map(found.map((fix) => [fix.text, fix]));
  // Medium priority counts twice: 2 x 23 x 60.
  expect(found.map(({ penaltyBefore }) => penaltyBefore)).toEqual(found.map(() => 2760));
  const due = told.get('The due date of second moves to 2026-05-05 11:00.')!;
  expect(due.changes).toEqual([{ set: 'orders/second/due', value: '2026-05-05T11:00' }]);
  expect(due.penalty).toBe(0);
  // From 11:00 on the lathe is free; three hours from there end at 14:00, two hours late: 2 x 120.
  const shift = told.get('One more shift for Lathe, from 2026-05-04 11:00 to 2026-05-04 14:00.')!;
  expect(shift.penalty).toBe(240);
});
