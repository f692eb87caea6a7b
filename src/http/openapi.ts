import { readFileSync } from 'node:fs';
import { type Api, outerPath } from './api.ts';
import { PROBLEM_TYPE } from './problem.ts';

/** The package's description is two folders up in a clone, and three from `dist` in an installed package. */
const PACKAGE = new URL(
  import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json',
  import.meta.url,
);
const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };

const INFO = {
  title: 'Dovetail',
  version,
  description: `Schedules problems: a run is asked for, is solved in a worker, and gets better while you watch.
Every error is \`application/problem+json\` (RFC 9457) with a \`code\`; the codes are listed at /docs.
Durations are ISO 8601 (\`PT30S\`), times RFC 3339.`,
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const TAGS = [
  { name: 'runs', description: 'Start runs, follow them, and read what they found.' },
  { name: 'results', description: 'What a run has found.' },
  { name: 'questions', description: 'What one may ask about a run: what if, what would help, what rules cost, why.' },
  { name: 'webhooks', description: 'Addresses that are told of events, signed and at least once.' },
  { name: 'plans', description: 'Stored inputs with what is in force in them: changing, accepting, taking back.' },
  { name: 'models', description: 'What can be solved.' },
  { name: 'operation', description: 'Whether the service is well.' },
];

/** The document, as far as other parts of this folder read it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [member: string]: unknown;
}

export interface Operation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: object;
}

interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

const text = { type: 'string' } as const;

/** What many answers have in their head; each operation says the rest itself. */
const HEADERS = {
  RateLimit: {
    description: 'What the tenant has left: requests `r`, and seconds `t` until all are back.',
    schema: text,
  },
  'RateLimit-Policy': { description: 'Requests `q` that a tenant may make within `w` seconds.', schema: text },
  'Retry-After': { description: 'Seconds after which to try again.', schema: text },
  'WWW-Authenticate': { description: 'How to say who asks.', schema: text },
  'X-Request-Id': { description: "The request's own id where it came with one, otherwise a new one.", schema: text },
} as const;

/** The headers of an answer, by its status and by whether the path belongs to a tenant. */
function headersOf(status: string, isOfTenant: boolean): (keyof typeof HEADERS)[] {
  if (!isOfTenant) return ['X-Request-Id'];
  // Who asks is not known yet when 401 is said, so nothing is counted.
  if (status === '401') return ['WWW-Authenticate', 'X-Request-Id'];
  const always = ['RateLimit', 'RateLimit-Policy', 'X-Request-Id'] as const;
  return status === '429' || status === '503' ? [...always, 'Retry-After'] : [...always];
}

function withHeaders(operation: Operation, isOfTenant: boolean): Operation {
  const responses = Object.entries(operation.responses).map(([status, response]) => {
    const names = headersOf(status, isOfTenant);
    const shared = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
    return [status, { ...response, headers: { ...response.headers, ...Object.fromEntries(shared) } }] as const;
  });
  return { ...operation, responses: Object.fromEntries(responses) };
}

/** The operations of a path. Only those below `/v1` ask who it is, as the application does. */
function completed(path: string, operations: Readonly<Record<string, Operation>>): Record<string, Operation> {
  const isOfTenant = path.startsWith('/v1/');
  const entries = Object.entries(operations).map(([method, operation]) => {
    const whole = withHeaders(operation, isOfTenant);
    return [method, isOfTenant ? whole : { ...whole, security: [] }] as const;
  });
  return Object.fromEntries(entries);
}

/** What any path says to a method that it has not: no operation could declare it. */
const METHOD_NOT_ALLOWED = {
  description: 'Any path, asked with a method that it does not have.',
  headers: {
    Allow: { description: 'The methods that it has.', schema: text },
    'X-Request-Id': { $ref: '#/components/headers/X-Request-Id' },
  },
  content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** The OpenAPI 3.1 document of the application, from the schemas that check its requests. */
export function openApiOf(api: Api): OpenApi {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/' }],
    tags: TAGS,
    security: [{ key: [] }, {}],
  });
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [
    outerPath(path),
    completed(path, operations as Record<string, Operation>),
  ]);
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: {
      ...document.components,
      headers: HEADERS,
      responses: { MethodNotAllowed: METHOD_NOT_ALLOWED },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key. On loopback the service may go without.' },
      },
    },
  } as unknown as OpenApi;
}
