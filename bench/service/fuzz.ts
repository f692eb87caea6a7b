import fc from 'fast-check';
import { z } from 'zod';
import type { OpenApi } from '../../src/http/openapi.ts';
import { type Known, type Shot, shots } from './requests.ts';

export interface FuzzOptions {
  readonly document: OpenApi;
  readonly known: Known;
  readonly count: number;
  readonly seed: number;
  send(shot: Shot): Promise<Response>;
}

export interface FuzzReport {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Operations that were answered with a success at least once. */
  readonly succeeded: readonly string[];
  /** What was answered otherwise than the document says, shrunk to its smallest; none when all is well. */
  readonly failures: readonly string[];
}

/** Sends requests drawn from the OpenAPI document and holds every answer against it. */
export async function fuzz({ document, known, count, seed, send }: FuzzOptions): Promise<FuzzReport> {
  const byStatus: Record<string, number> = {};
  const succeeded = new Set<string>();
  let requests = 0;
  const judge = judgeOf(document);
  const property = fc.asyncProperty(shots(document, known), async (shot) => {
    requests++;
    const response = await send(shot);
    byStatus[response.status] = (byStatus[response.status] ?? 0) + 1;
    if (response.ok) succeeded.add(`${shot.method} ${shot.target.path}`);
    const fault = await judge(shot, response);
    if (fault !== undefined) throw new Error(fault);
  });
  const details = await fc.check(property, { numRuns: count, seed, interruptAfterTimeLimit: 600_000 });
  const failures = details.failed
    ? [`${(details.errorInstance as Error)?.message}\n${JSON.stringify(details.counterexample)}`]
    : [];
  return { requests, byStatus, succeeded: [...succeeded].sort(), failures };
}

const PROBLEM = 'application/problem+json';

/** Says what is wrong with an answer: its status, its type or its shape. */
function judgeOf(document: OpenApi): (shot: Shot, response: Response) => Promise<string | undefined> {
  const schemas = new Map<object, z.ZodType>();
  const schemaOf = (schema: object): z.ZodType => {
    const known = schemas.get(schema) ?? z.fromJSONSchema(selfContained(schema, document));
    schemas.set(schema, known);
    return known;
  };
  return async (shot, response) => {
    const { status } = response;
    const label = `${shot.method} ${shot.path}: ${status}`;
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    if (status >= 500) return `${label}, ${await response.text()}`;
    const text = type === 'text/event-stream' ? await firstOf(response) : await response.text();
    const declared = declaredFor(document, shot, response);
    if (!declared) return `${label} is not declared: ${text.slice(0, 300)}`;
    const content = declared.content?.[type];
    if (declared.content && !content) return `${label} has the type "${type}", which is not declared`;
    if (!declared.content && text !== '') return `${label} has a body, and none is declared`;
    if (!content || !/json/.test(type)) return undefined;
    const parsed = schemaOf(content.schema).safeParse(JSON.parse(text));
    return parsed.success ? undefined : `${label}: ${z.prettifyError(parsed.error)}\n${text.slice(0, 300)}`;
  };
}

interface Declared {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** What the document says of an answer. That a path or a method is not there, no path can declare. */
function declaredFor(document: OpenApi, { target, method, path }: Shot, { status }: Response): Declared | undefined {
  const name = method.toLowerCase();
  const own = document.paths[target.path]?.[name];
  if (own) return own.responses[String(status)];
  if (status === 404 || status === 405) {
    return { content: { [PROBLEM]: { schema: { $ref: '#/components/schemas/Problem' } } } };
  }
  // A word of one path may be a name in another: `verification` is an item that a draft can have.
  const others = Object.keys(document.paths).filter((template) => matches(template, path));
  return others.map((template) => document.paths[template]?.[name]).find(Boolean)?.responses[String(status)];
}

function matches(template: string, path: string): boolean {
  const [parts, given] = [template.split('/'), path.split('?')[0]!.split('/')];
  return parts.length === given.length && parts.every((part, i) => part.startsWith('{') || part === given[i]);
}

/** The schema with everything that it refers to. */
function selfContained(schema: object, document: OpenApi): Record<string, unknown> {
  const { schemas } = document.components as { schemas: Record<string, object> };
  const text = JSON.stringify({ ...schema, $defs: schemas }).replaceAll('#/components/schemas/', '#/$defs/');
  return JSON.parse(text) as Record<string, unknown>;
}

/** The first part of a stream, which is then left. */
async function firstOf(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}
