import { createRoute } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import { requires } from '../access.ts';
import { type Api, json, jsonText, problems, withText } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { requireTimeLimit } from '../inputFaults.ts';
import { answerSchema, askSchema, questionOf } from '../questionSchemas.ts';
import { createHeaders, noQuery, runOptionsOf, runParams } from '../requestSchemas.ts';
import { anyObject } from '../responseSchemas.ts';
import { created, startedRun } from './runs.ts';

/** What one may ask about a run: each question is a small run of its own. */
export function questionRoutes(api: Api, service: HttpService, bodies: BodyLimits): void {
  const { runs } = service;

  api.openapi(
    createRoute({
      operationId: 'askAboutRun',
      method: 'post',
      path: '/v1/runs/{id}/questions',
      tags: ['questions'],
      summary: 'Ask about a run: what if, what would help, what rules cost, what else there is, why',
      description:
        'The question is a run of its own, with the input of the run and its best schedule: it has events, can be stopped, and then keeps what is known. Its answer is at /v1/runs/{id}/answer.',
      middleware: [requires('run'), readBody(undefined, bodies)] as const,
      request: {
        params: runParams,
        query: noQuery,
        headers: createHeaders,
        body: { required: true, content: { 'application/json': { schema: askSchema } } },
      },
      responses: created('run/no-solution', 'input/too-large'),
    }),
    async (c) => {
      if (service.stopping.aborted) throw new DovetailError('capacity/shutting-down', 'The service is stopping.');
      const asked = c.req.valid('json');
      const { timeLimit, ...rest } = asked.options ?? {};
      const options = runOptionsOf({ ...rest, ...(timeLimit === undefined ? {} : { termination: { timeLimit } }) });
      requireTimeLimit(service, options.termination?.timeLimitMs, '/options/timeLimit');
      const { id } = c.req.valid('param');
      const { tenant, signal } = askerOf(c);
      const question = questionOf(asked);
      const started = startedRun(c, service, options, (common) =>
        runs.inquire(tenant, id, { ...common, question, ...(signal ? { signal } : {}) }),
      );
      return c.json(...(await started));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getAnswer',
      method: 'get',
      path: '/v1/runs/{id}/answer',
      tags: ['questions'],
      summary: 'The answer to a question that has ended',
      middleware: [requires('read')] as const,
      request: { params: runParams, query: noQuery },
      responses: {
        200: json(answerSchema, 'The answer.'),
        ...problems('run/unknown', 'run/no-solution', 'request/not-found'),
      },
    }),
    async (c) => {
      const { tenant } = c.get('caller');
      const { id } = c.req.valid('param');
      const answer = await runs.answer(tenant, id);
      const { options, stopped } = await runs.get(tenant, id);
      const { of, kind } = options.question!;
      const about = { run: id, of, kind, isComplete: stopped === 'finished' };
      return jsonText(c, withText(about, 'answer', answer));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getRunInput',
      method: 'get',
      path: '/v1/runs/{id}/input',
      tags: ['runs'],
      summary: 'The input of a run, as it came: byte by byte what its SHA-256 is of',
      middleware: [requires('read')] as const,
      request: { params: runParams, query: noQuery },
      responses: { 200: json(anyObject, 'The input.'), ...problems('run/unknown') },
    }),
    async (c) => jsonText(c, await runs.input(c.get('caller').tenant, c.req.valid('param').id)),
  );
}
