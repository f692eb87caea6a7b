import { createRoute } from '@hono/zod-openapi';
import { hasEnded } from '../../runs/run.ts';
import { requires } from '../access.ts';
import { type Api, json, problems, verbPath } from '../api.ts';
import type { HttpService } from '../httpService.ts';
import { noQuery, runParams } from '../requestSchemas.ts';
import { runJson, runSchema } from '../responseSchemas.ts';
import { announce, retryAfter } from './runs.ts';

const ACTIONS = {
  stop: 'End a run now and keep what it has found',
  cancel: 'End a run now and discard what it has found',
} as const;

/** `POST /v1/runs/{id}:stop` and `:cancel`. A run that has ended stays as it is, so both may be repeated. */
export function runActionRoutes(api: Api, { runs }: HttpService): void {
  for (const action of ['stop', 'cancel'] as const) {
    api.openapi(
      createRoute({
        operationId: `${action}Run`,
        method: 'post',
        path: verbPath('/v1/runs/{id}', action),
        tags: ['runs'],
        summary: ACTIONS[action],
        middleware: [requires('run')] as const,
        request: { params: runParams, query: noQuery },
        responses: {
          200: json(runSchema, 'The run has ended.'),
          202: { ...json(runSchema, 'The run will end in a moment.'), headers: retryAfter },
          ...problems('run/unknown'),
        },
      }),
      async (c) => {
        const { tenant, actor } = c.get('caller');
        const run = await runs[action](tenant, c.req.valid('param').id, actor);
        c.get('log').info({ runId: run.id }, `${action} asked for`);
        announce(c, run);
        return c.json(runJson(run), hasEnded(run.status) ? 200 : 202);
      },
    );
  }
}
