import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { reportIssues } from '../domain/gather.ts';
import type { Fault } from '../errors.ts';
import { cut, LIMITS, pointerOf } from '../limits.ts';
import { csvRows } from './csvRows.ts';
import { jsonRows, ndjsonRows } from './jsonRows.ts';
import { type Row, type RowFault, Unreadable } from './row.ts';
import { firstNotUtf8 } from './utf8.ts';

export const ENTRY_FORMATS = ['json', 'ndjson', 'csv'] as const;

export type EntryFormat = (typeof ENTRY_FORMATS)[number];

/** A fault with where it is in the text; lines and columns count from 1. */
export interface EntryFault extends Fault {
  readonly line: number;
}

export interface EntriesRead {
  /** Those without faults, as they were written, in order. */
  readonly entries: readonly unknown[];
  /** The line of each of them. */
  readonly lines: readonly number[];
  /** The first of them; the others are counted only. */
  readonly faults: readonly EntryFault[];
  readonly faultCount: number;
  /** SHA-256 of the bytes in hexadecimal digits: equal content is equal. */
  readonly sha256: string;
}

export interface ReadRequest {
  readonly format: EntryFormat;
  /** Of one entry. */
  readonly schema: z.ZodType;
  /** The entries that are read at most. */
  readonly most?: number;
  /** The bytes that are read at most. */
  readonly mostBytes?: number;
}

/** What is read of a text at most when nothing is said: enough for every list that an input may have. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads one list of an input from the bytes of a file, as they come.
 *
 * *Shapes* JSON: a list of entries. NDJSON: an entry on each line. CSV: a header of fields, where `.` goes into a field
 * (`weekly.monday`), then a line for each entry; `;` separates the values of a list, a cell that begins with `[` or `{` is
 * JSON, and an empty cell says nothing.
 * *Errors* none: faults are returned with line and column, beside the entries that have none. What cannot be read at all
 * ends the reading.
 * *Limits* JSON is held as a whole; of the other formats one entry at a time. A text with more entries or bytes is refused.
 */
export async function readEntries(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { format, schema, most = LIMITS.inputEntries, mostBytes = MOST_BYTES }: ReadRequest,
): Promise<EntriesRead> {
  const hash = createHash('sha256');
  const [entries, lines, faults]: [unknown[], number[], EntryFault[]] = [[], [], []];
  let faultCount = 0;
  const note = (fault: EntryFault): void => {
    if (faultCount++ < LIMITS.faults) faults.push({ ...fault, message: cut(fault.message, LIMITS.faultMessage) });
  };
  let position = 0;
  for await (const row of ROWS[format](texts(source, { hash, mostBytes }), schema)) {
    if ('code' in row) {
      const { column, ...fault } = row;
      note({ ...fault, pointer: '', ...(column === undefined ? {} : { column }) });
      continue;
    }
    const index = position++;
    if (index === most) {
      const message = `The list has more than ${most} entries. Maybe split it into several.`;
      note({ pointer: '', line: row.line, code: 'list-too-long', message });
      break;
    }
    const parsed = schema.safeParse(row.value);
    if (parsed.success) {
      entries.push(row.value);
      lines.push(row.line);
      continue;
    }
    reportIssues(parsed.error.issues, {
      at: [index],
      value: row.value,
      schema,
      report(path, code, what, maybe) {
        const column = row.columnOf?.(path.slice(1));
        const [said, step] = [what, maybe].map((text) => (typeof text === 'string' ? text : text()));
        const message = `${said} Maybe ${step}`;
        note({ pointer: pointerOf(path), line: row.line, ...(column === undefined ? {} : { column }), code, message });
      },
    });
  }
  return { entries, lines, faults, faultCount, sha256: hash.digest('hex') };
}

const ROWS: Readonly<
  Record<EntryFormat, (texts: AsyncIterable<string>, schema: z.ZodType) => AsyncIterable<Row | RowFault>>
> = { json: jsonRows, ndjson: ndjsonRows, csv: csvRows };

async function* texts(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { hash, mostBytes }: { readonly hash: ReturnType<typeof createHash>; readonly mostBytes: number },
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [bytes, line] = [0, 1];
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw notUtf8(chunk, line);
    }
  };
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      throw new Unreadable('text-too-large', `The text has more than ${mostBytes} bytes. Maybe split it into several.`);
    }
    hash.update(chunk);
    const text = decoded(chunk);
    yield text;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
  }
  yield decoded();
}

const NEW_LINE = 10;

/** Where bytes that begin on a line are not UTF-8: their first ones may belong to a character that began before them. */
function notUtf8(chunk: Uint8Array | undefined, begun: number): Unreadable {
  const isUtf16 = chunk !== undefined && ['fffe', 'feff'].includes(Buffer.from(chunk.subarray(0, 2)).toString('hex'));
  const form = isUtf16 ? 'UTF-16 ("Unicode text")' : 'Windows-1252';
  const maybe = `Maybe it was saved as ${form}; save it again as UTF-8, which Excel calls "CSV UTF-8".`;
  const from = chunk?.findIndex((byte) => (byte & 0xc0) !== 0x80) ?? -1;
  const own = chunk?.subarray(Math.max(0, from));
  const at = own && firstNotUtf8(own);
  if (own === undefined || at === undefined)
    return new Unreadable('text-not-utf8', `The text is not in UTF-8. ${maybe}`, begun);
  const line = begun + own.subarray(0, at).filter((byte) => byte === NEW_LINE).length;
  const byte = own[at]!.toString(16).padStart(2, '0');
  return new Unreadable('text-not-utf8', `The line has a byte, 0x${byte}, that is not UTF-8. ${maybe}`, line);
}
