import type { ByteSpan } from './jsonScan.ts';
import { behind, isBefore, type Place, rebased, START } from './place.ts';

/** A body whose large member is kept apart, with an empty value of the same kind in its place. */
export interface Envelope {
  readonly text: string;
  /** The member's own text; undefined when the body has none. */
  readonly partText: string | undefined;
  /** Where that text begins in the body. */
  readonly partStart: Place;
  /** Where a place of `text` is in the body. */
  placeInBody(place: Place): Place;
}

export function envelopeOf(bytes: Buffer, span: ByteSpan | undefined): Envelope {
  // RFC 8259, 8.1: a parser may ignore a byte order mark. It takes no column.
  const begin = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (!span) {
    const text = bytes.toString('utf8', begin);
    return { text, partText: undefined, partStart: START, placeInBody: (place) => place };
  }
  const { start, end } = trimmed(bytes, span);
  const before = bytes.toString('utf8', begin, start);
  const partText = bytes.toString('utf8', start, end);
  const empty = emptyLike(partText);
  const partStart = behind(before, START);
  const emptyEnd = behind(empty, partStart);
  return {
    text: before + empty + bytes.toString('utf8', end),
    partText,
    partStart,
    placeInBody: (place) => (isBefore(place, emptyEnd) ? place : rebased(place, emptyEnd, behind(partText, partStart))),
  };
}

/** How many bytes of a body the member takes that is kept apart; one that is not an object and no list is not. */
export function keptApart(bytes: Buffer, span: ByteSpan): number {
  const { start, end } = trimmed(bytes, span);
  return isKept(bytes[start]) ? end - start : 0;
}

const [OBJECT, LIST] = [0x7b, 0x5b];
const isKept = (first: number | undefined): boolean => first === OBJECT || first === LIST;

const SPACES = [0x20, 0x09, 0x0a, 0x0d];

/** Only what JSON calls space: another space is a fault that the parser has to see. */
function trimmed(bytes: Buffer, { start, end }: ByteSpan): ByteSpan {
  while (start < end && SPACES.includes(bytes[start]!)) start++;
  while (start < end && SPACES.includes(bytes[end - 1]!)) end--;
  return { start, end };
}

function emptyLike(text: string): string {
  if (text.startsWith('{')) return '{}';
  return text.startsWith('[') ? '[]' : text;
}
