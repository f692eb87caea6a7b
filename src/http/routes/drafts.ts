import { createRoute } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import type { Draft, DraftSource } from '../../plans/draft.ts';
import { hasEnded } from '../../runs/run.ts';
import { requires } from '../access.ts';
import { type Api, json, jsonText, OF_BODIES, problems, verbPath } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf, type HttpContext } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen } from '../ifMatch.ts';
import { requireTimeLimit } from '../inputFaults.ts';
import {
  acceptedSchema,
  acceptSchema,
  daysQuery,
  draftItemParams,
  draftItemSchema,
  draftSchema,
  draftVerificationSchema,
  editHeaders,
  editSchema,
  MARK,
  planJson,
  planParams,
  rejectSchema,
  runPlanSchema,
  writeHeaders,
} from '../planSchemas.ts';
import { createHeaders, noQuery, runOptionsOf, runParams } from '../requestSchemas.ts';
import { daysIn, etag, OF_WRITES } from './plans.ts';
import { created, startRun } from './runs.ts';

/** The header of what is answered about a draft. */
const mark = { ETag: { description: 'The mark of the draft.', schema: { type: 'string' } } } as const;

const ABSENT = ['run/unknown', 'run/no-solution', 'plan/unknown', 'request/not-found', 'capacity/questions'] as const;

/** Runs of plans, and how what they propose gets into the plan. */
export function draftRoutes(api: Api, service: HttpService, bodies: BodyLimits): void {
  const { plans } = service;
  const tags = ['plans'];
  const body = <Schema>(schema: Schema) => ({ required: true, content: { 'application/json': { schema } } });

  api.openapi(
    createRoute({
      operationId: 'runPlan',
      method: 'post',
      path: '/v1/plans/{plan}/runs',
      tags,
      summary: 'Ask for a run of a plan as it is, with trial changes if there are any',
      middleware: [requires('run'), readBody(undefined, bodies)] as const,
      request: { params: planParams, query: noQuery, headers: createHeaders, body: body(runPlanSchema) },
      responses: created('plan/unknown', 'input/too-large'),
    }),
    async (c) => {
      const { horizon, changes = [], keep, options } = c.req.valid('json');
      const asked = runOptionsOf(options);
      if (service.stopping.aborted) throw new DovetailError('capacity/shutting-down', 'The service is stopping.');
      requireTimeLimit(service, asked.termination?.timeLimitMs);
      const request = { horizon, changes, keep };
      const { plan, input } = await plans.runInput(askerOf(c), c.req.valid('param').plan, request);
      const of = { id: plan.id, version: plan.version };
      const run = { model: plan.model, text: input, options: { ...asked, plan: of } };
      return c.json(...(await startRun(c, service, run)));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getDraft',
      method: 'get',
      path: '/v1/runs/{id}/draft',
      tags,
      summary: 'What a run proposes for its plan, item by item',
      middleware: [requires('read')] as const,
      request: { params: runParams, query: noQuery },
      responses: { 200: { ...json(draftSchema, 'The draft.'), headers: mark }, ...problems(...ABSENT) },
    }),
    async (c) => {
      const source = await sourceOf(c, service, c.req.valid('param').id);
      return draftText(c, await plans.draft(askerOf(c), source));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'verifyDraft',
      method: 'get',
      path: '/v1/runs/{id}/draft/verification',
      tags,
      summary: 'What the plan as it is now says of everything that is open in a draft',
      description: 'With days, only what concerns one of them; the penalties are those of everything.',
      middleware: [requires('read')] as const,
      request: { params: runParams, query: daysQuery },
      responses: { 200: json(draftVerificationSchema, 'The verification.'), ...problems(...ABSENT, 'input/too-large') },
    }),
    async (c) => {
      const source = await sourceOf(c, service, c.req.valid('param').id);
      const found = await plans.verifyDraft(askerOf(c), source, daysIn(c.req.valid('query')));
      return jsonText(c, JSON.stringify(found));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'editDraft',
      method: 'patch',
      path: '/v1/runs/{id}/draft/{item}',
      tags,
      summary: 'Put an item of a draft elsewhere, and hear at once what that breaks',
      middleware: [requires('accept'), readBody(undefined, bodies)] as const,
      request: { params: draftItemParams, query: noQuery, headers: editHeaders, body: body(editSchema) },
      responses: {
        200: { ...json(draftItemSchema, 'The item, with what its place breaks.'), headers: mark },
        ...problems(...ABSENT, ...OF_BODIES, 'input/invalid', 'input/too-large', 'plan/refused', 'request/stale'),
      },
    }),
    async (c) => {
      const { id, item } = c.req.valid('param');
      const source = await sourceOf(c, service, id);
      const [, seen] = MARK.exec(c.req.valid('header')['if-match'] ?? '') ?? [];
      const edited = await plans.edit(askerOf(c), source, { item, seen, ...c.req.valid('json') });
      c.header('etag', `"${edited.mark}"`);
      return jsonText(c, JSON.stringify(edited.item));
    },
  );

  api.openapi(
    createRoute({
      operationId: 'acceptDraft',
      method: 'post',
      path: verbPath('/v1/runs/{id}', 'accept'),
      tags,
      summary: 'Put items of a draft in place in the plan',
      description: 'Everything is judged against the plan as it is now. If-Match has the ETag of the plan.',
      middleware: [requires('accept'), readBody(undefined, bodies)] as const,
      request: { params: runParams, query: noQuery, headers: writeHeaders, body: body(acceptSchema) },
      responses: {
        200: { ...json(acceptedSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES, ...ABSENT, 'plan/refused', 'plan/locked', 'plan/unconfirmed'),
      },
    }),
    async (c) => {
      const seen = versionSeen(c);
      const source = await sourceOf(c, service, c.req.valid('param').id, true);
      const { items, confirm, partial, reason } = c.req.valid('json');
      const writing = { seen, actor: c.get('caller').actor, reason };
      const request = { ...writing, items, confirm, isPartial: partial };
      const { plan, rows, accepted, refused } = await plans.accept(askerOf(c), source, request);
      c.header('etag', tagOf(plan.version));
      const left = refused.map(({ item, reasons }) => ({ item, reasons: [...reasons] }));
      return c.json({ ...planJson(plan), rows, accepted: [...accepted], refused: left }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'rejectDraft',
      method: 'post',
      path: verbPath('/v1/runs/{id}', 'reject'),
      tags,
      summary: 'Refuse items of a draft',
      middleware: [requires('accept'), readBody(undefined, bodies)] as const,
      request: { params: runParams, query: noQuery, body: body(rejectSchema) },
      responses: { 200: json(draftSchema, 'The draft.'), ...problems(...ABSENT, ...OF_BODIES) },
    }),
    async (c) => {
      const source = await sourceOf(c, service, c.req.valid('param').id);
      return draftText(c, await plans.reject(askerOf(c), source, c.req.valid('json').items));
    },
  );
}

function draftText(c: HttpContext, draft: Draft) {
  c.header('etag', `"${draft.mark}"`);
  return jsonText(c, JSON.stringify(draft));
}

/** *Errors* `request/not-found` for a run that is of no plan; `plan/refused` for one that still runs. */
async function sourceOf(c: HttpContext, { runs }: HttpService, id: string, wantsEnd = false): Promise<DraftSource> {
  const { tenant } = c.get('caller');
  const run = await runs.get(tenant, id);
  const { plan } = run.options;
  if (!plan) {
    throw new DovetailError('request/not-found', `The run ${run.id} does not belong to a plan, so it has no draft.`, {
      maybe: 'ask for runs of a plan at /v1/plans/{plan}/runs.',
    });
  }
  if (wantsEnd && !hasEnded(run.status)) {
    throw new DovetailError('plan/refused', `The run ${run.id} still looks for something better.`, {
      maybe: 'wait for its end, or stop it.',
    });
  }
  const { result } = await runs.result(tenant, run.id);
  return { run: run.id, plan, input: await runs.input(tenant, run.id), result };
}
