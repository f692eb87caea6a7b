import { z } from '@hono/zod-openapi';
import { ANY_DURATION, durationToMs } from '../duration.ts';
import { ENGINE_NAMES } from '../engines/registry.ts';
import { LIMITS } from '../limits.ts';
import { RUN_STATUSES, type RunOptions } from '../runs/run.ts';
import { REOPENINGS } from '../solve/reopening.ts';
import { SOLVE_BOUNDS, type Termination } from '../solve/termination.ts';
import { strict } from './shapeError.ts';

/** What requests say. Responses have schemas of their own, in `responseSchemas.ts`. */

const duration = z
  .string()
  .max(40)
  .regex(ANY_DURATION, 'has to be a duration, such as PT30S or 30s')
  .openapi({ format: 'duration', example: 'PT30S' });

/** A number within the bounds of an option of a solve. */
const shareIn = (name: keyof typeof SOLVE_BOUNDS) => z.number().min(SOLVE_BOUNDS[name][0]).max(SOLVE_BOUNDS[name][1]);
const wholeIn = (name: keyof typeof SOLVE_BOUNDS) => z.int().min(SOLVE_BOUNDS[name][0]).max(SOLVE_BOUNDS[name][1]);

const terminationSchema = strict({
  timeLimit: duration.optional(),
  firstFeasible: z.boolean().optional().openapi({ description: 'End with the first solution.' }),
  afterFirstFeasible: duration.optional().openapi({ description: 'End so long after the first solution.' }),
  unimproved: duration.optional().openapi({ description: 'End when nothing got better for so long.' }),
  gap: shareIn('gap').optional().openapi({
    description: 'End when no more than this share of the objective can be gained.',
  }),
  ticks: wholeIn('ticks').optional().openapi({
    description: 'Units of deterministic work: the same solutions in the same order on every machine.',
  }),
}).openapi('Termination');

const tag = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:@/-]+$/, 'may have letters, digits and . : @ / _ - only');

export const optionsSchema = strict({
  termination: terminationSchema.optional(),
  seed: wholeIn('seed').optional(),
  repeatable: z.boolean().optional().openapi({
    description:
      'Spend the time limit in counted work, so that termination.ticks gives the same schedule again: repeatTicks of the run says how many. Nothing is stored before the first budget of work is used up.',
  }),
  engine: z.enum(['auto', ...ENGINE_NAMES]).optional(),
  threads: wholeIn('threads').optional(),
  tags: z.array(tag).max(LIMITS.tags).optional(),
  priority: z.int().min(-100).max(100).optional().openapi({
    description: 'Higher goes first among runs of the tenant; among those of all, with a key of the scope urgent.',
  }),
  warmStart: strict({ fromRun: z.string().max(64) }).optional(),
  strategy: z.string().min(1).max(LIMITS.name).optional().openapi({
    description: 'A preset of the weights of soft rules, one of the strategies of the model.',
  }),
  reopen: z.array(z.enum(REOPENINGS)).max(REOPENINGS.length).optional().openapi({
    description: 'Given work that the run may place anew, with least change; absent is that of people who are away.',
  }),
  leastChange: z.boolean().optional().openapi({
    description: 'Of schedules that are as good, take one that changes least of the earlier one; true when absent.',
  }),
  dryRun: z.boolean().optional().openapi({ description: 'Build the model, give its size, solve nothing.' }),
  coalesce: duration.optional().openapi({ description: 'Take an equal run of the last so long, if there is one.' }),
}).openapi('RunOptions');

const input = z.record(z.string(), z.unknown()).openapi({
  description: 'The input of the model; its schema is at /v1/models/{model}/schema.',
});

export const modelName = z.string().min(1).max(64).openapi({ example: 'staffing' });

export const createRunSchema = strict({ model: modelName, input, options: optionsSchema.optional() }).openapi(
  'CreateRun',
);

export const solveSchema = strict({
  model: z.record(z.string(), z.unknown()).openapi({ description: 'Our model JSON, or a CpModelProto as JSON.' }),
  options: optionsSchema.optional(),
}).openapi('SolveModel');

export const validateSchema = strict({ model: modelName, input }).openapi('Validate');

export const runParams = z.object({
  id: z
    .string()
    .min(1)
    .max(128)
    .openapi({ param: { name: 'id', in: 'path' }, description: 'Id of a run.' }),
});

export const diffParams = runParams.extend({
  other: z
    .string()
    .min(1)
    .max(128)
    .openapi({ param: { name: 'other', in: 'path' }, description: 'Id of another run.' }),
});

export const modelParams = z.object({
  model: z
    .string()
    .min(1)
    .max(64)
    .openapi({ param: { name: 'model', in: 'path' }, example: 'staffing' }),
});

/** A whole number in a query. */
export const count = (least: number, most: number, description: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'has to be a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .optional()
    .openapi({ type: 'integer', minimum: least, maximum: most, description });

/** Of a path that takes no query: a name that belongs elsewhere is refused, and not left out without a word. */
export const noQuery = strict({});

export const revisionQuery = strict({ revision: count(1, 2_147_483_647, 'The best one when absent.') });

export const unplacedQuery = strict({
  item: z.string().min(1).max(256).optional().openapi({
    description: 'One item in detail: every place it could have, with what forbids it.',
  }),
});

export const listQuery = strict({
  status: z.enum(RUN_STATUSES).optional(),
  model: z.string().max(64).optional(),
  tag: z.string().max(64).optional(),
  cursor: z.string().max(512).optional().openapi({ description: '`next` of the page before.' }),
  limit: count(1, LIMITS.pageOfRuns, '50 when absent.'),
});

export const createHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .regex(/^[\x21-\x7e]+$/, 'may have visible ASCII characters only')
    .optional()
    .openapi({ description: 'The same key and body give the same run, however often they are sent.' }),
  prefer: z
    .string()
    .max(255)
    .optional()
    .openapi({ description: '`wait=10`: answer when the run ends, or after 10 s.' }),
});

export const eventHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(/^\d{0,15}$/, 'has to be the id of an event')
    .optional()
    .openapi({
      description: 'The `id` of the last event that was heard; empty, as browsers send it, before the first.',
    }),
});

export const conditionalHeaders = z.object({ 'if-none-match': z.string().max(1024).optional() });

/** The options of a request in the form that runs take. */
export function runOptionsOf(options: z.infer<typeof optionsSchema> = {}): RunOptions {
  const { termination, coalesce, ...rest } = options;
  return {
    ...rest,
    ...(termination ? { termination: terminationOf(termination) } : {}),
    ...(coalesce === undefined ? {} : { coalesceWithinMs: durationToMs(coalesce) }),
  };
}

function terminationOf(termination: z.infer<typeof terminationSchema>): Termination {
  const { timeLimit, afterFirstFeasible, unimproved, ...rest } = termination;
  return {
    ...rest,
    ...(timeLimit === undefined ? {} : { timeLimitMs: durationToMs(timeLimit) }),
    ...(afterFirstFeasible === undefined ? {} : { afterFirstFeasibleMs: durationToMs(afterFirstFeasible) }),
    ...(unimproved === undefined ? {} : { unimprovedMs: durationToMs(unimproved) }),
  };
}
