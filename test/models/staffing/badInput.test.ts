import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultCode } from '../../../models/staffing/faults.ts';
import { staffing } from '../../../models/staffing/index.ts';
import { inputSchema } from '../../../models/staffing/input.ts';
import { parse } from '../../../models/staffing/parse.ts';
import type { Fault } from '../../../src/errors.ts';
import { LIMITS } from '../../../src/limits.ts';
import { faultsFrom, junk, spoil } from '../../support/spoil.ts';

const faultsOf = (value: unknown): readonly Fault[] => faultsFrom(parse, value);

const BLOCK = { number: 1, arrive: '10:00', onFloor: '10:15', lunch: '12:00', offFloor: '16:00', depart: '16:15' };

/** A sound input; every fault below is one change to it. */
const SOUND = {
  profile: 'retail',
  horizon: { from: '2026-01-05', to: '2026-01-11' },
  employees: [
    { id: 'ann', role: 'lead' },
    { id: 'bob', role: 'specialist', active: false },
  ],
  events: [
    { id: 'c1', type: 'core', start: '2026-01-05', due: '2026-01-09' },
    { id: 'o1', type: 'other', start: '2026-01-05', due: '2026-01-09' },
  ],
};

const core = SOUND.events[0]!;
const ann = SOUND.employees[0]!;
const pin = { event: 'c1', employee: 'ann', day: '2026-01-06', block: 1 };
const posted = { event: 'c1', employee: 'ann', day: '2026-01-06', block: 1 };
const rotation = { weekday: 'monday', kind: 'juicer', employee: 'ann' };
const away = { employee: 'ann', from: '2026-01-06', to: '2026-01-07' };
const override = { ...away, days: { tuesday: true, wednesday: true } };
const boost = { rule: 'S4', multiplier: 2 };

/** For each code, a change that has this fault and no other, and where it is reported. */
const SPOILT: Readonly<Record<FaultCode, readonly [change: Record<string, unknown>, pointer: string]>> = {
  'affinity-repeated': [
    { affinity: [1, 0.5].map((score) => ({ event: 'c1', employee: 'ann', score })) },
    '/affinity/1',
  ],
  'block-missing': [{ pins: [{ ...pin, block: undefined }] }, '/pins/0'],
  'block-not-used': [{ pins: [{ ...pin, event: 'o1' }] }, '/pins/0/block'],
  'block-times-reversed': [{ blocks: [{ ...BLOCK, lunch: '17:00' }] }, '/blocks/0'],
  'cap-not-used': [{ employees: [{ ...ann, caps: { S1: 2 } }] }, '/employees/0/caps/S1'],
  'date-invalid': [{ holidays: ['2026-02-30'] }, '/holidays/0'],
  'datetime-invalid': [{ preferences: [{ ...boost, setAt: 'yesterday' }] }, '/preferences/0/setAt'],
  'due-not-after-start': [{ events: [{ ...core, due: core.start }] }, '/events/0/due'],
  'duplicate-block': [{ blocks: [BLOCK, BLOCK] }, '/blocks/1/number'],
  'duplicate-employee': [{ employees: [ann, ann] }, '/employees/1/id'],
  'duplicate-event': [{ events: [core, core] }, '/events/1/id'],
  'duplicate-override': [{ overrides: [override, { ...override, days: { monday: false } }] }, '/overrides/1'],
  'duplicate-pin': [{ pins: [pin, pin] }, '/pins/1/event'],
  'duplicate-posted': [{ posted: [posted, posted] }, '/posted/1/event'],
  'duplicate-previous': [{ previous: { assignments: [pin, pin] } }, '/previous/assignments/1/event'],
  'duplicate-reference': [
    { events: SOUND.events.map((event) => ({ ...event, reference: 'r' })) },
    '/events/1/reference',
  ],
  'duplicate-rotation': [{ rotations: [rotation, rotation] }, '/rotations/1'],
  'duplicate-rule': [{ rules: [{ id: 'H11' }, { id: 'H11' }] }, '/rules/1/id'],
  'duplicate-time-off': [{ timeOff: [away, away] }, '/timeOff/1'],
  'frozen-breaks-rule': [
    { previous: { assignments: [pin] }, frozenDays: [pin.day], holidays: [pin.day] },
    '/previous/assignments/0',
  ],
  'list-too-long': [{ roles: Array.from({ length: 1001 }, (_, i) => `role ${i}`) }, '/roles'],
  'text-too-long': [{ roles: ['lead', 'x'.repeat(LIMITS.name + 1)] }, '/roles/1'],
  'hardness-not-allowed': [{ rules: [{ id: 'H13', hardness: 'soft' }] }, '/rules/0/hardness'],
  'horizon-empty': [{ horizon: { from: '2026-01-05', to: '2026-01-04' } }, '/horizon/to'],
  'horizon-too-long': [{ horizon: { from: '2026-01-05', to: '2027-01-06' } }, '/horizon/to'],
  'minutes-out-of-range': [{ events: [{ ...core, minutes: 1441 }] }, '/events/0/minutes'],
  'missing-field': [{ employees: [{ id: 'ann' }] }, '/employees/0/role'],
  'movable-without-event': [{ posted: [{ ...posted, event: 'x', type: 'core', movable: true }] }, '/posted/0/movable'],
  'multiplier-out-of-range': [{ preferences: [{ ...boost, multiplier: 2.6 }] }, '/preferences/0/multiplier'],
  'number-out-of-range': [{ limits: { maxCells: 0 } }, '/limits/maxCells'],
  'override-contradicts': [
    {
      employees: [
        {
          ...ann,
          overrides: [true, false].map((monday) => ({ from: '2026-01-05', to: '2026-01-06', days: { monday } })),
        },
      ],
    },
    '/employees/0/overrides/1',
  ],
  'pairing-ambiguous': [{ events: ['c1', 'c2'].map((id) => ({ ...core, id, pairing: 'p' })) }, '/events/1/pairing'],
  'pin-breaks-rule': [{ pins: [pin], lockedDays: [pin.day] }, '/pins/0'],
  'pin-of-inactive-event': [{ events: [{ ...core, active: false }], pins: [pin] }, '/pins/0/event'],
  'pin-of-posted-event': [{ posted: [posted], pins: [pin] }, '/pins/0/event'],
  'pin-outside-horizon': [{ pins: [{ ...pin, day: '2026-01-12' }] }, '/pins/0/day'],
  'posted-outside': [{ posted: [{ ...posted, day: '2016-01-06' }] }, '/posted/0/day'],
  'preference-of-hard-rule': [{ preferences: [{ rule: 'H11', multiplier: 2 }] }, '/preferences/0/rule'],
  'preference-repeated': [{ preferences: [boost, { keyword: 'rotation', direction: 'increase' }] }, '/preferences/1'],
  'preference-unclear': [{ preferences: [{ ...boost, direction: 'boost' }] }, '/preferences/0'],
  'range-reversed': [
    { employees: [{ ...ann, timeOff: [{ from: '2026-01-06', to: '2026-01-05' }] }] },
    '/employees/0/timeOff/0',
  ],
  'rotation-of-inactive-employee': [{ rotations: [{ ...rotation, backup: 'bob' }] }, '/rotations/0/backup'],
  'rule-always-on': [{ rules: [{ id: 'H1-H4', enabled: false }] }, '/rules/0/enabled'],
  'rule-id-reserved': [{ rules: [{ id: 'shared', template: 'no-overlap' }] }, '/rules/0/id'],
  'rule-parameter-invalid': [{ rules: [{ id: 'H11', parameters: { max: -1 } }] }, '/rules/0/parameters/max'],
  'rule-parameter-missing': [{ rules: [{ id: 'mine', template: 'min-rest' }] }, '/rules/0/parameters/hours'],
  'rule-parameter-unknown': [{ rules: [{ id: 'H11', parameters: { maximum: 1 } }] }, '/rules/0/parameters/maximum'],
  'score-out-of-range': [{ affinity: [{ event: 'c1', employee: 'ann', score: 1.5 }] }, '/affinity/0/score'],
  'text-empty': [{ roles: [''] }, '/roles/0'],
  'time-invalid': [{ blocks: [{ ...BLOCK, lunch: '24:00' }] }, '/blocks/0/lunch'],
  'too-many-cells': [{ limits: { maxCells: 3 } }, '/limits/maxCells'],
  'unknown-block': [{ pins: [{ ...pin, block: 9 }] }, '/pins/0/block'],
  'unknown-employee': [{ pins: [{ ...pin, employee: 'anne' }] }, '/pins/0/employee'],
  'unknown-event': [{ posted: [{ ...posted, event: 'c9' }] }, '/posted/0/event'],
  'unknown-field': [{ employes: [] }, '/employes'],
  'unknown-keyword': [{ preferences: [{ keyword: 'fun', multiplier: 2 }] }, '/preferences/0/keyword'],
  'unknown-role': [{ employees: [{ ...ann, role: 'leed' }] }, '/employees/0/role'],
  'unknown-rotation': [{ rotations: [{ ...rotation, kind: 'grill' }] }, '/rotations/0/kind'],
  'unknown-rule': [{ rules: [{ id: 'H99' }] }, '/rules/0/id'],
  'unknown-template': [{ rules: [{ id: 'mine', template: 'max-per-hour' }] }, '/rules/0/template'],
  'unknown-time-zone': [{ timeZone: 'Mars/Olympus' }, '/timeZone'],
  'unknown-type': [{ events: [{ ...core, type: 'cor' }] }, '/events/0/type'],
  'unknown-value': [{ weekStartsOn: 'mon' }, '/weekStartsOn'],
  'weight-of-hard-rule': [{ rules: [{ id: 'H11', weight: 3 }] }, '/rules/0/weight'],
  'weight-out-of-range': [{ rules: [{ id: 'S4', weight: 1_000_001 }] }, '/rules/0/weight'],
  'wrong-type': [{ employees: [{ ...ann, skills: 'juicer' }] }, '/employees/0/skills'],
};

test('the sound input has no fault', () => {
  expect(faultsOf(SOUND)).toEqual([]);
});

test('a number where a name is needed, as YAML reads 0008, is to be put in quotes', () => {
  const spoilt = { ...SOUND, employees: [{ ...ann, id: 8 }] };
  expect(() => parse(spoilt)).toThrow(/\/employees\/0\/id: .* Maybe put it in quotes\./);
});

describe('each fault is found alone, at its place, with the next step', () => {
  test.each(Object.keys(FAULTS) as FaultCode[])('%s', (code) => {
    const [change, pointer] = SPOILT[code];
    const faults = faultsOf({ ...SOUND, ...change });
    expect(faults.map((fault) => [fault.code, fault.pointer])).toEqual([[code, pointer]]);
    expect(faults[0]!.message).toMatch(/ Maybe \S/);
  });
});

test('one file with many faults gives them all, each where it is', () => {
  const faults = faultsOf({
    ...SOUND,
    timeZone: 'Mars/Olympus',
    weekStartsOn: 'mon',
    holidays: ['2026-02-30'],
    colour: 'red',
    blocks: [BLOCK, BLOCK, { ...BLOCK, number: 2, lunch: '17:00' }, { ...BLOCK, number: 3, arrive: '25:00' }],
    employees: [
      ...SOUND.employees,
      ann,
      { id: 'cat', role: 'leed' },
      { id: 'dan', role: 'lead', caps: { S1: 1 }, timeOff: [{ from: '2026-01-06', to: '2026-01-05' }] },
      { id: 'eve' },
    ],
    events: [
      ...SOUND.events,
      { ...core, id: 'e2', due: '2026-01-05' },
      { ...core, id: 'e3', minutes: 0 },
      { ...core, id: 'e4', type: 'cor' },
      { ...core, id: 'o1' },
      { ...core, id: 'e6', pairing: 'p', reference: 'r' },
      { ...core, id: 'e7', pairing: 'p', reference: 'r' },
    ],
    posted: [
      { event: 'zz', employee: 'ann', day: '2026-01-06' },
      { event: 'x1', type: 'core', employee: 'nobody', day: '2026-01-06' },
      { event: 'x2', type: 'core', employee: 'ann', day: '2016-01-06' },
      { event: 'x3', type: 'other', employee: 'ann', day: '2026-01-06', block: 1 },
    ],
    pins: [{ event: 'c1', employee: 'ann', day: '2026-01-06' }],
    rotations: [{ ...rotation, employee: 'bob' }, rotation, { ...rotation, weekday: 'friday', kind: 'grill' }],
    rules: [
      { id: 'H11', parameters: { maximum: 1 } },
      { id: 'H12', weight: 3 },
      { id: 'mine', template: 'max-per-hour' },
      { id: 'S4', weight: -1 },
      { id: 'H99' },
    ],
    preferences: [{ keyword: 'fun', multiplier: 2 }, { rule: 'S4', multiplier: 9 }, { rule: 'S4' }],
    affinity: [{ event: 'c1', employee: 'ann', score: 2 }],
  });
  // One for each line above that is wrong: counted by hand, 4 + 3 + 5 + 6 + 4 + 1 + 3 + 5 + 3 + 1.
  expect(faults).toHaveLength(35);
  expect(new Set(faults.map(({ code }) => code)).size).toBeGreaterThanOrEqual(25);
  expect(new Set(faults.map(({ pointer }) => pointer)).size).toBe(35);
});

test('a movable posted event on a locked day stays, so it cannot be pinned elsewhere', () => {
  const movable = { ...posted, movable: true };
  const codes = faultsOf({ ...SOUND, lockedDays: [posted.day], posted: [movable], pins: [pin] }).map(
    ({ code }) => code,
  );
  expect(codes).toContain('pin-of-posted-event');
});

test('a pin that breaks a rule is found next to other faults, and named with the rule', () => {
  const faults = faultsOf({ ...SOUND, lockedDays: ['2026-01-06'], pins: [pin], roles: [''] });
  expect(faults.map(({ code }) => code)).toEqual(['text-empty', 'pin-breaks-rule']);
  expect(faults[1]!.message).toContain('H8');
});

test('500 spoilt copies of the example are read without a fault, or refused with faults and nothing else', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.nat(1_000_000)),
      fc.integer({ min: 1, max: 4 }),
      junk('lena', '2026-01-07', '2026-13-01'),
      (stream, times, value) => {
        let spoilt = staffing.example();
        for (let i = 0; i < times; i++) spoilt = spoil(spoilt, () => stream.next().value, value);
        const faults = faultsOf(spoilt);
        if (faults.length > 0) refused++;
        for (const { code, message, pointer } of faults) {
          expect(Object.keys(FAULTS)).toContain(code);
          expect(pointer).toMatch(/^(\/.*)?$/);
          expect(message).not.toMatch(/\.ts:\d|TypeError|undefined is not/);
        }
        // What is read is complete: reading it again changes nothing.
        if (faults.length === 0) expect(parse(parse(spoilt))).toEqual(parse(spoilt));
      },
    ),
    { numRuns: 500, seed: 3 },
  );
  expect(refused).toBeGreaterThan(200);
});

test('the schema of the input can be said in JSON Schema', async () => {
  const { z } = await import('zod');
  const schema = z.toJSONSchema(inputSchema, { io: 'input' });
  expect(Object.keys(schema.properties!)).toEqual(expect.arrayContaining(['employees', 'events', 'posted', 'rules']));
});
