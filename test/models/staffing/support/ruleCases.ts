import { date } from './inputs.ts';

/** A small input in which one rule, and structure, is all that counts. */
export interface RuleCase {
  readonly template: string;
  readonly parameters?: Record<string, unknown>;
  /** Of a template that may be something else than it is by itself. */
  readonly hardness?: 'soft' | 'preference';
  /** What differs from the base input. */
  readonly input?: Record<string, unknown>;
}

const BLOCKS = [
  { number: 1, arrive: '08:00', onFloor: '08:15', lunch: '11:00', offFloor: '14:00', depart: '14:15' },
  { number: 2, arrive: '14:00', onFloor: '14:15', lunch: '17:00', offFloor: '20:00', depart: '22:00' },
];

/** Saturday, Sunday and Monday: the week ends after the first. */
const [SATURDAY, SUNDAY, MONDAY] = [date(5), date(6), date(7)];

const always = { start: SATURDAY, due: date(9) };

/**
 * Two people, three days of two weeks, two events of type `a` and one of type `b`, and one `a` posted: 343 placements;
 * with type `m`, which has two blocks, 13 places for each event.
 */
const BASE = {
  profile: 'plain',
  horizon: { from: SATURDAY, to: MONDAY },
  types: { a: { minutes: 60 }, b: { minutes: 100 }, m: { minutes: 200, blocks: true }, s: { minutes: 10 } },
  blocks: BLOCKS,
  rotationKinds: ['duty'],
  employees: [
    { id: 'p0', role: 'r0' },
    { id: 'p1', role: 'r1' },
  ],
  events: [
    { id: 'a1', type: 'a', product: 'x', ...always },
    { id: 'a2', type: 'a', product: 'x', priority: 'high', ...always },
    { id: 'b1', type: 'b', ...always },
  ],
  posted: [{ event: 'old', employee: 'p0', day: SUNDAY, type: 'a', product: 'x' }],
  rotations: [
    { weekday: 'saturday', kind: 'duty', employee: 'p0', backup: 'p1' },
    { weekday: 'sunday', kind: 'duty', employee: 'p1' },
  ],
};

/** Templates that the plain profile has under their own names, and that cannot be switched off. */
export const ALWAYS_ON: readonly string[] = ['structure', 'frozen-days'];

const PLAIN_RULES = ['time-off', 'weekly-pattern', 'holidays', 'locked-days', 'place', 'urgency', 'keep', 'affinity'];

/** The input of a case as a person would write it. */
export function inputOfCase({ template, parameters = {}, hardness, input = {} }: RuleCase): unknown {
  const off = PLAIN_RULES.map((id) => ({ id, enabled: false }));
  const tested = ALWAYS_ON.includes(template)
    ? []
    : [{ id: 'tested', template, parameters, ...(hardness ? { hardness, weight: 7 } : {}) }];
  return { ...BASE, ...input, rules: [...off, ...tested] };
}

const blockEvents = [
  { id: 'm1', type: 'm', product: 'x', ...always },
  { id: 'm2', type: 'm', ...always },
  { id: 's1', type: 's', ...always },
];

const inBlocks = {
  events: blockEvents,
  posted: [{ event: 'old', employee: 'p0', day: SUNDAY, type: 'm', block: 2 }],
};

/** Nights and mornings after them; work is posted on the days next to the horizon. */
const overMidnight = {
  types: { n: { time: '22:00', minutes: 480 }, e: { time: '05:00', minutes: 240 } },
  events: [
    { id: 'n1', type: 'n', ...always },
    { id: 'n2', type: 'n', ...always },
    { id: 'e1', type: 'e', ...always },
  ],
  posted: [
    { event: 'before', employee: 'p0', day: date(4), type: 'n' },
    { event: 'after', employee: 'p1', day: date(8), type: 'e' },
  ],
};

const nightBlocks = {
  ...overMidnight,
  types: { n: { minutes: 480, blocks: true }, e: { time: '05:00', minutes: 240 } },
  blocks: [
    BLOCKS[0],
    { number: 2, arrive: '21:00', onFloor: '21:15', lunch: '01:00', offFloor: '05:45', depart: '06:00' },
  ],
  posted: [{ event: 'before', employee: 'p0', day: date(4), type: 'n', block: 2 }],
};

const spring = { start: '2026-03-28', due: '2026-03-31' };

/** On Sunday 29 March 2026 the clock goes from 02:00 to 03:00. */
const inSpring = {
  timeZone: 'Europe/Berlin',
  horizon: { from: '2026-03-28', to: '2026-03-30' },
  types: { n: { time: '14:00', minutes: 480 }, e: { time: '08:00', minutes: 60 } },
  events: [
    { id: 'n1', type: 'n', ...spring },
    { id: 'e1', type: 'e', ...spring },
    { id: 'e2', type: 'e', ...spring },
  ],
  posted: [{ event: 'old', employee: 'p0', day: '2026-03-29', type: 'n' }],
};

/** The leader may take two days, so that its follower, who may take three, is bound on one of them. */
const pair = {
  events: [
    { id: 'lead', type: 'a', pairing: 'k', start: SATURDAY, due: date(7) },
    { id: 'tail', type: 's', pairing: 'k', ...always },
    { id: 'lost', type: 's', pairing: 'none', ...always },
  ],
};

/** One event that can stay, one whose employee has left, and one that is new. */
const replanned = {
  previous: {
    assignments: [
      { event: 'a1', employee: 'p1', day: SATURDAY },
      { event: 'a2', employee: 'gone', day: MONDAY },
      { event: 'forgotten', employee: 'p0', day: MONDAY },
    ],
  },
};

/** In a block that is free, and in one that is told by the day alone. */
const replannedInBlocks = {
  ...inBlocks,
  events: blockEvents.slice(0, 2),
  previous: {
    assignments: [
      { event: 'm1', employee: 'p1', day: SATURDAY, block: 2 },
      { event: 'm2', employee: 'p0', day: SUNDAY },
    ],
  },
};

const LIST = [{ rotation: 'duty' }, { backup: 'duty' }, { role: 'r1' }];

/** Every template at least once, where it decides something. */
export const RULE_CASES: readonly RuleCase[] = [
  {
    template: 'structure',
    input: {
      events: [
        { id: 'a1', type: 'a', start: SUNDAY, due: MONDAY },
        { id: 'a2', type: 'a', start: date(1), due: SUNDAY },
      ],
    },
  },
  { template: 'structure', input: inBlocks },
  {
    template: 'available',
    parameters: { layer: 'absence' },
    input: {
      employees: [
        { id: 'p0', role: 'r0', timeOff: [{ from: SUNDAY, to: MONDAY }] },
        { id: 'p1', role: 'r1', terminationDate: SUNDAY },
      ],
    },
  },
  {
    template: 'available',
    parameters: { layer: 'pattern' },
    input: {
      employees: [
        { id: 'p0', role: 'r0', weekly: { sunday: false, monday: false } },
        {
          id: 'p1',
          role: 'r1',
          weekly: { sunday: false },
          overrides: [
            { from: SATURDAY, to: MONDAY, days: { sunday: true, saturday: false } },
            { from: SUNDAY, to: MONDAY, days: { monday: false, sunday: null } },
          ],
        },
      ],
    },
  },
  { template: 'open-day', parameters: { closed: 'holidays' }, input: { holidays: [SUNDAY] } },
  { template: 'open-day', parameters: { closed: 'locked-days' }, input: { lockedDays: [SATURDAY, MONDAY] } },
  { template: 'qualified', parameters: { types: ['a'], roles: ['r1'] } },
  {
    template: 'qualified',
    parameters: { types: ['a', 'b'], skills: ['k'] },
    input: {
      employees: [
        { id: 'p0', role: 'r0', skills: ['k'] },
        { id: 'p1', role: 'r0' },
      ],
    },
  },
  { template: 'max-per-day', parameters: { types: ['a'], max: 1 } },
  { template: 'max-per-day', parameters: { types: ['a', 'b'], max: 2, exemptRoles: ['r1'] } },
  {
    template: 'max-per-day',
    parameters: { types: ['a', 'b'], max: 1, exemptRoles: ['r1'] },
    input: {
      employees: [
        { id: 'p0', role: 'r0' },
        { id: 'p1', role: 'r1', caps: { tested: 0 } },
      ],
    },
  },
  { template: 'max-per-day', parameters: { types: ['a'], max: 1 }, hardness: 'soft' },
  {
    template: 'max-per-day',
    parameters: { types: ['a', 'b'], max: 1, exemptRoles: ['r1'] },
    hardness: 'preference',
    input: {
      posted: [
        { event: 'old', employee: 'p0', day: SUNDAY, type: 'a' },
        { event: 'older', employee: 'p0', day: SUNDAY, type: 'b' },
      ],
      employees: [
        { id: 'p0', role: 'r0' },
        { id: 'p1', role: 'r1', caps: { tested: 0 } },
      ],
    },
  },
  { template: 'max-per-week', parameters: { types: ['a'], max: 1 }, hardness: 'soft' },
  { template: 'max-per-week', parameters: { types: ['a'], max: 1 } },
  { template: 'max-per-week', parameters: { types: ['a', 'b'], max: 2, exemptRoles: ['r0'] } },
  {
    template: 'max-per-week',
    parameters: { types: ['a'], max: 1 },
    hardness: 'soft',
    input: { posted: [{ event: 'old', employee: 'p0', day: SUNDAY, type: 'a' }] },
  },
  {
    template: 'max-per-week',
    parameters: { types: ['a'], max: 1 },
    input: {
      posted: [
        { event: 'old', employee: 'p0', day: SUNDAY, type: 'a' },
        { event: 'older', employee: 'p0', day: date(3), type: 'a' },
        { event: 'oldest', employee: 'p0', day: date(2), type: 'a' },
      ],
    },
  },
  { template: 'max-days-per-week', parameters: { max: 1 } },
  {
    template: 'max-days-per-week',
    parameters: { max: 2 },
    input: {
      posted: [
        { event: 'old', employee: 'p0', day: date(8), type: 'a' },
        { event: 'older', employee: 'p1', day: date(3), type: 'a' },
      ],
    },
  },
  { template: 'max-consecutive-days', parameters: { max: 1 } },
  {
    template: 'max-consecutive-days',
    parameters: { max: 2 },
    input: {
      posted: [
        { event: 'old', employee: 'p0', day: date(4), type: 'a' },
        { event: 'older', employee: 'p0', day: date(3), type: 'a' },
        { event: 'next', employee: 'p1', day: date(8), type: 'a' },
      ],
    },
  },
  { template: 'exclusive-per-day', parameters: { types: ['a'], excludes: ['b'] } },
  { template: 'exclusive-days', parameters: { types: ['a'], excludes: ['b'] } },
  { template: 'exclusive-days', parameters: { types: ['a'], excludes: ['b'] }, input: { posted: [] } },
  { template: 'follower', parameters: { leader: 'a', follower: 's', employee: 'same' }, input: pair },
  { template: 'follower', parameters: { leader: 'a', follower: 's', employee: LIST }, input: pair },
  {
    template: 'follower',
    parameters: { leader: 'a', follower: 's', employee: 'same' },
    input: { ...pair, posted: [{ event: 'fixed', employee: 'p1', day: SUNDAY, type: 'a', pairing: 'none' }] },
  },
  {
    template: 'follower',
    parameters: { leader: 'a', follower: 's', employee: LIST },
    input: { ...pair, pins: [{ event: 'tail', employee: 'p1', day: SUNDAY }] },
  },
  {
    template: 'follower',
    parameters: { leader: 'a', follower: 's', employee: LIST },
    input: { ...pair, pins: [{ event: 'lead', employee: 'p1', day: SATURDAY }] },
  },
  { template: 'needs-base', parameters: { types: ['b'], bases: ['a'] } },
  { template: 'needs-base', parameters: { types: ['a'], bases: ['b'], exemptRoles: ['r1'] } },
  { template: 'needs-base', parameters: { types: ['a'], bases: ['m'] } },
  {
    template: 'full-day',
    parameters: { minutes: 100, types: ['a', 'b'] },
    input: {
      events: [
        { id: 'a1', type: 'a', ...always },
        { id: 'a2', type: 'a', minutes: 120, ...always },
        { id: 's1', type: 's', minutes: 300, ...always },
      ],
    },
  },
  {
    template: 'full-day',
    parameters: { minutes: 100, types: ['b'] },
    input: {
      events: [
        { id: 'b1', type: 'b', ...always },
        { id: 'b2', type: 'b', minutes: 50, ...always },
        { id: 'b3', type: 'b', ...always },
      ],
      posted: [{ event: 'old', employee: 'p0', day: SUNDAY, type: 'b', minutes: 30 }],
    },
  },
  { template: 'unique-block', parameters: { types: ['m'] }, input: inBlocks },
  {
    template: 'unique-block',
    parameters: { types: ['m'] },
    input: {
      ...inBlocks,
      posted: [
        { event: 'old', employee: 'p0', day: SUNDAY, type: 'm', block: 2 },
        { event: 'older', employee: 'p0', day: SUNDAY, type: 'm', block: 1 },
      ],
    },
  },
  { template: 'weekly-minutes', parameters: { max: 160 } },
  {
    template: 'daily-minutes',
    parameters: { max: 1, exemptRoles: ['r1'] },
    input: { types: { a: { minutes: 1 }, b: { minutes: 1 } } },
  },
  {
    template: 'weekly-minutes',
    parameters: { max: 110, exemptRoles: ['r1'] },
    input: {
      employees: [
        { id: 'p0', role: 'r0' },
        { id: 'p1', role: 'r1', caps: { tested: 60 } },
      ],
    },
  },
  {
    template: 'weekly-minutes',
    parameters: { max: 2 },
    input: { types: { a: { minutes: 1 }, b: { minutes: 1 } } },
  },
  { template: 'min-rest', parameters: { hours: 11 }, input: inBlocks },
  { template: 'min-rest', parameters: { hours: 17.5 }, input: inBlocks },
  { template: 'min-rest', parameters: { hours: 11 }, input: overMidnight },
  { template: 'min-rest', parameters: { hours: 11 }, input: nightBlocks },
  // Until 23:00 of the next day, so that two hours later is the day after that.
  {
    template: 'min-rest',
    parameters: { hours: 3 },
    input: { ...overMidnight, types: { n: { time: '23:00', minutes: 1440 }, e: { time: '01:00', minutes: 60 } } },
  },
  // Ten hours by the clock; nine in the night in which it is put forward, and that night alone.
  { template: 'min-rest', parameters: { hours: 10 }, input: inSpring },
  { template: 'min-rest', parameters: { hours: 11 }, input: inSpring },
  { template: 'no-overlap', input: overMidnight },
  { template: 'no-overlap', input: nightBlocks },
  {
    template: 'no-overlap',
    input: {
      types: { a: { time: '09:00', minutes: 60 }, m: { blocks: true }, s: { time: '09:30', minutes: 30 } },
      events: [
        { id: 'a1', type: 'a', ...always },
        { id: 'm1', type: 'm', ...always },
        { id: 's1', type: 's', ...always },
      ],
      posted: [{ event: 'old', employee: 'p0', day: SUNDAY, type: 'm', block: 2 }],
    },
  },
  { template: 'min-per-week', parameters: { types: ['a', 'b'], min: 1, roles: ['r0'] } },
  {
    template: 'min-per-week',
    parameters: { types: ['a', 'b'], min: 1 },
    input: { posted: [], horizon: { from: SUNDAY, to: MONDAY } },
  },
  { template: 'place', parameters: { factors: { high: 3 } } },
  {
    template: 'place',
    input: { lockedDays: [SUNDAY], events: [{ id: 'a1', type: 'a', start: date(1), due: date(3) }] },
  },
  { template: 'urgency', parameters: { days: 6 } },
  { template: 'type-priority', parameters: { ranks: { a: 3 } } },
  { template: 'rotation', parameters: { kinds: [{ kind: 'duty', types: ['a'] }] } },
  {
    template: 'rotation',
    parameters: { kinds: [{ kind: 'duty', types: ['a', 'b'] }] },
    input: { pins: [{ event: 'b1', employee: 'p1', day: SATURDAY }] },
  },
  { template: 'role-misuse', parameters: { roles: ['r0'], preferred: ['b'] } },
  {
    template: 'role-misuse',
    parameters: { roles: ['r0', 'r1'], preferred: [] },
    input: { pins: [{ event: 'b1', employee: 'p0', day: SUNDAY }] },
  },
  { template: 'follower-choice', parameters: { types: ['a'], employee: LIST } },
  {
    template: 'follower-choice',
    parameters: { types: ['a'], employee: [{ role: 'r1' }, { role: 'r0' }] },
    input: { pins: [{ event: 'a1', employee: 'p0', day: SATURDAY }] },
  },
  { template: 'lead-block', parameters: { kind: 'duty', types: ['m'], block: 1 }, input: inBlocks },
  {
    template: 'lead-block',
    parameters: { kind: 'duty', types: ['m'], block: 2 },
    input: { ...inBlocks, pins: [{ event: 'm2', employee: 'p0', day: SATURDAY, block: 1 }] },
  },
  { template: 'lead-daily', parameters: { kind: 'duty', types: ['a'] } },
  { template: 'fairness', parameters: { types: ['a'] } },
  { template: 'fairness', parameters: { types: ['a', 'b'] }, input: { posted: [] } },
  {
    template: 'fairness',
    parameters: { types: ['a', 'b'], exemptRoles: ['r0'] },
    input: {
      employees: [
        { id: 'p0', role: 'r1' },
        { id: 'p1', role: 'r1' },
        { id: 'p2', role: 'r0' },
      ],
    },
  },
  { template: 'weekly-excess', parameters: { types: ['a'], max: 1 } },
  { template: 'weekly-excess', parameters: { types: ['a', 'b'], max: 1, per: 'employee' } },
  {
    template: 'weekly-excess',
    parameters: { types: ['a', 'b'], max: 1 },
    input: { pins: [{ event: 'b1', employee: 'p0', day: SUNDAY }] },
  },
  { template: 'duplicate-per-day', parameters: { types: ['a'] } },
  {
    template: 'duplicate-per-day',
    parameters: { types: ['a'] },
    input: { posted: [], pins: [{ event: 'a2', employee: 'p0', day: SUNDAY }] },
  },
  { template: 'proximity' },
  { template: 'proximity', input: { pins: [{ event: 'b1', employee: 'p1', day: SUNDAY }] } },
  { template: 'balance' },
  { template: 'balance', input: { holidays: [SUNDAY] } },
  {
    template: 'keep',
    input: {
      events: [
        { id: 'a1', type: 'a', ...always, posted: { employee: 'p1', day: SUNDAY, movable: true } },
        { id: 'a2', type: 'a', start: SATURDAY, due: SUNDAY, posted: { employee: 'p1', day: SUNDAY, movable: true } },
        { id: 'b1', type: 'b', ...always, posted: { employee: 'p0', day: SUNDAY, movable: true } },
      ],
      pins: [{ event: 'b1', employee: 'p0', day: MONDAY }],
    },
  },
  {
    template: 'frozen-days',
    input: {
      frozenDays: [MONDAY],
      previous: { assignments: [...replanned.previous.assignments, { event: 'b1', employee: 'p1', day: MONDAY }] },
    },
  },
  { template: 'change-budget', parameters: { assignments: 1 }, input: replanned },
  { template: 'change-budget', parameters: { assignments: 2, people: 1 }, input: replanned },
  {
    template: 'change-budget',
    parameters: { assignments: 3, people: 2 },
    input: { ...replanned, pins: [{ event: 'b1', employee: 'p0', day: SATURDAY }] },
  },
  { template: 'change-budget', parameters: { assignments: 1 }, input: replannedInBlocks },
  { template: 'least-change', input: replanned },
  { template: 'least-change', parameters: { per: 'person' }, input: replanned },
  { template: 'least-change', parameters: { per: 'person' }, input: replannedInBlocks },
  {
    template: 'affinity',
    input: {
      affinity: [
        { event: 'a1', employee: 'p0', score: 0.55 },
        { event: 'b1', employee: 'p1', score: 1 },
      ],
    },
  },
];
