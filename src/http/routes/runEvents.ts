import { createRoute, z } from '@hono/zod-openapi';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { hasEnded, type Run, type RunEvent } from '../../runs/run.ts';
import { requires } from '../access.ts';
import { type Api, problems } from '../api.ts';
import type { Feed } from '../feeds.ts';
import type { HttpService } from '../httpService.ts';
import { eventHeaders, runParams } from '../requestSchemas.ts';
import { runJson } from '../responseSchemas.ts';

/** A comment goes out so often when nothing else does, so that nobody in between takes the connection for dead. */
export const HEARTBEAT_MS = 15_000;

const DESCRIPTION = `Server-sent events, from the database. First \`snapshot\` (the run), then every event after
\`Last-Event-ID\`, or all of them: \`status\`, \`incumbent\`, \`bound\`, \`log\`, and last \`end\`, after which the
stream closes. The ids survive a restart of the service. 204 says that there is nothing left to hear.`;

/** A browser that has heard no id yet may send the header without a value. */
const headers = z.object({
  'last-event-id': z.preprocess((text) => (text === '' ? undefined : text), eventHeaders.shape['last-event-id']),
});

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
      request: { params: runParams, headers },
      responses: {
        200: { description: 'The stream.', content: { 'text/event-stream': { schema: z.string() } } },
        204: { description: 'The run has ended, and its last event was heard.' },
        ...problems('run/unknown'),
      },
    }),
    async (c) => {
      const { tenant } = c.get('caller');
      const { id } = c.req.valid('param');
      const heard = Number(c.req.valid('header')['last-event-id'] ?? 0);
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
            await tellAll(stream, feed, { run, after, stopping });
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
}

/** Every write is awaited: a reader who is slow holds up nobody else, and nothing piles up for it. */
async function tellAll(stream: SSEStreamingApi, feed: Feed, { run, after, stopping }: Telling): Promise<void> {
  const gone = new AbortController();
  stream.onAbort(() => gone.abort());
  const over = AbortSignal.any([gone.signal, stopping]);
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
