import { createMiddleware } from 'hono/factory';
import { DovetailError, messageOf } from '../errors.ts';
import { firstNotUtf8 } from '../exchange/utf8.ts';
import { parseJson } from '../language/jsonText.ts';
import { LIMITS } from '../limits.ts';
import type { BodyBudget, BodyHold } from './bodyBudget.ts';
import { type Envelope, envelopeOf, keptApart } from './envelope.ts';
import type { Body, HttpContext, HttpEnvironment } from './environment.ts';
import { withoutAdvice } from './inputFaults.ts';
import type { ByteSpan } from './jsonScan.ts';
import { requireEntries, requireJson } from './mediaType.ts';
import { movedIn, type Place, rebased, START } from './place.ts';
import { arriving, othersAfter, receive, tooLarge } from './receive.ts';
import { spooled } from './spool.ts';

/** How bodies of one kind are read: of how many bytes each, and of how many at once. */
export interface SizeLimits {
  readonly limitBytes: number;
  /** Of the environment, which says that limit. */
  readonly variable: string;
  readonly budget: BodyBudget;
}

/** How bodies are read, and those that are files to import, which are on disk meanwhile. */
export interface BodyLimits extends SizeLimits {
  readonly files: SizeLimits;
}

/**
 * Reads a JSON body within limits. The member `part`, which may be megabytes, stays text: the schema behind this sees
 * an empty value of the same kind, and a solver parses the text later, in its own process. What is beside that member is
 * parsed here, where everybody is answered, and may be small only; without a `part`, that is all of it.
 */
export function readBody(part: string | undefined, limits: SizeLimits) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    requireJson(declaredOf(c));
    await held(c, limits, async (hold) => {
      const { bytes, sha256, span } = await receive(c.req.raw.body, part, { ...limits, hold, declared: lengthOf(c) });
      requireSmall(bytes, part, span);
      requireUtf8(bytes);
      await othersAfter(bytes);
      const envelope = envelopeOf(bytes, span);
      await othersAfter(bytes);
      checkSyntax(envelope);
      const { text, partText, partStart } = envelope;
      Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
      c.set('body', { partText, partStart, sha256, release: () => hold.giveBack() });
      await next();
    });
  });
}

/**
 * Reads a body of entries within limits, for a solver that reads it later: JSON as a text, NDJSON and CSV as a file, whose
 * entries nobody ever holds all together here.
 */
export function readEntriesBody(limits: BodyLimits) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const format = requireEntries(declaredOf(c));
    if (format !== 'json') {
      return held(c, limits.files, (hold) =>
        spooled(c.req.raw.body, { ...limits.files, hold }, async ({ file, sha256 }) => {
          c.set('body', {
            partText: undefined,
            partStart: START,
            file,
            sha256,
            format,
            release: () => hold.giveBack(),
          });
          await next();
        }),
      );
    }
    return held(c, limits, async (hold) => {
      const { bytes, sha256 } = await receive(c.req.raw.body, undefined, { ...limits, hold, declared: lengthOf(c) });
      requireUtf8(bytes);
      const partText = bytes.toString();
      await othersAfter(bytes);
      c.set('body', { partText, partStart: START, sha256, format, release: () => hold.giveBack() });
      await next();
    });
  });
}

function declaredOf(c: HttpContext) {
  return { type: c.req.header('content-type'), encoding: c.req.header('content-encoding') };
}

/** As its sender says, in bytes; 0 where nothing is said. */
function lengthOf(c: HttpContext): number {
  const length = Number(c.req.header('content-length') ?? 0);
  return Number.isSafeInteger(length) && length > 0 ? length : 0;
}

/** Does something with a body while the budget has room for it. */
async function held(
  c: HttpContext,
  { limitBytes, budget, variable }: SizeLimits,
  work: (hold: BodyHold) => Promise<void>,
): Promise<void> {
  const declared = lengthOf(c);
  if (declared > limitBytes) throw tooLarge(limitBytes, variable);
  const hold = budget.hold(c.get('caller').tenant);
  try {
    await roomFor(declared, { hold, stream: c.req.raw.body, limitBytes });
    await work(hold);
  } finally {
    hold.giveBack();
  }
}

/** A body for which there is no room is read and dropped: a client that still sends would not see the answer. */
async function roomFor(
  declared: number,
  { hold, stream, limitBytes }: { hold: BodyHold; stream: ReadableStream<Uint8Array> | null; limitBytes: number },
): Promise<void> {
  try {
    hold.atLeast(declared);
  } catch (full) {
    let size = 0;
    for await (const chunk of arriving(stream)) {
      size += chunk.length;
      if (size > limitBytes) break;
    }
    throw full;
  }
}

/** Before any of it becomes text, because that of a large body would hold up everybody else. */
function requireSmall(bytes: Buffer, part: string | undefined, span: ByteSpan | undefined): void {
  const beside = bytes.length - (span ? keptApart(bytes, span) : 0);
  if (beside <= LIMITS.envelopeBytes) return;
  const where = part === undefined ? 'The' : `Beside "${part}", the`;
  const message = `${where} body has ${beside} bytes; it may have ${LIMITS.envelopeBytes}.`;
  throw new DovetailError('request/too-large', message, {
    maybe:
      part === undefined
        ? 'it was meant for another path.'
        : `what belongs into "${part}" stands beside it, or "${part}" is not an object.`,
    faults: [{ pointer: '', code: 'request/too-large', message }],
  });
}

/** A fault of syntax in the part, which is read without what is around it, at its place in the body. */
export function countedFromBody(error: DovetailError, body: Body | undefined): DovetailError {
  if (error.code !== 'input/syntax' || body?.partText === undefined) return error;
  const move = (place: Place): Place => rebased(place, START, body.partStart);
  const { code, message, details, faultCount, cause } = error;
  const faults = error.faults.map((fault) => ({ ...fault, message: movedIn(fault.message, move) }));
  return new DovetailError(code, movedIn(message, move), { details, faults, faultCount, cause });
}

function requireUtf8(bytes: Buffer): void {
  const at = firstNotUtf8(bytes);
  if (at === undefined) return;
  const value = bytes[at]!.toString(16).padStart(2, '0');
  throw syntaxError(`Byte ${at + 1} of the body, 0x${value}, is not UTF-8.`, 'the text is in another encoding.');
}

function checkSyntax({ text, placeInBody }: Envelope): void {
  try {
    parseJson(text);
  } catch (cause) {
    if (text.trim() === '') throw syntaxError('The body is empty.', 'the program that should write it has failed.');
    const message = movedIn(withoutAdvice(messageOf(cause)), placeInBody);
    throw syntaxError(message, 'a bracket, a quote or a comma is missing or left over.', cause);
  }
}

function syntaxError(message: string, maybe: string, cause?: unknown): DovetailError {
  return new DovetailError('input/syntax', message, {
    maybe,
    faults: [{ pointer: '', code: 'input/syntax', message }],
    cause,
  });
}
