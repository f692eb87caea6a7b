import { createRoute, z } from '@hono/zod-openapi';
import { pathOf } from '../../solve/inputLists.ts';
import { requires } from '../access.ts';
import { type Api, json, problems } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen } from '../ifMatch.ts';
import {
  entriesSchema,
  entryParams,
  entrySchema,
  listParams,
  pageQuery,
  planJson,
  writeHeaders,
  writtenSchema,
} from '../planSchemas.ts';
import { noQuery } from '../requestSchemas.ts';
import { etag, OF_WRITES } from './plans.ts';

/** The entries of the lists of a plan, one by one. */
export function planEntryRoutes(api: Api, { plans }: HttpService, bodies: BodyLimits): void {
  const tags = ['plans'];
  const path = '/v1/plans/{plan}/entries/{list}/{id}';

  api.openapi(
    createRoute({
      operationId: 'listEntries',
      method: 'get',
      path: '/v1/plans/{plan}/entries/{list}',
      tags,
      summary: 'The entries of a list of a plan, by name',
      middleware: [requires('read')] as const,
      request: { params: listParams, query: pageQuery },
      responses: { 200: json(entriesSchema, 'A page of entries.'), ...problems('plan/unknown', 'request/not-found') },
    }),
    async (c) => {
      const { plan, list } = c.req.valid('param');
      const page = await plans.entries(c.get('caller').tenant, plan, list, c.req.valid('query'));
      return c.json({ entries: [...page.entries], next: page.cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getEntry',
      method: 'get',
      path,
      tags,
      summary: 'One entry of a plan',
      middleware: [requires('read')] as const,
      request: { params: entryParams, query: noQuery },
      responses: { 200: json(entrySchema, 'The entry.'), ...problems('plan/unknown', 'request/not-found') },
    }),
    async (c) => {
      const { plan, list, id } = c.req.valid('param');
      return c.json(await plans.entry(c.get('caller').tenant, plan, { list, entry: id }), 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'putEntry',
      method: 'put',
      path,
      tags,
      summary: 'Add an entry to a plan, or replace the one of its name',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: entryParams,
        query: noQuery,
        headers: writeHeaders,
        body: {
          required: true,
          content: {
            'application/json': { schema: z.record(z.string(), z.unknown()).openapi({ description: 'The entry.' }) },
          },
        },
      },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES, 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan: id, list, id: entry } = c.req.valid('param');
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor };
      const request = { ...writing, list, entry, value: c.req.valid('json') };
      const { plan, rows } = await plans.putEntry(askerOf(c), id, request);
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'deleteEntry',
      method: 'delete',
      path,
      tags,
      summary: 'Take an entry out of a plan',
      middleware: [requires('write')] as const,
      request: { params: entryParams, query: noQuery, headers: writeHeaders },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(
          'plan/unknown',
          'request/not-found',
          'request/stale',
          'request/no-version',
          'input/invalid',
          'capacity/questions',
        ),
      },
    }),
    async (c) => {
      const { plan: id, list, id: entry } = c.req.valid('param');
      const seen = versionSeen(c);
      const { tenant, actor } = c.get('caller');
      // An unknown one is told as such.
      await plans.entry(tenant, id, { list, entry });
      const { plan, rows } = await plans.change(askerOf(c), id, {
        changes: [{ remove: pathOf(list, entry) }],
        seen,
        actor,
      });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );
}
