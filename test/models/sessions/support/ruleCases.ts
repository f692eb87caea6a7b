/** A small input in which one rule, and what is always on, is all that counts. */
export interface RuleCase {
  readonly template: string;
  readonly parameters?: Record<string, unknown>;
  /** As the template has it when absent. */
  readonly hardness?: 'soft' | 'preference';
  /** What differs from the base input. */
  readonly input?: Record<string, unknown>;
}

/** Templates that the plain profile has under their own names, and that cannot be switched off. */
export const ALWAYS_ON: readonly string[] = ['structure', 'no-overlap', 'frozen-days'];

const PLAIN_RULES = ['works', 'hours', 'bells', 'activities', 'blocked', 'capacity', 'place', 'prefer', 'keep'];

/** Six starts on one day, one provider, one student with two sessions and one with one: 22 x 7 placements. */
const BASE = {
  profile: 'plain',
  grid: { days: ['monday'], startsEvery: 15, from: '09:00', to: '10:30' },
  sites: [{ id: 'north' }],
  providers: [{ id: 'pat' }],
  students: [
    { id: 'ann', grade: '1', teacher: 'ms-lee', site: 'north', sessions: 2, minutes: 30, providers: ['pat'] },
    { id: 'bob', grade: '1', teacher: 'mr-kay', site: 'north', sessions: 1, minutes: 15, providers: ['pat'] },
  ],
};

/** The input of a case as a person would write it. */
export function inputOfCase({ template, parameters = {}, hardness, input = {} }: RuleCase): unknown {
  const off = PLAIN_RULES.map((id) => ({ id, enabled: false }));
  const tested = ALWAYS_ON.includes(template)
    ? []
    : [{ id: 'tested', template, parameters, ...(hardness ? { hardness, weight: 7 } : {}) }];
  return { ...BASE, ...input, rules: [...off, ...tested] };
}

const monday = (from: string, to: string) => ({ day: 'monday', from, to });

const student = (id: string, more: Record<string, unknown> = {}) => ({
  ...{ id, grade: '1', site: 'north', sessions: 1, minutes: 30, providers: ['pat'] },
  ...more,
});

const posted = (who: string, start: string, more: Record<string, unknown> = {}) => ({
  ...{ student: who, provider: 'pat', day: 'monday', start },
  ...more,
});

/** Three short sessions of one student, so that one may fill a break. */
const short = {
  grid: { days: ['monday'], startsEvery: 10, from: '09:00', to: '10:20' },
  students: [student('ann', { sessions: 3, minutes: 10 })],
};

/** Two providers, the other of whom holds a session of another service. */
const two = {
  grid: { days: ['monday'], startsEvery: 15, from: '09:00', to: '10:00' },
  providers: [{ id: 'pat' }, { id: 'quinn' }],
  students: [student('ann', { sessions: 2, providers: ['pat', 'quinn'] }), student('bob', { providers: ['quinn'] })],
  posted: [{ student: 'bob', provider: 'pat', day: 'monday', start: '09:10', minutes: 20 }],
};

/** Two students with two sessions, two days with two starts each. */
const twoDays = {
  grid: { days: ['monday', 'wednesday'], startsEvery: 30, from: '09:00', to: '10:00' },
  students: [student('ann', { sessions: 2 }), student('bob', { sessions: 2, grade: '2' })],
};

const fourDays = {
  grid: { days: ['monday', 'tuesday', 'thursday', 'friday'], startsEvery: 30, from: '09:00', to: '09:30' },
  students: [student('ann', { sessions: 3 }), student('bob')],
};

/** One session where it was, one whose provider has left, one that is new. */
const replanned = {
  ...twoDays,
  students: [student('ann', { sessions: 2 }), student('bob'), student('cid')],
  previous: {
    sessions: [
      { student: 'ann', provider: 'pat', day: 'monday', start: '09:00' },
      { student: 'ann', provider: 'pat', day: 'wednesday', start: '09:30' },
      { student: 'bob', provider: 'gone', day: 'monday', start: '09:00' },
      { student: 'dan', provider: 'pat', day: 'monday', start: '09:00' },
    ],
  },
};

const twoProviders = {
  ...replanned,
  providers: [{ id: 'pat' }, { id: 'quinn' }],
  students: [student('ann', { sessions: 2, providers: ['pat', 'quinn'] }), student('bob', { providers: ['quinn'] })],
};

/** Every template at least once, where it decides something. */
export const RULE_CASES: readonly RuleCase[] = [
  { template: 'structure' },
  {
    template: 'structure',
    input: { ...two, pins: [{ student: 'ann', provider: 'quinn', day: 'monday', start: '09:00' }] },
  },
  { template: 'no-overlap' },
  { template: 'no-overlap', input: two },
  // Shorter than a step of the grid, so that only one start with two providers is in question.
  {
    template: 'no-overlap',
    input: {
      ...two,
      students: [student('ann', { sessions: 2, minutes: 10, providers: ['pat', 'quinn'] })],
      posted: [],
    },
  },
  { template: 'no-overlap', input: { posted: [posted('ann', '09:20', { minutes: 10 })] } },
  {
    template: 'works',
    input: {
      sites: [{ id: 'north' }, { id: 'south' }],
      providers: [
        {
          id: 'pat',
          work: [
            { site: 'north', ...monday('09:00', '09:30') },
            { site: 'north', ...monday('09:30', '10:00') },
            { site: 'south', ...monday('10:00', '10:30') },
          ],
        },
      ],
    },
  },
  { template: 'hours', input: { hours: [{ site: 'north', grade: '1', ...monday('09:10', '10:05') }] } },
  {
    template: 'hours',
    input: { ...twoDays, hours: [{ site: 'north', grade: '2', day: 'wednesday', from: '08:00', to: '12:00' }] },
  },
  { template: 'bells', input: { bells: [{ site: 'north', grades: ['2', '1'], ...monday('09:40', '09:50') }] } },
  {
    template: 'activities',
    input: { activities: [{ site: 'north', teacher: 'ms-lee', ...monday('09:00', '09:30') }] },
  },
  {
    template: 'blocked',
    input: {
      blocked: [
        { student: 'ann', ...monday('09:00', '09:05') },
        { teacher: 'mr-kay', ...monday('09:15', '09:30') },
        { provider: 'pat', ...monday('10:20', '10:30') },
      ],
    },
  },
  {
    template: 'blocked',
    input: {
      blocked: [
        { grade: '1', ...monday('09:00', '09:30') },
        { site: 'north', ...monday('10:15', '10:20') },
      ],
    },
  },
  {
    template: 'frozen-days',
    input: {
      ...twoDays,
      frozenDays: ['monday'],
      previous: { sessions: [{ student: 'ann', provider: 'pat', day: 'monday', start: '09:30' }] },
    },
  },
  { template: 'max-per-day', parameters: { max: 1 }, input: twoDays },
  { template: 'max-per-day', parameters: { max: 2 }, input: short },
  { template: 'max-per-day', parameters: { max: 1 }, input: { ...twoDays, posted: [posted('ann', '09:00')] } },
  { template: 'max-consecutive', parameters: { minutes: 30 } },
  { template: 'max-consecutive', parameters: { minutes: 25 }, input: short },
  { template: 'max-consecutive', parameters: { minutes: 25 } },
  {
    template: 'max-consecutive',
    parameters: { minutes: 30 },
    input: { ...short, posted: [posted('ann', '09:30', { minutes: 20, provider: 'pat' })] },
  },
  {
    template: 'max-consecutive',
    parameters: { minutes: 15 },
    input: { ...short, posted: [posted('ann', '09:30', { minutes: 20 })] },
  },
  { template: 'min-break', parameters: { minutes: 30 } },
  { template: 'min-break', parameters: { minutes: 25 }, input: short },
  { template: 'min-break', parameters: { minutes: 30 }, input: short },
  { template: 'min-break', parameters: { minutes: 30 }, input: { ...short, posted: [posted('ann', '09:25')] } },
  { template: 'min-break', parameters: { minutes: 20 }, input: { posted: [posted('ann', '09:50', { minutes: 10 })] } },
  // The break between two posted sessions is too short already; no new session is to blame for that.
  {
    template: 'min-break',
    parameters: { minutes: 30 },
    input: { ...short, posted: [posted('ann', '09:00'), posted('ann', '09:20')] },
  },
  { template: 'min-days-between', parameters: { days: 1 }, input: fourDays },
  { template: 'min-days-between', parameters: { days: 2 }, input: { ...fourDays, posted: [posted('ann', '09:00')] } },
  { template: 'min-days-between', parameters: { days: 0 }, input: twoDays },
  { template: 'capacity', parameters: { max: 1 } },
  { template: 'capacity', parameters: { max: 2 }, input: { posted: [posted('ann', '09:20', { minutes: 20 })] } },
  {
    template: 'capacity',
    parameters: { max: 2 },
    input: {
      ...two,
      providers: [
        { id: 'pat', capacity: 1 },
        { id: 'quinn', capacity: 5 },
      ],
    },
  },
  {
    template: 'same-group',
    parameters: { students: ['ann', 'bob'] },
    input: { ...twoDays, students: [student('ann', { sessions: 2 }), student('bob', { sessions: 2 })] },
  },
  {
    template: 'same-group',
    parameters: { students: ['ann', 'bob', 'cid'] },
    input: { ...twoDays, posted: [posted('ann', '09:00')], students: ['ann', 'bob', 'cid'].map((id) => student(id)) },
  },
  {
    template: 'same-group',
    parameters: { students: ['ann', 'bob'] },
    input: {
      ...two,
      students: [student('ann', { providers: ['pat', 'quinn'] }), student('bob', { providers: ['quinn'] })],
    },
  },
  { template: 'apart', parameters: { students: ['ann', 'bob'] } },
  { template: 'apart', parameters: { students: ['ann', 'bob'] }, input: two },
  { template: 'lunch', parameters: { from: '09:10', to: '10:10', minutes: 30 } },
  {
    template: 'lunch',
    parameters: { from: '09:00', to: '10:30', minutes: 40 },
    input: { posted: [posted('bob', '09:40', { minutes: 5 })] },
  },
  {
    template: 'lunch',
    parameters: { from: '09:20', to: '10:00', minutes: 25 },
    input: { posted: [posted('bob', '09:40', { minutes: 5 })] },
  },
  { template: 'lunch', parameters: { from: '09:00', to: '10:00', minutes: 60 } },
  { template: 'max-minutes', parameters: { day: 45 } },
  { template: 'max-minutes', parameters: { day: 35 }, input: { posted: [posted('bob', '09:20', { minutes: 20 })] } },
  { template: 'max-minutes', parameters: { week: 60, day: 30 }, input: twoDays },
  { template: 'change-budget', parameters: { assignments: 1 }, input: replanned },
  { template: 'change-budget', parameters: { assignments: 2, people: 1 }, input: replanned },
  { template: 'change-budget', parameters: { people: 1 }, input: twoProviders },
  {
    template: 'change-budget',
    parameters: { assignments: 1 },
    input: { ...replanned, students: [student('ann', { sessions: 3 })], pins: [posted('ann', '09:30')] },
  },
  { template: 'place' },
  {
    template: 'place',
    parameters: { factors: { high: 3 }, perMinute: 0 },
    input: { students: [student('ann', { priority: 'high' }), student('bob', { priority: 'low' })] },
  },
  {
    template: 'prefer',
    input: {
      students: [
        student('ann', { sessions: 2, prefer: [monday('09:00', '10:00')] }),
        student('bob', { avoid: [monday('09:10', '09:20')] }),
      ],
    },
  },
  {
    template: 'prefer',
    input: {
      ...twoDays,
      students: [
        student('ann', {
          prefer: [{ day: 'wednesday', from: '09:00', to: '10:00' }],
          avoid: [monday('09:00', '09:15')],
        }),
      ],
      pins: [],
    },
  },
  {
    template: 'keep',
    input: {
      posted: [
        posted('ann', '09:15', { movable: true }),
        posted('ann', '09:35', { movable: true }),
        posted('bob', '09:00'),
      ],
    },
  },
  { template: 'second-pass', parameters: { free: 1 } },
  { template: 'second-pass', parameters: { free: 2 }, input: { posted: [posted('ann', '09:20', { minutes: 20 })] } },
  {
    template: 'second-pass',
    parameters: { free: 1 },
    input: { ...two, posted: [posted('ann', '09:20'), posted('bob', '09:20', { minutes: 40 })] },
  },
  { template: 'spread', input: twoDays },
  { template: 'spread', input: short },
  { template: 'spread', input: { ...twoDays, posted: [posted('ann', '09:00')] } },
  { template: 'even-days', input: twoDays },
  { template: 'even-days', input: { ...twoDays, posted: [posted('bob', '09:00')] } },
  { template: 'company', parameters: { by: 'grade' } },
  {
    template: 'company',
    parameters: { by: 'grade' },
    input: {
      students: [student('ann'), student('bob'), student('cid', { grade: '2' })],
      grid: { days: ['monday'], startsEvery: 15, from: '09:00', to: '10:00' },
    },
  },
  {
    template: 'company',
    parameters: { by: 'teacher' },
    input: {
      students: [student('ann', { teacher: 'x' }), student('bob', { teacher: 'x' }), student('cid')],
      posted: [posted('ann', '09:30')],
    },
  },
  { template: 'morning', parameters: { until: '09:30' } },
  { template: 'afternoon', parameters: { from: '09:40' } },
  { template: 'morning', parameters: { until: '09:30' }, input: { pins: [posted('ann', '09:45')] } },
  { template: 'compactness' },
  { template: 'compactness', input: { posted: [posted('ann', '09:20', { minutes: 20 })] } },
  {
    template: 'compactness',
    input: { ...two, students: [student('ann', { minutes: 15, sessions: 2 }), student('bob', { minutes: 15 })] },
  },
  { template: 'least-change', input: replanned },
  { template: 'least-change', input: { ...replanned, students: [student('ann', { sessions: 3 })] } },
];

/** What is given and breaks a rule by itself: where the rule is not hard, that costs nothing, and what comes beside it does. */
const GIVEN: readonly RuleCase[] = [
  {
    template: 'max-per-day',
    parameters: { max: 1 },
    input: { pins: [posted('ann', '09:00'), posted('ann', '09:30')] },
  },
  { template: 'capacity', parameters: { max: 1 }, input: { pins: [posted('ann', '09:00'), posted('bob', '09:15')] } },
  { template: 'apart', parameters: { students: ['ann', 'bob'] }, input: { pins: [posted('ann', '09:00')] } },
  {
    template: 'same-group',
    parameters: { students: ['ann', 'bob', 'cid'] },
    input: { ...twoDays, pins: [posted('ann', '09:00')], students: ['ann', 'bob', 'cid'].map((id) => student(id)) },
  },
  {
    template: 'min-break',
    parameters: { minutes: 30 },
    input: { ...short, pins: [posted('ann', '09:00'), posted('ann', '09:20')] },
  },
  {
    template: 'blocked',
    input: { pins: [posted('ann', '09:00')], blocked: [{ site: 'north', ...monday('09:10', '10:05') }] },
  },
];

/** Cases of the templates that may be soft, as soft rules. */
export function softCases(softens: (template: string) => boolean): RuleCase[] {
  return [...RULE_CASES, ...GIVEN]
    .filter(({ template }) => softens(template))
    .map((one) => ({ ...one, hardness: 'soft' }));
}
