import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { DovetailError } from '../errors.ts';

/** What answers a request. */
export type Answer = (request: Request) => Response | Promise<Response>;

export interface Listening {
  /** Where the service is, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Answers with this from now on. */
  answer(answer: Answer): void;
  /** Takes no new connections, and resolves when those that are open have their answers, or when the time is over. */
  close(timeoutMs: number): Promise<void>;
}

/**
 * Opens the port at once, so that a port that is taken shows before anything is started; until there is an answer,
 * every request is told to come back.
 *
 * *Errors* `input/usage` for a port that is taken or may not be opened.
 */
export async function listen({ host, port }: { host: string; port: number }): Promise<Listening> {
  let answer: Answer = starting;
  const server = createServer(getRequestListener((request) => answer(request), { overrideGlobalObjects: false }));
  // Headers have to come soon; a body of megabytes over a slow line may take its time.
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000;
  await opened(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    answer: (next) => {
      answer = next;
    },
    close: (timeoutMs) => closed(server, timeoutMs),
  };
}

function starting(): Response {
  return new Response('The service is starting.\n', { status: 503, headers: { 'retry-after': '1' } });
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portError(cause, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function portError(cause: NodeJS.ErrnoException, host: string, port: number): DovetailError {
  const [what, maybe] = REASONS[cause.code ?? ''] ?? [cause.message, 'choose another with --host and --port.'];
  return new DovetailError('input/usage', `Cannot listen on port ${port} of ${host}: ${what}`, { maybe, cause });
}

const REASONS: Readonly<Record<string, readonly [what: string, maybe: string]>> = {
  EADDRINUSE: ['another program has it.', 'the service runs already; otherwise choose another with --port.'],
  EACCES: ['the system does not allow it.', 'choose one above 1023 with --port.'],
  EADDRNOTAVAIL: ['this machine does not have that address.', 'use --host 127.0.0.1, or 0.0.0.0 for all.'],
  ENOTFOUND: ['there is no such host.', 'use --host 127.0.0.1, or 0.0.0.0 for all.'],
};

async function closed(server: Server, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  clearTimeout(timer);
}
