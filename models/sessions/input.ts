import { z } from 'zod';
import { WEEKDAYS, type Weekday } from '../../src/domain/calendar.ts';
import { preferenceInput, ruleInput } from '../../src/domain/rules/input.ts';
import { LIMITS } from '../../src/limits.ts';
import { PROFILE_NAMES, STRATEGY_NAMES } from './profiles.ts';

/** The four degrees of a student's priority, lowest first. */
export const PRIORITIES = ['low', 'normal', 'high', 'critical'] as const;

const name = z.string().min(1).max(LIMITS.name);
/** A list that is short by nature. */
const few = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).max(LIMITS.smallList);
const time = z.iso.time({ precision: -1 });
const minutes = z.int().min(1).max(1440);
const weekday = z.enum(WEEKDAYS);
/** A stretch of one day or of several, the end exclusive. */
const stretch = { day: z.union([weekday, few(weekday)]), from: time, to: time };

const grid = z.strictObject({
  days: few(weekday)
    .describe('The days on which there are sessions.')
    .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  startsEvery: z
    .int()
    .min(1)
    .max(1440)
    .describe('Sessions of a run begin every this many minutes, counted from `from`.')
    .default(5),
  from: time.describe('When the first session of a day may begin.').default('08:00'),
  to: time.describe('When the last one has to be over.').default('15:00'),
});

const provider = z.strictObject({
  id: name,
  name: name.optional(),
  role: name.describe('A word for people; no rule looks at it.').optional(),
  work: few(z.strictObject({ site: name, ...stretch }))
    .describe('Where and when; needed by whoever serves several sites. At all times of the grid when left out.')
    .optional(),
  capacity: z.int().min(1).max(1000).describe('Sessions at once, where that is less than the rule allows.').optional(),
});

const student = z.strictObject({
  id: name,
  name: name.optional(),
  grade: name.describe('What `bells` and `hours` go by.').optional(),
  teacher: name.describe('What `activities` go by.').optional(),
  site: name.describe('Where all sessions of the student are.'),
  sessions: z.int().min(1).max(100).describe('How many a week.'),
  minutes: minutes.describe('Of each session.'),
  providers: few(name).describe('Who may hold the sessions.'),
  priority: z.enum(PRIORITIES).describe('How much worse it is to leave a session out.').default('normal'),
  avoid: few(z.strictObject(stretch)).describe('A wish: no session at these times.').default([]),
  prefer: few(z.strictObject(stretch)).describe('A wish: sessions within these times.').default([]),
});

const place = { student: name, provider: name, day: weekday, start: time };

const posted = z.strictObject({
  ...place,
  minutes: minutes.describe('Those of the student when left out.').optional(),
  deliveredBy: name.describe('Who is really there, if not the provider.').optional(),
  movable: z.boolean().describe('Whether a run may place it anew, with a moving that costs.').default(false),
});

/** Where each session is; also the form of a solution. The sessions of a student are told apart by their times only. */
export const schedule = z.strictObject({
  sessions: z.array(z.strictObject(place)).max(LIMITS.inputEntries),
});

/** The JSON form of a sessions problem; `dovetail schema sessions` prints its JSON Schema. */
export const inputSchema = z.strictObject({
  name: z.string().describe('The title of pages and pictures.').optional(),
  profile: z
    .enum(PROFILE_NAMES)
    .describe('Rules to begin with: those of a school, or what every appointment book needs.')
    .default('school'),
  strategy: z.enum(STRATEGY_NAMES).describe('Which of the soft rules matter most.').default('balanced'),
  grid: grid.describe('The days, and the times at which sessions may begin.').prefault({}),
  sites: z.array(z.strictObject({ id: name, name: name.optional() })).default([]),
  providers: z.array(provider).describe('Who holds sessions.').default([]),
  students: z.array(student).describe('Who is to have sessions.').default([]),
  bells: z
    .array(z.strictObject({ site: name, grades: few(name), ...stretch, name: name.optional() }))
    .describe('Times at which some grades of a site have no sessions, such as a recess.')
    .default([]),
  activities: z
    .array(z.strictObject({ site: name, teacher: name, ...stretch, name: name.optional() }))
    .describe('Times at which the students of a teacher have no sessions.')
    .default([]),
  hours: z
    .array(z.strictObject({ site: name, grade: name, ...stretch }))
    .describe('A grade that has some is there at these times only; others always.')
    .default([]),
  blocked: z
    .array(
      z.strictObject({
        provider: name.optional(),
        site: name.optional(),
        student: name.optional(),
        grade: name.optional(),
        teacher: name.optional(),
        ...stretch,
        reason: name.optional(),
      }),
    )
    .describe('Times without sessions, of exactly one of provider, site, student, grade and teacher.')
    .default([]),
  posted: z
    .array(posted)
    .describe('Sessions that are published: they count in every rule, and stay unless they are movable.')
    .default([]),
  pins: z.array(z.strictObject(place)).describe('Places that the run has to give.').default([]),
  previous: schedule
    .describe('The earlier schedule: what changes are counted from, and what stays on frozen days.')
    .optional(),
  frozenDays: few(weekday).describe('Days on which the earlier schedule stays as it is.').default([]),
  rules: few(ruleInput)
    .describe(
      'Rules of your own, and what is otherwise in those of the profile; "dovetail rules sessions" lists the templates.',
    )
    .default([]),
  preferences: few(preferenceInput).describe('How much soft rules matter, in plain words.').default([]),
  limits: z
    .strictObject({
      maxPlaces: z
        .int()
        .min(1)
        .describe('The most choices of a student, a provider, a day and a start.')
        .default(2_000_000),
    })
    .prefault({}),
});

/** A sessions problem: read, complete and free of faults. */
export type Input = z.output<typeof inputSchema>;

/** An input as it is written down, before defaults. */
export type InputDraft = z.input<typeof inputSchema>;

export type StudentInput = Input['students'][number];
export type ProviderInput = Input['providers'][number];
export type PlaceInput = Input['pins'][number];
export type PostedInput = Input['posted'][number];
/** A stretch as it is written: a day or several, and clock times. */
export type StretchInput = StudentInput['avoid'][number];

/** The days that a stretch is on. */
export function daysOf({ day }: { readonly day: StretchInput['day'] }): readonly Weekday[] {
  return typeof day === 'string' ? [day] : [...new Set(day)];
}
