import { createHash } from 'node:crypto';
import { DovetailError, messageOf } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { BodyHold } from './bodyBudget.ts';
import { JsonScan, type ScanFault } from './jsonScan.ts';
import { ownTurn } from './ownTurn.ts';

export interface Receiving {
  readonly limitBytes: number;
  /** Which says that limit. */
  readonly variable: string;
  readonly hold: BodyHold;
  /** How many bytes its sender says that there are. */
  readonly declared: number;
}

/** The bytes of a body of JSON within limits, with their digest and, where a `part` is wanted, where that stands. */
export async function receive(
  stream: ReadableStream<Uint8Array> | null,
  part: string | undefined,
  { limitBytes, hold, declared, variable }: Receiving,
) {
  const hash = createHash('sha256');
  const received = new Received(declared);
  const scan = new JsonScan(part, { depth: LIMITS.bodyDepth, members: LIMITS.bodyMembers }, ({ start, end }) =>
    received.bytes.toString('utf8', start, end),
  );
  for await (const chunk of arriving(stream)) {
    const size = received.bytes.length + chunk.length;
    if (size > limitBytes) throw tooLarge(limitBytes, variable);
    hold.atLeast(size);
    received.add(chunk);
    hash.update(chunk);
    const fault = scan.feed(chunk);
    if (fault) throw scanError(fault);
    // What has arrived already comes without a pause.
    await othersAfter(received.bytes);
  }
  const fault = scan.end();
  if (fault) throw scanError(fault);
  const { bytes } = received;
  await othersAfter(bytes);
  return { bytes, sha256: hash.digest('hex'), span: scan.span };
}

/** Bytes in one piece, which have their place before they arrive, so that nobody waits while many are put together. */
class Received {
  #room: Buffer;
  #size = 0;

  constructor(expected: number) {
    this.#room = Buffer.allocUnsafeSlow(expected);
  }

  get bytes(): Buffer {
    return this.#room.subarray(0, this.#size);
  }

  add(chunk: Uint8Array): void {
    const size = this.#size + chunk.length;
    if (size > this.#room.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(size, 2 * this.#room.length));
      larger.set(this.bytes);
      this.#room = larger;
    }
    this.#room.set(chunk, this.#size);
    this.#size = size;
  }
}

const LARGE = 1_000_000;

/** Where there is much, each step takes a while; others have their turn in between. */
export async function othersAfter(bytes: Buffer): Promise<void> {
  if (bytes.length > LARGE) await ownTurn();
}

/** A body that breaks off is its sender's doing, whatever the platform calls it. */
export async function* arriving(stream: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    yield* stream ?? [];
  } catch (cause) {
    throw new DovetailError('request/incomplete', `The body broke off before its end: ${messageOf(cause)}.`, { cause });
  }
}

/** What to look for when a scan has refused a body. */
const ADVICE: Readonly<Record<ScanFault['kind'], string>> = {
  'too-deep': 'the body is nested by mistake.',
  'too-many': 'the body is nested by mistake.',
  duplicate: 'one of the two is left over.',
  unbalanced: 'the text was cut off, or a bracket is wrong.',
  truncated: 'the text was cut off, or a bracket is wrong.',
};

function scanError({ kind, pointer, message }: ScanFault): DovetailError {
  const code = kind === 'too-deep' || kind === 'too-many' ? 'request/too-deep' : 'input/syntax';
  return new DovetailError(code, message, { maybe: ADVICE[kind], faults: [{ pointer, code, message }] });
}

export function tooLarge(limitBytes: number, variable: string): DovetailError {
  const message = `The body has more than ${limitBytes} bytes.`;
  return new DovetailError('request/too-large', message, {
    maybe: `raise ${variable}, or send it in parts.`,
    faults: [{ pointer: '', code: 'request/too-large', message }],
  });
}
