import { createRoute } from '@hono/zod-openapi';
import { requires } from '../access.ts';
import { type Api, json, problems, verbPath } from '../api.ts';
import { type BodyLimits, readEntriesBody } from '../body.ts';
import { askerOf } from '../environment.ts';
import type { HttpService } from '../httpService.ts';
import { tagOf, versionSeen, versionSeenIfAny } from '../ifMatch.ts';
import { importedSchema, importQuery, planJson, planParams, writeHeaders } from '../planSchemas.ts';
import { etag, OF_WRITES } from './plans.ts';

/** How a plan is brought up to the lists of another system. */
export function planImportRoutes(api: Api, { plans }: HttpService, bodies: BodyLimits): void {
  api.openapi(
    createRoute({
      operationId: 'importPlan',
      method: 'post',
      path: verbPath('/v1/plans/{plan}', 'import'),
      tags: ['plans'],
      summary: 'Bring lists of a plan up to a file, and keep what people have done',
      description: [
        'Entries that the file does not have are dropped, other ones changed, new ones created, all of it or nothing.',
        'Fields that were changed by hand stay, and so does work that people have put in place, unless its item is gone or',
        'not active, or the file has a new entry for it. The same file again changes nothing.',
        'Without `If-Match` only with `dryRun=true`.',
      ].join(' '),
      middleware: [requires('write'), readEntriesBody(bodies)] as const,
      request: {
        params: planParams,
        query: importQuery,
        headers: writeHeaders,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: {
                description: 'The lists of an input by their names, or the entries of the list that the query names.',
              },
            },
            'application/x-ndjson': { schema: { type: 'string', description: 'An entry on each line.' } },
            'text/csv': { schema: { type: 'string', description: 'A header of fields, then an entry on each line.' } },
          },
        },
      },
      responses: {
        200: { ...json(importedSchema, 'What has become of the rows.'), headers: etag },
        ...problems(...OF_WRITES, 'request/not-found'),
      },
    }),
    async (c) => {
      const { list, dryRun: isTrial = false, reason } = c.req.valid('query');
      const seen = isTrial ? versionSeenIfAny(c) : versionSeen(c);
      const { partText: text = '', file, format = 'json', release } = c.get('body');
      const content = file === undefined ? { text } : { file };
      const asked = { list, format, content, isTrial, seen, actor: c.get('caller').actor, reason };
      const { plan, rows, counts, dropped } = await plans.import(askerOf(c), c.req.valid('param').plan, asked);
      release();
      c.header('etag', tagOf(plan.version));
      return c.json({ ...planJson(plan), rows, counts, dropped: [...dropped] }, 200);
    },
  );
}
