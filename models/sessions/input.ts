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
  days: few(weekday).default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  /** Sessions of a run begin every this many minutes, counted from `from`. */
  startsEvery: z.int().min(1).max(1440).default(5),
  from: time.default('08:00'),
  to: time.default('15:00'),
});

const provider = z.strictObject({
  id: name,
  name: name.optional(),
  role: name.optional(),
  /** Where and when; needed by everybody who serves several sites. */
  work: few(z.strictObject({ site: name, ...stretch })).optional(),
  /** Sessions at once, where that is less than the rule allows. */
  capacity: z.int().min(1).max(1000).optional(),
});

const student = z.strictObject({
  id: name,
  name: name.optional(),
  grade: name.optional(),
  teacher: name.optional(),
  site: name,
  /** How many a week. */
  sessions: z.int().min(1).max(100),
  /** Of each. */
  minutes,
  /** Who may hold the sessions. */
  providers: few(name),
  priority: z.enum(PRIORITIES).default('normal'),
  avoid: few(z.strictObject(stretch)).default([]),
  prefer: few(z.strictObject(stretch)).default([]),
});

const place = { student: name, provider: name, day: weekday, start: time };

const posted = z.strictObject({
  ...place,
  /** The student's own minutes when absent. */
  minutes: minutes.optional(),
  /** Who is really there, if not the provider. */
  deliveredBy: name.optional(),
  movable: z.boolean().default(false),
});

/** Where each session is; also the form of a solution. The sessions of a student are told apart by their times only. */
export const schedule = z.strictObject({
  sessions: z.array(z.strictObject(place)).max(LIMITS.inputEntries),
});

/** The JSON form of a sessions problem; `dovetail schema sessions` prints its JSON Schema. */
export const inputSchema = z.strictObject({
  name: z.string().optional(),
  profile: z.enum(PROFILE_NAMES).default('school'),
  /** Which of the soft rules matter most. */
  strategy: z.enum(STRATEGY_NAMES).default('balanced'),
  grid: grid.prefault({}),
  sites: z.array(z.strictObject({ id: name, name: name.optional() })).default([]),
  providers: z.array(provider).default([]),
  students: z.array(student).default([]),
  /** Times at which some grades of a site take no sessions. */
  bells: z.array(z.strictObject({ site: name, grades: few(name), ...stretch, name: name.optional() })).default([]),
  /** Times at which the students of a teacher take no sessions. */
  activities: z.array(z.strictObject({ site: name, teacher: name, ...stretch, name: name.optional() })).default([]),
  /** A grade that has hours is there at these times only. */
  hours: z.array(z.strictObject({ site: name, grade: name, ...stretch })).default([]),
  /** Exactly one of provider, site, student, grade and teacher. */
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
    .default([]),
  posted: z.array(posted).default([]),
  pins: z.array(z.strictObject(place)).default([]),
  /** The earlier schedule: what changes are counted from, and what stays on frozen days. */
  previous: schedule.optional(),
  /** Days on which the earlier schedule stays as it is. */
  frozenDays: few(weekday).default([]),
  rules: few(ruleInput).default([]),
  preferences: few(preferenceInput).default([]),
  limits: z.strictObject({ maxPlaces: z.int().min(1).default(2_000_000) }).prefault({}),
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
