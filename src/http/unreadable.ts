import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import { DovetailError, type ErrorCode } from '../errors.ts';
import { type About, foreseen, problemOf } from './problem.ts';
import { requestIdOf } from './requestId.ts';

/** What is answered before there is a service to ask. The process lives already. */
export function starting(request: Request): Response {
  if (new URL(request.url).pathname === '/livez') return Response.json({ status: 'ok' });
  const error = new DovetailError('capacity/starting', 'The service is starting.', { maybe: 'ask again in a second.' });
  const requestId = requestIdOf(request.headers.get('x-request-id'));
  return responseOf(error, { instance: new URL(request.url).pathname, requestId });
}

/** What is answered to a request of which no `Request` can be made, such as one without a host. */
export function unreadable(thrown: unknown): Response {
  const error = thrown instanceof RequestError ? unreadableError(thrown.message) : foreseen(thrown);
  return responseOf(error, { instance: '', requestId: requestIdOf(undefined) });
}

/** A request with two hosts is for one of them only: others on the way may have taken the other (RFC 9112, 3.2). */
export function twoHosts(): Response {
  return unreadable(new RequestError('it has more than one Host header'));
}

/** What Node calls the faults of a request that are not just wrong syntax. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request/incomplete',
  HPE_INVALID_EOF_STATE: 'request/incomplete',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'request/too-large',
  HPE_HEADER_OVERFLOW: 'request/headers-too-large',
};

/** Answers bytes that are no request, unless an answer is on its way over the same connection, and closes it. */
export function refuseUnreadable(fault: Error, socket: Duplex, answering: ServerResponse | undefined): void {
  const { code = '', reason, message } = fault as NodeJS.ErrnoException & { reason?: string };
  const isInTheMiddle = answering?.headersSent && !answering.writableFinished;
  if (code === 'ECONNRESET' || !socket.writable || isInTheMiddle) {
    socket.destroy();
    return;
  }
  const error = unreadableError(reason ?? message, CODES[code]);
  const { status, headers, body } = problemOf(error, { instance: '', requestId: requestIdOf(undefined) });
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}

function unreadableError(reason: string, code: ErrorCode = 'request/invalid'): DovetailError {
  return new DovetailError(code, `The request cannot be read: ${reason}.`);
}

function responseOf(error: DovetailError, about: About): Response {
  const { status, headers, body } = problemOf(error, about);
  return new Response(body, { status, headers });
}
