import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultCode } from '../../../models/sessions/faults.ts';
import { inputSchema } from '../../../models/sessions/input.ts';
import { parse } from '../../../models/sessions/parse.ts';
import type { Fault } from '../../../src/errors.ts';
import { LIMITS } from '../../../src/limits.ts';
import { faultsFrom, junk, spoil } from '../../support/spoil.ts';

const faultsOf = (value: unknown): readonly Fault[] => faultsFrom(parse, value);

const ann = { id: 'ann', grade: '1', teacher: 'ms-lee', site: 'north', sessions: 1, minutes: 30, providers: ['pat'] };
const bob = { ...ann, id: 'bob', sessions: 2 };
const pat = { id: 'pat' };
const north = { id: 'north' };

/** A sound input; every fault below is one change to it. */
const SOUND = { sites: [north, { id: 'south' }], providers: [pat], students: [ann, bob] };

const at = { day: 'monday', from: '09:00', to: '10:00' };
const place = { student: 'ann', provider: 'pat', day: 'monday', start: '09:00' };
const boost = { rule: 'spread', multiplier: 2 };
const group = { id: 'pair', template: 'same-group', parameters: { students: ['ann', 'bob'] } };

/** Codes for what an input of this model does not have: dates, scores and time zones. */
const OF_OTHERS: readonly FaultCode[] = [
  'date-invalid',
  'horizon-empty',
  'horizon-too-long',
  'range-reversed',
  'score-out-of-range',
  'unknown-time-zone',
];

/** For each code, a change that has this fault and no other, and where it is reported. */
const SPOILT: ReadonlyMap<FaultCode, readonly [change: Record<string, unknown>, pointer: string]> = new Map<
  FaultCode,
  readonly [change: Record<string, unknown>, pointer: string]
>([
  ['blocked-unclear', [{ blocked: [{ ...at, site: 'north', student: 'ann' }] }, '/blocked/0']],
  ['datetime-invalid', [{ preferences: [{ ...boost, setAt: 'yesterday' }] }, '/preferences/0/setAt']],
  ['day-outside-grid', [{ posted: [{ ...place, day: 'sunday' }] }, '/posted/0/day']],
  ['duplicate-pin', [{ students: [{ ...ann, sessions: 2 }, bob], pins: [place, place] }, '/pins/1']],
  ['duplicate-posted', [{ students: [{ ...ann, sessions: 2 }, bob], posted: [place, place] }, '/posted/1']],
  ['duplicate-previous', [{ previous: { sessions: [place, place] } }, '/previous/sessions/1']],
  ['duplicate-provider', [{ providers: [pat, pat] }, '/providers/1/id']],
  ['duplicate-rule', [{ rules: [{ id: 'spread' }, { id: 'spread' }] }, '/rules/1/id']],
  ['duplicate-site', [{ sites: [north, north] }, '/sites/1/id']],
  ['duplicate-student', [{ students: [ann, ann] }, '/students/1/id']],
  [
    'frozen-breaks-rule',
    [
      { previous: { sessions: [place] }, frozenDays: ['monday'], blocked: [{ provider: 'pat', ...at }] },
      '/previous/sessions/0',
    ],
  ],
  ['group-unequal', [{ rules: [group] }, '/rules/0/parameters/students']],
  ['hardness-not-allowed', [{ rules: [{ id: 'structure', hardness: 'soft' }] }, '/rules/0/hardness']],
  ['list-empty', [{ students: [{ ...ann, providers: [] }] }, '/students/0/providers']],
  [
    'list-too-long',
    [{ rules: Array.from({ length: 1001 }, (_, i) => ({ id: `r${i}`, template: 'spread' })) }, '/rules'],
  ],
  ['minutes-out-of-range', [{ students: [{ ...ann, minutes: 1441 }] }, '/students/0/minutes']],
  ['missing-field', [{ students: [{ ...ann, site: undefined }] }, '/students/0/site']],
  ['multiplier-out-of-range', [{ preferences: [{ ...boost, multiplier: 2.6 }] }, '/preferences/0/multiplier']],
  ['number-out-of-range', [{ students: [{ ...ann, sessions: 0 }] }, '/students/0/sessions']],
  ['past-midnight', [{ posted: [{ ...place, start: '23:45' }] }, '/posted/0/start']],
  ['pin-breaks-rule', [{ pins: [{ ...place, start: '09:02' }] }, '/pins/0']],
  ['preference-of-hard-rule', [{ preferences: [{ ...boost, rule: 'lunch' }] }, '/preferences/0/rule']],
  ['preference-repeated', [{ preferences: [boost, boost] }, '/preferences/1']],
  ['preference-unclear', [{ preferences: [{ multiplier: 2 }] }, '/preferences/0']],
  ['rule-always-on', [{ rules: [{ id: 'no-overlap', enabled: false }] }, '/rules/0/enabled']],
  [
    'rule-parameter-invalid',
    [{ rules: [{ id: 'lunch', parameters: { minutes: 300 } }] }, '/rules/0/parameters/minutes'],
  ],
  ['rule-id-reserved', [{ rules: [{ id: 'shared', template: 'spread' }] }, '/rules/0/id']],
  ['rule-parameter-missing', [{ rules: [{ id: 'x', template: 'max-per-day' }] }, '/rules/0/parameters/max']],
  ['rule-parameter-unknown', [{ rules: [{ id: 'spread', parameters: { max: 1 } }] }, '/rules/0/parameters/max']],
  ['text-empty', [{ sites: [north, { id: '' }] }, '/sites/1/id']],
  ['text-too-long', [{ sites: [north, { id: 'x'.repeat(LIMITS.name + 1) }] }, '/sites/1/id']],
  ['time-invalid', [{ pins: [{ ...place, start: '9 am' }] }, '/pins/0/start']],
  ['times-reversed', [{ bells: [{ ...at, site: 'north', grades: ['1'], to: '09:00' }] }, '/bells/0/to']],
  ['too-many-fixed', [{ posted: [place], pins: [{ ...place, day: 'friday' }] }, '/pins/0']],
  ['too-many-places', [{ limits: { maxPlaces: 839 } }, '/limits/maxPlaces']],
  ['unknown-field', [{ holidays: [] }, '/holidays']],
  ['unknown-keyword', [{ preferences: [{ keyword: 'fun', multiplier: 2 }] }, '/preferences/0/keyword']],
  ['unknown-provider', [{ students: [{ ...ann, providers: ['pam'] }, bob] }, '/students/0/providers/0']],
  ['unknown-rule', [{ rules: [{ id: 'sprad' }] }, '/rules/0/id']],
  ['unknown-site', [{ students: [{ ...ann, site: 'nord' }, bob] }, '/students/0/site']],
  ['unknown-student', [{ rules: [{ ...group, parameters: { students: ['ann', 'cid'] } }] }, '/rules/0/parameters']],
  ['unknown-template', [{ rules: [{ id: 'x', template: 'lunches' }] }, '/rules/0/template']],
  ['unknown-value', [{ strategy: 'fast' }, '/strategy']],
  ['weight-of-hard-rule', [{ rules: [{ id: 'lunch', weight: 1 }] }, '/rules/0/weight']],
  ['weight-out-of-range', [{ rules: [{ id: 'spread', weight: -1 }] }, '/rules/0/weight']],
  ['work-missing', [{ students: [ann, { ...bob, site: 'south' }] }, '/providers/0/work']],
  ['wrong-type', [{ sites: {} }, '/sites']],
]);

test('the sound input has no fault', () => {
  expect(faultsOf(SOUND)).toEqual([]);
});

describe('each fault alone', () => {
  test.each([...SPOILT])('%s', (code, [change, pointer]) => {
    const faults = faultsOf({ ...SOUND, ...change });
    const own = faults.filter((fault) => fault.code === code);
    expect(own.map((fault) => fault.pointer)).toContain(pointer);
    // A list that could not be read leaves the names in it unknown, which is said as well.
    if (code !== 'wrong-type') expect(new Set(faults.map((one) => one.code))).toEqual(new Set([code]));
    for (const { message } of faults) expect(message).toMatch(/ Maybe .+\.$/);
  });

  test('every code has a case', () => {
    expect([...SPOILT.keys(), ...OF_OTHERS].sort()).toEqual(Object.keys(FAULTS).sort());
  });
});

test('several faults are told at once', () => {
  const value = {
    ...SOUND,
    students: [
      { ...ann, site: 'x' },
      { ...bob, minutes: 0 },
    ],
    pins: [{ ...place, provider: 'y' }],
  };
  expect(
    faultsOf(value)
      .map(({ pointer }) => pointer)
      .sort(),
  ).toEqual(['/pins/0/provider', '/students/0/site', '/students/1/minutes']);
});

test('a session posted by another service does not count as one of the student’s', () => {
  const providers = [pat, { id: 'quinn' }];
  const posted = [
    { ...place, provider: 'quinn' },
    { ...place, start: '10:00' },
  ];
  expect(faultsOf({ ...SOUND, providers, posted })).toEqual([]);
});

test('names that mean something else to a program are names like others', () => {
  const student = { ...ann, id: '__proto__', grade: 'constructor', teacher: 'toString', providers: ['hasOwnProperty'] };
  const value = {
    sites: [{ id: 'north' }],
    providers: [{ id: 'hasOwnProperty' }],
    students: [student],
    bells: [{ ...at, site: 'north', grades: ['constructor'] }],
    pins: [{ ...place, student: '__proto__', provider: 'hasOwnProperty' }],
  };
  expect(faultsOf(value).map(({ code, message }) => [code, /has a bell on monday/.test(message)])).toEqual([
    ['pin-breaks-rule', true],
  ]);
});

test('whatever is spoilt, the answer is a list of faults with a next step', () => {
  const full = inputSchema.parse({
    ...SOUND,
    bells: [{ ...at, site: 'north', grades: ['1'] }],
    posted: [place],
    pins: [{ ...place, student: 'bob' }],
    rules: [{ id: 'spread' }],
  });
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.nat(1_000_000)),
      junk('ann', 'monday', '09:00', '25:00'),
      (stream, replacement) => {
        for (const { message } of faultsOf(spoil(full, () => stream.next().value!, replacement))) {
          expect(message).toMatch(/ Maybe .+\.$/);
        }
      },
    ),
    { numRuns: 300, seed: 4 },
  );
});
