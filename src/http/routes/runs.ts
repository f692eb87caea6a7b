import { createRoute } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import { hasEnded, RAW_MODEL, type Run, type RunOptions } from '../../runs/run.ts';
import { DEFAULT_TIME_LIMIT_MS } from '../../solve/termination.ts';
import { requires } from '../access.ts';
import { type Api, json, OF_BODIES, problems } from '../api.ts';
import { readBody } from '../body.ts';
import type { HttpContext } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { requireModel, validated } from '../inputFaults.ts';
import {
  conditionalHeaders,
  createHeaders,
  createRunSchema,
  listQuery,
  runOptionsOf,
  runParams,
  solveSchema,
} from '../requestSchemas.ts';
import { type RunJson, runJson, runPageSchema, runSchema } from '../responseSchemas.ts';
import { untilEnded, waitOf } from '../wait.ts';

const runHeaders = {
  location: { description: 'Where the run is.', schema: { type: 'string' as const } },
  'retry-after': { description: 'Seconds, while the run has not ended.', schema: { type: 'string' as const } },
};

/** What creating a run may be refused with. */
const REFUSALS = [
  ...OF_BODIES,
  'input/invalid',
  'run/unknown',
  'run/key-reused',
  'capacity/tenant-queue',
  'capacity/queue',
] as const;

/** Creating, listing and looking at runs. */
export function runRoutes(api: Api, service: HttpService): void {
  const { runs, config } = service;

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/runs',
      tags: ['runs'],
      summary: 'Ask for a run',
      description:
        'The input is checked before it is stored: every fault of it comes back at once. The run is stored before the answer.',
      middleware: [requires('run'), readBody('input', config.bodyLimitBytes)] as const,
      request: {
        headers: createHeaders,
        body: { required: true, content: { 'application/json': { schema: createRunSchema } } },
      },
      responses: created(),
    }),
    async (c) => {
      const { model, input, options } = c.req.valid('json');
      requireModel(service, model);
      const text = c.get('body').partText ?? JSON.stringify(input);
      return c.json(...(await create(c, service, { model, text, options: runOptionsOf(options) })));
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/v1/solve',
      tags: ['runs'],
      summary: 'Ask for a run of a raw constraint model',
      description: 'Our model JSON, or an OR-Tools CpModelProto as JSON. The run lives as any other, under /v1/runs.',
      middleware: [requires('run'), readBody('model', config.bodyLimitBytes)] as const,
      request: {
        headers: createHeaders,
        body: { required: true, content: { 'application/json': { schema: solveSchema } } },
      },
      responses: created(),
    }),
    async (c) => {
      const { model, options } = c.req.valid('json');
      const text = c.get('body').partText ?? JSON.stringify(model);
      return c.json(...(await create(c, service, { model: RAW_MODEL, text, options: runOptionsOf(options) })));
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/runs',
      tags: ['runs'],
      summary: 'List runs, newest first',
      middleware: [requires('read')] as const,
      request: { query: listQuery },
      responses: { 200: json(runPageSchema, 'A page of runs.'), ...problems('input/invalid') },
    }),
    async (c) => {
      const page = await runs.list(c.get('caller').tenant, c.req.valid('query'));
      return c.json({ runs: page.runs.map(runJson), next: page.cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/v1/runs/{id}',
      tags: ['runs'],
      summary: 'How a run is',
      middleware: [requires('read')] as const,
      request: { params: runParams, headers: conditionalHeaders },
      responses: {
        200: { ...json(runSchema, 'The run, without its input and its solutions.'), headers: runHeaders },
        304: { description: 'Nothing has changed since the ETag.' },
        ...problems('run/unknown'),
      },
    }),
    async (c) => {
      const run = await runs.get(c.get('caller').tenant, c.req.valid('param').id);
      const tag = `"${run.version}"`;
      c.header('etag', tag);
      announce(c, run);
      if (matches(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304);
      return c.json(runJson(run), 200);
    },
  );
}

function created() {
  return {
    200: { ...json(runSchema, 'The run has ended within `Prefer: wait`, or had before.'), headers: runHeaders },
    202: { ...json(runSchema, 'The run is stored and will be solved.'), headers: runHeaders },
    ...problems(...REFUSALS),
  };
}

interface Asked {
  readonly model: string;
  readonly text: string;
  readonly options: RunOptions;
}

async function create(c: HttpContext, service: HttpService, asked: Asked): Promise<[RunJson, 200 | 202]> {
  const { runs, config, stopping } = service;
  const { tenant, actor } = c.get('caller');
  const { model, text } = asked;
  if (stopping.aborted) throw new DovetailError('capacity/shutting-down', 'The service is stopping.');
  const options = withinTimeLimit(asked.options, config.maxTimeLimitMs);
  await validated(() => runs.validate(model, text), c.req.path === '/v1/solve' ? '/model' : '/input');
  const key = c.req.header('idempotency-key');
  const payloadSha256 = c.get('body').sha256;
  const idempotency = key === undefined ? undefined : { key: `${c.req.path} ${key}`, payloadSha256 };
  const { run } = await runs.create(tenant, { model, input: text, options, idempotency, actor });
  c.get('log').info({ runId: run.id, model }, 'run asked for');
  c.header('location', `/v1/runs/${run.id}`);
  const waitMs = waitOf(c.req.header('prefer'));
  const latest =
    waitMs === undefined ? run : await untilEnded(service, { tenant, run, waitMs, signal: c.req.raw.signal });
  if (waitMs !== undefined) c.header('preference-applied', `wait=${waitMs / 1000}`);
  announce(c, latest);
  return [runJson(latest), hasEnded(latest.status) ? 200 : 202];
}

/** Says when to ask again, as long as the run may change. */
export function announce(c: HttpContext, run: Run): void {
  if (!hasEnded(run.status)) c.header('retry-after', '1');
}

function withinTimeLimit(options: RunOptions, mostMs: number): RunOptions {
  const asked = options.termination?.timeLimitMs;
  if (asked === undefined && mostMs < DEFAULT_TIME_LIMIT_MS) {
    return { ...options, termination: { ...options.termination, timeLimitMs: mostMs } };
  }
  if (asked === undefined || (asked >= 1 && asked <= mostMs)) return options;
  const pointer = '/options/termination/timeLimit';
  const message = `A time limit of ${asked} ms is not between 1 and ${mostMs} ms.`;
  throw new DovetailError('input/invalid', message, {
    maybe: 'ask for less, or raise DOVETAIL_MAX_TIME_LIMIT.',
    faults: [{ pointer, code: 'input/invalid', message }],
  });
}

/** Whether an `If-None-Match` names the tag; weak comparison, as RFC 9110 wants it here. */
function matches(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tag);
}
