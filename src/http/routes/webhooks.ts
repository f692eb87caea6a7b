import { createRoute } from '@hono/zod-openapi';
import { requires } from '../access.ts';
import { type Api, json, OF_BODIES, problems, verbPath } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import type { HttpService } from '../httpService.ts';
import { noQuery } from '../requestSchemas.ts';
import {
  deliveriesSchema,
  deliveryJson,
  madeWebhookSchema,
  putWebhookSchema,
  testedSchema,
  webhookJson,
  webhookParams,
  webhookSchema,
  webhooksSchema,
} from '../webhookSchemas.ts';

/** Addresses of the tenant that are told of events. */
export function webhookRoutes(api: Api, { webhooks }: HttpService, bodies: BodyLimits): void {
  const tags = ['webhooks'];
  const one = { tags, request: { params: webhookParams, query: noQuery } };

  api.openapi(
    createRoute({
      tags,
      operationId: 'listWebhooks',
      method: 'get',
      path: '/v1/webhooks',
      summary: 'The webhooks of the tenant, by name',
      middleware: [requires('admin')] as const,
      request: { query: noQuery },
      responses: { 200: json(webhooksSchema, 'All of them.'), ...problems() },
    }),
    async (c) => {
      const all = await webhooks.list(c.get('caller').tenant);
      return c.json({ webhooks: all.map(webhookJson) }, 200);
    },
  );

  api.openapi(
    createRoute({
      tags,
      operationId: 'putWebhook',
      method: 'put',
      path: '/v1/webhooks/{id}',
      summary: 'Make a webhook, or change one',
      description:
        'Each event is sent at least once as a POST, with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` of Standard Webhooks, until an answer of 2xx or for a day.',
      middleware: [requires('admin'), readBody(undefined, bodies)] as const,
      request: {
        params: webhookParams,
        query: noQuery,
        body: { required: true, content: { 'application/json': { schema: putWebhookSchema } } },
      },
      responses: {
        200: json(webhookSchema, 'It is changed; its secret is another one where the request has one.'),
        201: json(madeWebhookSchema, 'It is made.'),
        ...problems(...OF_BODIES, 'input/invalid', 'request/not-found'),
      },
    }),
    async (c) => {
      const { tenant, actor } = c.get('caller');
      const { id } = c.req.valid('param');
      const { webhook, isNew, secret } = await webhooks.put(tenant, id, { ...c.req.valid('json'), actor });
      const told = webhookJson(webhook);
      return isNew ? c.json({ ...told, ...(secret ? { secret } : {}) }, 201) : c.json(told, 200);
    },
  );

  api.openapi(
    createRoute({
      ...one,
      operationId: 'getWebhook',
      method: 'get',
      path: '/v1/webhooks/{id}',
      summary: 'A webhook, without its secret',
      middleware: [requires('admin')] as const,
      responses: { 200: json(webhookSchema, 'The webhook.'), ...problems('request/not-found') },
    }),
    async (c) => c.json(webhookJson(await webhooks.get(c.get('caller').tenant, c.req.valid('param').id)), 200),
  );

  api.openapi(
    createRoute({
      ...one,
      operationId: 'deleteWebhook',
      method: 'delete',
      path: '/v1/webhooks/{id}',
      summary: 'Delete a webhook with what it has not been told yet',
      middleware: [requires('admin')] as const,
      responses: { 204: { description: 'It is gone.' }, ...problems('request/not-found') },
    }),
    async (c) => {
      const { tenant, actor } = c.get('caller');
      await webhooks.remove(tenant, c.req.valid('param').id, actor);
      return c.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      ...one,
      operationId: 'testWebhook',
      method: 'post',
      path: verbPath('/v1/webhooks/{id}', 'test'),
      summary: 'Send something that means nothing',
      middleware: [requires('admin')] as const,
      responses: {
        202: json(testedSchema, 'It is on its way; the list of deliveries tells whether it has arrived.'),
        ...problems('request/not-found'),
      },
    }),
    async (c) => c.json({ delivery: await webhooks.test(c.get('caller').tenant, c.req.valid('param').id) }, 202),
  );

  api.openapi(
    createRoute({
      ...one,
      operationId: 'listDeliveries',
      method: 'get',
      path: '/v1/webhooks/{id}/deliveries',
      summary: 'The last deliveries, newest first',
      middleware: [requires('admin')] as const,
      responses: { 200: json(deliveriesSchema, 'What became of them.'), ...problems('request/not-found') },
    }),
    async (c) => {
      const found = await webhooks.deliveries(c.get('caller').tenant, c.req.valid('param').id);
      return c.json({ deliveries: found.map(deliveryJson) }, 200);
    },
  );
}
