import { createHmac } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { messageOf } from '../errors.ts';
import { cut, LIMITS } from '../limits.ts';
import type { DeliveryResult } from './store.ts';
import type { Targets } from './targets.ts';

export interface Posted {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What of an answer is kept, in bytes. */
const KEPT_BYTES = 1000;

/**
 * The headers of Standard Webhooks 1.0: whoever has the secret can tell that a body is ours, and how old it is.
 *
 * *Shapes* the signature is base64 of the HMAC-SHA256 of `id.timestamp.body`, the timestamp in seconds since 1970.
 */
export function signed(id: string, { secret, body, atMs }: { secret: string; body: string; atMs: number }) {
  const timestamp = String(Math.floor(atMs / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'idempotency-key': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}

/** Sends a body once; redirects are not followed. What went wrong is an answer, not an error. */
export async function post(targets: Targets, { url, headers, body }: Posted): Promise<DeliveryResult> {
  const { hostname, protocol } = new URL(url);
  if (!targets.mayReach(hostname)) return failed(`${hostname} may not be reached.`);
  const signal = AbortSignal.timeout(LIMITS.deliverySeconds * 1000);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const ask = protocol === 'https:' ? requestHttps : requestHttp;
      const asked = ask(url, {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'dovetail',
        },
        lookup: targets.lookup,
        // A connection of its own: one that is kept was perhaps made before the operator took its target off the list.
        agent: false,
        signal,
      });
      asked.on('response', resolve);
      asked.on('error', reject);
      asked.end(body);
    });
    const status = response.statusCode ?? 0;
    const says = await beginningOf(response);
    return { status, says, isTaken: status >= 200 && status < 300 };
  } catch (thrown) {
    return failed(signal.aborted ? `No answer within ${LIMITS.deliverySeconds} s.` : messageOf(thrown) || 'No answer.');
  }
}

function failed(says: string): DeliveryResult {
  return { status: undefined, says: cut(says, KEPT_BYTES), isTaken: false };
}

/** The beginning of an answer; the rest is not read. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= KEPT_BYTES) break;
  }
  response.destroy();
  // A database keeps no NUL.
  return Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString().replaceAll('\0', '\ufffd').toWellFormed();
}
