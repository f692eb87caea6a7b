import { createRoute } from '@hono/zod-openapi';
import { requires } from '../access.ts';
import { type Api, json, problems, verbPath } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeenIfAny } from '../ifMatch.ts';
import {
  historySchema,
  journalDetailJson,
  journalDetailSchema,
  journalJson,
  pageQuery,
  planJson,
  planParams,
  undoneSchema,
  undoSchema,
  versionParams,
  writeHeaders,
} from '../planSchemas.ts';
import { noQuery } from '../requestSchemas.ts';
import { etag, OF_WRITES } from './plans.ts';

/** What has happened to a plan, and how it is taken back. */
export function planHistoryRoutes(api: Api, { plans }: HttpService, bodies: BodyLimits): void {
  const tags = ['plans'];
  const path = '/v1/plans/{plan}/history/{n}';

  api.openapi(
    createRoute({
      operationId: 'getHistory',
      method: 'get',
      path: '/v1/plans/{plan}/history',
      tags,
      summary: 'Who has changed a plan, when and why, newest first',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: pageQuery },
      responses: { 200: json(historySchema, 'A page of the history.'), ...problems('plan/unknown') },
    }),
    async (c) => {
      const page = await plans.history(c.get('caller').tenant, c.req.valid('param').plan, c.req.valid('query'));
      return c.json({ entries: page.entries.map(journalJson), next: page.cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getHistoryEntry',
      method: 'get',
      path,
      tags,
      summary: 'What led to a version of a plan, row by row, and what takes it back',
      middleware: [requires('read')] as const,
      request: { params: versionParams, query: noQuery },
      responses: { 200: json(journalDetailSchema, 'The changes.'), ...problems('plan/unknown', 'request/not-found') },
    }),
    async (c) => {
      const { plan, n } = c.req.valid('param');
      return c.json(journalDetailJson(await plans.journal(c.get('caller').tenant, plan, n)), 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'undo',
      method: 'post',
      path: verbPath(path, 'undo'),
      tags,
      summary: 'Take back what led to a version, wholly or in part',
      description: 'The undoing is a version of its own, and can be undone. `If-Match` may be left out.',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: versionParams,
        query: noQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: undoSchema } } },
      },
      responses: {
        200: { ...json(undoneSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES, 'request/not-found', 'plan/changed-since', 'plan/refused'),
      },
    }),
    async (c) => {
      const { plan: id, n: version } = c.req.valid('param');
      const { items, partial, reason } = c.req.valid('json');
      const writing = { seen: versionSeenIfAny(c), actor: c.get('caller').actor, reason };
      const asked = { ...writing, version, items, isPartial: partial };
      const { plan, rows, undone, refused } = await plans.undo(askerOf(c), id, asked);
      c.header('etag', tagOf(plan.version));
      const left = refused.map(({ item, reasons }) => ({ item, reasons: [...reasons] }));
      return c.json({ ...planJson(plan), rows, undone: [...undone], refused: left }, 200);
    },
  );
}
