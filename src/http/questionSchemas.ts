import { z } from '@hono/zod-openapi';
import { durationToMs } from '../duration.ts';
import { LIMITS } from '../limits.ts';
import { QUESTION_KINDS, type Question } from '../solve/questions/question.ts';
import { changesSchema } from './planSchemas.ts';
import { optionsSchema } from './requestSchemas.ts';
import { strict } from './shapeError.ts';

/** What one may ask about a run, and what is answered. */

const item = z.string().min(1).max(LIMITS.name).openapi({ description: 'Id of an item, such as an event.' });
const duration = optionsSchema.shape.termination.unwrap().shape.timeLimit;
const { seed, engine, tags, priority, coalesce } = optionsSchema.shape;

const shared = {
  options: strict({
    timeLimit: duration.openapi({ description: 'For the whole question; a minute when absent.' }),
    seed,
    engine,
    tags,
    priority,
    coalesce,
  }).optional(),
};
const changes = changesSchema.optional().openapi({ description: 'Asks about the input with these changes.' });

export const askSchema = z
  .discriminatedUnion('kind', [
    strict({
      kind: z.literal('what-if'),
      changes: changesSchema.min(1).openapi({ description: 'What would be otherwise in the input.' }),
      ...shared,
    }),
    strict({
      kind: z.literal('counterfactual'),
      item,
      who: z.string().min(1).max(LIMITS.name).optional().openapi({ description: 'Anybody when absent.' }),
      at: z
        .record(z.string().max(LIMITS.text), z.union([z.string().max(LIMITS.name), z.number()]))
        .optional()
        .openapi({ description: 'The parts of the place that matter, such as day, as results write them in at.' }),
      forbid: z.boolean().optional().openapi({ description: 'It must not be there, instead of it has to be.' }),
      changes,
      ...shared,
    }),
    strict({
      kind: z.literal('fixes'),
      timeLimitEach: duration.openapi({ description: 'For each fix that is tried; 5 seconds when absent.' }),
      most: z.int().min(1).max(LIMITS.smallList).optional().openapi({ description: 'Stops after this many.' }),
      changes,
      ...shared,
    }),
    ...(['prices', 'alternatives', 'trade-off'] as const).map((kind) =>
      strict({ kind: z.literal(kind), changes, ...shared }),
    ),
    strict({ kind: z.literal('why'), item, changes, ...shared }),
  ])
  .openapi('Ask');

export type Ask = z.infer<typeof askSchema>;

export const answerSchema = z
  .object({
    run: z.string().openapi({ description: 'The question.' }),
    of: z.string().openapi({ description: 'The run that was asked about.' }),
    kind: z.enum(QUESTION_KINDS),
    isComplete: z.boolean().openapi({ description: 'Whether nothing ended the question before it was done.' }),
    answer: z.record(z.string(), z.unknown()).openapi({ description: 'Penalties are those of the model.' }),
  })
  .openapi('Answer');

/** A question in the form that runs take. */
export function questionOf(asked: Ask): Question {
  switch (asked.kind) {
    case 'counterfactual': {
      const { kind, item: name, who, at = {}, forbid = false, changes: asIf } = asked;
      const demand = { item: name, ...(who === undefined ? {} : { who }), at, isForbidden: forbid };
      return { kind, demand, changes: asIf };
    }
    case 'fixes': {
      const { kind, timeLimitEach, most, changes: asIf } = asked;
      return {
        kind,
        timeLimitEachMs: timeLimitEach === undefined ? undefined : durationToMs(timeLimitEach),
        most,
        changes: asIf,
      };
    }
    default: {
      const { options: _, ...question } = asked;
      return question as Question;
    }
  }
}
