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
  minutes: minutes.describe('Of events that say none; 60 when left out.').optional(),
  blocks: z.boolean().describe('Whether its events take one of the blocks of a day.').default(false),
  time: time.describe('When its events begin, where they take no block.').optional(),
});

const block = z.strictObject({
  number: z.int().min(1).max(99).describe('What places call it.'),
  arrive: time.describe('When its work begins.'),
  onFloor: time,
  lunch: time,
  offFloor: time,
  depart: time.describe('When its work ends; a time before `arrive` is of the next day.'),
});

const weekly = z.partialRecord(weekday, z.boolean());
const override = {
  ...range,
  days: z
    .partialRecord(weekday, z.boolean().nullable())
    .describe('Whether weekdays are available then; null leaves it to what else is said.'),
};

const employee = z.strictObject({
  id: name,
  name: name.optional(),
  role: name.describe('One of `roles`, or of those of the profile.'),
  skills: few(name).describe('What rules may ask for, such as a licence.').default([]),
  active: z.boolean().describe('Whether any work is given to the employee.').default(true),
  terminationDate: date.describe('The last day of work.').optional(),
  weekly: weekly.describe('Whether weekdays are available; those that are not listed are.').default({}),
  overrides: few(z.strictObject(override))
    .describe(
      'What counts instead of the weekly pattern; of two that say something of a day, the one that begins later.',
    )
    .default([]),
  timeOff: few(z.strictObject(range))
    .describe(
      'Days without work, both ends inclusive; what grows over the years is better kept in the list of this name.',
    )
    .default([]),
  caps: byName(name, z.int().min(0), 'Own limits, by the id of a rule that has one, such as {"one-a-day": 2}.').default(
    () => new Map(),
  ),
});

const place = {
  employee: name,
  day: date,
  block: z.int().min(1).max(99).describe('Of types with blocks.').optional(),
};

const movable = z.boolean().describe('Whether a run may place it anew, with a moving that costs.').default(false);
const externalId = name.describe('What another system calls it; no rule looks at it.').optional();

const eventPosted = z.strictObject({ ...place, externalId, movable });

const event = z.strictObject({
  id: name,
  reference: name.describe('What another system calls it; no two events have the same.').optional(),
  name: name.describe('What people read; the reference, or else the id, when left out.').optional(),
  type: name.describe('One of `types`, or of those of the profile.'),
  start: date.describe('The first day on which it may be.'),
  due: date.describe('The day before which it has to be: the last day on which it may be is the one before.'),
  minutes: minutes.describe('Those of its type when left out.').optional(),
  product: name.describe('What it is about, for rules against two of the same.').optional(),
  pairing: name.describe('A word that a leader and its followers share.').optional(),
  priority: z.enum(PRIORITIES).describe('How much worse it is to leave it out.').default('normal'),
  active: z.boolean().describe('Whether it is to be done at all.').default(true),
  autoSchedule: z.boolean().describe('Whether a run may place it.').default(true),
  posted: eventPosted.describe('Where it is, as in the list of this name.').optional(),
});

const posted = z.strictObject({
  event: name,
  ...place,
  minutes: minutes.optional(),
  type: name.describe('Needed where the event is not among the events.').optional(),
  product: name.optional(),
  pairing: name.optional(),
  externalId,
  movable,
});

/** Where each placed event is; also the form of a solution. */
export const schedule = z.strictObject({
  assignments: z.array(z.strictObject({ event: name, ...place })).max(LIMITS.inputEntries),
});

const staff = {
  kind: name.describe('One of `rotationKinds`, or of those of the profile.'),
  employee: name,
  backup: name.describe('Who does it where the employee cannot.').optional(),
};

/** The JSON form of a staffing problem; `dovetail schema staffing` prints its JSON Schema. */
export const inputSchema = z.strictObject({
  name: z.string().describe('The title of pages and pictures.').optional(),
  profile: z
    .enum(PROFILE_NAMES)
    .describe('Types, roles, blocks and rules to begin with: none of a business, or those of a demo team.')
    .default('plain'),
  timeZone: name.describe('IANA name of the zone that all dates are of.').default('UTC'),
  weekStartsOn: weekday.describe('What weekly rules count from.').default('sunday'),
  today: date.describe('What a missing horizon is counted from; today in the time zone when left out.').optional(),
  emergency: z.boolean().describe('Whether a missing horizon begins today instead of in three days.').default(false),
  horizon: z
    .strictObject(range)
    .describe('The days that a run may use, both ends inclusive; from in three days to in three weeks when left out.')
    .optional(),
  types: byName(name, type, 'Kinds of events by name, beside those of the profile or instead of one of them.').default(
    () => new Map(),
  ),
  roles: few(name).describe('Beside those of the profile; each employee has one.').default([]),
  rotationKinds: few(name).describe('Duties that rotate, beside those of the profile.').default([]),
  blocks: few(block).describe('Numbered starts of a day, instead of those of the profile.').optional(),
  employees: z.array(employee).default([]),
  timeOff: z
    .array(z.strictObject({ employee: name, ...range }))
    .describe('Days without work, both ends inclusive; as within employees.')
    .default([]),
  overrides: z
    .array(z.strictObject({ employee: name, ...override }))
    .describe('What counts instead of weekly patterns; as within employees.')
    .default([]),
  events: z.array(event).describe('The work to place.').default([]),
  posted: z
    .array(posted)
    .describe('Work that is published: it counts in every rule, and stays unless it is movable.')
    .default([]),
  pins: z
    .array(z.strictObject({ event: name, ...place }))
    .describe('Places that the run has to give.')
    .default([]),
  rotations: few(z.strictObject({ weekday, ...staff }))
    .describe('Who has a duty on a weekday.')
    .default([]),
  rotationExceptions: z
    .array(z.strictObject({ date, ...staff }))
    .describe('Who has it on one day instead.')
    .default([]),
  holidays: z.array(date).describe('Days on which nothing is placed, by a rule of the profile.').default([]),
  lockedDays: z.array(date).describe('Days on which nothing is placed and nothing posted moves.').default([]),
  previous: schedule
    .describe('The earlier schedule: what changes are counted from, and what stays on frozen days.')
    .optional(),
  frozenDays: z.array(date).describe('Days on which the earlier schedule stays as it is.').default([]),
  rules: few(ruleInput)
    .describe(
      'Rules of your own, and what is otherwise in those of the profile; "dovetail rules staffing" lists the templates.',
    )
    .default([]),
  preferences: few(preferenceInput).describe('How much soft rules matter, in plain words.').default([]),
  affinity: z
    .array(z.strictObject({ event: name, employee: name, score: z.number().min(0).max(1) }))
    .describe('How well events suit people, from 0 to 1, for a rule that looks at it.')
    .default([]),
  limits: z
    .strictObject({
      maxCells: z.int().min(1).describe('The most choices of an event, an employee and a day.').default(5_000_000),
    })
    .prefault({}),
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
