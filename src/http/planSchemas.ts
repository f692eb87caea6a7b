import { z } from '@hono/zod-openapi';
import { LIMITS } from '../limits.ts';
import { DRAFT_STATES } from '../plans/draft.ts';
import { ACTIONS, type JournalDetail, type JournalEntry, type Plan } from '../plans/plan.ts';
import { CHANGE_FORMS, type Change, changeSchema } from '../solve/change.ts';
import { IF_MATCH } from './ifMatch.ts';
import { count, modelName, optionsSchema, runParams } from './requestSchemas.ts';
import { strict } from './shapeError.ts';

/** What requests about plans say, and what is answered. */

const time = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const anything = z.unknown().openapi({ description: "In the model's own form." });
const input = z.record(z.string(), z.unknown()).openapi({
  description: 'The input of the model; its schema is at /v1/models/{model}/schema.',
});
export const reason = z.string().min(1).max(LIMITS.reason).optional().openapi({ description: 'For the history.' });
export const param = (name: string, description: string) =>
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
    .openapi({ param: { name: 'n', in: 'path' }, type: 'integer', minimum: 1, maximum: 2_147_483_647 }),
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
  pattern: IF_MATCH.source,
  description: 'The ETag of what was read before, or `*` to change it whatever it is now.',
});
export const writeHeaders = z.object({ 'if-match': ifMatch });

/** The mark of a draft in `If-Match`. */
export const MARK = /^(?:\*|(?:W\/)?"([0-9a-f]{16})")$/;
export const editHeaders = z.object({
  'if-match': z
    .string()
    .regex(MARK, 'has to be the ETag of a draft, or *')
    .optional()
    .openapi({ description: 'The ETag of the draft that was read; whatever it is now when absent, or `*`.' }),
});
export const putHeaders = z.object({
  'if-match': ifMatch,
  'if-none-match': z.literal('*').optional().openapi({ description: 'Only where there is no such plan yet.' }),
});

export const putPlanSchema = strict({ model: modelName, input, reason }).openapi('PutPlan');

export const changeJson = z
  .custom<Change>((value) => changeSchema.safeParse(value).success, { error: CHANGE_FORMS })
  .openapi({
    type: 'object',
    description:
      '{"set": path, "value": ...}, {"add": path, "value": ...} or {"remove": path}; a path has names of entries, such as rules/overtime/weight.',
  });
export const changesSchema = z.array(changeJson).max(LIMITS.changes);
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

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
export const importQuery = strict({
  list: z.string().min(1).max(LIMITS.name).optional().openapi({
    description: 'The list that the body is; may be left out of JSON that has the lists of an input by their names.',
  }),
  dryRun: flag.optional().openapi({
    type: 'string',
    enum: ['true', 'false'],
    description: 'Only says what would happen.',
  }),
  reason,
});
export const importedSchema = writtenSchema
  .extend({
    counts: z.object({
      read: z.int(),
      created: z.int(),
      changed: z.int(),
      kept: z.int().openapi({ description: 'As they were, with the work that people have put in place.' }),
      dropped: z.int(),
    }),
    dropped: z
      .array(z.object({ row: z.string(), reason: z.string() }))
      .openapi({ description: `The first ${LIMITS.smallList} of them.` }),
  })
  .openapi('Imported');

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
      .array(changeJson)
      .openapi({ description: 'Row by row; made again from the version before, they give this one.' }),
    inverse: z.array(changeJson).openapi({ description: 'What takes them back.' }),
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

const where = { who: z.string(), at: z.record(z.string(), z.union([z.string(), z.number()])) };
const place = z.object(where);

const budget = strict({
  assignments: z.int().min(0).max(LIMITS.inputEntries).optional(),
  people: z.int().min(0).max(LIMITS.inputEntries).optional(),
});

export const runPlanSchema = strict({
  horizon: strict({ from: z.iso.date(), to: z.iso.date() }).optional().openapi({
    description: 'The days to solve; those of the plan when absent.',
  }),
  changes: changesSchema.optional().openapi({ description: 'Made for this run only.' }),
  keep: strict({
    budget: budget.optional().openapi({ description: 'How much may be elsewhere than it is in the plan.' }),
    frozenDays: z.array(z.string().min(1).max(LIMITS.text)).max(LIMITS.smallList).optional(),
  })
    .optional()
    .openapi({ description: 'Lets the run move what is in place, as far as this says.' }),
  options: optionsSchema.optional(),
}).openapi('RunPlan');

export const draftItemParams = runParams.extend({ item: param('item', 'An item of the draft.') });
export const editSchema = strict({
  who: z.string().min(1).max(LIMITS.name).optional(),
  at: z
    .record(z.string().max(LIMITS.text), z.union([z.string().max(LIMITS.name), z.number()]))
    .optional()
    .openapi({
      description: 'The parts of the place that are to be otherwise, such as day.',
    }),
})
  .refine(({ who, at = {} }) => who !== undefined || Object.keys(at).length > 0, {
    error: 'has to say who or at, or both',
  })
  .openapi('EditDraftItem');

const items = z.array(z.string().min(1).max(LIMITS.name)).min(1).max(LIMITS.inputEntries).optional().openapi({
  description: 'All that are open when absent.',
});
export const acceptSchema = strict({
  items,
  confirm: z.array(z.string().min(1).max(LIMITS.name)).max(LIMITS.smallList).optional().openapi({
    description: 'Rules whose warnings of edited items are meant.',
  }),
  partial: z.boolean().optional().openapi({ description: 'Accept the rest where some of it is refused.' }),
  reason,
}).openapi('Accept');
export const rejectSchema = strict({ items }).openapi('Reject');

const breach = z.object({ rule: z.string(), amount: z.number().optional(), texts: z.array(z.string()) });
const edit = z.object({
  to: place,
  critical: z.array(breach).openapi({ description: 'Hard rules that are broken.' }),
  warnings: z.array(breach),
  info: z.array(breach),
  change: z.number().openapi({ description: 'Of the penalty, from where the run has put it.' }),
});
export const draftItemSchema = z
  .object({
    item: z.string(),
    label: z.string(),
    kind: z.enum(['new', 'moved', 'unchanged', 'dropped']),
    state: z.enum(DRAFT_STATES),
    from: place.optional(),
    to: place.optional(),
    entry: z.string().optional().openapi({ description: 'The row of the plan that puts it in place.' }),
    displaces: z.array(z.string()).optional(),
    penalties: z.record(z.string(), z.number()).optional(),
    edit: edit.optional(),
  })
  .openapi('DraftItem');
export const draftSchema = z
  .object({
    mark: z
      .string()
      .openapi({ description: 'Another when something of the draft has changed; the ETag without its quotes.' }),
    run: z.string(),
    plan: z.object({ id: z.string(), version: z.int() }),
    items: z.array(draftItemSchema),
    unplaced: z.array(z.record(z.string(), z.unknown())),
  })
  .openapi('Draft');
export const draftVerificationSchema = z
  .object({
    run: z.string(),
    plan: z.object({ id: z.string(), version: z.int().openapi({ description: 'As it was looked at.' }) }),
    isLegal: z
      .boolean()
      .openapi({ description: 'Whether no hard rule is broken and everything is where the run found it.' }),
    issues: z.array(z.object({ rule: z.string(), text: z.string(), items: z.array(z.string()) })),
    items: z.array(z.object({ item: z.string(), ...where, warnings: z.array(breach), info: z.array(breach) })),
    gone: z.array(refusal).openapi({ description: 'Moved or taken away in the plan since the run.' }),
    penalty: z.number(),
    penalties: z.record(z.string(), z.number()),
  })
  .openapi('DraftVerification');
export const acceptedSchema = writtenSchema
  .extend({ accepted: z.array(z.string()), refused: z.array(refusal) })
  .openapi('Accepted');
