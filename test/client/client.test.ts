import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClientOptions,
  createClient,
  DovetailProblem,
  type Incumbent,
  type Run,
  serverEvents,
} from '../../src/client/client.ts';
import type { RunJson } from '../../src/http/responseSchemas.ts';
import { TINY, testApp } from '../http/support/testApp.ts';
import { eventually } from '../support/eventually.ts';

const ASKED = { model: 'staffing', input: TINY };

/** What happens to a request on its way; `next` sends it on. */
type Weather = (request: Request, next: () => Promise<Response>) => Promise<Response>;

/** A client of an application in memory, with weather in between. */
function clientIn(weather: Weather = (_, next) => next(), options: ClientOptions = {}) {
  const test = testApp();
  const sent: Request[] = [];
  const send = (async (input: string, init?: RequestInit) => {
    init?.signal?.throwIfAborted();
    const headers = { host: 'localhost', ...(init?.headers as Record<string, string>) };
    const request = new Request(`http://localhost${input}`, { ...init, headers });
    sent.push(request);
    const response = await weather(request, async () => test.app.request(request.clone()));
    // As in a browser, an aborted request breaks its body.
    const body = response.body?.pipeThrough(new TransformStream(), init?.signal ? { signal: init.signal } : {});
    return body ? new Response(body, response) : response;
  }) as typeof fetch;
  return { ...test, sent, client: createClient({ fetch: send, ...options }) };
}

describe('the address', () => {
  it.each([
    [undefined, 'Try createClient({ url: "http://127.0.0.1:8080" }).'],
    ['', 'Try createClient({ url: "http://127.0.0.1:8080" }).'],
    ['localhost:8080', 'Maybe you mean http://localhost:8080.'],
    ['service', 'Maybe you mean http://service.'],
    ['ftp://service', 'Maybe you mean http://service.'],
  ])('%j is refused before anything is sent', (url, maybe) => {
    expect(() => createClient(url === undefined ? {} : { url })).toThrow(maybe);
  });
});

/** Never answers, but lets itself be aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

/** Says something, and then nothing more, without an end. */
function silentAfter(text: string): Response {
  return new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    }),
  );
}

const isStream = ({ url }: Request): boolean => url.endsWith('/events');

describe('solve', () => {
  it('sends a problem, tells of each better solution, and gives the best in the end', async () => {
    const { client, runs, sent } = clientIn();
    const incumbents: Incumbent[] = [];
    const { run, solution } = await client.solve(ASKED, {
      onRun: ({ id }) => {
        setTimeout(() => runs.improve(id, 9), 5);
        setTimeout(() => runs.improve(id, 4), 10);
        setTimeout(() => runs.end(id, 'succeeded'), 15);
      },
      onIncumbent: (incumbent) => incumbents.push(incumbent),
    });
    expect(incumbents.map(({ revision, objective }) => [revision, objective])).toEqual([
      [1, 9],
      [2, 4],
    ]);
    expect(run).toMatchObject({ status: 'succeeded', revision: 2 });
    expect(solution).toMatchObject({ revision: 2, objective: 4, solution: { assignments: [] } });
    expect(sent[0]!.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('gives a run without a solution when nothing was found', async () => {
    const { client, runs } = clientIn();
    const solved = await client.solve(ASKED, { onRun: ({ id }) => runs.end(id, 'succeeded') });
    expect(solved.run.outcome).toBe('unknown');
    expect('solution' in solved).toBe(false);
  });

  it('takes up a stream that breaks where it was: each solution is told once', async () => {
    let streams = 0;
    const weather: Weather = async (request, next) => {
      const response = await next();
      if (!isStream(request) || ++streams > 2) return response;
      return new Response(cutAfter(response.body!, 'event: incumbent'), response);
    };
    const { client, runs, sent } = clientIn(weather);
    const told: number[] = [];
    await client.solve(ASKED, {
      onRun: ({ id }) => {
        for (const objective of [9, 7, 5]) runs.improve(id, objective);
        runs.end(id, 'succeeded');
      },
      onIncumbent: ({ revision }) => told.push(revision),
    });
    expect(told).toEqual([1, 2, 3]);
    const resumed = sent.filter(isStream).map(({ headers }) => headers.get('last-event-id'));
    expect(resumed.length).toBe(3);
    expect(resumed[0]).toBe(null);
    expect(Number(resumed[2])).toBeGreaterThan(Number(resumed[1]));
  });

  it('asks now and then where streams do not get through', async () => {
    const { client, runs, sent } = clientIn(
      (request, next) => (isStream(request) ? Promise.reject(new TypeError('blocked')) : next()),
      { attempts: 1 },
    );
    const told: number[] = [];
    const solved = client.solve(ASKED, {
      onRun: ({ id }) => {
        runs.improve(id, 9);
        setTimeout(() => {
          runs.improve(id, 3);
          runs.end(id, 'succeeded');
        }, 100);
      },
      onIncumbent: ({ objective }) => told.push(objective),
    });
    expect((await solved).solution!.objective).toBe(3);
    expect(told.at(-1)).toBe(3);
    expect(sent.filter(({ url }) => /\/runs\/[^/]+$/.test(url)).length).toBeGreaterThan(0);
  });

  it.each([
    ['before their first byte', () => new Promise<Response>(() => undefined)],
    ['after what there was', async (response: Response) => silentAfter(await response.text())],
  ])('asks likewise where streams fall silent %s', async (_, held) => {
    const { client, runs } = clientIn(
      async (request, next) => {
        if (!isStream(request)) return next();
        const [id] = /[^/]+(?=\/events)/.exec(request.url)!;
        const snapshot = new Response(`event: snapshot\ndata: {"id":"${id}"}\n\n`);
        return Promise.race([held(snapshot), aborted(request.signal)]);
      },
      { silenceMs: 30 },
    );
    const { solution } = await client.solve(ASKED, {
      onRun: ({ id }) => {
        runs.improve(id, 5);
        runs.end(id, 'succeeded');
      },
    });
    expect(solution!.objective).toBe(5);
  });

  it('asks likewise where a proxy knows nothing of the stream', async () => {
    const { client, runs } = clientIn(async (request, next) =>
      isStream(request) ? new Response('<html>no such page', { status: 404 }) : next(),
    );
    const { run } = await client.solve(ASKED, { onRun: ({ id }) => runs.end(id, 'succeeded') });
    expect(run.status).toBe('succeeded');
  });

  it("throws the caller's own mistake, at its first", async () => {
    const { client, runs } = clientIn();
    let calls = 0;
    const solved = client.solve(ASKED, {
      onRun: ({ id }) => {
        runs.improve(id, 5);
        runs.end(id, 'succeeded');
      },
      onIncumbent: () => {
        calls++;
        throw new RangeError('mine');
      },
    });
    await expect(solved).rejects.toThrow(new RangeError('mine'));
    expect(calls).toBe(1);
  });

  it('throws what a failed run failed of', async () => {
    const { client, runs } = clientIn();
    const solved = client.solve(ASKED, { onRun: ({ id }) => runs.end(id, 'failed') });
    await expect(solved).rejects.toBeInstanceOf(DovetailProblem);
  });

  it('repeats what got lost with the same key, so that there is one run', async () => {
    let attempts = 0;
    const { client, runs, sent } = clientIn(async (request, next) => {
      if (request.method !== 'POST') return next();
      const response = await next();
      // The first answer gets lost after the run was stored; the second is a proxy's.
      if (++attempts === 1) throw new TypeError('connection reset');
      return attempts === 2 ? new Response('<html>', { status: 502 }) : response;
    });
    const run = await client.create(ASKED);
    expect((await runs.list('local', {})).runs.map(({ id }) => id)).toEqual([run.id]);
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys.length).toBe(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('waits as long as the service wants', async () => {
    let first = true;
    const { client } = clientIn(async (_, next) => {
      if (!first) return next();
      first = false;
      return new Response('{"code": "capacity/rate"}', { status: 429, headers: { 'retry-after': '1' } });
    });
    const began = Date.now();
    await client.models();
    expect(Date.now() - began).toBeGreaterThanOrEqual(990);
  });

  it('throws a typed problem with every fault, at once', async () => {
    const { client, sent } = clientIn();
    const failure = await client
      .solve({ model: 'staffing', input: { ...TINY, colour: 1 } as never })
      .catch((thrown) => thrown);
    expect(failure).toBeInstanceOf(DovetailProblem);
    expect(failure).toMatchObject({ status: 422, code: 'input/shape' });
    expect(failure.errors[0]).toMatchObject({ pointer: '/input/colour' });
    expect(failure.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent.length).toBe(1);
  });

  it('cancels the run when its signal fires', async () => {
    const { client, runs } = clientIn();
    const controller = new AbortController();
    const reason = new Error('the user left');
    const solved = client.solve(ASKED, {
      signal: controller.signal,
      onRun: () => setTimeout(() => controller.abort(reason), 20),
    });
    await expect(solved).rejects.toBe(reason);
    await eventually(async () => expect((await runs.list('local', {})).runs[0]!.status).toBe('cancelled'));
  });

  it('leaves no run behind when the signal fires while it is being stored', async () => {
    const controller = new AbortController();
    const { client, runs } = clientIn(async (request, next) => {
      const answer = await next();
      if (!controller.signal.aborted && request.method === 'POST') {
        controller.abort(new Error('the user left'));
        throw controller.signal.reason;
      }
      return answer;
    });
    await expect(client.solve(ASKED, { signal: controller.signal })).rejects.toThrow('the user left');
    await eventually(async () => {
      const { runs: all } = await runs.list('local', {});
      expect(all.map(({ status }) => status)).toEqual(['cancelled']);
    });
  });

  it('ends with the best so far when the run is stopped', async () => {
    const { client, runs } = clientIn();
    const { run, solution } = await client.solve(ASKED, {
      onRun: ({ id }) => runs.improve(id, 8),
      onIncumbent: () => void runs.list('local', {}).then(({ runs: [first] }) => client.stop(first!.id)),
    });
    expect(run.status).toBe('succeeded');
    expect(solution!.objective).toBe(8);
  });

  it('sends its key', async () => {
    const { client, sent } = clientIn(undefined, { apiKey: 'dvt_x_y' });
    await expect(client.models()).rejects.toMatchObject({ status: 401, code: 'access/no-key' });
    expect(sent[0]!.headers.get('authorization')).toBe('Bearer dvt_x_y');
  });
});

describe('server-sent events', () => {
  it('are read as they were written, however they are cut into chunks and lines are ended', async () => {
    const text = fc.stringMatching(/^[a-z: ]{0,8}$/);
    const event = fc.record({
      id: fc.stringMatching(/^\d{1,3}$/),
      type: fc.constantFrom('a', 'b'),
      lines: fc.array(text, { minLength: 1, maxLength: 3 }),
    });
    const ends = fc.constantFrom('\n', '\r\n', '\r');
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 5 }),
        ends,
        fc.integer({ min: 1, max: 9 }),
        async (events, end, size) => {
          const written = events.map(({ id, type, lines }) =>
            [': note', `id: ${id}`, `event: ${type}`, ...lines.map((line) => `data: ${line}`), '', ''].join(end),
          );
          // A line end at the very end cannot be told from half of one, so something follows it.
          const read = [];
          for await (const one of serverEvents(chunked(`${written.join('')}: end`, size))) read.push(one);
          expect(read).toEqual(events.map(({ id, type, lines }) => ({ id, type, data: lines.join('\n') })));
        },
      ),
    );
  });

  it('that were cut off do not count', async () => {
    const read = [];
    for await (const one of serverEvents(chunked('id: 1\ndata: a\n\nid: 2\ndata: b\n', 4))) read.push(one.data);
    expect(read).toEqual(['a']);
  });
});

it('what the service sends is what the client says it is', () => {
  const asTyped = (run: RunJson): Run => run;
  expect(asTyped).toBeTypeOf('function');
});

function chunked(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.subarray(i, i + size));
      controller.close();
    },
  });
}

/** The stream, which breaks in the middle of the event after the first one that has the text. */
function cutAfter(body: ReadableStream<Uint8Array>, text: string): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let seen = '';
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      const before = seen.includes(text);
      seen += new TextDecoder().decode(value);
      if (!before) return controller.enqueue(value);
      controller.enqueue(value.subarray(0, value.length >> 1));
      controller.error(new TypeError('terminated'));
      await reader.cancel();
    },
  });
}
