import { createRoute, z } from '@hono/zod-openapi';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { LIMITS } from '../../limits.ts';
import { hasEnded, type Run, type RunEvent } from '../../runs/run.ts';
import { requires } from '../access.ts';
import { type Api, problems } from '../api.ts';
import type { Caller } from '../environment.ts';
import type { Feed } from '../feeds.ts';
import type { HttpService } from '../httpService.ts';
import { eventHeaders, runParams } from '../requestSchemas.ts';
import { runJson } from '../responseSchemas.ts';

/** A comment goes out so often when nothing else does, so that nobody in between takes the connection for dead. */
export const HEARTBEAT_MS = 15_000;
/** How often a stream looks whether its key is still good. */
const KEY_EVERY_MS = LIMITS.streamKeySeconds * 1000;

const DESCRIPTION = `Server-sent events, from the database. First \`snapshot\` (the run), then every event after
\`Last-Event-ID\`, or all of them: \`status\`, \`incumbent\`, \`bound\`, \`log\`, and last \`end\`, after which the
stream closes. The ids survive a restart of the service. 204 says that there is nothing left to hear.

Each event has an \`id\`, an \`event\` (its type) and \`data\`: one line of JSON with \`at\`, and \`status\` and \`outcome\` of
\`status\` and \`end\`; \`revision\`, \`objective\`, \`ms\` and \`engine\` of \`incumbent\`; \`bound\` and \`ms\` of \`bound\`; \`message\`
and figures of \`log\`. The \`data\` of \`snapshot\` is the schema Run.`;

const EXAMPLE = `event: incumbent
id: 42
data: {"at":"2026-01-05T08:00:00.000Z","revision":1,"objective":14974,"ms":107,"engine":"local"}

`;

/** No schema: OpenAPI 3.1 has none for a stream of events, and tools take one for the schema of each event. */
const eventStream = z.unknown();

/** `GET /v1/runs/{id}/events`. */
export function runEventRoutes(api: Api, service: HttpService): void {
  const { runs, feeds, stopping } = service;
  api.openapi(
    createRoute({
      operationId: 'streamRunEvents',
      method: 'get',
      path: '/v1/runs/{id}/events',
      tags: ['runs'],
      summary: 'What happens to a run, as it happens',
      description: DESCRIPTION,
      middleware: [requires('read')] as const,
      request: { params: runParams, headers: eventHeaders },
      responses: {
        200: {
          description: 'The stream.',
          content: { 'text/event-stream': { schema: eventStream, example: EXAMPLE } },
        },
        204: { description: 'The run has ended, and its last event was heard.' },
        ...problems('run/unknown'),
      },
    }),
    async (c) => {
      const caller = c.get('caller');
      const { tenant } = caller;
      const { id } = c.req.valid('param');
      const heard = Number(c.req.valid('header')['last-event-id'] || 0);
      const run = await runs.get(tenant, id);
      // Nobody would read the stream that a GET opens.
      if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' }) as never;
      const feed = await feeds.join(tenant, id);
      const last = feed.last();
      const isOver = hasEnded(run.status) || last?.type === 'end';
      if (heard > 0 && isOver && feed.after(heard).length === 0) {
        feed.leave();
        return c.body(null, 204);
      }
      // All runs share the sequence: an id beyond this run's last would hide everything that is still to come.
      const after = Math.min(heard, last?.sequence ?? 0);
      c.header('x-accel-buffering', 'no');
      const log = c.get('log').child({ runId: id });
      return streamSSE(
        c,
        async (stream) => {
          try {
            await tellAll(stream, feed, { run, after, stopping, caller });
          } finally {
            feed.leave();
          }
        },
        async (error) => log.warn({ err: error }, 'stream of events broke'),
      );
    },
  );
}

interface Telling {
  readonly run: Run;
  readonly after: number;
  readonly stopping: AbortSignal;
  readonly caller: Caller;
}

/** Every write is awaited: a reader who is slow holds up nobody else, and nothing piles up for it. */
async function tellAll(stream: SSEStreamingApi, feed: Feed, telling: Telling): Promise<void> {
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  const unwatch = whenNoLongerGood(telling.caller, () => gone.abort());
  try {
    await tell(stream, feed, { ...telling, over: AbortSignal.any([gone.signal, telling.stopping]) });
  } finally {
    unwatch();
  }
}

/** Calls back when a caller's key expires, or soon after it was revoked; gives what ends the watch. */
function whenNoLongerGood({ goodUntil, isStillGood }: Caller, ended: () => void): () => void {
  const look = async (): Promise<void> => {
    if (performance.now() >= goodUntil || !(await isStillGood())) ended();
  };
  const timer = setInterval(() => void look(), KEY_EVERY_MS);
  const left = goodUntil - performance.now();
  const expiry = left < KEY_EVERY_MS * 1000 ? setTimeout(() => void look(), Math.max(0, left) + 1) : undefined;
  return () => {
    clearInterval(timer);
    clearTimeout(expiry);
  };
}

async function tell(
  stream: SSEStreamingApi,
  feed: Feed,
  { run, after, over }: Telling & { readonly over: AbortSignal },
): Promise<void> {
  await stream.writeSSE({ event: 'snapshot', data: JSON.stringify(runJson(run)), retry: 1000 });
  let last = after;
  while (!stream.aborted && !over.aborted) {
    const events = feed.after(last);
    for (const event of events) {
      if (stream.aborted || over.aborted) return;
      await stream.writeSSE(written(event));
      if (event.type === 'end') return;
      last = event.sequence;
    }
    if (events.length === 0) {
      const before = performance.now();
      await feed.news(HEARTBEAT_MS, over);
      if (performance.now() - before >= HEARTBEAT_MS - 1) await stream.write(': still here\n\n');
    }
  }
}

function written({ sequence, type, at, data }: RunEvent) {
  return { id: String(sequence), event: type, data: JSON.stringify({ at: at.toISOString(), ...data }) };
}
