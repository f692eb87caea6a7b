import { createRoute } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import { parseJson } from '../../language/jsonText.ts';
import { LIMITS } from '../../limits.ts';
import type { Days } from '../../plans/plan.ts';
import { requires } from '../access.ts';
import { type Api, json, jsonText, OF_BODIES, problems, withText } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf, type HttpContext } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen } from '../ifMatch.ts';
import { requireModel } from '../inputFaults.ts';
import {
  changesSchema,
  daysQuery,
  pageQuery,
  patchPlanSchema,
  planInputSchema,
  planJson,
  planParams,
  plansSchema,
  putHeaders,
  putPlanSchema,
  writeHeaders,
  writtenSchema,
} from '../planSchemas.ts';
import { noQuery } from '../requestSchemas.ts';
import { shapeError } from '../shapeError.ts';

const string = { type: 'string' as const };
export const etag = { ETag: { description: 'The version of the plan.', schema: string } };

/** What any change of a plan may be refused with. */
export const OF_WRITES = [
  ...OF_BODIES,
  'input/invalid',
  'plan/unknown',
  'request/stale',
  'request/no-version',
  'capacity/questions',
  'input/too-large',
] as const;

/** Plans as a whole: making, reading, changing and deleting them. */
export function planRoutes(api: Api, service: HttpService, bodies: BodyLimits): void {
  const { plans } = service;
  const tags = ['plans'];

  api.openapi(
    createRoute({
      operationId: 'listPlans',
      method: 'get',
      path: '/v1/plans',
      tags,
      summary: 'List plans by name',
      middleware: [requires('read')] as const,
      request: { query: pageQuery },
      responses: { 200: json(plansSchema, 'A page of plans.'), ...problems() },
    }),
    async (c) => {
      const page = await plans.list(c.get('caller').tenant, c.req.valid('query'));
      return c.json({ plans: page.plans.map(planJson), next: page.cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'putPlan',
      method: 'put',
      path: '/v1/plans/{plan}',
      tags,
      summary: 'Make a plan, or replace all that is in one',
      description: 'A plan that is there is replaced only with its ETag in `If-Match`, or with `If-Match: *`.',
      middleware: [requires('write'), readBody('input', bodies)] as const,
      request: {
        params: planParams,
        query: noQuery,
        headers: putHeaders,
        body: { required: true, content: { 'application/json': { schema: putPlanSchema } } },
      },
      responses: {
        200: { ...json(writtenSchema, 'The plan was replaced.'), headers: etag },
        201: { ...json(writtenSchema, 'The plan was made.'), headers: etag },
        ...problems(...OF_WRITES),
      },
    }),
    async (c) => {
      const { model, input, reason } = c.req.valid('json');
      requireModel(service, model);
      const text = c.get('body').partText ?? JSON.stringify(input);
      const hasSeen = c.req.header('if-match') !== undefined;
      const request = { model, input: text, seen: hasSeen ? versionSeen(c) : 0, actor: c.get('caller').actor, reason };
      const { plan, rows, isNew } = await plans.put(askerOf(c), c.req.valid('param').plan, request);
      c.get('body').release();
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, isNew ? 201 : 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getPlan',
      method: 'get',
      path: '/v1/plans/{plan}',
      tags,
      summary: 'A plan with its input, or with what of it concerns some days',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: daysQuery },
      responses: {
        200: { ...json(planInputSchema, 'The plan.'), headers: etag },
        ...problems('plan/unknown'),
      },
    }),
    async (c) => {
      const days = daysIn(c.req.valid('query'));
      const { plan, input } = await plans.input(c.get('caller').tenant, c.req.valid('param').plan, days);
      c.header('etag', tagOf(plan.version));
      return jsonText(c, withText(planJson(plan), 'input', input));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'patchPlan',
      method: 'patch',
      path: '/v1/plans/{plan}',
      tags,
      summary: 'Change a plan by a list of changes, all of them or none',
      middleware: [requires('write'), readBody('changes', bodies)] as const,
      request: {
        params: planParams,
        query: noQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: patchPlanSchema } } },
      },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES),
      },
    }),
    async (c) => {
      const seen = versionSeen(c);
      const changes = changesIn(c);
      const { actor } = c.get('caller');
      const { reason } = c.req.valid('json');
      const writing = { changes, seen, actor, reason };
      const { plan, rows } = await plans.change(askerOf(c), c.req.valid('param').plan, writing);
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'deletePlan',
      method: 'delete',
      path: '/v1/plans/{plan}',
      tags,
      summary: 'Delete a plan with its history',
      middleware: [requires('write')] as const,
      request: { params: planParams, query: noQuery, headers: writeHeaders },
      responses: {
        204: { description: 'There is no such plan any more.' },
        ...problems('plan/unknown', 'request/stale', 'request/no-version'),
      },
    }),
    async (c) => {
      const { tenant, actor } = c.get('caller');
      await plans.remove(tenant, c.req.valid('param').plan, { seen: versionSeen(c), actor });
      return c.body(null, 204);
    },
  );
}

/** *Errors* `request/invalid` for a day without the other, or for days out of order. */
export function daysIn({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): Days | undefined {
  if (from === undefined && to === undefined) return undefined;
  const isRight = from !== undefined && to !== undefined && from <= to;
  if (isRight) return { from, to };
  const message = from !== undefined && to !== undefined ? `${from} is after ${to}.` : 'from and to belong together.';
  throw new DovetailError('request/invalid', message, {
    faults: [{ pointer: '/query/from', code: 'request/invalid', message }],
  });
}

/** The changes of a body, whose text is read only here. */
export function changesIn(c: HttpContext) {
  const text = c.get('body').partText ?? '[]';
  if (text.length > LIMITS.changesBytes) {
    throw new DovetailError(
      'request/too-large',
      `The changes have ${text.length} characters, at most ${LIMITS.changesBytes}.`,
      {
        maybe: 'put the plan anew, import its lists, or send fewer changes at once.',
      },
    );
  }
  const data = { changes: parseJson(text) };
  const read = patchPlanSchema.pick({ changes: true }).safeParse(data);
  if (!read.success) throw shapeError({ target: 'json', error: read.error, data });
  return changesSchema.parse(read.data.changes);
}
