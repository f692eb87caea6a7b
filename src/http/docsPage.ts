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
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
`;

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
  return html`<h2 id="${name}">${name}</h2><p>${description}</p>${mine.map((one) => operationOf(one))}`;
})}
<h2 id="schemas">Schemas</h2>
${schemasOf(document)}
<h2 id="problems">Codes of problems</h2>
<table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr></thead><tbody>
${Object.entries(ERROR_CODES).map(
  ([code, { status, meaning }]) =>
    html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${meaning}</td></tr>`,
)}
</tbody></table>
</body></html>`;
}

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function operationOf({ path, method, operation }: Placed): Html {
  const { summary = '', description = '', parameters = [], requestBody, responses } = operation;
  return html`<details id="${method}-${path}"><summary><span class="method">${method}</span> <code>${path}</code> <span>${summary}</span></summary>
${paragraphs(description)}
${parameters.length > 0 ? html`<table><tbody>${parameters.map(parameterOf)}</tbody></table>` : ''}
${requestBody ? html`<p>Body:</p>${Object.values(requestBody.content).map(({ schema }) => schemaOf(schema))}` : ''}
<table><tbody>${Object.entries(responses).map(
    ([status, { description, content }]) =>
      html`<tr><td>${status}</td><td>${paragraphs(description)}${Object.entries(content ?? {}).map(
        ([type, { schema }]) => html`<code>${type}</code> ${referenceOf(schema)}`,
      )}</td></tr>`,
  )}</tbody></table></details>`;
}

function parameterOf({ name, in: place, required, description = '', schema }: Parameter): Html {
  return html`<tr><td><code>${name}</code></td><td>${place}${required ? ', required' : ''}</td><td>${description} <code>${JSON.stringify(schema)}</code></td></tr>`;
}

function referenceOf(schema: object): Html | string {
  const name = '$ref' in schema ? String(schema.$ref).split('/').at(-1)! : undefined;
  return name === undefined ? '' : html`<a href="#schema-${name}">${name}</a>`;
}

function schemaOf(schema: object): Html | string {
  return '$ref' in schema ? referenceOf(schema) : html`<pre>${JSON.stringify(schema, null, 2)}</pre>`;
}

function schemasOf(document: OpenApi): Html[] {
  const { schemas = {} } = document.components as { schemas?: Record<string, object> };
  return Object.entries(schemas).map(
    ([name, schema]) =>
      html`<details id="schema-${name}"><summary><code>${name}</code></summary><pre>${JSON.stringify(schema, null, 2)}</pre></details>`,
  );
}

function paragraphs(text: string): Html | string {
  return text === '' ? '' : html`${text.split('\n\n').map((part) => html`<p>${part.replaceAll('`', '')}</p>`)}`;
}
