import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Answered, Arena, Sent } from './arena.ts';
import { busyBody } from './runsOf.ts';

/** One kind of request, good or hostile. */
interface Kind {
  readonly name: string;
  /** Statuses that are as meant; 0 where the sender does not wait for an answer. */
  readonly meant: readonly number[];
  send(at: At): Promise<Pick<Answered, 'status' | 'text'>>;
}

interface At {
  readonly arena: Arena;
  readonly key: string;
  /** How many requests were before. */
  readonly number: number;
  /** A run that has ended. */
  readonly run: string;
  readonly ask: (path: string, sent?: Sent) => Promise<Answered>;
}

export interface MixedAnswer {
  readonly kind: string;
  readonly status: number;
  readonly text: string;
  readonly isAsMeant: boolean;
}

/** A process that reads enough says so, and that is not a fault. */
const BUSY = [429, 503];
const LEFT = { status: 0, text: '' };

const staffing = DOMAIN_MODELS.staffing;
const example = staffing.example() as object;
const short = JSON.stringify({ model: 'staffing', input: example, options: { termination: { firstFeasible: true } } });
const dry = JSON.stringify({ model: 'staffing', input: example, options: { dryRun: true } });
const long = busyBody('PT20S');
const demo = JSON.stringify({ model: 'staffing', input: staffing.demo() });
const raw = JSON.stringify({
  model: {
    variables: [{ domain: [0, 9] }, { domain: [0, 9] }],
    constraints: [{ linear: { vars: [0, 1], coeffs: [1, 1], domain: [3, 5] } }],
    objective: { vars: [0], coeffs: [1] },
  },
});
const many = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(',');
const unknownOptions = `{"model":"staffing","input":{},"options":{${many(500_000, (i) => `"option${i}":1`)}}}`;
const faultyEvents = `{"model":"staffing","input":{"events":[${many(40_000, () => '1')}]}}`;
const longName = `{"model":"${'x'.repeat(10_000_000)}","input":{}}`;
const badConstraints = `{"model":{"dovetail":1,"variables":[],"constraints":[${many(200_000, () => '{"kind":"x"}')}]}}`;
const tooLarge = `{"model":"staffing","input":{"a":"${'x'.repeat(17_000_000)}"}}`;
const plan = JSON.stringify({ model: 'staffing', input: example });
const rows = `id,role\n${Array.from({ length: 2000 }, (_, i) => `employee-${i},nobody`).join('\n')}`;

const get = (name: string, path: (at: At) => string, meant: readonly number[] = [200]): Kind => ({
  name,
  meant,
  send: (at) => at.ask(path(at)),
});
const post = (
  name: string,
  path: string,
  body: string,
  meant: readonly number[],
  headers: Record<string, string> = {},
): Kind => ({
  name,
  meant,
  send: ({ ask }) => ask(path, { body, headers }),
});

const KINDS: readonly Kind[] = [
  post('a run', '/v1/runs', short, [202]),
  post('a run that is waited for', '/v1/runs', short, [200, 202], { prefer: 'wait=2' }),
  post('a dry run', '/v1/runs', dry, [202]),
  post('a raw model', '/v1/solve', raw, [202]),
  {
    name: 'a long run, cancelled',
    meant: [200],
    async send({ ask }) {
      const { status, text } = await ask('/v1/runs', { body: long });
      if (status !== 202) return { status, text };
      const { id } = JSON.parse(text) as { id: string };
      await sleep(200);
      return ask(`/v1/runs/${id}:cancel`, { method: 'POST' });
    },
  },
  {
    name: 'a long run, followed and left',
    meant: [200, 202],
    async send({ arena, key, ask }) {
      const { status, text } = await ask('/v1/runs', { body: long });
      if (status !== 202) return { status, text };
      const { id } = JSON.parse(text) as { id: string };
      await leave(arena, `GET /v1/runs/${id}/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`, 300);
      return ask(`/v1/runs/${id}:stop`, { method: 'POST' });
    },
  },
  {
    name: 'a key used again for another body',
    meant: [202, 200, 422, 409],
    send: ({ ask, number }) =>
      ask('/v1/runs', { body: number % 2 ? short : dry, headers: { 'idempotency-key': `key-${number >> 6}` } }),
  },
  get('a page of runs', () => '/v1/runs?limit=200'),
  get('a page after nonsense', () => '/v1/runs?cursor=nonsense', [400]),
  get('a run as it is', ({ run }) => `/v1/runs/${run}`),
  get('why not placed', ({ run }) => `/v1/runs/${run}/unplaced`),
  get('a solution', ({ run }) => `/v1/runs/${run}/solution`),
  get('an analysis', ({ run }) => `/v1/runs/${run}/analysis`),
  get('a stream to its end', ({ run }) => `/v1/runs/${run}/events`),
  get('a run that is not there', () => '/v1/runs/01a21a20-99a2-782d-89d2-362b89b0a1c6', [404]),
  get('what no path is', ({ number }) => `/v1/${number}/%00`, [404]),
  get('counters', () => '/metrics'),
  get('the pages for people', () => '/docs'),
  post('a good check', '/v1/validate', demo, [200]),
  post('40,000 faults', '/v1/validate', faultyEvents, [200, 422]),
  post('half a million unknown options', '/v1/runs', unknownOptions, [413, 422]),
  post('a name of 10 MB', '/v1/runs', longName, [413, 422]),
  post('200,000 bad constraints', '/v1/solve', badConstraints, [422]),
  post('more bytes than allowed', '/v1/runs', tooLarge, [413, 0]),
  post(
    '10,000 levels',
    '/v1/runs',
    `{"model":"staffing","input":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`,
    [400],
  ),
  post('half of JSON', '/v1/validate', demo.slice(0, demo.length >> 1), [400]),
  post('no JSON', '/v1/runs', 'a=b', [415], { 'content-type': 'application/x-www-form-urlencoded' }),
  {
    name: 'a compressed body',
    meant: [415],
    send: ({ ask }) =>
      ask('/v1/runs', { body: gzipSync(short).toString('latin1'), headers: { 'content-encoding': 'gzip' } }),
  },
  {
    name: 'a body that breaks off',
    meant: [0],
    send: ({ arena, key }) =>
      leave(
        arena,
        `POST /v1/runs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n${long.slice(0, 50_000)}`,
        50,
      ),
  },
  {
    name: 'headers that break off',
    meant: [0],
    send: ({ arena }) => leave(arena, 'GET /v1/runs HTTP/1.1\r\nHost: x\r\nAuthor', 50),
  },
  {
    name: 'bytes that are no request',
    meant: [0],
    send: ({ arena }) => leave(arena, '\u0000\u0001\u0002 nonsense\r\n\r\n', 50),
  },
  {
    name: 'a wrong key',
    meant: [401],
    send: ({ ask, number }) => ask('/v1/runs', { key: `dvt_${String(number).padStart(12, '0')}_${'x'.repeat(43)}` }),
  },
  { name: 'no key', meant: [401], send: ({ ask }) => ask('/v1/runs', { key: '' }) },
  {
    name: 'a plan',
    meant: [200, 201],
    send: ({ ask, number }) =>
      ask(`/v1/plans/plan-${number % 5}`, { method: 'PUT', body: plan, headers: { 'if-match': '*' } }),
  },
  {
    name: 'a plan of nothing that is known',
    meant: [422],
    send: ({ ask }) =>
      ask('/v1/plans/bad', {
        method: 'PUT',
        body: `{"model":"staffing","input":{"x":1}}`,
        headers: { 'if-none-match': '*' },
      }),
  },
  {
    name: 'an import that fits nothing',
    meant: [422],
    send: ({ ask }) =>
      ask('/v1/plans/plan:import?list=employees&dryRun=true', { body: rows, headers: { 'content-type': 'text/csv' } }),
  },
  {
    name: 'a change nobody has seen',
    meant: [412, 428],
    send: ({ ask }) => ask('/v1/plans/plan', { method: 'PATCH', body: '{"changes":[]}' }),
  },
  get('issues of a plan', () => '/v1/plans/plan/validation'),
  get('a plan as a calendar', () => '/v1/plans/plan/exports/schedule.ics'),
  get('the history of a plan', () => '/v1/plans/plan/history?limit=200'),
];

/** Sends the n-th request of a mixture in which every kind comes in turn, each time beside others. */
export async function mixedRequests(arena: Arena, key: string): Promise<(number: number) => Promise<MixedAnswer>> {
  const ask: At['ask'] = (path, sent = {}) => arena.send(path, { key, ...sent });
  await ask('/v1/plans/plan', { method: 'PUT', body: plan, headers: { 'if-none-match': '*' } });
  const made = await ask('/v1/runs', { body: short, headers: { prefer: 'wait=30' } });
  const { id: run } = JSON.parse(made.text) as { id: string };
  return async (number) => {
    const [row, column] = [Math.floor(number / KINDS.length), number % KINDS.length];
    // Seven and forty have no divisor in common, so that each row has every kind once.
    const kind = KINDS[(column * 7 + row * 3) % KINDS.length]!;
    const { status, text } = await kind.send({ arena, key, number, run, ask });
    return { kind: kind.name, status, text, isAsMeant: [...kind.meant, ...BUSY].includes(status) };
  };
}

/** Says something and goes without waiting for an answer. */
async function leave({ url }: Arena, text: string, afterMs: number): Promise<typeof LEFT> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).resume();
  socket.write(text, 'latin1');
  await sleep(afterMs);
  socket.destroy();
  return LEFT;
}
