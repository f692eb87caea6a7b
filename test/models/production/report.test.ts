import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import type { DomainResult } from '../../../src/solve/result.ts';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Monday and Tuesday from 8:00 to 12:00, a lathe with 20 minutes to change from a to b, a mill, an oven that is always
 * there, and Ann, who turns.
 */
const INPUT = {
  horizon: { from: '2026-05-04', to: '2026-05-05' },
  timeZone: 'Europe/Zurich',
  calendars: [{ id: 'day', shifts: [{ day: ['monday', 'tuesday'], from: '08:00', to: '12:00' }] }],
  resources: [
    { id: 'lathe', name: 'Lathe', kind: 'machine', calendar: 'day', capabilities: [{ does: 'turn' }] },
    { id: 'mill', name: 'Mill', kind: 'machine', calendar: 'day', capabilities: [{ does: 'mill' }] },
    { id: 'ann', name: 'Ann', kind: 'operator', calendar: 'day', skills: ['turning', 'milling'] },
  ],
  setups: [{ machine: 'lathe', from: 'a', to: 'b', minutes: 20 }],
  materials: [{ id: 'steel', stock: 1, deliveries: [{ at: '2026-05-04T09:30', quantity: 5 }] }],
} as const;

function operation(id: string, minutes: number, more: Entry = {}) {
  return { id, core: { minutes }, ...more };
}

type Place = readonly [item: string, machine: string, from: string, to: string, operators?: readonly string[]];

/** The result of a schedule that is written by hand; it has to break no rule. */
function resultOf(orders: readonly Entry[], places: readonly Place[], more: Entry = {}): DomainResult {
  const input = production.parse({ ...INPUT, orders, ...more });
  const operations = places.map(([item, machine, from, to, operators = []]) => {
    const [order, operation] = item.split('/');
    const phase = { from: `2026-05-0${from}`, to: `2026-05-0${to}`, operators };
    return { order, operation, batches: [{ machine, quantity: 1, phases: [phase] }] };
  });
  const result = production.result(production.build(input), { operations, sequence: [] }, 'none');
  expect(result.defects).toEqual([]);
  return result;
}

function pathOf({ report }: DomainResult): unknown[] {
  return report!.criticalPath.map(({ after, item, minutes, waitsFor }) => [item, waitsFor, after, minutes]);
}

test('orders are on time, late by minutes, or not complete', () => {
  const { report } = resultOf(
    [
      { id: 'early', due: '2026-05-04T09:00', operations: [operation('turn', 60)] },
      // Over at 11:30, due at 10:00.
      { id: 'late', due: '2026-05-04T10:00', operations: [operation('turn', 120)] },
      { id: 'open', due: '2026-05-04T09:00', operations: [operation('mill', 30), operation('weld', 30)] },
      { id: 'free', operations: [operation('mill', 30)] },
    ],
    [
      ['early/turn', 'lathe', '4T08:00', '4T09:00'],
      ['late/turn', 'lathe', '4T09:30', '4T11:30'],
      ['open/mill', 'mill', '4T08:00', '4T08:30'],
      ['free/mill', 'mill', '5T08:00', '5T08:30'],
    ],
  );
  const told = report!.orders.map(({ due, end, lateBy, missing, order }) => [order, due, end, lateBy, missing]);
  expect(told).toEqual([
    ['early', '2026-05-04T09:00', '2026-05-04T09:00', 0, []],
    ['free', undefined, '2026-05-05T08:30', 0, []],
    ['late', '2026-05-04T10:00', '2026-05-04T11:30', 90, []],
    ['open', '2026-05-04T09:00', '2026-05-04T08:30', 0, ['open/weld']],
  ]);
});

test('utilisation counts open minutes once, and no pauses', () => {
  const turn = { id: 'turn', interruptible: true, core: { minutes: 300, operators: { skills: ['turning'] } } };
  const { report } = resultOf(
    [{ id: 'long', operations: [turn] }],
    // Four hours on Monday and one on Tuesday, of two times four.
    [['long/turn', 'lathe', '4T08:00', '5T09:00', ['ann']]],
  );
  expect(report!.utilisation.map(({ busy, kind, label, open }) => [label, kind, busy, open])).toEqual([
    ['Lathe', 'machine', 300, 480],
    ['Mill', 'machine', 0, 480],
    ['Ann', 'operator', 300, 480],
  ]);
});

test('the path goes back over a predecessor, a machine with its change, and the beginning of the shift', () => {
  const result = resultOf(
    [
      { id: 'one', family: 'a', operations: [operation('turn', 60)] },
      {
        id: 'two',
        family: 'b',
        operations: [operation('turn', 60), operation('mill', 30, { after: [{ operation: 'turn', min: 10 }] })],
      },
    ],
    [
      ['one/turn', 'lathe', '4T08:00', '4T09:00'],
      // 20 minutes to change over, then ten more before the mill may begin.
      ['two/turn', 'lathe', '4T09:20', '4T10:20'],
      ['two/mill', 'mill', '4T10:30', '4T11:00'],
    ],
  );
  // Since midnight all is ready but the shift, which begins eight hours later.
  expect(pathOf(result)).toEqual([
    ['one/turn', 'calendar', undefined, 480],
    ['two/turn', 'machine', 'one/turn', 0],
    ['two/mill', 'predecessor', 'two/turn', 0],
  ]);
  expect(result.report!.criticalPath.map(({ text }) => text)).toEqual([
    'Lathe is not there before 2026-05-04 08:00.',
    'Lathe does one/turn until 2026-05-04 09:00, and needs 20 minutes to change over.',
    'two/turn comes before it, at least 10 minutes before.',
  ]);
});

test('the path waits for an operator, for a night, and for what could begin earlier', () => {
  const withAnn = (id: string, minutes: number, skill: string) => ({
    id,
    core: { minutes, operators: { skills: [skill] } },
  });
  const orders = [
    { id: 'one', operations: [withAnn('turn', 60, 'turning')] },
    { id: 'two', operations: [withAnn('mill', 120, 'milling')] },
    { id: 'three', operations: [withAnn('turn', 90, 'turning')] },
  ];
  const places = (first: string, end: string): Place[] => [
    ['one/turn', 'lathe', first, end, ['ann']],
    ['two/mill', 'mill', '4T09:30', '4T11:30', ['ann']],
    // After 11:30 half an hour is left, and 90 minutes are needed: 20.5 hours until the next morning.
    ['three/turn', 'lathe', '5T08:00', '5T09:30', ['ann']],
  ];
  expect(pathOf(resultOf(orders, places('4T08:30', '4T09:30')))).toEqual([
    // At 8:00 it could begin; all but the shift is ready since midnight.
    ['one/turn', 'nothing', undefined, 510],
    ['two/mill', 'operator', 'one/turn', 0],
    ['three/turn', 'calendar', 'two/mill', 1230],
  ]);
});

test('the path begins with a delivery, a release, or a place that is given', () => {
  const order = (more: Entry, operations: Entry = {}) => [
    { id: 'one', ...more, operations: [operation('turn', 60, operations)] },
  ];
  // One piece of steel is there, and three are needed: the delivery at 9:30 counts.
  expect(
    pathOf(
      resultOf(order({}, { consumes: [{ material: 'steel', quantity: 3 }] }), [
        ['one/turn', 'lathe', '4T09:30', '4T10:30'],
      ]),
    ),
  ).toEqual([['one/turn', 'material', undefined, 0]]);
  expect(
    pathOf(resultOf(order({ release: '2026-05-04T10:00' }), [['one/turn', 'lathe', '4T10:00', '4T11:00']])),
  ).toEqual([['one/turn', 'release', undefined, 0]]);
  const posted = [{ order: 'one', operation: 'turn', machine: 'lathe', start: '2026-05-04T11:00' }];
  expect(pathOf(resultOf(order({}), [], { posted }))).toEqual([['one/turn', 'given', undefined, 0]]);
});

test('the path waits for material that is made, and goes on with who makes it', () => {
  const result = resultOf(
    [
      { id: 'make', operations: [operation('turn', 60, { produces: [{ material: 'steel', quantity: 4 }] })] },
      { id: 'use', operations: [operation('mill', 30, { consumes: [{ material: 'steel', quantity: 4 }] })] },
    ],
    [
      ['make/turn', 'lathe', '4T08:00', '4T09:00'],
      ['use/mill', 'mill', '4T09:00', '4T09:30'],
    ],
  );
  expect(pathOf(result)).toEqual([
    ['make/turn', 'calendar', undefined, 480],
    ['use/mill', 'material', 'make/turn', 0],
  ]);
});

test('a split operation has the batch on the path that is over last, and people read all of it', () => {
  const input = production.parse({
    ...INPUT,
    orders: [
      {
        id: 'one',
        quantity: 3,
        due: '2026-05-04T09:00',
        operations: [operation('turn', 30, { split: { most: 2, smallest: 1 } })],
      },
    ],
  });
  const phase = (from: string, to: string) => ({ from: `2026-05-04T${from}`, to: `2026-05-04T${to}`, operators: [] });
  const batches = [
    { machine: 'lathe', quantity: 2, phases: [phase('08:00', '09:00')] },
    { machine: 'lathe', quantity: 1, phases: [phase('09:00', '09:30')] },
  ];
  const solution = { operations: [{ order: 'one', operation: 'turn', batches }], sequence: [] };
  const result = production.result(production.build(input), solution, 'none');
  expect(pathOf(result)).toEqual([
    ['one/turn', 'calendar', undefined, 480],
    ['one/turn', 'machine', 'one/turn', 0],
  ]);
  const shown = production.show(result);
  expect(shown).toContain('0 of 1 orders on time:');
  expect(shown).toMatch(/one +2026-05-04 09:00 +2026-05-04 09:30 +late by 30 min/);
  // An hour and a half of eight hours.
  expect(shown).toMatch(/Lathe +machine +90 of 480 +19 %/);
  expect(shown).toContain('Lathe does one/turn until 2026-05-04 09:00.');
});

test('each batch has a bar, on its own machine, at the time that clocks show', () => {
  // The night before 2026-10-26 has an hour more.
  const input = production.parse({
    ...INPUT,
    horizon: { from: '2026-10-25', to: '2026-10-26' },
    materials: [],
    resources: [...INPUT.resources, { id: 'other', kind: 'machine', capabilities: [{ does: 'turn' }] }],
    orders: [{ id: 'one', quantity: 2, operations: [operation('turn', 30, { split: { most: 2, smallest: 1 } })] }],
  });
  const batches = ['lathe', 'other'].map((machine) => {
    const phases = [{ from: '2026-10-26T08:00', to: '2026-10-26T08:30', operators: [] }];
    return { machine, quantity: 1, phases };
  });
  const solution = { operations: [{ order: 'one', operation: 'turn', batches }], sequence: [] };
  const { bars } = production.timeline(input, solution);
  expect(bars.map(({ from, group, lane, to }) => [lane, from, to, group])).toEqual([
    ['lathe', 1440 + 480, 1440 + 510, 'one'],
    ['other', 1440 + 480, 1440 + 510, 'one'],
  ]);
});

test('the picture in a terminal marks where days begin, as many as there is room for', () => {
  const lathe = { id: 'lathe', name: 'Lathe', kind: 'machine', capabilities: [{ does: 'turn' }] };
  /** The line below the only machine, cut into what begins at which column of the time. */
  const marksFor = (from: string, to: string) => {
    const minutes = (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;
    const input = production.parse({
      horizon: { from: '2026-05-04', to: '2026-05-20' },
      resources: [lathe],
      orders: [{ id: 'one', operations: [operation('turn', minutes)] }],
    });
    const batches = [{ machine: 'lathe', quantity: 1, phases: [{ from, to, operators: [] }] }];
    const solution = { operations: [{ order: 'one', operation: 'turn', batches }], sequence: [] };
    const shown = production.show(production.result(production.build(input), solution, 'none'), 59);
    const [machine, marks] = shown.split('\n').slice(4);
    return [...marks!.matchAll(/\|\S+/g)].map((mark) => [mark[0], mark.index - machine!.indexOf('|') - 1]);
  };
  // "Lathe" leaves 59 - 5 - 6 = 48 columns, so that a day of two has 24 and begins with the 25th.
  expect(marksFor('2026-05-04T00:00', '2026-05-06T00:00')).toEqual([
    ['|05-04', 0],
    ['|05-05', 24],
  ]);
  // Of sixteen days each has 3 columns, and a mark needs 8: every third one has a mark.
  expect(marksFor('2026-05-04T00:00', '2026-05-20T00:00').slice(0, 2)).toEqual([
    ['|05-04', 0],
    ['|05-07', 9],
  ]);
  expect(marksFor('2026-05-04T08:00', '2026-05-04T09:00')).toEqual([]);
});
