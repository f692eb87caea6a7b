import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../../src/http/server.ts';
import { eventually } from '../support/eventually.ts';
import { TINY, testApp } from './support/testApp.ts';

it('a service that is not ready yet says when to come back', async () => {
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const early = await fetch(server.url);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
  expect(early.headers.get('content-type')).toBe('application/problem+json');
  const id = early.headers.get('x-request-id');
  expect(await early.json()).toMatchObject({ code: 'capacity/starting', status: 503, instance: '/', requestId: id });
  server.answer(() => new Response('ready'));
  expect(await (await fetch(server.url)).text()).toBe('ready');
  await server.close(1000);
  await expect(fetch(server.url)).rejects.toThrow();
});

it('a connection that has its answer holds up the end no longer than that', async () => {
  const { app, request, runs, feeds } = testApp();
  const server = await listen({ host: '127.0.0.1', port: 0 });
  server.answer((asked) => app.fetch(asked));
  const { id } = await (await request('/v1/runs', { json: { model: 'staffing', input: TINY } })).json();
  const client = connect(Number(new URL(server.url).port), '127.0.0.1');
  client.write(`GET /v1/runs/${id}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await eventually(() => expect(feeds.streams).toBe(1));
  const order: string[] = [];
  const closed = server.close(600_000).then(() => order.push('closed'));
  // Node leaves a connection open for five seconds after an answer, in case that another request comes.
  const kept = new Promise((resolve) => setTimeout(resolve, 4000)).then(() => order.push('four seconds later'));
  runs.end(id, 'succeeded');
  await Promise.all([closed, kept]);
  expect(order).toEqual(['closed', 'four seconds later']);
  client.destroy();
});

it('a port that is taken is said in words, with what to do', async () => {
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const port = Number(new URL(server.url).port);
  await expect(listen({ host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'input/usage',
    message: expect.stringMatching(/another program has it[\s\S]*--port/),
  });
  await server.close(1000);
});

it('a reader who stops reading holds up neither the others nor the end of the service', async () => {
  const { app, request, runs, feeds, stop } = testApp();
  const server = await listen({ host: '127.0.0.1', port: 0 });
  server.answer((asked) => app.fetch(asked));
  const { id } = await (await request('/v1/runs', { json: { model: 'staffing', input: TINY } })).json();
  const { host, port } = new URL(server.url);
  const asleep = connect(Number(port), '127.0.0.1');
  asleep.pause();
  asleep.write(`GET /v1/runs/${id}/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  const awake = fetch(`${server.url}/v1/runs/${id}/events`).then((response) => response.text());
  await eventually(() => expect(feeds.listeners).toBe(2));
  // 30 MB, more than the sockets hold.
  for (let i = 0; i < 300; i++) runs.say(id, 'x'.repeat(100_000));
  runs.end(id, 'succeeded');
  expect((await awake).match(/^event: log$/gm)?.length).toBe(300);
  expect(feeds.listeners).toBe(1);
  stop();
  await server.close(200);
  asleep.destroy();
  await eventually(() => expect(feeds.listeners).toBe(0));
});
