import { createRoute, z } from '@hono/zod-openapi';
import { messageOf } from '../../errors.ts';
import { type Api, json } from '../api.ts';
import type { HttpService } from '../httpService.ts';
import { healthSchema } from '../responseSchemas.ts';

/** Whether the service lives, whether it takes requests, and what it counts. Nothing here asks for a key. */
export function operationRoutes(api: Api, { runs, metrics, stopping }: HttpService): void {
  api.openapi(
    createRoute({
      operationId: 'getLiveness',
      method: 'get',
      path: '/livez',
      tags: ['operation'],
      summary: 'Whether the process answers',
      responses: { 200: json(healthSchema, 'It does.') },
    }),
    (c) => c.json({ status: 'ok' as const }, 200),
  );

  api.openapi(
    createRoute({
      operationId: 'getReadiness',
      method: 'get',
      path: '/readyz',
      tags: ['operation'],
      summary: 'Whether requests should be sent here',
      responses: {
        200: json(healthSchema, 'They should.'),
        503: json(healthSchema, 'The service is stopping, or its database does not answer.'),
      },
    }),
    async (c) => {
      if (stopping.aborted) return c.json({ status: 'unavailable' as const, reason: 'The service is stopping.' }, 503);
      try {
        await runs.ping();
        return c.json({ status: 'ok' as const }, 200);
      } catch (thrown) {
        return c.json({ status: 'unavailable' as const, reason: messageOf(thrown) }, 503);
      }
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getMetrics',
      method: 'get',
      path: '/metrics',
      tags: ['operation'],
      summary: 'Counters for Prometheus',
      responses: { 200: { description: 'Prometheus text.', content: { 'text/plain': { schema: z.string() } } } },
    }),
    async (c) => c.text(await metrics.text(), 200, { 'content-type': metrics.contentType }),
  );
}
