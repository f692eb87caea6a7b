import { createRoute } from '@hono/zod-openapi';
import { requires } from '../access.ts';
import { planNowJson, preferenceParams, preferencesSchema, preferSchema } from '../adviceSchemas.ts';
import { type Api, json, problems } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen } from '../ifMatch.ts';
import { planJson, planParams, writeHeaders, writtenSchema } from '../planSchemas.ts';
import { noQuery } from '../requestSchemas.ts';
import { OF_QUESTIONS } from './planAdvice.ts';
import { etag, OF_WRITES } from './plans.ts';

/** How much the soft rules of a plan matter to its people. */
export function planPreferenceRoutes(api: Api, { plans }: HttpService, bodies: BodyLimits): void {
  const tags = ['plans'];
  const path = '/v1/plans/{plan}/preferences/{name}';
  const ofTaking = [...OF_QUESTIONS, 'request/not-found', 'request/stale', 'request/no-version'] as const;

  api.openapi(
    createRoute({
      operationId: 'getPreferences',
      method: 'get',
      path: '/v1/plans/{plan}/preferences',
      tags,
      summary: 'How much rules and keywords are said to matter in a plan',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: noQuery },
      responses: {
        200: { ...json(preferencesSchema, 'Everything that was said.'), headers: etag },
        ...problems('plan/unknown', 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan, preferences } = await plans.advice.preferences(c.get('caller').tenant, c.req.valid('param').plan);
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planNowJson(plan), preferences: preferences.map((one) => ({ ...one })) }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'putPreference',
      method: 'put',
      path,
      tags,
      summary: 'Say how much a rule or keyword matters, instead of what was said before',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: preferenceParams,
        query: noQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: preferSchema } } },
      },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES, 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan: id, name } = c.req.valid('param');
      const { reason, direction, multiplier } = c.req.valid('json');
      const said = direction === undefined ? { multiplier: multiplier! } : { direction };
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor, reason };
      const { plan, rows } = await plans.advice.prefer(askerOf(c), id, { ...writing, name, said });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'deletePreference',
      method: 'delete',
      path,
      tags,
      summary: 'Take back what was said of a rule or keyword',
      middleware: [requires('write')] as const,
      request: { params: preferenceParams, query: noQuery, headers: writeHeaders },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...ofTaking),
      },
    }),
    async (c) => {
      const { plan: id, name } = c.req.valid('param');
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor };
      const { plan, rows } = await plans.advice.prefer(askerOf(c), id, { ...writing, name });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'deletePreferences',
      method: 'delete',
      path: '/v1/plans/{plan}/preferences',
      tags,
      summary: 'Take back everything that was said of rules and keywords',
      middleware: [requires('write')] as const,
      request: { params: planParams, query: noQuery, headers: writeHeaders },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...ofTaking),
      },
    }),
    async (c) => {
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor };
      const { plan, rows } = await plans.advice.preferNothing(askerOf(c), c.req.valid('param').plan, writing);
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );
}
