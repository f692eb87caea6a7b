import { createRoute, z } from '@hono/zod-openapi';
import { DovetailError } from '../../errors.ts';
import { cut } from '../../limits.ts';
import type { Days } from '../../plans/plan.ts';
import { requires } from '../access.ts';
import {
  addOutcomesSchema,
  outcomesSchema,
  personParams,
  planNowJson,
  scheduleParams,
  summaryQuery,
  summarySchema,
} from '../adviceSchemas.ts';
import { type Api, json, problems } from '../api.ts';
import { type BodyLimits, readBody } from '../body.ts';
import { askerOf, type HttpContext } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen } from '../ifMatch.ts';
import { daysQuery, planJson, planParams, writeHeaders, writtenSchema } from '../planSchemas.ts';
import { noQuery } from '../requestSchemas.ts';
import { OF_QUESTIONS } from './planAdvice.ts';
import { daysIn, etag, OF_WRITES } from './plans.ts';

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', calendar: 'text/calendar; charset=utf-8' } as const;

/** The work of a plan summed up, as files for other programs, and how it ended. */
export function planReportRoutes(api: Api, { plans }: HttpService, bodies: BodyLimits): void {
  const tags = ['plans'];
  const text = { schema: z.string() };

  api.openapi(
    createRoute({
      operationId: 'getPlanSummary',
      method: 'get',
      path: '/v1/plans/{plan}/summary',
      tags,
      summary: 'Work by person and week, what has no place yet, and late orders',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: summaryQuery },
      responses: {
        200: { ...json(summarySchema, 'For the days that were asked for, or those of the plan.'), headers: etag },
        ...problems(...OF_QUESTIONS),
      },
    }),
    async (c) => {
      const { from, to, weekMinutes } = c.req.valid('query');
      const request = { days: daysIn({ from, to }), weekMinutes };
      const found = await plans.advice.summary(askerOf(c), c.req.valid('param').plan, request);
      c.header('etag', tagOf(found.plan.version));
      const weeks = found.weeks.map(({ lanes, loads, ...week }) => {
        return { ...week, loads: [...loads], ...(lanes ? { lanes: [...lanes] } : {}) };
      });
      const unplaced = found.unplaced.map(({ texts, ...one }) => ({ ...one, texts: [...texts] }));
      const { orders, utilisation } = found;
      const report = {
        ...(orders ? { orders: orders.map(({ missing, ...one }) => ({ ...one, missing: [...missing] })) } : {}),
        ...(utilisation ? { utilisation: [...utilisation] } : {}),
      };
      return c.json({ ...planNowJson(found.plan), weeks, unplaced, ...report }, 200);
    },
  );

  const exported = async (c: HttpContext, id: string, of: Wanted) => {
    const { plan, text: file } = await plans.advice.export(askerOf(c), id, of);
    c.header('etag', tagOf(plan.version));
    // Names of people may have any character; RFC 6266 wants those of a file encoded.
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(of.name)}`);
    return c.body(file, 200, { 'content-type': TYPES[of.as] });
  };

  api.openapi(
    createRoute({
      operationId: 'exportSchedule',
      method: 'get',
      path: '/v1/plans/{plan}/exports/{file}',
      tags,
      summary: 'The work of a plan as CSV or as a calendar',
      middleware: [requires('read')] as const,
      request: { params: scheduleParams, query: daysQuery },
      responses: {
        200: { description: 'The file.', content: { 'text/csv': text, 'text/calendar': text }, headers: etag },
        ...problems(...OF_QUESTIONS),
      },
    }),
    async (c) => {
      const { plan, file } = c.req.valid('param');
      const as = file === 'schedule.csv' ? 'csv' : 'calendar';
      return exported(c, plan, { as, days: daysIn(c.req.valid('query')), name: file });
    },
  );

  api.openapi(
    createRoute({
      operationId: 'exportCalendar',
      method: 'get',
      path: '/v1/plans/{plan}/exports/people/{file}',
      tags,
      summary: 'The work of one person, or of another lane of the schedule, as a calendar',
      middleware: [requires('read')] as const,
      request: { params: personParams, query: daysQuery },
      responses: {
        200: { description: 'The file.', content: { 'text/calendar': text }, headers: etag },
        ...problems(...OF_QUESTIONS, 'request/not-found'),
      },
    }),
    async (c) => {
      const { plan, file } = c.req.valid('param');
      if (!file.endsWith('.ics')) {
        throw new DovetailError('request/not-found', `There is no file ${cut(file)}.`, {
          maybe: 'ask for the id of somebody with .ics behind it.',
        });
      }
      const lane = file.slice(0, -'.ics'.length);
      return exported(c, plan, { as: 'calendar', lane, days: daysIn(c.req.valid('query')), name: file });
    },
  );

  api.openapi(
    createRoute({
      operationId: 'getOutcomes',
      method: 'get',
      path: '/v1/plans/{plan}/outcomes',
      tags,
      summary: 'How work ended, by person, and what is learnt from it',
      description: 'The outcomes themselves are the entries of the list `outcomes`.',
      middleware: [requires('read')] as const,
      request: { params: planParams, query: daysQuery },
      responses: {
        200: { ...json(outcomesSchema, 'Of the days that were asked for, or of all.'), headers: etag },
        ...problems(...OF_QUESTIONS),
      },
    }),
    async (c) => {
      const days = daysIn(c.req.valid('query'));
      const { plan, people, affinity } = await plans.advice.outcomes(askerOf(c), c.req.valid('param').plan, { days });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planNowJson(plan), people: [...people], affinity: [...affinity] }, 200);
    },
  );

  api.openapi(
    createRoute({
      operationId: 'addOutcomes',
      method: 'post',
      path: '/v1/plans/{plan}/outcomes',
      tags,
      summary: 'Say how work ended: completed, swapped, or no-show',
      middleware: [requires('write'), readBody(undefined, bodies)] as const,
      request: {
        params: planParams,
        query: noQuery,
        headers: writeHeaders,
        body: { required: true, content: { 'application/json': { schema: addOutcomesSchema } } },
      },
      responses: {
        200: { ...json(writtenSchema, 'The plan as it is now.'), headers: etag },
        ...problems(...OF_WRITES),
      },
    }),
    async (c) => {
      const { outcomes, reason } = c.req.valid('json');
      const writing = { seen: versionSeen(c), actor: c.get('caller').actor, reason };
      const { plan, rows } = await plans.advice.addOutcomes(askerOf(c), c.req.valid('param').plan, {
        ...writing,
        outcomes,
      });
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows }, 200);
    },
  );
}

interface Wanted {
  readonly as: 'csv' | 'calendar';
  readonly lane?: string;
  readonly days: Days | undefined;
  /** Of the file. */
  readonly name: string;
}
