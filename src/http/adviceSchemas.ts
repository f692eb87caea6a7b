import { z } from '@hono/zod-openapi';
import { DIRECTION_NAMES, preferenceInput } from '../domain/rules/input.ts';
import { LIMITS } from '../limits.ts';
import { outcomeSchema } from '../plans/keptLists.ts';
import { FIX_KINDS } from '../solve/fixOption.ts';
import { SEVERITIES } from '../solve/issue.ts';
import {
  changeJson,
  daysQuery,
  pageQuery,
  param,
  planParams,
  planSchema,
  reason,
  writtenSchema,
} from './planSchemas.ts';
import { count } from './requestSchemas.ts';
import { strict } from './shapeError.ts';

/** What requests about the work of a plan say, and what is answered. */

export const issueParams = planParams.extend({ issue: param('issue', 'Id of an issue.') });
export const fixParams = issueParams.extend({ fix: param('fix', 'Id of one of its fixes.') });
export const preferenceParams = planParams.extend({ name: param('name', 'Id of a rule, or a keyword.') });
export const scheduleParams = planParams.extend({
  file: z.enum(['schedule.csv', 'schedule.ics']).openapi({ param: { name: 'file', in: 'path' } }),
});
export const personParams = planParams.extend({ file: param('file', 'Id of somebody with `.ics` behind it.') });
export const issuesQuery = daysQuery.extend(pageQuery.shape);
export const summaryQuery = daysQuery.extend({
  weekMinutes: count(1, 10_080, 'What a week of one person may have; 2400 when absent.'),
});

const ignored = z
  .object({ reason: z.string(), until: z.iso.date().optional() })
  .openapi({ description: 'Where people do not want to be told again.' });
const issueShape = {
  id: z.string().openapi({ description: 'The same as long as the same work breaks the same rule in the same place.' }),
  severity: z.enum(SEVERITIES),
  rule: z.string(),
  text: z.string(),
  items: z.array(z.string()),
  who: z.array(z.string()),
  when: z.array(z.string()),
};
const issue = z.object(issueShape).openapi('PlanIssue');

const planNow = planSchema.pick({ id: true, model: true, version: true });
export const planValidationSchema = planNow
  .extend({
    health: z
      .int()
      .min(0)
      .max(100)
      .openapi({ description: '100 less 10 for each critical issue and 3 for each warning.' }),
    counts: z.object({ critical: z.int(), warning: z.int(), info: z.int(), ignored: z.int() }),
    issues: z.array(z.object({ ...issueShape, ignored: ignored.optional() }).openapi('ToldIssue')),
    next: z.string().nullable(),
  })
  .openapi('PlanValidation');

const fix = z
  .object({
    id: z.string(),
    kind: z.enum(FIX_KINDS),
    text: z.string(),
    changes: z.array(changeJson),
    amount: z.number().openapi({ description: 'What the penalty grows by.' }),
    costs: z.record(z.string(), z.number()),
    needsJudgement: z.boolean(),
  })
  .openapi('Fix');
export const fixesSchema = planNow.extend({ fixes: z.array(fix) }).openapi('Fixes');
export const appliedSchema = writtenSchema.extend({ fix }).openapi('FixApplied');

export const reasonSchema = strict({ reason }).openapi('Reason');
export const ignoreSchema = strict({
  reason: z.string().min(1).max(LIMITS.reason),
  until: z.iso.date().optional().openapi({ description: 'The last date; for good when absent.' }),
}).openapi('Ignore');
export const fixAllSchema = strict({
  skip: z.array(z.enum(FIX_KINDS)).max(FIX_KINDS.length).optional().openapi({ description: 'Kinds of fixes.' }),
  reason,
}).openapi('FixAll');
export const fixedAllSchema = writtenSchema
  .extend({
    fixed: z.array(z.object({ issue, fix })),
    left: z.array(z.object({ issue, why: z.string() })),
  })
  .openapi('FixedAll');

export const preferSchema = strict({
  direction: z.enum(DIRECTION_NAMES).optional(),
  multiplier: z.number().min(0.25).max(2.5).optional(),
  reason,
})
  .refine(({ direction, multiplier }) => (direction === undefined) !== (multiplier === undefined), {
    error: 'has to have a direction or a multiplier, and not both',
  })
  .openapi('Prefer');
export const preferencesSchema = planNow.extend({ preferences: z.array(preferenceInput) }).openapi('Preferences');

const load = {
  items: z.int().openapi({ description: 'That are worked on in this week.' }),
  days: z.int(),
  minutes: z.number().openapi({ description: 'Without pauses; what is done at the same time counts once.' }),
};
export const summarySchema = planNow
  .extend({
    weeks: z.array(
      z.object({
        from: z.iso.date().optional(),
        loads: z.array(
          z.object({
            who: z.string(),
            ...load,
            isNearLimit: z.boolean().openapi({ description: 'More than nine tenths of what a week may have.' }),
          }),
        ),
        spread: z.int().openapi({ description: 'The most items of somebody less the fewest.' }),
        lanes: z
          .array(z.object({ lane: z.string(), ...load }))
          .optional()
          .openapi({ description: 'What people work at, such as machines; absent where work is with people only.' }),
      }),
    ),
    unplaced: z.array(
      z.object({
        item: z.string(),
        label: z.string(),
        kind: z.string().optional(),
        reason: z.string().optional().openapi({ description: 'Why no run can place it; absent where one may.' }),
        urgent: z.boolean(),
        texts: z.array(z.string()).openapi({ description: 'What makes it urgent.' }),
      }),
    ),
    orders: z
      .array(
        z.object({
          order: z.string(),
          label: z.string(),
          due: z.string().optional(),
          end: z.string().optional().openapi({ description: 'Of what is in place of it.' }),
          lateBy: z.number().openapi({ description: 'Minutes.' }),
          missing: z.array(z.string()).openapi({ description: 'Its items without a place.' }),
        }),
      )
      .optional()
      .openapi({ description: 'Where the model has orders.' }),
    utilisation: z
      .array(
        z.object({
          who: z.string(),
          label: z.string(),
          kind: z.string(),
          busy: z.number().openapi({ description: 'Minutes of those that are open.' }),
          open: z.number(),
        }),
      )
      .optional()
      .openapi({ description: 'Of all days together, where the model knows when each may be used.' }),
  })
  .openapi('PlanSummary');

export const addOutcomesSchema = strict({
  outcomes: z
    .array(outcomeSchema)
    .min(1)
    .max(LIMITS.outcomes)
    .openapi({ description: 'One of the same item and day is replaced.' }),
  reason,
}).openapi('AddOutcomes');
export const outcomesSchema = planNow
  .extend({
    people: z.array(z.object({ who: z.string(), completed: z.int(), swapped: z.int(), 'no-show': z.int() })),
    affinity: z.array(z.object({ who: z.string(), kind: z.string(), score: z.number(), count: z.int() })).openapi({
      description: 'How well a kind of work has gone with somebody, from 0 to 1: what runs to come may be given.',
    }),
  })
  .openapi('Outcomes');

export function planNowJson({ id, model, version }: { id: string; model: string; version: number }) {
  return { id, model, version };
}
