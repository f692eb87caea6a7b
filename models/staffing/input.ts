import { z } from 'zod';
import { byName } from '../../src/byName.ts';
import { WEEKDAYS } from '../../src/domain/calendar.ts';
import { preferenceInput, ruleInput } from '../../src/domain/rules/input.ts';
import { LIMITS } from '../../src/limits.ts';
import { PROFILE_NAMES } from './profiles/names.ts';

/** The largest number of days in a horizon. */
export const LONGEST_HORIZON = 366;

/** The four degrees of an event's priority, lowest first. */
export const PRIORITIES = ['low', 'normal', 'high', 'critical'] as const;

const name = z.string().min(1).max(LIMITS.name);
/** A list that is short by nature. */
const few = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).max(LIMITS.smallList);
const date = z.iso.date();
const time = z.iso.time({ precision: -1 });
const minutes = z.int().min(1).max(1440);
const weekday = z.enum(WEEKDAYS);
const range = { from: date, to: date };

const type = z.strictObject({
  /** Estimate for events of the type that give none. */
  minutes: minutes.optional(),
  /** Whether events of the type choose a block. */
  blocks: z.boolean().default(false),
  /** Fixed clock time of events of the type. */
  time: time.optional(),
});

const block = z.strictObject({
  number: z.int().min(1).max(99),
  arrive: time,
  onFloor: time,
  lunch: time,
  offFloor: time,
  depart: time,
});

const weekly = z.partialRecord(weekday, z.boolean());
const override = { ...range, days: z.partialRecord(weekday, z.boolean().nullable()) };

const employee = z.strictObject({
  id: name,
  name: name.optional(),
  role: name,
  skills: few(name).default([]),
  active: z.boolean().default(true),
  /** The last day on which the employee works. */
  terminationDate: date.optional(),
  /** Weekdays that are not listed are available. */
  weekly: weekly.default({}),
  /** Where two cover a day and both have an opinion, the one that begins later counts. */
  overrides: few(z.strictObject(override)).default([]),
  /** Both ends inclusive. What grows over the years is better kept in the lists of these names beside the employees. */
  timeOff: few(z.strictObject(range)).default([]),
  /** Own caps, by the id of a rule that has one. */
  caps: byName(name, z.int().min(0)).default(() => new Map()),
});

const place = { employee: name, day: date, block: z.int().min(1).max(99).optional() };

const eventPosted = z.strictObject({ ...place, externalId: name.optional(), movable: z.boolean().default(false) });

const event = z.strictObject({
  id: name,
  /** Unique business key; the id when absent. */
  reference: name.optional(),
  name: name.optional(),
  type: name,
  /** First day, inclusive. */
  start: date,
  /** Exclusive: the last valid day is the one before. */
  due: date,
  minutes: minutes.optional(),
  product: name.optional(),
  /** Ties a follower to its leader. */
  pairing: name.optional(),
  priority: z.enum(PRIORITIES).default('normal'),
  active: z.boolean().default(true),
  autoSchedule: z.boolean().default(true),
  posted: eventPosted.optional(),
});

const posted = z.strictObject({
  event: name,
  ...place,
  minutes: minutes.optional(),
  /** Needed when the event is not among the events. */
  type: name.optional(),
  product: name.optional(),
  pairing: name.optional(),
  externalId: name.optional(),
  movable: z.boolean().default(false),
});

/** Where each placed event is; also the form of a solution. */
export const schedule = z.strictObject({
  assignments: z.array(z.strictObject({ event: name, ...place })).max(LIMITS.inputEntries),
});

const staff = { kind: name, employee: name, backup: name.optional() };

/** The JSON form of a staffing problem; `dovetail schema staffing` prints its JSON Schema. */
export const inputSchema = z.strictObject({
  name: z.string().optional(),
  profile: z.enum(PROFILE_NAMES).default('plain'),
  timeZone: name.default('UTC'),
  weekStartsOn: weekday.default('sunday'),
  /** The date that a missing horizon is counted from; today in the time zone when absent. */
  today: date.optional(),
  /** Whether a missing horizon begins today instead of in three days. */
  emergency: z.boolean().default(false),
  horizon: z.strictObject(range).optional(),
  /** Added to the profile's, or replacing one of them. */
  types: byName(name, type).default(() => new Map()),
  roles: few(name).default([]),
  rotationKinds: few(name).default([]),
  /** Instead of the profile's. */
  blocks: few(block).optional(),
  employees: z.array(employee).default([]),
  /** As within employees. */
  timeOff: z.array(z.strictObject({ employee: name, ...range })).default([]),
  /** As within employees. */
  overrides: z.array(z.strictObject({ employee: name, ...override })).default([]),
  events: z.array(event).default([]),
  posted: z.array(posted).default([]),
  pins: z.array(z.strictObject({ event: name, ...place })).default([]),
  rotations: few(z.strictObject({ weekday, ...staff })).default([]),
  rotationExceptions: z.array(z.strictObject({ date, ...staff })).default([]),
  holidays: z.array(date).default([]),
  lockedDays: z.array(date).default([]),
  /** The earlier schedule: what changes are counted from, and what stays on frozen days. */
  previous: schedule.optional(),
  /** Days on which the earlier schedule stays as it is. */
  frozenDays: z.array(date).default([]),
  rules: few(ruleInput).default([]),
  preferences: few(preferenceInput).default([]),
  affinity: z.array(z.strictObject({ event: name, employee: name, score: z.number().min(0).max(1) })).default([]),
  limits: z.strictObject({ maxCells: z.int().min(1).default(5_000_000) }).prefault({}),
});

/** An input as it is read, with defaults, before its horizon is settled. */
export type RawInput = z.output<typeof inputSchema>;

/** A staffing problem: read, complete and free of faults. */
export type Input = Omit<RawInput, 'horizon'> & { readonly horizon: { readonly from: string; readonly to: string } };

export type EmployeeInput = Input['employees'][number];
export type EventInput = Input['events'][number];
export type PostedInput = Input['posted'][number];
export type PinInput = Input['pins'][number];
export type BlockInput = z.output<typeof block>;
export type TypeInput = z.output<typeof type>;
