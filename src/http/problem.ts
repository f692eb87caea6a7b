import { z } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DovetailError, ERROR_CODES, type ErrorCode } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { HttpContext } from './environment.ts';
import { mediaTypeError } from './mediaType.ts';

/** RFC 9457: what every error says. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'A page about the code.', example: '/docs#input/shape' }),
    title: z.string().openapi({ description: 'What the code means.' }),
    status: z.int(),
    detail: z.string().openapi({ description: 'What happened, with names and values, then the next step.' }),
    instance: z.string().openapi({ description: 'The path of the request.' }),
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    errors: z.array(
      z.object({
        pointer: z.string().openapi({ description: 'RFC 6901; into the body, or /query/name, /header/name.' }),
        code: z.string(),
        message: z.string(),
        line: z.int().optional().openapi({ description: 'Of a fault in an imported text; from 1.' }),
        column: z.int().optional().openapi({ description: 'Of CSV the cell, of JSON the character; from 1.' }),
      }),
    ),
    errorsOmitted: z.int().openapi({ description: `Faults beyond the first ${LIMITS.faults}, which are not listed.` }),
    requestId: z.string(),
  })
  .openapi('Problem');

export type ProblemDetails = z.infer<typeof problemSchema>;

export const PROBLEM_TYPE = 'application/problem+json';

/** The response that an error is; what nobody foresaw is `bug/internal`, and its text stays in the log. */
export function problemResponse(c: HttpContext, thrown: unknown): Response {
  const error = foreseen(thrown);
  const { status, headers, body } = problemOf(error, {
    instance: new URL(c.req.url).pathname,
    requestId: c.get('requestId'),
  });
  const log = c.get('log');
  if (status >= 500) log.error({ err: thrown, code: error.code }, 'request failed');
  else log.debug({ err: thrown, code: error.code }, 'request refused');
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return c.body(body, status as ContentfulStatusCode);
}

/** The request that a problem is about. */
export interface About {
  /** Its path; empty when it could not be read. */
  readonly instance: string;
  readonly requestId: string;
}

/** What goes over the wire for an error, for whoever sends it. */
export interface WrittenProblem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function problemOf(error: DovetailError, { instance, requestId }: About): WrittenProblem {
  const { status, meaning } = ERROR_CODES[error.code];
  const problem: ProblemDetails = {
    type: `/docs#${error.code}`,
    title: meaning,
    status,
    detail: error.message,
    instance,
    code: error.code,
    errors: error.faults.map(({ pointer, code, message, line, column }) => ({
      pointer,
      code,
      message,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })),
    errorsOmitted: error.faultCount - error.faults.length,
    requestId,
  };
  const headers = { 'content-type': PROBLEM_TYPE, 'x-request-id': requestId, ...headersOf(error) };
  return { status, headers, body: JSON.stringify(problem) };
}

function headersOf({ code, details }: DovetailError): Record<string, string> {
  const headers: Record<string, string> = {};
  const { retryAfterSeconds } = details;
  if (typeof retryAfterSeconds === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)));
  else if (ERROR_CODES[code].status === 503 || ERROR_CODES[code].status === 429) headers['retry-after'] = '1';
  if (Array.isArray(details.allow)) headers.allow = details.allow.join(', ');
  if (code === 'access/no-key') headers['www-authenticate'] = 'Bearer realm="dovetail"';
  // What is still to come of a body is not read.
  if (code === 'request/too-large' || code === 'capacity/bodies') headers.connection = 'close';
  return headers;
}

export function foreseen(thrown: unknown): DovetailError {
  if (thrown instanceof DovetailError) return thrown;
  if (thrown instanceof HTTPException && thrown.status === 415) return mediaTypeError();
  if (thrown instanceof HTTPException && thrown.status < 500) {
    return new DovetailError('input/syntax', thrown.message || 'The request cannot be read.', { cause: thrown });
  }
  return new DovetailError('bug/internal', 'The service could not answer this request.', {
    maybe: 'try again, and report the requestId if it stays.',
    cause: thrown,
  });
}
