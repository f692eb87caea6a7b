import { z } from '@hono/zod-openapi';
import { ROW_EVENTS, SINK_STATES, type Sink, type SinkRow } from '../deliveries/sink.ts';
import { LIMITS } from '../limits.ts';
import { pageQuery } from './planSchemas.ts';
import { strict } from './shapeError.ts';
import { secretSchema, urlSchema } from './webhookSchemas.ts';

/** What requests about the sink of a plan say, and what is answered. */

const time = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const names = z.array(z.string().min(1).max(LIMITS.name)).min(1);

export const putSinkSchema = strict({
  url: urlSchema,
  lists: names.max(LIMITS.sinkLists).optional().openapi({
    description: 'Whose rows are sent: the list of the work in place when absent.',
  }),
  secret: secretSchema,
  existing: z.boolean().optional().openapi({ description: 'Send the rows that are there already, too.' }),
}).openapi('PutSink');

export const sinkSchema = z
  .object({
    plan: z.string(),
    url: z.string(),
    lists: z.array(z.string()),
    createdAt: time,
    updatedAt: time,
    failures: z.int().openapi({ description: 'Attempts in a row that have found no proper answer.' }),
    restsUntil: time.nullable().openapi({ description: 'Until when nothing is sent because of them.' }),
    counts: z.object({ waiting: z.int(), sent: z.int(), refused: z.int() }).openapi({ description: 'Rows by state.' }),
  })
  .openapi('Sink');
export const madeSinkSchema = sinkSchema
  .extend({
    secret: z.string().optional().openapi({ description: 'What signatures are made with; it is told only this once.' }),
  })
  .openapi('MadeSink');

export const sinkRowsQuery = pageQuery.extend({
  state: z.enum(SINK_STATES).optional().openapi({ description: 'Only these.' }),
});
export const sinkRowsSchema = z
  .object({
    rows: z.array(
      z.object({
        list: z.string(),
        entry: z.string().openapi({ description: 'Its name in the list.' }),
        version: z.int().openapi({ description: 'Of the plan, with which the row became what is sent.' }),
        event: z.enum(ROW_EVENTS),
        key: z.string().openapi({ description: 'The same at every attempt: idempotency-key and webhook-id.' }),
        state: z.enum(SINK_STATES),
        attempts: z.int(),
        triedAt: time.nullable(),
        nextAt: time.nullable(),
        status: z.int().nullable().openapi({ description: 'HTTP status of the last answer.' }),
        says: z.string().nullable().openapi({ description: 'The beginning of it, or why there was none.' }),
      }),
    ),
    next: z.string().nullable(),
  })
  .openapi('SinkRows');

export const retrySinkSchema = strict({
  rows: names.max(LIMITS.changes).optional().openapi({
    description: 'Only these, such as posted/tea; all that wait or were refused when absent.',
  }),
}).openapi('RetrySink');
export const retriedSchema = z
  .object({ rows: z.int().openapi({ description: 'How many are on their way.' }) })
  .openapi('SinkRetried');

export function sinkJson({ lists, createdAt, updatedAt, restsUntil, ...rest }: Sink) {
  return {
    ...rest,
    lists: [...lists],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    restsUntil: restsUntil?.toISOString() ?? null,
  };
}

export function sinkRowJson({ triedAt, nextAt, ...rest }: SinkRow) {
  return { ...rest, triedAt: triedAt?.toISOString() ?? null, nextAt: nextAt?.toISOString() ?? null };
}
