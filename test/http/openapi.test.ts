import { expect, it } from 'vitest';
import { describeApi } from '../../src/http/describe.ts';
import type { OpenApi } from '../../src/http/openapi.ts';
import { testApp } from './support/testApp.ts';

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

it('fields with a default of a response are not optional: requests and responses have schemas of their own', () => {
  const { schemas } = (document as OpenApi & { components: { schemas: Record<string, { required?: string[] }> } })
    .components;
  expect(schemas.Run!.required).toEqual(expect.arrayContaining(['id', 'status', 'outcome', 'revision', 'error']));
  expect(schemas.CreateRun!.required).toEqual(['model', 'input']);
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

it('the client for browsers is JavaScript without imports', async () => {
  const response = await testApp().request('/client.js');
  expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
  const text = await response.text();
  expect(text).not.toMatch(/^\s*import /m);
  const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { createClient: unknown };
  expect(module.createClient).toBeTypeOf('function');
});
