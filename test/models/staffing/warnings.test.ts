import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { documentOf, textOf } from '../../../src/cli/solve.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { date } from './support/inputs.ts';

const INPUT = {
  horizon: { from: date(0), to: date(1) },
  types: { task: {}, shift: { time: '09:00', minutes: 60 }, desk: { blocks: true } },
  employees: [{ id: 'ann', role: 'r' }],
  events: [{ id: 'e', type: 'task', start: date(0), due: date(2) }],
};
const event = (type: string) => ({ events: [{ ...INPUT.events[0], type }] });
const rule = (template: string, more: object = {}) => ({ rules: [{ id: 'own', template, ...more }] });
const previous = (name: string) => ({ previous: { assignments: [{ event: name, employee: 'ann', day: date(0) }] } });

function warningsOf(more: object): string[] {
  return staffing.warnings(staffing.parse({ ...INPUT, ...more })).map(({ code, pointer }) => `${pointer} ${code}`);
}

const IDLE = ['/rules/0 rule-idle'];

describe('a rule that can decide nothing is told', () => {
  test.each([
    ['no-overlap without a clock time', rule('no-overlap'), IDLE],
    ['no-overlap with blocks that do not exist', { ...rule('no-overlap'), ...event('desk') }, IDLE],
    ['no-overlap with a fixed time', { ...rule('no-overlap'), ...event('shift') }, []],
    [
      'no-overlap with a fixed time of posted work',
      { ...rule('no-overlap'), posted: [{ event: 'p', type: 'shift', employee: 'ann', day: date(1) }] },
      [],
    ],
    ['min-rest without a clock time', rule('min-rest', { parameters: { hours: 11 } }), IDLE],
    ['least-change without an earlier schedule', rule('least-change'), IDLE],
    ['least-change with one', { ...rule('least-change'), ...previous('e') }, []],
    ['change-budget without an earlier schedule', rule('change-budget', { parameters: { people: 1 } }), IDLE],
    ['affinity without scores', rule('affinity'), IDLE],
    ['a rule that is off', rule('no-overlap', { enabled: false }), []],
  ])('%s', (_, more, expected) => {
    expect(warningsOf(more)).toEqual(expected);
  });

  test.each(['rotation', 'lead-block', 'lead-daily'])('%s without the rotation that it is about', (template) => {
    const of = { kind: 'duty', types: ['task'] };
    const parameters =
      template === 'rotation' ? { kinds: [of] } : { ...of, ...(template === 'lead-block' ? { block: 1 } : {}) };
    const blocks = [
      { number: 1, arrive: '08:00', onFloor: '08:00', lunch: '12:00', offFloor: '16:00', depart: '16:00' },
    ];
    const more = { blocks, rotationKinds: ['duty'], ...rule(template, { parameters }) };
    expect(warningsOf(more)).toEqual(IDLE);
    expect(warningsOf({ ...more, rotations: [{ kind: 'duty', weekday: 'monday', employee: 'ann' }] })).toEqual([]);
  });

  test('but not one of the profile, which the input does not mention', () => {
    expect(warningsOf({ profile: 'retail', types: {}, events: [], employees: [{ id: 'ann', role: 'lead' }] })).toEqual(
      [],
    );
  });
});

test('frozen days without an earlier schedule, and an earlier schedule of other events', () => {
  expect(warningsOf({ frozenDays: [date(0)] })).toEqual(['/frozenDays frozen-without-previous']);
  expect(warningsOf({ frozenDays: [date(0)], ...previous('e') })).toEqual([]);
  expect(warningsOf({ ...rule('least-change'), ...previous('other') })).toEqual(['/previous previous-idle']);
});

test('a preference for a rule that is off, or that weighs nothing', () => {
  const preferences = [{ rule: 'urgency', direction: 'boost' }];
  const idle = ['/preferences/0 preference-idle'];
  expect(warningsOf({ preferences })).toEqual([]);
  expect(warningsOf({ preferences, rules: [{ id: 'urgency', enabled: false }] })).toEqual(idle);
  expect(warningsOf({ preferences, rules: [{ id: 'urgency', weight: 0 }] })).toEqual(idle);
  expect(
    warningsOf({ preferences: [{ keyword: 'deadlines', multiplier: 2 }], rules: [{ id: 'urgency', enabled: false }] }),
  ).toEqual(idle);
});

test('warnings are in the result, in the document and first in the text of a run, with the next step', async () => {
  const value = { ...INPUT, ...rule('no-overlap') };
  const run = await solveDomain(staffing, value);
  const warning = {
    pointer: '/rules/0',
    code: 'rule-idle',
    message: 'own decides nothing: no work has a known clock time. Maybe give its type a time, or blocks.',
  };
  expect(run.answer!.result.warnings).toEqual([warning]);
  expect(documentOf(run)).toMatchObject({ warnings: [warning] });
  expect(textOf(run, staffing, { asked: 'staffing input.yaml', value })).toMatch(
    /^1 warning: .*\n\n {2}\/rules\/0: own decides nothing/,
  );
});

describe('posted work that no rule is about is told', () => {
  // The horizon's weeks begin on the Sunday before date(0), a Monday, and end on the Saturday after it.
  const posted = (...days: number[]) => ({
    posted: days.map((day, i) => ({ event: `p${i}`, type: 'task', employee: 'ann', day: date(day) })),
  });

  test.each([
    ['on the farthest days that are looked at', posted(-15, 19), []],
    ['one day farther', posted(3, -16, 20), ['/posted/1 posted-out-of-reach']],
    [
      'as part of an event',
      { events: [{ ...INPUT.events[0], posted: { employee: 'ann', day: date(99) } }] },
      ['/events/0/posted posted-out-of-reach'],
    ],
    [
      'but not with a key, which pairs look for everywhere',
      { posted: [{ ...posted(99).posted[0], pairing: 'k' }] },
      [],
    ],
  ])('%s', (_, more, expected) => {
    expect(warningsOf(more)).toEqual(expected);
  });

  test('with how many there are, how far that is, and the first of them', () => {
    const [warning] = staffing.warnings(staffing.parse({ ...INPUT, ...posted(99, 3, 98) }));
    expect(warning!.message).toMatch(/^2 posted events lie more than 14 days outside .*, beginning with p0\. Maybe /);
  });
});

/** Two jobs of one day with clock times, for one person. */
const SHIFTS = {
  types: {
    early: { time: '07:00', minutes: 480 },
    midday: { time: '13:00', minutes: 60 },
    night: { time: '22:00', minutes: 60 },
  },
  events: ['early', 'midday', 'night'].map((type) => ({ id: type, type, start: date(0), due: date(1) })),
};

describe('clock times that nothing looks at', () => {
  test.each([
    ['a job within another', {}, ['/rules overlap-allowed']],
    ['with no-overlap', rule('no-overlap'), []],
    ['with one job a day', rule('max-per-day', { parameters: { types: ['early', 'midday'], max: 1 } }), []],
    ['jobs one after the other', { events: SHIFTS.events.filter(({ type }) => type !== 'midday') }, []],
    ['nobody may do both', rule('qualified', { parameters: { types: ['midday'], skills: ['sono'] } }), []],
    [
      'only on different days',
      { events: SHIFTS.events.map((one, i) => ({ ...one, start: date(i % 2), due: date(1 + (i % 2)) })) },
      [],
    ],
  ])('%s', (_, more, expected) => {
    expect(warningsOf({ ...SHIFTS, ...more })).toEqual(expected);
  });
});

describe('what can have no place is told before a run', () => {
  const foreseen = (more: object): string[] => {
    const warnings = staffing.foreseen(staffing.parse({ ...INPUT, ...more }));
    return warnings.map(({ code, message, pointer }) => `${pointer} ${code} ${message}`);
  };
  const ofDays = (start: number, due: number) => ({
    events: [...INPUT.events, { id: 'f', type: 'task', start: date(start), due: date(due) }],
  });

  test.each([
    ['nothing', {}, []],
    [
      'an event after the horizon',
      ofDays(5, 6),
      [`/events/1 no-place f may begin on ${date(5)}, and the horizon ends on ${date(1)}.`],
    ],
    [
      'an event before it',
      ofDays(-4, -2),
      [`/events/1 no-place f has to be done before ${date(-2)}, and the horizon begins on ${date(0)}.`],
    ],
    [
      'on a holiday',
      { ...ofDays(1, 2), holidays: [date(1)] },
      [`/events/1 no-place Every day of f is closed: ${date(1)} (holiday).`],
    ],
    [
      'a skill that nobody has',
      rule('qualified', { parameters: { types: ['task'], skills: ['sonno'] } }),
      ['/events/0 no-place Nobody is qualified for e (task).'],
    ],
  ])('%s', (_, more, expected) => {
    expect(foreseen(more)).toEqual(expected.map((text) => `${text} Maybe correct it, or leave it out.`));
  });

  test('several for one kind of reason are told once', () => {
    const events = [3, 4, 5].map((day) => ({ id: `f${day}`, type: 'task', start: date(day), due: date(day + 1) }));
    const [only, ...more] = foreseen({ events: [...INPUT.events, ...events] });
    expect(more).toEqual([]);
    expect(only).toMatch(
      /^\/events\/1 no-place f3 may begin .* 2 others cannot be placed for the same kind of reason\./,
    );
  });
});
