import { z } from 'zod';
import { WEEKDAYS } from '../../src/domain/calendar.ts';
import { preferenceInput, ruleInput } from '../../src/domain/rules/input.ts';
import { LIMITS } from '../../src/limits.ts';
import { PROFILE_NAMES } from './profiles.ts';

/** The four degrees of an order's priority, lowest first. */
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;

/** What each degree counts. */
export const PRIORITY_FACTORS = [1, 2, 4, 8] as const;

/** What an operation goes through on a machine, in this order. */
export const PHASES = ['setup', 'core', 'cleanup'] as const;

export type PhaseKind = (typeof PHASES)[number];

const name = z.string().min(1).max(LIMITS.name);
/** A list that is short by nature. */
const few = <Entry extends z.ZodType>(entry: Entry) => z.array(entry).max(LIMITS.smallList);
const date = z.iso.date();
const clock = z.iso.time({ precision: -1 });
/** Local time of the input's zone, or with an offset, where a clock time comes twice. */
const time = z.iso.datetime({ local: true, offset: true, precision: -1 });
const minutes = z.int().min(0).max(527_040);
const weekday = z.enum(WEEKDAYS);

/** Opens or closes a stretch of time, whatever the shifts say. */
const exception = z.strictObject({
  from: time,
  to: time,
  open: z.boolean().describe('Whether it is open then; closed when left out.').default(false),
  reason: name.optional(),
});

const calendar = z.strictObject({
  id: name,
  shifts: few(z.strictObject({ day: z.union([weekday, few(weekday)]), from: clock, to: clock })).describe(
    'A shift whose end is not after its start ends on the next day.',
  ),
  holidays: few(date).describe('Days on which no shift begins.').default([]),
});

const resource = z.strictObject({
  id: name,
  name: name.optional(),
  kind: z.enum(['machine', 'operator']),
  calendar: name.describe('The id of a calendar; there at all times when left out.').optional(),
  exceptions: few(exception)
    .describe('Open or close a stretch of time, whatever the calendar says, such as a repair.')
    .default([]),
  capabilities: few(
    z.strictObject({
      does: name.describe('The kind of an operation, or the article of an order.'),
      phase: z.enum(PHASES).describe('Only this phase; all of them when left out.').optional(),
      speed: z.number().min(0.01).max(100).describe('2 takes half the minutes, 0.5 twice as many.').default(1),
    }),
  )
    .describe('Of a machine: what it can do, and how fast.')
    .default([]),
  skills: few(name).describe('Of an operator.').default([]),
  effort: z
    .number()
    .min(0.01)
    .max(1)
    .describe('Of an operator: how much of a person there is for all machines together.')
    .default(1),
  costPerHour: z.number().min(0).max(1_000_000).describe('What an hour of work costs, for the rule `cost`.').default(0),
  group: name.describe('A word for people; no rule looks at it.').optional(),
});

const phase = z.strictObject({
  minutes: z
    .number()
    .min(0)
    .max(527_040)
    .describe('Of the core: for each piece. Of setup and cleanup: for each batch, however many pieces it has.'),
  operators: z
    .strictObject({
      count: z.int().min(1).max(20).describe('How many people at once.').default(1),
      effort: z.number().min(0.01).max(1).describe('The part of each person that it takes.').default(1),
      skills: few(name).describe('What each of them needs to have.').default([]),
    })
    .describe('Nobody is needed when left out.')
    .optional(),
});

const use = z.strictObject({ material: name, quantity: z.int().min(1).max(1_000_000_000) });

const operation = z.strictObject({
  id: name,
  kind: name.describe('What capabilities of machines call it; its id when left out.').optional(),
  after: few(z.strictObject({ operation: name, min: minutes.default(0), max: minutes.optional() }))
    .describe('Operations of the same order that have to be over, with the least and the most minutes in between.')
    .default([]),
  setup: phase.optional(),
  core: phase,
  cleanup: phase.optional(),
  machines: few(z.strictObject({ machine: name, minutes: z.number().min(0).max(527_040).optional() }))
    .describe('The only machines that may do it, with the minutes of the core of a piece there.')
    .optional(),
  interruptible: z
    .boolean()
    .describe('Whether work pauses where a shift ends and goes on in the next one.')
    .default(false),
  idle: z
    .strictObject({ min: minutes.default(0), max: minutes.default(2880) })
    .describe('Minutes between two phases.')
    .prefault({}),
  split: z
    .strictObject({
      most: z.int().min(1).max(20).describe('How many batches at most.'),
      smallest: z.int().min(1).max(1_000_000).describe('How many pieces a batch has at least.').default(1),
    })
    .describe('Lets it be done in several batches, which may run in parallel.')
    .optional(),
  consumes: few(use).describe('Material that has to be there when it begins.').default([]),
  produces: few(use).describe('Material that is there when it is over.').default([]),
});

const order = z.strictObject({
  id: name,
  name: name.optional(),
  article: name.optional(),
  family: name.describe('What times to change over go by; the article when left out.').optional(),
  quantity: z.int().min(1).max(1_000_000).describe('Pieces.').default(1),
  release: time.describe('No operation begins before.').optional(),
  due: time.describe('A wish: each minute of delay costs, by the rule `tardiness` and the priority.').optional(),
  priority: z.enum(PRIORITIES).default('medium'),
  operations: few(operation),
});

const place = { order: name, operation: name, machine: name, start: time, operators: few(name).optional() };

const phaseRun = z.strictObject({ from: time, to: time, operators: few(name).default([]) });

const batch = z.strictObject({ machine: name, quantity: z.int().min(1), phases: few(phaseRun) });

/** Where each operation is; also the form of a solution. A sequence alone is built into a schedule as it is given. */
export const schedule = z.strictObject({
  operations: z
    .array(z.strictObject({ order: name, operation: name, batches: few(batch) }))
    .max(LIMITS.inputEntries)
    .default([]),
  sequence: z
    .array(z.strictObject({ order: name, operation: name }))
    .max(LIMITS.inputEntries)
    .default([]),
});

/** The JSON form of a production problem; `dovetail schema production` prints its JSON Schema. */
export const inputSchema = z.strictObject({
  name: z.string().describe('The title of pages and pictures.').optional(),
  profile: z.enum(PROFILE_NAMES).describe('The rules to begin with.').default('workshop'),
  horizon: z.strictObject({ from: date, to: date }).describe('The days of the schedule, both ends inclusive.'),
  timeZone: name.describe('IANA name of the zone that all times are in.').default('UTC'),
  calendars: z.array(calendar).describe('When resources are there, by shifts.').default([]),
  resources: z.array(resource).describe('Machines and operators.').default([]),
  orders: z.array(order).describe('What is to be produced, each with its operations.').default([]),
  setups: z
    .array(z.strictObject({ machine: name.optional(), from: name, to: name, minutes: z.int().min(0).max(527_040) }))
    .describe('Minutes to change over between two families, on a machine, or on every machine.')
    .default([]),
  materials: z
    .array(
      z.strictObject({
        id: name,
        stock: z.int().min(0).max(1_000_000_000).default(0),
        deliveries: few(z.strictObject({ at: time, quantity: z.int().min(1).max(1_000_000_000) })).default([]),
      }),
    )
    .describe('What operations consume and produce: a stock, and what is delivered.')
    .default([]),
  posted: z
    .array(
      z.strictObject({
        ...place,
        progress: z
          .number()
          .min(0)
          .max(1)
          .describe('The part of the core that is done when the horizon begins.')
          .optional(),
        movable: z
          .boolean()
          .describe('Whether a run may place it anew; what has begun before the horizon, or is frozen, stays.')
          .default(false),
        batches: few(batch).describe('All of it, as a solution says it; counts instead of the rest.').optional(),
      }),
    )
    .describe('Operations that are running, or agreed upon; they stay unless they are movable.')
    .default([]),
  pins: z.array(z.strictObject(place)).describe('Places that the run has to give.').default([]),
  previous: schedule
    .describe(
      'The earlier schedule: what changes are counted from, and what stays where it begins before `frozenUntil`.',
    )
    .optional(),
  frozenUntil: time.describe('Before this time the earlier schedule stays as it is.').optional(),
  rules: few(ruleInput)
    .describe(
      'Rules of your own, and what is otherwise in those of the profile; "dovetail rules production" lists the templates.',
    )
    .default([]),
  preferences: few(preferenceInput).describe('How much soft rules matter, in plain words.').default([]),
});

/** A production problem: read, complete and free of faults. */
export type Input = z.output<typeof inputSchema>;

/** An input as it is written down, before defaults. */
export type InputDraft = z.input<typeof inputSchema>;

export type ResourceInput = Input['resources'][number];
export type OrderInput = Input['orders'][number];
export type OperationInput = OrderInput['operations'][number];
export type PlaceInput = Input['pins'][number];
export type PostedInput = Input['posted'][number];
