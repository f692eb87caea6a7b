import { z } from 'zod';
import { byName } from '../byName.ts';
import { ANY_DURATION } from '../duration.ts';
import { changeSchema } from '../solve/change.ts';
import { REOPENINGS } from '../solve/reopening.ts';

const name = z.string().min(1);
const limit = z.union([z.int(), z.strictObject({ atMost: z.int() })]);
const size = z.union([z.int().min(0), z.strictObject({ atMost: z.int().min(0) })]);
const items = z.union([z.int().min(0), z.array(name)]);

/** Says that something is there at all; what asks for nothing would always hold. */
const NOT_EMPTY = 'something is expected here, and nothing is written';

function isFilled(value: object): boolean {
  return value instanceof Map ? value.size > 0 : Object.keys(value).length > 0;
}

/** By item, or by rule. */
function byId<T extends z.ZodType>(value: T) {
  return byName(name, value).refine(isFilled, NOT_EMPTY);
}

/** Parts of a place, by the words of the domain, such as `day` and `block`. */
const place = z.record(name, z.union([z.string(), z.number()])).refine(isFilled, NOT_EMPTY);

const reason = z.union([
  name,
  z
    .strictObject({
      kind: name,
      rule: name,
      who: name,
      /** The day. */
      on: name,
      at: place,
      /** All of them, in any order. */
      by: z.array(name),
    })
    .partial()
    .refine(isFilled, NOT_EMPTY),
]);

/** What a scenario expects; each key is checked, and there is one at least. */
export const expectSchema = z
  .strictObject({
    outcome: z.enum(['optimal', 'feasible', 'infeasible', 'unknown']).optional(),
    /** How many, or exactly which. */
    placed: items.optional(),
    notPlaced: items.optional(),
    /** Why items are not placed: the kind, or some of what a reason says. */
    reason: byId(reason).optional(),
    /** The day of items. */
    on: byId(name).optional(),
    /** Whom items are with. */
    who: byId(name).optional(),
    /** Other parts of the places of items. */
    at: byId(place).optional(),
    /** The posted items whose places items have taken. */
    displaces: byId(z.array(name).min(1)).optional(),
    /** What is not where it was, in the earlier schedule or as movable posted work: how many, or exactly which. */
    changed: items.optional(),
    /** Given work that breaks a rule by itself: how many conflicts, or exactly whose work takes part. */
    conflicts: items.optional(),
    penalty: limit.optional(),
    /** By rule. */
    penalties: byId(limit).optional(),
    variables: size.optional(),
    constraints: size.optional(),
    duplicates: size.optional(),
    /** Units of work of the engines, where they count them. */
    ticks: size.optional(),
    /** Of those, up to the first solution. */
    firstFeasibleTicks: size.optional(),
    /** Checked in every scenario; written where nothing else is expected. */
    legal: z.literal(true).optional(),
    /** All the faults for which the input is refused. */
    faults: z
      .array(z.strictObject({ pointer: z.string(), code: name }))
      .min(1)
      .optional(),
  })
  .refine(isFilled, NOT_EMPTY)
  .refine((expect) => expect.faults === undefined || Object.keys(expect).length === 1, {
    message: 'an input that is refused has no schedule, so nothing but its faults can be expected',
  });

export type Expect = z.infer<typeof expectSchema>;

const reopen = z.array(z.enum(REOPENINGS)).optional();

/** The same scenario with something changed, so that what it expects no longer holds. */
const twinSchema = z
  .strictObject({
    why: name.optional(),
    /** Rules that are switched off. */
    without: z.union([name, z.array(name).min(1)]).optional(),
    /** Other weights of soft rules. */
    weights: byId(z.int()).optional(),
    /** Preferences: multipliers of soft rules' weights. */
    multipliers: byId(z.number()).optional(),
    changes: z.array(changeSchema).min(1).optional(),
    /** Instead of what the scenario's options say. */
    reopen,
    expect: expectSchema,
  })
  .refine(
    ({ without, weights, multipliers, changes, reopen }) => without ?? weights ?? multipliers ?? changes ?? reopen,
    {
      message: 'a twin differs from its scenario: it needs without, weights, multipliers, changes or reopen',
    },
  );

export type Twin = z.infer<typeof twinSchema>;

/** The JSON form of a scenario file; an input comes in one of three ways. */
export const scenarioSchema = z
  .strictObject({
    name,
    /** A sentence that says why what is expected is right. */
    why: name,
    model: name,
    input: z.record(z.string(), z.unknown()).optional(),
    /** Sizes and seed for the model's generator. */
    generate: z.record(name, z.int().min(0)).optional(),
    /** Another scenario, whose input is taken, or a file with an input; seen from this file. */
    base: name.optional(),
    /** Of a generated or borrowed input. */
    changes: z.array(changeSchema).min(1).optional(),
    options: z
      .strictObject({
        engine: name.optional(),
        /** Work that the solve may take, counted so that every machine gives the same answer. */
        ticks: z.int().min(1).optional(),
        /** The clock, as a guard. */
        timeLimit: z.string().regex(ANY_DURATION, 'a duration is written like 10s, 500ms, 2m or PT10S').optional(),
        seed: z.int().min(0).optional(),
        /** Given work that is placed anew. */
        reopen,
      })
      .default({}),
    expect: expectSchema,
    twins: z.array(twinSchema).min(1).optional(),
  })
  .refine(({ input, generate, base }) => [input, generate, base].filter((one) => one !== undefined).length === 1, {
    message: 'the input is given by one of input, generate and base',
  })
  .refine(({ input, changes }) => input === undefined || changes === undefined, {
    message: 'changes are for generate and base; an input that is written here can be written as it is meant',
    path: ['changes'],
  });

export type Scenario = z.infer<typeof scenarioSchema>;
