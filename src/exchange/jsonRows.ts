import { messageOf } from '../errors.ts';
import { cut } from '../limits.ts';
import { type Row, type RowFault, Unreadable } from './row.ts';

/** The entries of a JSON list. */
export async function* jsonRows(texts: AsyncIterable<string>): AsyncGenerator<Row | RowFault> {
  let text = '';
  try {
    for await (const part of texts) text += part;
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) for (const entry of value) yield { line: 1, value: entry };
    else
      yield {
        line: 1,
        code: 'wrong-type',
        message: 'The text is not a list. Maybe write its entries between [ and ].',
      };
  } catch (thrown) {
    yield faultOf(thrown, text, 1);
  }
}

/** The entries of NDJSON, one on each line; empty lines say nothing. A line that is not JSON is a fault of its own. */
export async function* ndjsonRows(texts: AsyncIterable<string>): AsyncGenerator<Row | RowFault> {
  let line = 0;
  let rest = '';
  let isEmpty = true;
  try {
    for await (const part of texts) {
      isEmpty &&= part.trim() === '';
      const lines = (rest + part).split('\n');
      rest = lines.pop()!;
      for (const text of lines) yield* rowOf(text, ++line);
    }
    yield* rowOf(rest, ++line);
    if (isEmpty) {
      const message =
        'The text is empty. Maybe the program that should write it has failed; [] as JSON is a list of nothing.';
      yield { line: 1, code: 'text-empty', message };
    }
  } catch (thrown) {
    yield faultOf(thrown, '', line + 1);
  }
}

function* rowOf(text: string, line: number): Generator<Row | RowFault> {
  if (text.trim() === '') return;
  let row: Row | RowFault;
  try {
    row = { line, value: JSON.parse(text) };
  } catch (thrown) {
    row = faultOf(thrown, text, line);
  }
  yield row;
}

/** How the parser of JSON says where it stopped: in characters from 0, which becomes a line and a column. */
const AT = / (?:in JSON )?at position (\d+).*/;

/** A fault at the place that the parser of JSON names. */
function faultOf(thrown: unknown, text: string, line: number): RowFault {
  if (thrown instanceof Unreadable) return { line: thrown.line ?? line, code: thrown.code, message: thrown.message };
  const said = messageOf(thrown);
  const at = AT.exec(said)?.[1];
  const before = text.slice(0, at === undefined ? text.length : Number(at)).split('\n');
  const message = `The text is not JSON: ${cut(said.replace(AT, ''), 200)}. Maybe look at what stands before this place.`;
  return { line: line + before.length - 1, column: before.at(-1)!.length + 1, code: 'json-syntax', message };
}
