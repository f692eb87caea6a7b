import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../src/http/server.ts';
import { eventually } from '../support/eventually.ts';
import { TINY, testApp } from './support/testApp.ts';

const lines: string[] = [];
const { app, request, runs, feeds } = testApp({ onLog: (line) => lines.push(line) });
let server: Listening;

beforeAll(async () => {
  server = await listen({ host: '127.0.0.1', port: 0 });
  server.answer((asked, from) => app.fetch(asked, from));
});
afterAll(() => server.close(100));

function open() {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data;
  });
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  return { socket, closed, text: () => text };
}

/** What comes back for some bytes, until the service closes the connection. */
function answered(bytes: string): Promise<string> {
  const { socket, closed } = open();
  socket.write(bytes);
  return closed;
}

const GET = 'GET /v1/models HTTP/1.1\r\nConnection: close\r\n';
const CHUNKED = 'POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

describe('what is no request is refused with a problem', () => {
  it.each([
    ['a host that is none', `${GET}Host: a b\r\n\r\n`, 400, 'request/invalid'],
    ['no host', `${GET}\r\n`, 400, 'request/invalid'],
    ['a target that is none', 'GET * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 400, 'request/invalid'],
    ['an unknown method', 'FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400, 'request/invalid'],
    ['a bad chunk', `${CHUNKED}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, 400, 'request/invalid'],
    ['headers of 20 KB', `${GET}Host: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'request/headers-too-large'],
  ])('%s', async (_, bytes, status, code) => {
    const [head, body] = (await answered(bytes)).split('\r\n\r\n') as [string, string];
    expect(head.split('\r\n')[0]).toMatch(`HTTP/1.1 ${status} `);
    expect(head).toMatch(/^content-type: application\/problem\+json$/im);
    expect(head).toMatch(new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'im'));
    expect(head).toMatch(/^connection: close$/im);
    const problem = JSON.parse(body);
    expect(problem).toMatchObject({ status, code, type: `/docs#${code}`, errors: [] });
    expect(head).toContain(`x-request-id: ${problem.requestId}`);
  });

  it('but an expectation that nobody knows is not a fault', async () => {
    expect(await answered(`${GET}Host: localhost\r\nExpect: a miracle\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /);
  });

  it('and not in the middle of another answer', async () => {
    const { id } = await (await request('/v1/runs', { json: { model: 'staffing', input: TINY } })).json();
    const { socket, closed, text } = open();
    socket.write(`GET /v1/runs/${id}/events HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await eventually(() => expect(text()).toContain('event: snapshot'));
    socket.write('FOO / HTTP/1.1\r\n\r\n');
    expect(await closed).not.toContain('problem+json');
    await eventually(() => expect(feeds.listeners).toBe(0));
    runs.end(id, 'succeeded');
  });
});

it('a client that goes away in the middle of its body is not our fault', async () => {
  lines.length = 0;
  const { socket, closed, text } = open();
  socket.write(`${CHUNKED}Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n`);
  await eventually(() => expect(text()).toContain('100 Continue'));
  socket.write('{"model":');
  const requests = () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
  socket.destroy();
  await closed;
  await eventually(() => expect(requests()).toHaveLength(1));
  expect(requests()[0]).toMatchObject({ route: '/v1/runs', status: 408 });
  const refused = lines.map((line) => JSON.parse(line)).filter(({ code }) => code !== undefined);
  // Pino's 20 is debug.
  expect(refused).toMatchObject([{ code: 'request/incomplete', level: 20 }]);
  const metrics = await (await request('/metrics')).text();
  expect(metrics).toMatch(/seconds_count\{method="POST",route="\/v1\/runs",status="408"\} \d/);
  expect(metrics).not.toMatch(/status="500"/);
});
