import { createRoute } from '@hono/zod-openapi';
import type { FixOption } from '../../solve/fixOption.ts';
import type { PlanIssue } from '../../solve/issue.ts';
import { requires } from '../access.ts';
import {
  appliedSchema,
  fixAllSchema,
  fixedAllSchema,
  fixesSchema,
  fixParams,
  ignoreSchema,
  issueParams,
  issuesQuery,
  planNowJson,
  planValidationSchema,
  reasonSchema,
} from '../adviceSchemas.ts';
import { type Api, json, problems, verbPath } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen } from '../ifMatch.ts';
import { daysQuery, planJson, planParams, writeHeaders, writtenSchema } from '../planSchemas.ts';
import { daysIn, etag, OF_WRITES } from './plans.ts';

export const OF_QUESTIONS = ['plan/unknown', 'input/invalid', 'input/too-large', 'capacity/questions'] as const;

/** What is wrong with the work of a plan, and what is done about it. */
export function planAdviceRoutes(api: Api, { plans }: HttpService, bodies: BodyLimits): void {
  const tags = ['plans'];
  const issuePath = '/v1/plans/{plan}/issues/{issue}';

  api.openapi(
    createRoute({
      operationId: 'validatePlan',
      method: 'get',
      path: '/v1/plans/{plan}/validation',
      tags,
      summary: 'What is wrong with the work that a plan has in place, the gravest first',
      description: 'Without `from` and `to`, for the days of the plan.',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: issuesQuery },
      responses: {
        200: { ...json(planValidationSchema, 'A page of issues, and the health of all.'), headers: etag },
        ...problems(...OF_QUESTIONS, 'request/stale'),
      },
    }),
    async (c) => {
      const { from, to, ...page } = c.req.valid('query');
      const request = { days: daysIn({ from, to }), ...page };
      const { plan, health, counts, issues, cursor } = await plans.advice.validation(
        askerOf(c),
        c.req.valid('param').plan,
        request,
      );
      c.header('etag', tagOf(plan.version));
      const told = issues.map((one) => ({ ...issueJson(one), ...(one.ignored ? { ignored: one.ignored } : {}) }));
      return c.json({ ...planNowJson(plan), health, counts, issues: told, next: cursor ?? null }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getFixes',
      method: 'get',
      path: `${issuePath}/fixes`,
      tags,
      summary: 'Ways to be rid of one issue, each of them tried',
      description: 'Give the days for which the plan was validated.',
      middleware: [requires('read')] as const,
      request: { params: issueParams, query: daysQuery },
      responses: {
        200: { ...json(fixesSchema, 'The best first.'), headers: etag },
        ...problems(...OF_QUESTIONS, 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan: id, issue } = c.req.valid('param');
      const days = daysIn(c.req.valid('query'));
      const { plan, options } = await plans.advice.fixes(askerOf(c), id, { issue, days });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planNowJson(plan), fixes: options.map(fixJson) }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'applyFix',
      method: 'post',
      path: verbPath(`${issuePath}/fixes/{fix}`, 'apply'),
      tags,
      summary: 'Change a plan by one of the fixes of an issue',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: fixParams,
        query: daysQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: reasonSchema } } },
      },
      responses: {
        200: { ...json(appliedSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES, 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan: id, issue, fix } = c.req.valid('param');
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor, reason: c.req.valid('json').reason };
      const days = daysIn(c.req.valid('query'));
      const { plan, rows, option } = await plans.advice.apply(askerOf(c), id, { ...writing, issue, fix, days });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows, fix: fixJson(option) }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'ignoreIssue',
      method: 'post',
      path: verbPath(issuePath, 'ignore'),
      tags,
      summary: 'Do not tell an issue again, for good or until a day',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: issueParams,
        query: daysQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: ignoreSchema } } },
      },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES, 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan: id, issue } = c.req.valid('param');
      const { reason, until } = c.req.valid('json');
      const ignored = { issue, reason, ...(until === undefined ? {} : { until }) };
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor, reason };
      const days = daysIn(c.req.valid('query'));
      const { plan, rows } = await plans.advice.ignore(askerOf(c), id, { ...writing, ignored, days });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'heedIssue',
      method: 'delete',
      path: verbPath(issuePath, 'ignore'),
      tags,
      summary: 'Tell an issue again that was ignored',
      middleware: [requires('write')] as const,
      request: { params: issueParams, query: daysQuery, headers: writeHeaders },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_QUESTIONS, 'request/not-found', 'request/stale', 'request/no-version'),
      },
    }),
    async (c) => {
      const { plan: id, issue } = c.req.valid('param');
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor };
      const { plan, rows } = await plans.advice.heed(askerOf(c), id, { ...writing, issue });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'fixAllIssues',
      method: 'post',
      path: verbPath('/v1/plans/{plan}/issues', 'fix-all'),
      tags,
      summary: 'Fix what needs no judgement, and tell what is left',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: planParams,
        query: daysQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: fixAllSchema } } },
      },
      responses: {
        200: { ...json(fixedAllSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES),
      },
    }),
    async (c) => {
      const { skip = [], reason } = c.req.valid('json');
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor, reason };
      const request = { ...writing, skip, days: daysIn(c.req.valid('query')) };
      const { plan, rows, fixed, left } = await plans.advice.fixAll(askerOf(c), c.req.valid('param').plan, request);
      c.header('etag', tagOf(plan.version));
      const done = fixed.map(({ issue, option }) => ({ issue: issueJson(issue), fix: fixJson(option) }));
      const undone = left.map(({ issue, why }) => ({ issue: issueJson(issue), why }));
      return c.json({ ...planJson(plan), rows, fixed: done, left: undone }, 200);
    },
  );
}

function issueJson({ id, severity, rule, text, items, who, when }: PlanIssue) {
  return { id, severity, rule, text, items: [...items], who: [...who], when: [...when] };
}

function fixJson({ changes, costs, ...rest }: FixOption) {
  return { ...rest, changes: [...changes], costs: { ...costs } };
}
