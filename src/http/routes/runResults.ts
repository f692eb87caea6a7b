import { createRoute } from '@hono/zod-openapi';
import { requires } from '../access.ts';
import { type Api, json, jsonText, problems, withText } from '../api.ts';
import type { HttpService } from '../httpService.ts';
import { located } from '../inputFaults.ts';
import { diffParams, noQuery, revisionQuery, runParams, unplacedQuery } from '../requestSchemas.ts';
import {
  analysisSchema,
  diffSchema,
  resultSchema,
  solutionSchema,
  unplacedSchema,
  verificationSchema,
} from '../responseSchemas.ts';
import { analysisOf, unplacedOf } from '../resultParts.ts';

const ABSENT = ['run/unknown', 'run/no-solution'] as const;

/** What a run has found: each of its best revision, also while the search goes on. */
export function runResultRoutes(api: Api, { runs }: HttpService): void {
  const read = { method: 'get' as const, tags: ['results'], middleware: requires('read') };

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getSolution',
      path: '/v1/runs/{id}/solution',
      summary: 'A solution, the best one when no revision is named',
      request: { params: runParams, query: revisionQuery },
      responses: { 200: json(solutionSchema, 'The solution with its review.'), ...problems(...ABSENT) },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const found = await runs.solution(c.get('caller').tenant, id, c.req.valid('query').revision);
      const { solution, createdAt, ...rest } = found;
      const text = withText({ run: id, ...rest, createdAt: createdAt.toISOString() }, 'solution', solution);
      return jsonText(c, text);
    },
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getResult',
      path: '/v1/runs/{id}/result',
      summary: "Everything in the domain's own words: placed, not placed and why, penalties",
      request: { params: runParams, query: noQuery },
      responses: { 200: json(resultSchema, 'The result.'), ...problems(...ABSENT) },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { revision, result, review } = await runs.result(c.get('caller').tenant, id);
      return jsonText(c, withText({ run: id, revision, conflicts: review.conflicts }, 'result', result));
    },
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getUnplaced',
      path: '/v1/runs/{id}/unplaced',
      summary: 'What is not placed, and why; one item in detail when it is named',
      request: { params: runParams, query: unplacedQuery },
      responses: { 200: json(unplacedSchema, 'The unplaced items.'), ...problems(...ABSENT, 'input/invalid') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { item } = c.req.valid('query');
      const { tenant } = c.get('caller');
      const { revision, result } = await runs.result(tenant, id);
      const unplaced = unplacedOf(result);
      if (item === undefined) return c.json({ run: id, revision, ...unplaced }, 200);
      const why = JSON.parse(await located(runs.ask(tenant, id, item), { 'input/invalid': '/query/item' }));
      return c.json({ run: id, revision, ...unplaced, detail: { item, ...why } }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getAnalysis',
      path: '/v1/runs/{id}/analysis',
      summary: 'What each rule costs, in penalty and in the model',
      request: { params: runParams, query: noQuery },
      responses: { 200: json(analysisSchema, 'The rules.'), ...problems(...ABSENT) },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const result = await runs.result(c.get('caller').tenant, id);
      return c.json({ run: id, ...analysisOf(result) }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getVerification',
      path: '/v1/runs/{id}/verification',
      summary: 'The independent review of the best solution, and the hash of the input that it is for',
      request: { params: runParams, query: noQuery },
      responses: { 200: json(verificationSchema, 'The certificate.'), ...problems(...ABSENT) },
    }),
    async (c) => {
      const { tenant } = c.get('caller');
      const run = await runs.get(tenant, c.req.valid('param').id);
      const { revision, review } = await runs.solution(tenant, run.id);
      return c.json({ run: run.id, revision, inputSha256: run.inputSha256, review: reviewJson(review) }, 200);
    },
  );

  api.openapi(
    createRoute({
      ...read,
      operationId: 'getDiff',
      path: '/v1/runs/{id}/diff/{other}',
      summary: 'What is different between the solutions of two runs',
      request: { params: diffParams, query: noQuery },
      responses: { 200: json(diffSchema, 'From the first run to the other.'), ...problems(...ABSENT, 'input/invalid') },
    }),
    async (c) => {
      const { id, other } = c.req.valid('param');
      const { same, objective, ...rest } = await runs.diff(c.get('caller').tenant, id, other);
      const { added, removed, changed, penalties } = structuredClone(rest);
      return c.json(
        { run: id, other, same, objective, added: [...added], removed: [...removed], changed: [...changed], penalties },
        200,
      );
    },
  );
}

function reviewJson({
  isLegal,
  issues,
  conflicts,
  penalty,
  penalties,
}: Awaited<ReturnType<HttpService['runs']['solution']>>['review']) {
  return {
    isLegal,
    issues: issues.map(({ rule, text, items }) => ({ rule, text, items: [...items] })),
    conflicts: conflicts.map((one) => ({ ...one, items: [...one.items], who: [...one.who], when: [...one.when] })),
    penalty,
    penalties: { ...penalties },
  };
}
