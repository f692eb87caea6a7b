import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { DovetailError, messageOf } from '../errors.ts';
import type { HttpEnvironment } from './environment.ts';
import { JsonScan, type ScanFault } from './jsonScan.ts';
import { mediaTypeError } from './problem.ts';

const DEPTH = 64;
const MEMBERS = 1_000_000;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON body within limits. The member `part`, which may be megabytes, stays text: the schema behind this sees
 * an empty value of the same kind, and a thread parses the text later, off the thread that answers requests.
 */
export function readBody(part: string, limitBytes: number) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) throw mediaTypeError();
    if (Number(c.req.header('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes);
    const { bytes, sha256, span } = await receive(c.req.raw.body, part, limitBytes);
    const partText = span && bytes.toString('utf8', span.start, span.end).trim();
    const envelope = span
      ? bytes.toString('utf8', 0, span.start) + emptyLike(partText!) + bytes.toString('utf8', span.end)
      : bytes.toString('utf8');
    checkSyntax(envelope);
    Object.assign(c.req.bodyCache, { text: Promise.resolve(envelope) });
    c.set('body', { partText, sha256 });
    await next();
  });
}

async function receive(stream: ReadableStream<Uint8Array> | null, part: string, limitBytes: number) {
  const chunks: Uint8Array[] = [];
  const hash = createHash('sha256');
  let size = 0;
  let joined: Buffer | undefined;
  const all = (): Buffer => {
    joined ??= Buffer.concat(chunks);
    return joined;
  };
  const textOf = ({ start, end }: { start: number; end: number }): string => all().toString('utf8', start, end);
  const scan = new JsonScan(part, { depth: DEPTH, members: MEMBERS }, textOf);
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
    joined = undefined;
    hash.update(chunk);
    const fault = scan.feed(chunk);
    if (fault) throw scanError(fault);
  }
  const fault = scan.end();
  if (fault) throw scanError(fault);
  return { bytes: all(), sha256: hash.digest('hex'), span: scan.span };
}

function emptyLike(text: string): string {
  if (text.startsWith('{')) return '{}';
  return text.startsWith('[') ? '[]' : text;
}

function checkSyntax(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    const message = text.trim() === '' ? 'The body is empty.' : `The body is not valid JSON: ${messageOf(cause)}.`;
    throw new DovetailError('input/syntax', message, {
      maybe: 'a bracket, a quote or a comma is missing.',
      faults: [{ pointer: '', code: 'input/syntax', message }],
      cause,
    });
  }
}

function scanError({ kind, pointer, message }: ScanFault): DovetailError {
  const code = kind === 'too-deep' || kind === 'too-many' ? 'request/too-deep' : 'input/syntax';
  return new DovetailError(code, message, {
    maybe: code === 'input/syntax' ? 'the text was cut off, or a bracket is wrong.' : 'the body is nested by mistake.',
    faults: [{ pointer, code, message }],
  });
}

function tooLarge(limitBytes: number): DovetailError {
  const message = `The body has more than ${limitBytes} bytes.`;
  return new DovetailError('request/too-large', message, {
    maybe: 'raise DOVETAIL_BODY_LIMIT_BYTES.',
    faults: [{ pointer: '', code: 'request/too-large', message }],
  });
}
