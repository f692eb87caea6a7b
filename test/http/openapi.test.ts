import { globSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { describeApi } from '../../src/http/describeApi.ts';
import type { OpenApi } from '../../src/http/openapi.ts';
import { TINY, testApp } from './support/testApp.ts';

const document = describeApi();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
);

it('the document is what it was; a change of it is a change of the interface', async () => {
  const { info, ...rest } = document;
  const { version: _, ...words } = info as { version: string };
  await expect(`${JSON.stringify({ ...rest, info: words }, null, 2)}\n`).toMatchFileSnapshot('./openapi.golden.json');
});

it('the service gives the same document as the command', async () => {
  const { request } = testApp();
  expect(await (await request('/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(document)));
});

it('every reference leads somewhere', () => {
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
  const { schemas } = (document as OpenApi & { components: { schemas: object } }).components;
  expect(names.length).toBeGreaterThan(20);
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining([...new Set(names)]));
});

it.each(operations.map((one) => [one.name, one] as const))('%s says what it does and how it fails', (_, one) => {
  const { path, operation } = one;
  expect(operation.summary).toMatch(/\w/);
  const statuses = Object.keys(operation.responses);
  expect(statuses.some((status) => /^2/.test(status))).toBe(true);
  if (!path.startsWith('/v1')) return;
  expect(statuses).toEqual(expect.arrayContaining(['400', '401', '403', '429', '500', '503']));
  if (path.includes('{')) expect(statuses).toContain('404');
  if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(['413', '415', '422']));
});

it('every operation has a name of its own', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  for (const name of names) expect(name).toMatch(/^[a-z][a-zA-Z]+$/);
  expect(new Set(names).size).toBe(operations.length);
});

it('only what is below /v1 asks who it is', () => {
  const open = operations.filter(({ operation }) => 'security' in operation);
  expect(open.map(({ path }) => path)).toEqual([
    '/livez',
    '/readyz',
    '/metrics',
    '/openapi.json',
    '/docs',
    '/client.js',
  ]);
  for (const { operation } of open) expect(operation).toMatchObject({ security: [] });
});

it('whole numbers of a query have their bounds', () => {
  const schemaOf = (path: string, name: string) =>
    document.paths[path]!.get!.parameters!.find((parameter) => parameter.name === name)!.schema;
  expect(schemaOf('/v1/runs', 'limit')).toMatchObject({ type: 'integer', minimum: 1, maximum: 200 });
  const revision = schemaOf('/v1/runs/{id}/solution', 'revision');
  expect(revision).toMatchObject({ type: 'integer', minimum: 1, maximum: 2_147_483_647 });
});

/** What every answer has, whatever it is asked. */
const UNDECLARED = /^(content-|cache-control|vary|access-control-|cross-origin-|origin-agent|referrer-|x-(?!request))/;

it('the headers of an answer are those that are declared', async () => {
  const { request, runs } = testApp();
  const json = { model: 'staffing', input: TINY };
  const { id } = await (await request('/v1/runs', { json })).json();
  const etag = (await request(`/v1/runs/${id}`)).headers.get('etag')!;
  const keyed = testApp({ isSingleUser: false });
  const slow = testApp({ config: { burst: 1, rate: 1 } });
  await slow.request('/v1/models');
  const asked: [string, string, Promise<Response>][] = [
    ['/v1/runs', 'post', request('/v1/runs', { json, headers: { prefer: 'wait=0' } })],
    ['/v1/runs', 'post', request('/v1/runs', { json: {} })],
    ['/v1/runs', 'get', request('/v1/runs')],
    ['/v1/runs', 'get', keyed.request('/v1/runs')],
    ['/v1/runs', 'get', slow.request('/v1/runs')],
    ['/v1/runs/{id}', 'get', request(`/v1/runs/${id}`)],
    ['/v1/runs/{id}', 'get', request(`/v1/runs/${id}`, { headers: { 'if-none-match': etag } })],
    ['/v1/runs/{id}', 'get', request('/v1/runs/x')],
    ['/livez', 'get', request('/livez')],
  ];
  const seen: number[] = [];
  for (const [path, method, answer] of asked) {
    const { status, headers } = await answer;
    seen.push(status);
    const declared = Object.keys(document.paths[path]![method]!.responses[status]!.headers!);
    const sent = [...headers.keys()].filter((name) => !UNDECLARED.test(name));
    const names = declared.map((name) => name.toLowerCase()).sort();
    expect([path, status, sent.sort()]).toEqual([path, status, names]);
  }
  expect(seen).toEqual([202, 422, 200, 401, 429, 200, 304, 404, 200]);
  runs.end(id, 'succeeded');
  expect((await request(`/v1/runs/${id}`)).headers.get('retry-after')).toBe(null);
});

it('fields with a default of a response are not optional: requests and responses have schemas of their own', () => {
  const { schemas } = (document as OpenApi & { components: { schemas: Record<string, { required?: string[] }> } })
    .components;
  expect(schemas.Run!.required).toEqual(expect.arrayContaining(['id', 'status', 'outcome', 'revision', 'error']));
  expect(schemas.CreateRun!.required).toEqual(['model', 'input']);
});

it('the address of the service leads to the page', async () => {
  const answer = await testApp().request('/');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
});

it('the page about it escapes what it shows, and links nothing from elsewhere', async () => {
  const page = await (await testApp().request('/docs')).text();
  for (const { path } of operations) expect(page).toContain(path);
  expect(page).toContain('id="input/shape"');
  expect([...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, target]) => target)).toEqual([
    '/openapi.json',
    '/client.js',
    '/metrics',
  ]);
});

it('the page leads into what is closed, prints bodies in place, and shows code as code', async () => {
  const page = await (await testApp().request('/docs')).text();
  // A browser opens what is around the target of a link, and never the target itself.
  expect(page).not.toMatch(/<details[^>]* id=/);
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
  expect(targets.length).toBeGreaterThan(20);
  for (const id of targets) expect(page).toContain(`<div id="${id}">`);
  const [, solve] = /<div id="post-\/v1\/solve">([\s\S]*?)<\/details>/.exec(page)!;
  expect(solve).toContain('Our model JSON, or a CpModelProto as JSON.');
  expect(solve).toContain('<a href="#schema-RunOptions">RunOptions</a>');
  expect(page).not.toContain('`');
  expect(page).toContain('<code>next</code> of the page before.');
  expect(page.split(' of the page before.').length).toBe(2);
});

function declared(name: string): RegExp {
  return new RegExp(`^(?:export )?(?:async )?(?:function\\*? |class |const )${name}\\b`, 'm');
}

it('the client for browsers is JavaScript without imports', async () => {
  const response = await testApp().request('/client.js');
  expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  const text = await response.text();
  expect(text).not.toMatch(/^\s*import /m);
  const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { createClient: unknown };
  expect(Object.keys(module).sort()).toEqual(Object.keys(await import('../../src/client/client.ts')).sort());
  // A module that is not in it would be missed only by who calls it.
  for (const path of globSync('src/client/*.ts').filter((path) => !path.endsWith('models.ts')))
    for (const name of Object.keys(await import(join('../..', path)))) expect(text, path).toMatch(declared(name));
});

it('is a document of OpenAPI 3.1 by the word of others', async () => {
  const document = (await (await testApp().request('/openapi.json')).json()) as Record<string, unknown>;
  const validator = new Validator();
  expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(() => validator.resolveRefs()).not.toThrow();
  const [path] = Object.keys(document.paths as object);
  const spoilt = { ...document, paths: { [path!]: { get: { responses: { 200: { content: 'none' } } } } } };
  expect(await new Validator().validate(spoilt)).toMatchObject({ valid: false });
});
