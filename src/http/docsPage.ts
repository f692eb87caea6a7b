import { hash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { ERROR_CODES } from '../errors.ts';
import type { OpenApi, Operation, Parameter } from './openapi.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8d8de, #3a3a42); --soft: light-dark(#f5f5f8, #232328); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin-bottom: .25rem; } h2 { margin-top: 2.5rem; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .5rem .9rem; }
summary { cursor: pointer; display: flex; gap: .75rem; flex-wrap: wrap; align-items: baseline; }
code, pre { font: 14px/1.45 ui-monospace, monospace; }
pre { background: var(--soft); border-radius: .4rem; padding: .75rem; overflow: auto; max-height: 24rem; }
.method { font-weight: 700; min-width: 3.2rem; text-transform: uppercase; }
:target { scroll-margin-top: 4rem; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
`;

/** What a browser may load for the page: its own style, and nothing else. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The OpenAPI document as one page that needs no network, no script and no style from elsewhere. */
export function docsPage(document: OpenApi): Html {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const { title, version, description } = document.info as { title: string; version: string; description: string };
  const tags = document.tags as readonly { name: string; description: string }[];
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} API</title><style>${raw(STYLE)}</style></head>
<body>
<h1>${title} ${version}</h1>
${paragraphs(description)}
<p><a href="/openapi.json">openapi.json</a> · <a href="/client.js">client.js</a> · <a href="/metrics">metrics</a></p>
${tags.map(({ name, description }) => {
  const mine = operations.filter(({ operation }) => operation.tags?.includes(name));
  return html`<h2 id="${name}">${name}</h2><p>${description}</p>${mine.map((one) => operationOf(one, document))}`;
})}
<h2 id="schemas">Schemas</h2>
${schemasOf(document)}
<h2 id="problems">Codes of problems</h2>
<table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr></thead><tbody>
${Object.entries(ERROR_CODES).map(
  ([code, { status, meaning }]) =>
    html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${prose(meaning)}</td></tr>`,
)}
</tbody></table>
</body></html>`;
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function operationOf({ path, method, operation }: Placed, document: OpenApi): Html {
  const { summary = '', description = '', parameters = [], requestBody, responses } = operation;
  return html`<details><summary><span class="method">${method}</span> <code>${path}</code> <span>${summary}</span></summary><div id="${method}-${path}">
${paragraphs(description)}
${parameters.length > 0 ? html`<table><tbody>${parameters.map(parameterOf)}</tbody></table>` : ''}
${requestBody ? html`<p>Body:</p>${Object.values(requestBody.content).map(({ schema }) => bodyOf(schema, document))}` : ''}
<table><tbody>${Object.entries(responses).map(
    ([status, { description, content }]) =>
      html`<tr><td>${status}</td><td>${paragraphs(description)}${Object.entries(content ?? {}).map(
        ([type, { schema }]) => html`<code>${type}</code> ${referenceOf(schema)}`,
      )}</td></tr>`,
  )}</tbody></table></div></details>`;
}

/** What its description says stands in words beside the schema, and not in it again. */
function parameterOf({ name, in: place, required, description = '', schema }: Parameter): Html {
  const { description: _, ...shape } = schema as { description?: string };
  return html`<tr><td><code>${name}</code></td><td>${place}${required ? ', required' : ''}</td><td>${prose(description)} <code>${JSON.stringify(shape)}</code></td></tr>`;
}

function referenceOf(schema: object): Html | string {
  const name = nameIn(schema);
  return name === undefined ? '' : html`<a href="#schema-${name}">${name}</a>`;
}

/** The schema that is meant, in place; those that it names are a link away. */
function bodyOf(schema: object, document: OpenApi): Html {
  const name = nameIn(schema);
  return schemaOf(name === undefined ? schema : schemasIn(document)[name]!);
}

function nameIn(schema: object): string | undefined {
  return '$ref' in schema ? String(schema.$ref).split('/').at(-1)! : undefined;
}

function schemaOf(schema: object): Html {
  const parts = JSON.stringify(schema, null, 2).split(/"#\/components\/schemas\/(\w+)"/);
  return html`<pre>${parts.map((part, i) => (i % 2 === 0 ? part : html`<a href="#schema-${part}">${part}</a>`))}</pre>`;
}

/** A browser that is sent to what is inside of a closed part opens it; it would not, for the part itself. */
function schemasOf(document: OpenApi): Html[] {
  return Object.entries(schemasIn(document)).map(
    ([name, schema]) =>
      html`<details><summary><code>${name}</code></summary><div id="schema-${name}">${schemaOf(schema)}</div></details>`,
  );
}

function schemasIn(document: OpenApi): Readonly<Record<string, object>> {
  return (document.components as { schemas?: Record<string, object> }).schemas ?? {};
}

function paragraphs(text: string): Html | string {
  return text === '' ? '' : html`${text.split('\n\n').map((part) => html`<p>${prose(part)}</p>`)}`;
}

/** Text whose words between backticks are code. */
function prose(text: string): Html {
  return html`${text.split('`').map((part, i) => (i % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
