import { readFileSync } from 'node:fs';
import { type Api, outerPath } from './api.ts';

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
Everything that is no success is \`application/problem+json\` (RFC 9457) with a \`code\`; the codes are listed at /docs.
Durations are ISO 8601 (\`PT30S\`), times RFC 3339.`,
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const TAGS = [
  { name: 'runs', description: 'Asking for runs, and what becomes of them.' },
  { name: 'results', description: 'What a run has found.' },
  { name: 'models', description: 'What can be solved.' },
  { name: 'operation', description: 'Whether the service is well.' },
];

/** The document, as far as other parts of this folder read it. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly [member: string]: unknown;
}

export interface Operation {
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
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** The OpenAPI 3.1 document of the application, from the schemas that check its requests. */
export function openApiOf(api: Api): OpenApi {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/' }],
    tags: TAGS,
    security: [{ key: [] }, {}],
  });
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [outerPath(path), operations]);
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: {
      ...document.components,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key. On loopback the service may go without.' },
      },
    },
  } as unknown as OpenApi;
}
