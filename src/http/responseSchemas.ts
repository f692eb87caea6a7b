import { z } from '@hono/zod-openapi';
import { msToDuration } from '../duration.ts';
import { RUN_OUTCOMES, RUN_STATUSES, type Run, type RunOptions } from '../runs/run.ts';
import { REOPENINGS } from '../solve/reopening.ts';

/** What responses say. Requests have schemas of their own, in `requestSchemas.ts`. */

const time = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const milliseconds = z.number().openapi({ description: 'Milliseconds.' });

const runOptions = z.record(z.string(), z.unknown()).openapi({ description: 'As they were asked for.' });

export const runSchema = z
  .object({
    id: z.string(),
    model: z.string(),
    status: z.enum(RUN_STATUSES).openapi({ description: 'Where the run is in its life; failed means our fault.' }),
    outcome: z.enum(RUN_OUTCOMES).nullable().openapi({ description: 'What is known of the problem.' }),
    stopped: z.string().nullable().openapi({ description: 'Why the search ended.' }),
    options: runOptions,
    tags: z.array(z.string()),
    input: z.object({ sha256: z.string(), bytes: z.int() }),
    createdAt: time,
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    attempts: z.int(),
    revision: z.int().openapi({ description: 'The best solution stored; 0 while there is none.' }),
    objective: z.number().nullable(),
    bound: z.number().nullable(),
    firstFeasibleMs: milliseconds.nullable(),
    engine: z.string().nullable(),
    ticks: z.number().nullable(),
    repeatTicks: z.number().nullable().openapi({
      description:
        'Of a run that was to be repeatable: termination.ticks with which any machine gives its schedule again.',
    }),
    size: z.object({ variables: z.int(), constraints: z.int() }).nullable(),
    timings: z.record(z.string(), milliseconds).nullable(),
    statements: z.int().nullable().openapi({ description: 'SQL statements that the worker needed.' }),
    conflict: z
      .object({
        rules: z.array(z.object({ id: z.string(), meaning: z.string() })),
        isMinimal: z.boolean().openapi({ description: 'Whether without any one of them the others can hold.' }),
        next: z.string().openapi({ description: 'What to do.' }),
      })
      .nullable()
      .openapi({ description: 'Of an infeasible run: rules that cannot all hold, where the time sufficed to tell.' }),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
      })
      .nullable(),
  })
  .openapi('Run');

export type RunJson = z.infer<typeof runSchema>;

export const runPageSchema = z
  .object({
    runs: z.array(runSchema),
    next: z.string().nullable().openapi({ description: 'Cursor of the next page.' }),
  })
  .openapi('RunPage');

const issue = { rule: z.string(), text: z.string(), items: z.array(z.string()) };

const conflict = z
  .object({
    ...issue,
    who: z.array(z.string()),
    when: z.array(z.string()),
    reopen: z.enum(REOPENINGS).optional().openapi({ description: 'The option that gives the work back to a run.' }),
  })
  .openapi('Conflict', { description: 'Given work that breaks a rule by itself; the run leaves it where it is.' });

const review = z
  .object({
    isLegal: z.boolean(),
    issues: z.array(z.object(issue)),
    conflicts: z.array(conflict),
    penalty: z.number(),
    penalties: z.record(z.string(), z.number()),
  })
  .openapi('Review');

export const solutionSchema = z
  .object({
    run: z.string(),
    revision: z.int(),
    objective: z.number(),
    bound: z.number().nullable(),
    ms: milliseconds.openapi({ description: 'From the start of the run.' }),
    engine: z.string().nullable(),
    createdAt: time,
    solution: z.record(z.string(), z.unknown()).openapi({ description: "In the model's own form." }),
    review,
  })
  .openapi('Solution');

export const unplacedSchema = z
  .object({
    run: z.string(),
    revision: z.int(),
    counts: z.record(z.string(), z.number()),
    unplaced: z.array(z.record(z.string(), z.unknown())).openapi({ description: 'Each with its reason.' }),
    detail: z
      .object({
        item: z.string(),
        whyThis: z.record(z.string(), z.unknown()).nullable(),
        whyNot: z.array(z.record(z.string(), z.unknown())),
      })
      .optional(),
  })
  .openapi('Unplaced');

export const analysisSchema = z
  .object({
    run: z.string(),
    revision: z.int(),
    penalty: z.number(),
    rules: z.array(
      z.object({
        rule: z.string(),
        weight: z.number().nullable(),
        penalty: z.number(),
        matches: z.int().openapi({ description: 'How often the rule costs something, or is broken.' }),
        variables: z.int(),
        constraints: z.int(),
      }),
    ),
  })
  .openapi('Analysis');

export const verificationSchema = z
  .object({ run: z.string(), revision: z.int(), inputSha256: z.string(), review })
  .openapi('Verification');

export const resultSchema = z
  .object({
    run: z.string(),
    revision: z.int(),
    conflicts: z.array(conflict).openapi({ description: 'Look here first: nobody has solved these.' }),
    result: z.record(z.string(), z.unknown()).openapi({ description: "In the model's own form." }),
  })
  .openapi('Result');

const diffItem = z.object({ item: z.string(), value: z.unknown() });

export const diffSchema = z
  .object({
    run: z.string(),
    other: z.string(),
    same: z.int(),
    added: z.array(diffItem),
    removed: z.array(diffItem),
    changed: z.array(z.object({ item: z.string(), from: z.unknown(), to: z.unknown() })),
    objective: z.object({ from: z.number(), to: z.number() }),
    penalties: z.record(z.string(), z.object({ from: z.number(), to: z.number() })),
  })
  .openapi('Diff');

export const validationSchema = z
  .object({
    isValid: z.boolean(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
    errorsOmitted: z.int().openapi({ description: 'Faults that are not listed.' }),
    warnings: z
      .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
      .openapi({ description: 'Of a valid input: what has no effect in it, with what to do.' }),
    warningsOmitted: z.int().openapi({ description: 'Warnings that are not listed.' }),
  })
  .openapi('Validation');

export const modelSchema = z
  .object({
    name: z.string(),
    description: z.string(),
    strategies: z.array(z.string()).openapi({ description: 'What the option strategy may be.' }),
  })
  .openapi('Model');
export const modelsSchema = z.object({ models: z.array(modelSchema) }).openapi('Models');
export const anyObject = z.record(z.string(), z.unknown());
export const healthSchema = z
  .object({ status: z.enum(['ok', 'unavailable']), reason: z.string().optional() })
  .openapi('Health');

/** A run as it goes over the wire: times as text, durations in ISO 8601. */
export function runJson(run: Run): RunJson {
  const {
    inputSha256,
    inputBytes,
    createdAt,
    startedAt,
    endedAt,
    conflict,
    error,
    options,
    timings,
    version: _,
    ...rest
  } = run;
  return {
    ...rest,
    tags: [...rest.tags],
    options: optionsJson(options),
    input: { sha256: inputSha256, bytes: inputBytes },
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    timings: timings && { ...timings },
    conflict: conflict && {
      rules: conflict.rules.map((rule) => ({ ...rule })),
      isMinimal: conflict.isMinimal,
      next: `Try "dovetail fixes ${rest.model} INPUT" for changes of the input with which there is a solution.`,
    },
    error: error && { code: error.code, message: error.message, errors: error.faults.map((fault) => ({ ...fault })) },
  };
}

function optionsJson({ termination, coalesceWithinMs, tags: _, ...rest }: RunOptions): Record<string, unknown> {
  const { timeLimitMs, afterFirstFeasibleMs, unimprovedMs, ...others } = termination ?? {};
  const durations = { timeLimit: timeLimitMs, afterFirstFeasible: afterFirstFeasibleMs, unimproved: unimprovedMs };
  const written = Object.entries(durations).flatMap(([name, ms]) =>
    ms === undefined ? [] : [[name, msToDuration(ms)]],
  );
  return {
    ...rest,
    ...(termination ? { termination: { ...others, ...Object.fromEntries(written) } } : {}),
    ...(coalesceWithinMs === undefined ? {} : { coalesce: msToDuration(coalesceWithinMs) }),
  };
}
