import { createRoute, z } from '@hono/zod-openapi';
import { type Api, json, jsonText } from '../api.ts';
import { clientModule } from '../clientModule.ts';
import { DOCS_POLICY, docsPage } from '../docsPage.ts';
import { openApiOf } from '../openapi.ts';
import { anyObject } from '../responseSchemas.ts';

/** The document, the page made of it, and the client that a browser can import. All of it is in this package. */
export function pageRoutes(api: Api): void {
  let document: string | undefined;
  let page: string | undefined;
  const openapi = (): string => {
    document ??= JSON.stringify(openApiOf(api));
    return document;
  };

  api.openapi(
    createRoute({
      operationId: 'getOpenApi',
      method: 'get',
      path: '/openapi.json',
      tags: ['operation'],
      summary: 'This document',
      responses: { 200: json(anyObject, 'OpenAPI 3.1.') },
    }),
    (c) => jsonText(c, openapi()),
  );

  api.openapi(
    createRoute({
      operationId: 'getDocs',
      method: 'get',
      path: '/docs',
      tags: ['operation'],
      summary: 'This document, for people',
      responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } },
    }),
    async (c) => {
      page ??= String(await docsPage(JSON.parse(openapi())));
      c.header('content-security-policy', DOCS_POLICY);
      return c.html(page);
    },
  );

  // For people who open the address of the service in a browser.
  api.get('/', (c) => c.redirect('/docs'));

  api.openapi(
    createRoute({
      operationId: 'getClient',
      method: 'get',
      path: '/client.js',
      tags: ['operation'],
      summary: 'The client, as a module for browsers',
      responses: { 200: { description: 'JavaScript.', content: { 'text/javascript': { schema: z.string() } } } },
    }),
    (c) => c.body(clientModule(), 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
}
