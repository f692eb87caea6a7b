import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { DovetailError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { HttpEnvironment } from './environment.ts';
import { refuseUnreadable, starting, twoHosts, unreadable } from './unreadable.ts';

const LOOK_FOR_IDLE_MS = 20;
/** How often connections are looked through for requests that take too long. */
const LOOK_FOR_LATE_MS = 1000;

/** What answers a request that came over a connection. */
export type Respond = (request: Request, from: HttpEnvironment['Bindings']) => Response | Promise<Response>;

export interface Listening {
  /** Where the service is, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Answers with this from now on. */
  answer(answer: Respond): void;
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
  let answer: Respond = starting;
  const server = serverOf((request, from) => answer(request, from));
  // Headers have to come soon; a body of megabytes over a slow line may take its time.
  server.headersTimeout = LIMITS.headerSeconds * 1000;
  server.requestTimeout = LIMITS.bodySeconds * 1000;
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

/** Refuses by itself what is no request, in the form of every other refusal. */
function serverOf(answer: Respond): Server {
  const options = { overrideGlobalObjects: false, errorHandler: unreadable };
  const listener = getRequestListener(
    (request, { incoming }) => (hostsOf(incoming) > 1 ? twoHosts() : answer(request, { incoming })),
    options,
  );
  const answering = new WeakMap<Duplex, ServerResponse>();
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    answering.set(incoming.socket, outgoing);
    void listener(incoming, outgoing);
  };
  // A request without a host is refused by the listener, with a reason.
  const server = createServer({ requireHostHeader: false, connectionsCheckingInterval: LOOK_FOR_LATE_MS }, onRequest);
  // An expectation that nobody knows may be ignored (RFC 9110, 10.1.1).
  server.on('checkExpectation', onRequest);
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket, answering.get(socket)));
  return server;
}

/** Node keeps the first and says nothing of others. */
function hostsOf({ rawHeaders }: { readonly rawHeaders: readonly string[] }): number {
  return rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
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

/** A connection whose answer ends meanwhile would wait for another request, so the idle ones are closed again and again. */
async function closed(server: Server, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), timeoutMs);
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_FOR_IDLE_MS);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  clearInterval(idle);
  clearTimeout(timer);
}
