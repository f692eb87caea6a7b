import { z } from '@hono/zod-openapi';
import { LIMITS } from '../limits.ts';
import { ACTIONS, type JournalDetail, type JournalEntry, type Plan } from '../plans/plan.ts';
import { CHANGE_FORMS, type Change, changeSchema } from '../solve/change.ts';
import { count, modelName } from './requestSchemas.ts';
import { strict } from './shapeError.ts';

/** What requests about plans say, and what is answered. */

const time = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const anything = z.unknown().openapi({ description: "In the model's own form." });
const input = z.record(z.string(), z.unknown()).openapi({
  description: 'The input of the model; its schema is at /v1/models/{model}/schema.',
});
const reason = z.string().min(1).max(LIMITS.reason).optional().openapi({ description: 'For the history.' });
const param = (name: string, description: string) =>
  z
    .string()
    .min(1)
    .max(LIMITS.name)
    .openapi({ param: { name, in: 'path' }, description });

export const planParams = z.object({ plan: param('plan', 'Name of a plan.') });
export const listParams = planParams.extend({ list: param('list', 'A list of the input, such as `rules`.') });
export const entryParams = listParams.extend({
  id: param('id', 'Its key fields, joined by commas where there are several.'),
});
export const versionParams = planParams.extend({
  n: count(1, 2_147_483_647, 'A version of the plan.')
    .unwrap()
    .openapi({ param: { name: 'n', in: 'path' } }),
});

const day = z.iso.date().optional();
export const daysQuery = strict({
  from: day.openapi({ description: 'With `to`: only what concerns these days, and what has no days.' }),
  to: day,
});
export const pageQuery = strict({
  cursor: z.string().max(4096).optional().openapi({ description: '`next` of the last page.' }),
  limit: count(1, LIMITS.pageOfRuns, '50 when absent.'),
});

const ifMatch = z.string().max(64).optional().openapi({
  description: 'The ETag of what was read before, or `*` to change it whatever it is now.',
});
export const writeHeaders = z.object({ 'if-match': ifMatch });
export const putHeaders = z.object({
  'if-match': ifMatch,
  'if-none-match': z.literal('*').optional().openapi({ description: 'Only where there is no such plan yet.' }),
});

export const putPlanSchema = strict({ model: modelName, input, reason }).openapi('PutPlan');

const change = z
  .custom<Change>((value) => changeSchema.safeParse(value).success, { error: CHANGE_FORMS })
  .openapi({
    type: 'object',
    description:
      '{"set": path, "value": ...}, {"add": path, "value": ...} or {"remove": path}; a path has names of entries, such as rules/overtime/weight.',
  });
export const changesSchema = z.array(change).max(LIMITS.changes);
export const patchPlanSchema = strict({ changes: changesSchema, reason }).openapi('PatchPlan');

export const undoSchema = strict({
  items: z.array(z.string().min(1).max(LIMITS.name)).min(1).max(LIMITS.changes).optional().openapi({
    description: 'Only these: items of a draft, or rows such as rules/overtime.',
  }),
  partial: z.boolean().optional().openapi({ description: 'Take back the rest where some of it has changed since.' }),
  reason,
}).openapi('Undo');

export const planSchema = z
  .object({
    id: z.string(),
    model: z.string(),
    version: z.int().openapi({ description: 'The ETag, without its quotes.' }),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('Plan');
export const plansSchema = z.object({ plans: z.array(planSchema), next: z.string().nullable() }).openapi('Plans');
export const planInputSchema = planSchema.extend({ input }).openapi('PlanInput');
export const writtenSchema = planSchema
  .extend({ rows: z.int().openapi({ description: 'How many rows are other ones now.' }) })
  .openapi('PlanWritten');

const refusal = z.object({ item: z.string(), reasons: z.array(z.string()) });
export const undoneSchema = writtenSchema
  .extend({ undone: z.array(z.string()), refused: z.array(refusal) })
  .openapi('Undone');

export const entrySchema = z
  .object({
    id: z.string(),
    value: anything,
    version: z.int().openapi({ description: 'Of the plan, when it was last written.' }),
  })
  .openapi('Entry');
export const entriesSchema = z
  .object({ entries: z.array(entrySchema), next: z.string().nullable() })
  .openapi('Entries');

export const journalSchema = z
  .object({
    version: z.int(),
    at: time,
    actor: z.string().openapi({ description: 'Id of the API key, or local.' }),
    action: z.enum(ACTIONS),
    reason: z.string().nullable(),
    run: z.string().nullable().openapi({ description: 'The run whose draft was accepted.' }),
    undoes: z.int().nullable().openapi({ description: 'The version whose changes were taken back.' }),
    rows: z.int(),
  })
  .openapi('HistoryEntry');
export const historySchema = z
  .object({ entries: z.array(journalSchema), next: z.string().nullable() })
  .openapi('History');
export const journalDetailSchema = journalSchema
  .extend({
    changes: z
      .array(change)
      .openapi({ description: 'Row by row; made again from the version before, they give this one.' }),
    inverse: z.array(change).openapi({ description: 'What takes them back.' }),
  })
  .openapi('HistoryDetail');

export function planJson({ id, model, version, createdAt, updatedAt }: Plan) {
  return { id, model, version, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

export function journalJson({ at, ...rest }: JournalEntry) {
  return { ...rest, at: at.toISOString() };
}

export function journalDetailJson({ changes, inverse, ...entry }: JournalDetail) {
  return { ...journalJson(entry), changes: [...changes], inverse: [...inverse] };
}
