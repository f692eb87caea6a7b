import type { OpenAPIHono } from '@hono/zod-openapi';
import type { TypedResponse } from 'hono';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import type { HttpContext, HttpEnvironment } from './environment.ts';
import { PROBLEM_TYPE, problemSchema } from './problem.ts';

/** The application that routes are added to. */
export type Api = OpenAPIHono<HttpEnvironment>;

/** What any request below `/v1` may be answered with, whatever it asks for. */
const ANYWHERE = [
  'request/invalid',
  'request/headers-too-large',
  'access/no-key',
  'access/scope',
  'capacity/rate',
  'bug/internal',
  'capacity/database',
] as const satisfies readonly ErrorCode[];

/** What a request with a body may be answered with in addition. */
export const OF_BODIES = [
  'request/incomplete',
  'input/syntax',
  'input/shape',
  'request/too-deep',
  'request/too-large',
  'request/media-type',
  'capacity/bodies',
] as const satisfies readonly ErrorCode[];

/** The responses of an operation that are no success, as OpenAPI declares them: one for each status. */
export function problems(...codes: readonly ErrorCode[]) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set([...ANYWHERE, ...codes])) {
    const { status } = ERROR_CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { [PROBLEM_TYPE]: { schema: problemSchema } };
  const entries = [...byStatus].map(([status, of]) => [
    status,
    { description: of.map((code) => `\`${code}\`: ${ERROR_CODES[code].meaning}`).join('\n\n'), content },
  ]);
  return Object.fromEntries(entries) as Record<never, never>;
}

/**
 * The path of a verb on a thing, such as stop. It is `/v1/runs/{id}:stop` on the wire and in the document; the router
 * knows only whole segments, so inside the verb has a segment of its own.
 */
export function verbPath<Path extends string, Verb extends string>(path: Path, verb: Verb): `${Path}/~${Verb}` {
  return `${path}/~${verb}`;
}

/** The path of the router for one of the wire. A path that was sent in the inner form is none. */
export function innerPath(path: string): string {
  if (path.includes('/~')) return '/~';
  // The names of entries, rules and people may have colons, and they have no verbs.
  if (/^\/v1\/plans\/[^/]+\/(?:entries|preferences|exports)\//.test(path)) return path;
  return path.replace(/^(\/v1(?:\/[^/]+)*\/[^/:]+)(?::|%3A)([a-z-]+)$/i, '$1/~$2');
}

/** The path of the wire for one of the router. */
export function outerPath(path: string): string {
  return path.replace('/~', ':');
}

/** A success with a JSON body, as OpenAPI declares it. */
export function json<Schema>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON text with one more member whose value is JSON text already, and is not parsed for it. */
export function withText(object: object, name: string, text: string): string {
  const head = JSON.stringify(object);
  return `${head.slice(0, -1)}${head === '{}' ? '' : ','}${JSON.stringify(name)}:${text}}`;
}

/** JSON text as a response. The shape is whoever's wrote the text, so the compiler has to take it on trust. */
export function jsonText(c: HttpContext, text: string): Response & TypedResponse<never, 200, 'json'> {
  return c.body(text, 200, { 'content-type': 'application/json' }) as Response & TypedResponse as never;
}
