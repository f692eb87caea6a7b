import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultCode } from '../../../models/production/faults.ts';
import { inputSchema } from '../../../models/production/input.ts';
import { parse } from '../../../models/production/parse.ts';
import type { Fault } from '../../../src/errors.ts';
import { LIMITS } from '../../../src/limits.ts';
import { faultsFrom, junk, spoil } from '../../support/spoil.ts';

const faultsOf = (value: unknown): readonly Fault[] => faultsFrom(parse, value);

const day = { id: 'day', shifts: [{ day: 'monday', from: '08:00', to: '12:00' }] };
const lathe = { id: 'lathe', kind: 'machine', calendar: 'day', capabilities: [{ does: 'turn' }] };
const ann = { id: 'ann', kind: 'operator', calendar: 'day', skills: ['turning'] };
const steel = { id: 'steel', stock: 5 };
const turn = { id: 'turn', core: { minutes: 30 } };
const one = { id: 'one', operations: [turn] };

/** A sound input; every fault below is one change to it. */
const SOUND = {
  horizon: { from: '2026-05-04', to: '2026-05-05' },
  timeZone: 'Europe/Zurich',
  calendars: [day],
  resources: [lathe, ann],
  materials: [steel],
  orders: [one, { id: 'two', operations: [turn] }],
};

const place = { order: 'one', operation: 'turn', machine: 'lathe', start: '2026-05-04T08:00' };
const change = { machine: 'lathe', from: 'red', to: 'blue', minutes: 5 };
const boost = { rule: 'tardiness', multiplier: 2 };
/** An order whose operation is as it is told. */
const whose = (operation: Record<string, unknown>) => ({
  orders: [{ ...one, operations: [{ ...turn, ...operation }] }],
});
const batches = [{ machine: 'lathe', quantity: 1, phases: [{ from: '2026-05-04T08:00', to: '2026-05-04T08:30' }] }];
const previous = { operations: [{ order: 'one', operation: 'turn', batches }] };
const many = Array.from({ length: 12 }, (_, i) => ({ id: `p${i}`, kind: 'operator', costPerHour: i }));

/** Codes for what an input of this model does not have: scores. */
const OF_OTHERS: readonly FaultCode[] = ['score-out-of-range'];

/** For each code, a change that has this fault and no other, and where it is reported. */
const SPOILT: readonly (readonly [code: FaultCode, change: Record<string, unknown>, pointer: string])[] = [
  [
    'circular',
    { orders: [{ ...one, operations: [{ ...turn, after: [{ operation: 'turn' }] }] }] },
    '/orders/0/operations',
  ],
  ['date-invalid', { horizon: { from: '2026-02-30', to: '2026-05-05' } }, '/horizon/from'],
  ['datetime-invalid', { pins: [{ ...place, start: 'at eight' }] }, '/pins/0/start'],
  ['duplicate-calendar', { calendars: [day, day] }, '/calendars/1/id'],
  ['duplicate-fixed', { posted: [place], pins: [place] }, '/pins/0'],
  [
    'duplicate-machine',
    {
      orders: [
        { ...one, operations: [{ ...turn, machines: [{ machine: 'lathe' }, { machine: 'lathe', minutes: 2 }] }] },
      ],
    },
    '/orders/0/operations/0/machines/1/machine',
  ],
  ['duplicate-material', { materials: [steel, steel] }, '/materials/1/id'],
  ['duplicate-operation', { orders: [{ ...one, operations: [turn, turn] }] }, '/orders/0/operations/1/id'],
  [
    'duplicate-order',
    {
      orders: [
        { ...one, operations: [] },
        { ...one, operations: [] },
      ],
    },
    '/orders/1/id',
  ],
  ['duplicate-resource', { resources: [lathe, lathe] }, '/resources/1/id'],
  ['duplicate-rule', { rules: [{ id: 'keep' }, { id: 'keep' }] }, '/rules/1/id'],
  [
    'frozen-breaks-rule',
    {
      frozenUntil: '2026-05-04T09:00',
      previous: { operations: [{ ...previous.operations[0], batches: [{ ...batches[0], quantity: 7 }] }] },
    },
    '/previous/operations/0',
  ],
  ['hardness-not-allowed', { rules: [{ id: 'materials', hardness: 'soft' }] }, '/rules/0/hardness'],
  ['horizon-empty', { horizon: { from: '2026-05-05', to: '2026-05-04' } }, '/horizon/to'],
  ['horizon-too-long', { horizon: { from: '2026-05-05', to: '2027-06-01' } }, '/horizon/to'],
  ['idle-reversed', whose({ idle: { min: 5, max: 4 } }), '/orders/0/operations/0/idle/max'],
  [
    'idle-reversed',
    {
      orders: [{ ...one, operations: [turn, { ...turn, id: 'on', after: [{ operation: 'turn', min: 9, max: 3 }] }] }],
    },
    '/orders/0/operations/1/after/0/max',
  ],
  ['list-too-long', { rules: Array.from({ length: 1001 }, (_, i) => ({ id: `r${i}`, template: 'keep' })) }, '/rules'],
  ['missing-field', { orders: [{ ...one, operations: [{ id: 'turn' }] }] }, '/orders/0/operations/0/core'],
  ['missing-field', { posted: [{ ...place, batches: [{ ...batches[0], phases: [] }] }] }, '/posted/0/batches/0/phases'],
  ['multiplier-out-of-range', { preferences: [{ ...boost, multiplier: 2.6 }] }, '/preferences/0/multiplier'],
  ['minutes-out-of-range', whose({ core: { minutes: -1 } }), '/orders/0/operations/0/core/minutes'],
  ['number-out-of-range', { orders: [{ ...one, quantity: 0 }] }, '/orders/0/quantity'],
  ['duplicate-setup', { setups: [change, { ...change, minutes: 9 }] }, '/setups/1'],
  ['of-another-kind', { resources: [{ ...lathe, effort: 0.5 }, ann] }, '/resources/0/effort'],
  ['pin-breaks-rule', { pins: [{ ...place, start: '2026-05-04T11:45' }] }, '/pins/0'],
  ['preference-of-hard-rule', { preferences: [{ ...boost, rule: 'materials' }] }, '/preferences/0/rule'],
  ['preference-repeated', { preferences: [boost, boost] }, '/preferences/1'],
  ['preference-unclear', { preferences: [{ multiplier: 2 }] }, '/preferences/0'],
  [
    'range-reversed',
    { resources: [{ ...lathe, exceptions: [{ from: '2026-05-04T10:00', to: '2026-05-04T09:00' }] }, ann] },
    '/resources/0/exceptions/0/to',
  ],
  ['rule-always-on', { rules: [{ id: 'machines', enabled: false }] }, '/rules/0/enabled'],
  ['rule-id-reserved', { rules: [{ id: 'shared', template: 'keep' }] }, '/rules/0/id'],
  [
    'rule-parameter-invalid',
    { rules: [{ id: 'place', parameters: { byPriority: 3 } }] },
    '/rules/0/parameters/byPriority',
  ],
  ['rule-parameter-missing', { rules: [{ id: 'x', template: 'change-budget' }] }, '/rules/0/parameters/assignments'],
  ['rule-parameter-unknown', { rules: [{ id: 'keep', parameters: { max: 1 } }] }, '/rules/0/parameters/max'],
  ['text-empty', { materials: [{ ...steel, id: '' }] }, '/materials/0/id'],
  ['text-too-long', { materials: [{ ...steel, id: 'x'.repeat(LIMITS.name + 1) }] }, '/materials/0/id'],
  [
    'time-invalid',
    { calendars: [{ ...day, shifts: [{ day: 'monday', from: '8 am', to: '12:00' }] }] },
    '/calendars/0/shifts/0/from',
  ],
  [
    'too-many-crews',
    { resources: [lathe, ...many], ...whose({ core: { minutes: 5, operators: { count: 6 } } }) },
    '/orders/0/operations',
  ],
  ['unknown-calendar', { resources: [{ ...lathe, calendar: 'night' }, ann] }, '/resources/0/calendar'],
  ['unknown-field', { shifts: [] }, '/shifts'],
  ['unknown-keyword', { preferences: [{ keyword: 'fun', multiplier: 2 }] }, '/preferences/0/keyword'],
  ['unknown-machine', { pins: [{ ...place, machine: 'late' }] }, '/pins/0/machine'],
  ['unknown-machine', { pins: [{ ...place, machine: 'ann' }] }, '/pins/0/machine'],
  ['unknown-machine', whose({ machines: [{ machine: 'mill' }] }), '/orders/0/operations/0/machines/0/machine'],
  ['unknown-machine', { setups: [{ machine: 'mill', from: 'a', to: 'b', minutes: 5 }] }, '/setups/0/machine'],
  [
    'unknown-machine',
    { posted: [{ ...place, batches: [{ ...batches[0], machine: 'mill' }] }] },
    '/posted/0/batches/0/machine',
  ],
  [
    'unknown-material',
    whose({ consumes: [{ material: 'brass', quantity: 1 }] }),
    '/orders/0/operations/0/consumes/0/material',
  ],
  ['unknown-operation', { pins: [{ ...place, operation: 'mill' }] }, '/pins/0/operation'],
  ['unknown-operation', whose({ after: [{ operation: 'mill' }] }), '/orders/0/operations/0/after/0/operation'],
  ['unknown-operator', { posted: [{ ...place, operators: ['bob'] }] }, '/posted/0/operators/0'],
  ['unknown-operator', { posted: [{ ...place, operators: ['lathe'] }] }, '/posted/0/operators/0'],
  ['unknown-order', { posted: [{ ...place, order: 'three' }] }, '/posted/0/order'],
  ['unknown-rule', { rules: [{ id: 'tardines' }] }, '/rules/0/id'],
  ['unknown-template', { rules: [{ id: 'x', template: 'tardines' }] }, '/rules/0/template'],
  ['unknown-time-zone', { timeZone: 'Europe/Zurick' }, '/timeZone'],
  ['unknown-value', { profile: 'fast' }, '/profile'],
  ['weight-of-hard-rule', { rules: [{ id: 'materials', weight: 1 }] }, '/rules/0/weight'],
  ['weight-out-of-range', { rules: [{ id: 'keep', weight: -1 }] }, '/rules/0/weight'],
  ['wrong-type', { calendars: {} }, '/calendars'],
];

test('the sound input has no fault', () => {
  expect(faultsOf(SOUND)).toEqual([]);
});

describe('each fault alone', () => {
  test.each(SPOILT.map(([code, change, pointer]) => ({ code, change, pointer })))(
    '$code at $pointer',
    ({ code, change, pointer }) => {
      const faults = faultsOf({ ...SOUND, ...change });
      const own = faults.filter((fault) => fault.code === code);
      expect(own.map((fault) => fault.pointer)).toContain(pointer);
      // A list that could not be read leaves the names in it unknown, which is said as well.
      if (code !== 'wrong-type') expect(new Set(faults.map((fault) => fault.code))).toEqual(new Set([code]));
      for (const { message } of faults) expect(message).toMatch(/ (?:Maybe|Try) .+\.$/);
    },
  );

  test('every code has a case', () => {
    expect([...new Set([...SPOILT.map(([code]) => code), ...OF_OTHERS])].sort()).toEqual(Object.keys(FAULTS).sort());
  });
});

test('a circle is named as it goes, and each order has its own', () => {
  const link = (id: string, after: string) => ({ ...turn, id, after: [{ operation: after }] });
  const orders = [
    { id: 'one', operations: [link('saw', 'mill'), link('turn', 'saw'), link('mill', 'turn'), link('pack', 'mill')] },
    { id: 'two', operations: [link('a', 'b'), link('b', 'a')] },
  ];
  const faults = faultsOf({ ...SOUND, orders });
  expect(faults.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['circular', '/orders/0/operations'],
    ['circular', '/orders/1/operations'],
  ]);
  // Each waits for the one before it, from one to itself: saw, turn and mill, and never what only hangs on them.
  const named = /: (.+)\. Maybe/.exec(faults[0]!.message)![1]!.split(', then ');
  expect(named).toHaveLength(4);
  expect(named[0]).toBe(named[3]);
  expect([...new Set(named)].sort()).toEqual(['mill', 'saw', 'turn']);
  const next = new Map([
    ['saw', 'turn'],
    ['turn', 'mill'],
    ['mill', 'saw'],
  ]);
  for (let i = 0; i < 3; i++) expect(next.get(named[i]!)).toBe(named[i + 1]);
});

test('a long chain that ends in a circle is told at once', () => {
  const operations = Array.from({ length: 900 }, (_, i) => ({
    ...turn,
    id: `o${i}`,
    after: [{ operation: `o${i === 0 ? 899 : i - 1}` }],
  }));
  const [fault, ...rest] = faultsOf({ ...SOUND, orders: [{ id: 'one', operations }] });
  expect([fault!.code, rest]).toEqual(['circular', []]);
  expect(fault!.message.length).toBeLessThan(600);
});

test('several faults are told at once', () => {
  const value = {
    ...SOUND,
    resources: [{ ...lathe, calendar: 'x' }, ann],
    orders: [{ ...one, operations: [{ ...turn, core: { minutes: 'long' } }] }],
    pins: [{ ...place, machine: 'y' }],
  };
  expect(
    faultsOf(value)
      .map(({ pointer }) => pointer)
      .sort(),
  ).toEqual(['/orders/0/operations/0/core/minutes', '/pins/0/machine', '/resources/0/calendar']);
});

test('names that mean something else to a program are names like others', () => {
  const value = {
    ...SOUND,
    resources: [{ ...lathe, id: '__proto__', capabilities: [{ does: 'constructor' }] }],
    materials: [{ id: 'toString' }],
    orders: [{ id: 'hasOwnProperty', operations: [{ ...turn, id: 'constructor' }] }],
    pins: [{ order: 'hasOwnProperty', operation: 'constructor', machine: '__proto__', start: '2026-05-04T11:45' }],
  };
  expect(faultsOf(value).map(({ code, pointer }) => [code, pointer])).toEqual([['pin-breaks-rule', '/pins/0']]);
});

test('whatever is spoilt, the answer is a list of faults with a next step', () => {
  const full = inputSchema.parse({
    ...SOUND,
    setups: [{ machine: 'lathe', from: 'a', to: 'b', minutes: 5 }],
    posted: [{ ...place, order: 'two' }],
    pins: [{ ...place, start: '2026-05-04T09:00' }],
    previous,
    rules: [{ id: 'keep' }],
  });
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.nat(1_000_000)),
      junk('ann', 'lathe', 'monday', '09:00', '25:00', '2026-05-04T08:00', '2026-05-04', '2026-13-01'),
      (stream, replacement) => {
        for (const { message } of faultsOf(spoil(full, () => stream.next().value!, replacement))) {
          expect(message).toMatch(/ (?:Maybe|Try) .+\.$/);
        }
      },
    ),
    { numRuns: 300, seed: 4 },
  );
});

test('every circle is told, and work of an order that is there twice is known', () => {
  const after = (id: string, operation: string) => ({ ...turn, id, after: [{ operation }] });
  const operations = [after('a', 'b'), after('b', 'a'), after('c', 'd'), after('d', 'e'), after('e', 'c')];
  const texts = faultsOf({ ...SOUND, orders: [{ ...one, operations }] }).map(
    ({ message }) => message.split(' Maybe ')[0],
  );
  expect(texts).toEqual([
    'Operations of one wait for each other: a, then b, then a.',
    // What comes first in time is told first: c waits for d, which waits for e.
    'Operations of one wait for each other: c, then e, then d, then c.',
  ]);
  const codes = faultsOf({ ...SOUND, orders: [one, { id: 'one', operations: [] }], pins: [place] });
  expect(codes.map(({ code }) => code)).toEqual(['duplicate-order']);
});

test('what is no time is told in words', () => {
  const [fault] = faultsOf({ ...SOUND, pins: [{ ...place, start: 'at eight' }] });
  expect(fault?.message).toContain(
    'start is "at eight"; it has to be a date with a time of day, such as 2026-05-17T09:30.',
  );
});

test.each([
  [{}, '20 minutes before its end.'],
  [{ min: 5 }, '20 minutes before its end: at least 5 minutes after it are needed.'],
  [{ min: 5, max: 9 }, '20 minutes before its end: 5 to 9 minutes after it are needed.'],
])('work that is pinned before what it comes after is over, with %o in between', (link, text) => {
  // From 8:00 to 8:30 on the lathe; the other one begins at 8:10.
  const mill = { ...lathe, id: 'mill', capabilities: [{ does: 'mill' }] };
  const next = { id: 'mill', core: { minutes: 5 }, after: [{ operation: 'turn', ...link }] };
  const pins = [place, { ...place, operation: 'mill', machine: 'mill', start: '2026-05-04T08:10' }];
  const faults = faultsOf({
    ...SOUND,
    resources: [lathe, mill],
    orders: [{ ...one, operations: [turn, next] }],
    pins,
  });
  expect(faults.map(({ message }) => message)).toContainEqual(expect.stringContaining(`08:10, ${text} `));
});
