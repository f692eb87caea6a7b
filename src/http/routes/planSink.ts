import { createRoute } from '@hono/zod-openapi';
import { requires } from '../access.ts';
import { type Api, json, OF_BODIES, problems, verbPath } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import type { HttpService } from '../httpService.ts';
import { planParams } from '../planSchemas.ts';
import { noQuery } from '../requestSchemas.ts';
import {
  madeSinkSchema,
  putSinkSchema,
  retriedSchema,
  retrySinkSchema,
  sinkJson,
  sinkRowJson,
  sinkRowsQuery,
  sinkRowsSchema,
  sinkSchema,
} from '../sinkSchemas.ts';

const OF_SINKS = ['plan/unknown', 'request/not-found'] as const;

/** The other system to which the rows of a plan are sent. */
export function planSinkRoutes(api: Api, { sinks }: HttpService, bodies: BodyLimits): void {
  const tags = ['plans'];
  const path = '/v1/plans/{plan}/sink';

  api.openapi(
    createRoute({
      tags,
      operationId: 'putSink',
      method: 'put',
      path,
      summary: 'Name the system to which the rows of a plan are sent, or change it',
      description: [
        'Each row that is another one after a change is sent as a POST of its own, signed as webhooks are, with the same',
        '`idempotency-key` at every attempt and another one for every version. An answer of 2xx takes the row; 400, 409, 413 and',
        '422 refuse it; after every other one, or none, it is tried again, later and later. What waits is tried at once.',
      ].join(' '),
      middleware: [requires('admin'), readBody(undefined, bodies)] as const,
      request: {
        params: planParams,
        query: noQuery,
        body: { required: true, content: { 'application/json': { schema: putSinkSchema } } },
      },
      responses: {
        200: json(sinkSchema, 'It is changed; its secret is another one where the request has one.'),
        201: json(madeSinkSchema, 'It is named.'),
        ...problems(...OF_BODIES, 'input/invalid', ...OF_SINKS),
      },
    }),
    async (c) => {
      const { tenant, actor } = c.get('caller');
      const asked = { ...c.req.valid('json'), actor };
      const { sink, isNew, secret } = await sinks.put(tenant, c.req.valid('param').plan, asked);
      const told = sinkJson(sink);
      return isNew ? c.json({ ...told, ...(secret ? { secret } : {}) }, 201) : c.json(told, 200);
    },
  );

  api.openapi(
    createRoute({
      tags,
      operationId: 'getSink',
      method: 'get',
      path,
      summary: 'The sink of a plan, without its secret, and how many rows are in which state',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: noQuery },
      responses: { 200: json(sinkSchema, 'The sink.'), ...problems(...OF_SINKS) },
    }),
    async (c) => c.json(sinkJson(await sinks.get(c.get('caller').tenant, c.req.valid('param').plan)), 200),
  );

  api.openapi(
    createRoute({
      tags,
      operationId: 'listSinkRows',
      method: 'get',
      path: `${path}/rows`,
      summary: 'Rows on their way to the sink: waiting, sent, or refused with its words',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: sinkRowsQuery },
      responses: { 200: json(sinkRowsSchema, 'A page of rows, by list and name.'), ...problems(...OF_SINKS) },
    }),
    async (c) => {
      const page = await sinks.rows(c.get('caller').tenant, c.req.valid('param').plan, c.req.valid('query'));
      return c.json({ rows: page.rows.map(sinkRowJson), next: page.cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      tags,
      operationId: 'retrySink',
      method: 'post',
      path: verbPath(path, 'retry'),
      summary: 'Send what waits or was refused once more, at once',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: planParams,
        query: noQuery,
        body: { required: true, content: { 'application/json': { schema: retrySinkSchema } } },
      },
      responses: {
        202: json(retriedSchema, 'They are on their way; the list of rows tells what became of them.'),
        ...problems(...OF_BODIES, ...OF_SINKS),
      },
    }),
    async (c) => {
      const { rows } = c.req.valid('json');
      return c.json({ rows: await sinks.retry(c.get('caller').tenant, c.req.valid('param').plan, rows) }, 202);
    },
  );

  api.openapi(
    createRoute({
      tags,
      operationId: 'deleteSink',
      method: 'delete',
      path,
      summary: 'Send the rows of a plan nowhere any more',
      middleware: [requires('admin')] as const,
      request: { params: planParams, query: noQuery },
      responses: { 204: { description: 'It is gone, with what has not been sent yet.' }, ...problems(...OF_SINKS) },
    }),
    async (c) => {
      const { tenant, actor } = c.get('caller');
      await sinks.remove(tenant, c.req.valid('param').plan, actor);
      return c.body(null, 204);
    },
  );
}
