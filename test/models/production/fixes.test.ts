import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import type { Input } from '../../../models/production/input.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { changed } from '../../../src/solve/change.ts';
import { type Fix, fixes } from '../../../src/solve/questions/fixes.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { cases } from '../../support/deep.ts';
import { drawInput } from './support/draw.ts';
import { naiveReview } from './support/naive.ts';

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

async function fixesOf(input: unknown, operations: readonly unknown[]): Promise<Fix[]> {
  const found: Fix[] = [];
  const options = { solution: { operations, sequence: [] }, timeLimitMs: 20_000 };
  for await (const fix of fixes(production, input, options)) found.push(fix);
  return found;
}

test('a late order gets a later due date, or its machine one more shift, each confirmed by a solve', async () => {
  const operations = [
    at('first', '2026-05-04T08:00', '2026-05-04T11:00'),
    at('second', '2026-05-05T08:00', '2026-05-05T11:00'),
  ];
  const found = await fixesOf(INPUT, operations);
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

/** Two machines beside each other, each with an hour of turning; Olga turns one after the other, and Tim mills only. */
const CREW = {
  horizon: { from: '2026-05-04', to: '2026-05-09' },
  timeZone: 'Europe/Zurich',
  calendars: [{ id: 'day', shifts: [{ day: ['monday', 'tuesday'], from: '08:00', to: '10:00' }] }],
  resources: [
    ...['1', '2', '3'].map((one) => ({
      ...{ id: `machine-${one}`, name: `Machine ${one}`, kind: 'machine', calendar: 'day' },
      capabilities: [{ does: one === '3' ? 'drill' : 'turn' }],
    })),
    { id: 'operator-1', name: 'Operator 1', kind: 'operator', calendar: 'day', skills: ['turning'] },
    { id: 'operator-2', name: 'Operator 2', kind: 'operator', calendar: 'day', skills: ['milling'] },
  ],
  orders: ['order-6', 'order-7'].map((id, i) => ({
    ...{ id, name: 'Shaft', due: '2026-05-04T09:00', priority: i === 0 ? 'urgent' : 'medium' },
    operations: [
      {
        id: 'turn',
        core: { minutes: 60, operators: { skills: ['turning'] } },
        machines: [{ machine: `machine-${i + 1}` }],
      },
    ],
  })),
};

const turned = (order: string, machine: string, from: string, to: string) => ({
  order,
  operation: 'turn',
  batches: [{ machine, quantity: 1, phases: [{ from, to, operators: ['operator-1'] }] }],
});

test('where an order waits for an operator, another one may do the turning, and the due date may move', async () => {
  const found = await fixesOf(CREW, [
    turned('order-6', 'machine-1', '2026-05-04T08:00', '2026-05-04T09:00'),
    turned('order-7', 'machine-2', '2026-05-04T09:00', '2026-05-04T10:00'),
  ]);
  // Medium priority counts twice: an hour late costs 120, and nothing once two of them turn at once.
  expect(found.map(({ text, penalty, penaltyBefore }) => [text, penaltyBefore, penalty])).toEqual(
    expect.arrayContaining([
      ['Operator 2 learns turning.', 120, 0],
      ['The due date of Shaft (order-7) moves to 2026-05-04 10:00.', 120, 0],
    ]),
  );
});

test('what has no room in the week is done in one more shift, on Saturday', async () => {
  const drill = { id: 'drill', core: { minutes: 180 } };
  const shifts = [{ day: 'saturday', from: '08:00', to: '10:00' }];
  const input = {
    ...CREW,
    calendars: [...CREW.calendars, { id: 'weekend', shifts }],
    resources: CREW.resources.map((one) => (one.id === 'machine-3' ? { ...one, calendar: 'weekend' } : one)),
    orders: [{ id: 'order-8', operations: [drill] }],
  };
  const found = await fixesOf(input, []);
  // Three hours fit into no shift of two; one more hour of the machine makes a place.
  const saturday = found.filter(({ text }) => text.includes('One more shift for Machine 3, from 2026-05-09'));
  expect(saturday.length).toBeGreaterThan(0);
  for (const { gained, penalty } of saturday) expect([gained, penalty]).toEqual([['order-8/drill'], 0]);
});

const RUNS = cases(2, 40);
const MOST_FIXES = cases(3, 100);

test(`every fix of ${RUNS} runs is confirmed by a plain reading of the rules`, { timeout: 600_000 }, async () => {
  const random = randomOf(7, 'fixes');
  let confirmed = 0;
  for (let i = 0; i < RUNS; i++) {
    const value = drawInput(random);
    const { answer } = await solveDomain(production, value, { ticks: 1000 });
    let tried = 0;
    const options = { solution: answer!.solution, timeLimitEachMs: 500, timeLimitMs: 20_000 };
    for await (const fix of fixes(production, value, options)) {
      const input = production.parse(changed(value, fix.changes)) as Input;
      const { isLegal, penalty } = production.review(input, fix.solution);
      expect([isLegal, penalty], fix.text).toEqual([true, fix.penalty]);
      const solution = production.parseSolution(input, fix.solution) as Parameters<typeof naiveReview>[1];
      expect([...naiveReview(input, solution).hard], fix.text).toEqual([]);
      expect(fix.gained.length > 0 || fix.penalty < fix.penaltyBefore!, fix.text).toBe(true);
      confirmed++;
      if (++tried === MOST_FIXES) break;
    }
  }
  expect(confirmed).toBeGreaterThanOrEqual(RUNS / 2);
});
