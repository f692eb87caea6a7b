import { createRoute } from '@hono/zod-openapi';
import { DovetailError, type ErrorCode } from '../../errors.ts';
import { hasEnded, RAW_MODEL, type Run, type RunOptions } from '../../runs/run.ts';
import type { NewRun } from '../../runs/runs.ts';
import { DEFAULT_TIME_LIMIT_MS } from '../../solve/termination.ts';
import { may, noKey, requires } from '../access.ts';
import { type Api, json, OF_BODIES, problems } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { checkBody, refuseShape } from '../checkBody.ts';
import type { HttpContext } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { located } from '../inputFaults.ts';
import {
  conditionalHeaders,
  createHeaders,
  createRunSchema,
  listQuery,
  noQuery,
  runOptionsOf,
  runParams,
  solveSchema,
} from '../requestSchemas.ts';
import { type RunJson, runJson, runPageSchema, runSchema } from '../responseSchemas.ts';
import { untilEnded, waitOf } from '../wait.ts';

const string = { type: 'string' as const };
/** The header of a run that may change, which {@link announce} sends. */
export const retryAfter = { 'Retry-After': { description: 'Seconds, while the run has not ended.', schema: string } };
const ofCreated = {
  Location: { description: 'Where the run is.', schema: string },
  'Preference-Applied': { description: 'The `wait` that was done, where one was asked for.', schema: string },
  ...retryAfter,
};
const ofRun = { ETag: { description: 'Changes with the run.', schema: string }, ...retryAfter };

/** What creating a run may be refused with. */
const REFUSALS = [
  ...OF_BODIES,
  'input/invalid',
  'run/unknown',
  'run/key-reused',
  'capacity/tenant-queue',
  'capacity/queue',
  'capacity/questions',
] as const;

/** The part of a request that a refusal to create a run is about. */
const PLACES = {
  'run/key-reused': '/header/idempotency-key',
  'run/unknown': '/options/warmStart/fromRun',
} as const;

/** Creating, listing and looking at runs. */
export function runRoutes(api: Api, service: HttpService, bodies: BodyLimits): void {
  const { runs } = service;

  api.openapi(
    createRoute({
      operationId: 'createRun',
      method: 'post',
      path: '/v1/runs',
      tags: ['runs'],
      summary: 'Ask for a run',
      description:
        'The body is checked before it is stored: every fault of it and of its input comes back at once. The run is stored before the answer.',
      middleware: [requires('run'), readBody('input', bodies)] as const,
      request: {
        query: noQuery,
        headers: createHeaders,
        body: { required: true, content: { 'application/json': { schema: createRunSchema } } },
      },
      responses: created(),
    }),
    async (c) => {
      const { model, input, options } = c.req.valid('json');
      const text = c.get('body').partText ?? JSON.stringify(input);
      return c.json(...(await create(c, service, { part: 'input', model, text, options: runOptionsOf(options) })));
    },
    (result, c) => refuseShape(c, service, { result, part: 'input' }),
  );

  api.openapi(
    createRoute({
      operationId: 'solveModel',
      method: 'post',
      path: '/v1/solve',
      tags: ['runs'],
      summary: 'Ask for a run of a raw constraint model',
      description:
        'Our model JSON, or an OR-Tools CpModelProto as JSON. The run is found under /v1/runs, like all others.',
      middleware: [requires('run'), readBody('model', bodies)] as const,
      request: {
        query: noQuery,
        headers: createHeaders,
        body: { required: true, content: { 'application/json': { schema: solveSchema } } },
      },
      responses: created(),
    }),
    async (c) => {
      const { model, options } = c.req.valid('json');
      const text = c.get('body').partText ?? JSON.stringify(model);
      const asked = { part: 'model', model: RAW_MODEL, text, options: runOptionsOf(options) } as const;
      return c.json(...(await create(c, service, asked)));
    },
    (result, c) => refuseShape(c, service, { result, part: 'model' }),
  );

  api.openapi(
    createRoute({
      operationId: 'listRuns',
      method: 'get',
      path: '/v1/runs',
      tags: ['runs'],
      summary: 'List runs, newest first',
      middleware: [requires('read')] as const,
      request: { query: listQuery },
      responses: { 200: json(runPageSchema, 'A page of runs.'), ...problems() },
    }),
    async (c) => {
      const listing = runs.list(c.get('caller').tenant, c.req.valid('query'));
      const page = await located(listing, { 'input/invalid': '/query/cursor' }, 'request/invalid');
      return c.json({ runs: page.runs.map(runJson), next: page.cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getRun',
      method: 'get',
      path: '/v1/runs/{id}',
      tags: ['runs'],
      summary: 'The state of a run',
      middleware: [requires('read')] as const,
      request: { params: runParams, query: noQuery, headers: conditionalHeaders },
      responses: {
        200: { ...json(runSchema, 'The run, without its input and its solutions.'), headers: ofRun },
        304: { description: 'Nothing has changed since the ETag.', headers: ofRun },
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

/** What asking for a run may be answered with. */
export function created(...more: readonly ErrorCode[]) {
  return {
    200: { ...json(runSchema, 'The run has ended within `Prefer: wait`, or had before.'), headers: ofCreated },
    202: { ...json(runSchema, 'The run is stored and will be solved.'), headers: ofCreated },
    ...problems(...REFUSALS, ...more),
  };
}

interface Asked {
  /** The member of the body that is the input. */
  readonly part: 'input' | 'model';
  readonly model: string;
  readonly text: string;
  readonly options: RunOptions;
}

async function create(c: HttpContext, service: HttpService, asked: Asked): Promise<[RunJson, 200 | 202]> {
  if (service.stopping.aborted) throw new DovetailError('capacity/shutting-down', 'The service is stopping.');
  await checkBody(c, service, { part: asked.part, data: c.req.valid('json' as never) });
  return startRun(c, service, asked);
}

/** Creates a run of an input that has been read, and waits for its end where that is preferred. */
export function startRun(
  c: HttpContext,
  service: HttpService,
  { model, text, options }: Omit<Asked, 'part'>,
): Promise<[RunJson, 200 | 202]> {
  return startedRun(c, service, options, (common) =>
    located(service.runs.create(c.get('caller').tenant, { ...common, model, input: text }), PLACES),
  );
}

/** The answer to a request for a run of any kind, which `create` stores. */
export async function startedRun(
  c: HttpContext,
  service: HttpService,
  asked: RunOptions,
  create: (common: Omit<NewRun, 'model' | 'input'>) => Promise<{ readonly run: Run }>,
): Promise<[RunJson, 200 | 202]> {
  const { tenant, actor } = c.get('caller');
  const options = withTimeLimit(asked, service.config.maxTimeLimitMs);
  const key = c.req.header('idempotency-key');
  const payloadSha256 = c.get('body').sha256;
  const idempotency = key === undefined ? undefined : { key: `${c.req.path} ${key}`, payloadSha256 };
  const { run } = await create({ options, isUrgent: may(c.get('caller'), 'urgent'), idempotency, actor });
  c.get('body').release();
  c.get('log').info({ runId: run.id, model: run.model }, 'run asked for');
  c.header('location', `/v1/runs/${run.id}`);
  const waitMs = waitOf(c.req.header('prefer'));
  const latest =
    waitMs === undefined ? run : await untilEnded(service, { tenant, run, waitMs, signal: c.req.raw.signal });
  // A minute is long enough for a key to be revoked.
  if (waitMs !== undefined && !(await c.get('caller').isStillGood())) throw noKey('The API key is no longer valid.');
  if (waitMs !== undefined) c.header('preference-applied', `wait=${waitMs / 1000}`);
  announce(c, latest);
  return [runJson(latest), hasEnded(latest.status) ? 200 : 202];
}

/** Says when to ask again, as long as the run may change. */
export function announce(c: HttpContext, run: Run): void {
  if (!hasEnded(run.status)) c.header('retry-after', '1');
}

/** A run that names no time limit has the usual one, or what the service allows where that is less. */
function withTimeLimit(options: RunOptions, mostMs: number): RunOptions {
  const asked = options.termination?.timeLimitMs;
  if (asked !== undefined || mostMs >= DEFAULT_TIME_LIMIT_MS) return options;
  return { ...options, termination: { ...options.termination, timeLimitMs: mostMs } };
}

/** Whether an `If-None-Match` names the tag; weak comparison, as RFC 9110 wants it here. */
function matches(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tag);
}
