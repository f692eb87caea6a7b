import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import type { z } from 'zod';
import { closest } from '../closest.ts';
import { messageOf } from '../errors.ts';
import { cut } from '../limits.ts';
import { cellValue, fieldAt, namesIn } from './fields.ts';
import { type Row, type RowFault, Unreadable } from './row.ts';

/** Characters of one line at most. */
const LONGEST_LINE = 1_000_000;

/** What an export puts in front of a text that a spreadsheet would take for a formula. */
const GUARD = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/** A column with the field that it is for; undefined where its header names none. */
type Column = { readonly path: readonly string[]; readonly schema: z.ZodType } | undefined;

/**
 * The entries of CSV, whose first line names their fields.
 *
 * *Means* cells are separated as the header is: by commas, else by semicolons or tabs.
 * *Source* RFC 4180.
 */
export async function* csvRows(texts: AsyncIterable<string>, schema: z.ZodType): AsyncGenerator<Row | RowFault> {
  let columns: readonly Column[] | undefined;
  let [line, next] = [1, 1];
  try {
    const { header, all } = await withHeader(texts);
    const delimiter = [',', ';', '\t'].find((one) => header.includes(one)) ?? ',';
    const parser = parse({
      bom: true,
      delimiter,
      info: true,
      max_record_size: LONGEST_LINE,
      // Told at once, while what is read may be lost with a fault that comes soon after.
      on_record(record, { lines }) {
        next = lines + 1;
        return record;
      },
      relax_column_count: true,
      skip_empty_lines: true,
    });
    const source = Readable.from(all);
    source.on('error', (error) => parser.destroy(error));
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>) {
      // A line break within a cell begins no entry.
      line = info.lines - record.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
      if (columns !== undefined) {
        yield* rowOf(record, columns, line);
        continue;
      }
      const read = columnsOf(record, schema);
      yield* read.faults;
      columns = read.columns;
    }
    if (columns === undefined) {
      const message = 'The text has no header. Maybe the program that should write it has failed.';
      yield { line: 1, code: 'text-empty', message };
    }
  } catch (thrown) {
    yield faultOf(thrown, { line, next });
  }
}

/** The first line, and the whole text with it. */
async function withHeader(texts: AsyncIterable<string>): Promise<{ header: string; all: AsyncIterable<string> }> {
  const iterator = texts[Symbol.asyncIterator]();
  let head = '';
  while (!head.includes('\n') && head.length < LONGEST_LINE) {
    const { done, value } = await iterator.next();
    if (done) break;
    head += value;
  }
  async function* all(): AsyncGenerator<string> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { header: head.split('\n', 1)[0]!, all: all() };
}

function columnsOf(header: readonly string[], schema: z.ZodType): { columns: Column[]; faults: RowFault[] } {
  const faults: RowFault[] = [];
  const seen = new Map<string, number>();
  const columns = header.map((cell, position): Column => {
    const name = cell.trim();
    const at = { line: 1, column: position + 1 };
    const first = seen.get(name);
    const path = name.split('.');
    const field = fieldAt(schema, path);
    if (first !== undefined) {
      const message = `The column ${cut(name)} is there twice, at ${first + 1} and at ${position + 1}. Maybe leave one of them out.`;
      faults.push({ ...at, code: 'column-repeated', message });
      return undefined;
    }
    seen.set(name, position);
    if (field !== undefined) return { path, schema: field };
    const known = namesIn(schema);
    const near = closest(name, known);
    const maybe = near ? `you mean ${near}` : `use one of ${known.join(', ')}`;
    const message = `There is no field ${cut(JSON.stringify(name))} for a column. Maybe ${maybe}.`;
    faults.push({ ...at, code: 'unknown-field', message });
    return undefined;
  });
  return { columns, faults };
}

function* rowOf(record: readonly string[], columns: readonly Column[], line: number): Generator<Row | RowFault> {
  const extra = record.findIndex((cell, position) => position >= columns.length && cell !== '');
  if (extra >= 0) {
    const message = `The line has ${record.length} cells, and the header ${columns.length}. Maybe put cells that have a separator in them in quotes.`;
    yield { line, column: extra + 1, code: 'too-many-cells', message };
    return;
  }
  const value = {};
  columns.forEach((column, position) => {
    const cell = record[position] ?? '';
    if (column === undefined || cell === '') return;
    put(value, column.path, cellValue(column.schema, cell.replace(GUARD, '')));
  });
  yield {
    line,
    value,
    columnOf(path) {
      const isFor = (column: Column): boolean =>
        column?.path.every((part, i) => i >= path.length || part === String(path[i])) ?? false;
      const position = path.length === 0 ? -1 : columns.findIndex(isFor);
      return position < 0 ? undefined : position + 1;
    },
  };
}

/** Writes a field, whatever its name, as one of the object's own. */
function put(value: object, path: readonly string[], field: unknown): void {
  let part = value;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(part, name)) define(part, name, {});
    part = Reflect.get(part, name) as object;
  }
  define(part, path.at(-1)!, field);
}

function define(value: object, name: string, field: unknown): void {
  Object.defineProperty(value, name, { value: field, writable: true, enumerable: true, configurable: true });
}

/** A fault after the entry on a line; the next one would begin on `next`. */
function faultOf(thrown: unknown, { line, next }: { readonly line: number; readonly next: number }): RowFault {
  if (thrown instanceof Unreadable) return { line: thrown.line ?? line, code: thrown.code, message: thrown.message };
  if (!(thrown instanceof CsvError)) throw thrown;
  if (thrown.code === 'CSV_QUOTE_NOT_CLOSED') {
    const message =
      'A quote opens in the entry that begins here, and is never closed. Maybe one is missing; a quote within quotes is written twice.';
    return { line: next, code: 'csv-syntax', message };
  }
  const { column, lines } = thrown as CsvError & { readonly column?: unknown; readonly lines?: number };
  const position = typeof column === 'number' ? { column: column + 1 } : {};
  const message = `The text is not CSV: ${cut(messageOf(thrown), 200)}. Maybe a quote is missing; a quote within quotes is written twice.`;
  return { line: lines ?? line, ...position, code: 'csv-syntax', message };
}
