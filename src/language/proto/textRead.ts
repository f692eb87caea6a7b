import { DovetailError } from '../../errors.ts';
import { descriptorOf, type FieldDescriptor, type MessageDescriptor } from './descriptor.ts';
import { fitsInteger } from './int64.ts';
import type { Message, MessageName } from './schema.ts';

/**
 * Reads a message in protobuf's text format, with all its freedoms: lists or repeated fields, `{}` or `<>`, comments,
 * separators, escapes, enum values by name or number.
 *
 * *Errors* `input/syntax` with line and column, also for an unknown field.
 */
export function decodeText<M extends MessageName>(name: M, text: string): Message<M> {
  const source = new Source(text);
  const message = readFields(source, descriptorOf(name), '');
  return message as Message<M>;
}

type Fields = Record<string, unknown>;

const SPACE = /(?:\s+|#[^\n]*)*/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?\s*(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?f?|inf(?:inity)?|nan)(?![\w.])/iy;
const STRING = /"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^\n][^'\\\n]*)*'/y;

/** A text and how far it is read. */
class Source {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
    this.take(SPACE);
  }

  /** The text that the pattern matches here, with the space after it passed; undefined without a match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    if (pattern !== SPACE) this.take(SPACE);
    return found;
  }

  /** Passes the first of the characters that stands here. */
  pass(...characters: readonly string[]): string | undefined {
    const next = this.text[this.at];
    if (next === undefined || !characters.includes(next)) return undefined;
    this.at++;
    this.take(SPACE);
    return next;
  }

  fail(problem: string, maybe: string, at = this.at): never {
    const before = this.text.slice(0, at).split('\n');
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    throw new DovetailError('input/syntax', `The protobuf text has ${problem} at line ${line}, column ${column}.`, {
      maybe,
      details: { line, column },
    });
  }

  expected(what: string): never {
    const next = this.text[this.at];
    return this.fail(`${next === undefined ? 'its end' : `\`${next}\``} where ${what} should stand`, `add ${what}.`);
  }
}

function readFields(source: Source, descriptor: MessageDescriptor, closer: string): Fields {
  const message: Fields = {};
  for (;;) {
    if (closer !== '' && source.pass(closer)) return message;
    if (closer === '' && source.at === source.text.length) return message;
    readField(source, descriptor, message);
    source.pass(',', ';');
  }
}

function readField(source: Source, descriptor: MessageDescriptor, message: Fields): void {
  const start = source.at;
  const name = source.take(NAME) ?? source.expected('the name of a field');
  const field = descriptor.byName[name];
  if (field === undefined) {
    const known = descriptor.fields.map((f) => f.name).join(', ');
    source.fail(`the unknown field ${name} of ${descriptor.name}`, `one of ${known} is meant.`, start);
  }
  const twice = field.repeated ? undefined : Object.keys(message).find((other) => excludes(descriptor, field, other));
  if (twice) source.fail(`${name} after ${twice}`, 'keep one of them.', start);
  const colon = source.pass(':');
  if (!colon && field.type !== 'message') source.expected('`:`');
  if (!field.repeated) message[name] = readValue(source, field);
  else {
    message[name] ??= [];
    readItems(source, field, message[name] as unknown[]);
  }
}

function excludes(descriptor: MessageDescriptor, field: FieldDescriptor, other: string): boolean {
  return other === field.name || (field.inOneof && descriptor.byName[other]!.inOneof);
}

function readItems(source: Source, field: FieldDescriptor, list: unknown[]): void {
  if (!source.pass('[')) {
    list.push(readValue(source, field));
    return;
  }
  if (source.pass(']')) return;
  do list.push(readValue(source, field));
  while (source.pass(','));
  if (!source.pass(']')) source.expected('`,` or `]`');
}

function readValue(source: Source, field: FieldDescriptor): unknown {
  switch (field.type) {
    case 'message': {
      const opener = source.pass('{', '<') ?? source.expected('`{`');
      return readFields(source, field.message, opener === '{' ? '}' : '>');
    }
    case 'string':
      return readString(source);
    case 'bool':
      return readBoolean(source);
    case 'enum':
      return readEnum(source, field);
    default:
      return readNumber(source, field.type);
  }
}

const TRUE = ['true', 'True', 't', '1'];
const FALSE = ['false', 'False', 'f', '0'];

function readBoolean(source: Source): boolean {
  const start = source.at;
  const word = source.take(NAME) ?? source.take(NUMBER) ?? source.expected('`true` or `false`');
  if (TRUE.includes(word) || FALSE.includes(word)) return TRUE.includes(word);
  return source.fail(`${word} where \`true\` or \`false\` should stand`, 'use one of them.', start);
}

function readEnum(source: Source, field: FieldDescriptor): number {
  const start = source.at;
  const name = source.take(NAME);
  if (name === undefined) return readNumber(source, 'int32');
  const value = field.values.indexOf(name);
  if (value >= 0) return value;
  return source.fail(
    `the unknown value ${name} of ${field.name}`,
    `one of ${field.values.join(', ')} is meant.`,
    start,
  );
}

function readNumber(source: Source, type: string): number {
  const start = source.at;
  const text = source.take(NUMBER) ?? source.expected('a number');
  const value = numberOf(text.replace(/\s/g, '').toLowerCase());
  if (type === 'double' || fitsInteger(value, type)) return value;
  return source.fail(`${text}, which is no ${type},`, 'write a whole number within its range.', start);
}

/** Hexadecimal, octal and decimal as protobuf reads them, which is as C does. */
function numberOf(text: string): number {
  const negative = text.startsWith('-');
  const digits = negative ? text.slice(1) : text;
  let value: number;
  if (digits.startsWith('inf')) value = Number.POSITIVE_INFINITY;
  else if (digits.startsWith('0x')) value = Number(digits);
  else if (/^0[0-7]+$/.test(digits)) value = Number.parseInt(digits, 8);
  else value = Number(digits.replace(/f$/, ''));
  return negative ? 0 - value : value;
}

function readString(source: Source): string {
  const start = source.at;
  let text = '';
  let piece = source.take(STRING) ?? source.expected('a text in quotes');
  for (;;) {
    text += unescaped(source, piece.slice(1, -1), start);
    const next = source.take(STRING);
    if (next === undefined) return text;
    piece = next;
  }
}

const ESCAPE = /((?:\\[0-7]{1,3}|\\[xX][\da-fA-F]{1,2})+)|\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})|\\(.)/g;
const SIMPLE: Readonly<Record<string, string | undefined>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function unescaped(source: Source, text: string, start: number): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (all, bytes?: string, short?: string, long?: string, letter?: string) => {
    const code = short ?? long;
    try {
      if (bytes !== undefined) return bytesText(bytes);
      if (code !== undefined) return String.fromCharCode(...codeUnits(Number.parseInt(code, 16)));
    } catch {
      return source.fail(`the escape ${all}, which is not UTF-8,`, 'escape whole characters.', start);
    }
    return SIMPLE[letter!] ?? source.fail(`the unknown escape ${all}`, 'double the backslash.', start);
  });
}

function bytesText(escapes: string): string {
  const numbers = escapes.split('\\').slice(1);
  const values = numbers.map((n) => (/^x/i.test(n) ? Number.parseInt(n.slice(1), 16) : Number.parseInt(n, 8)));
  return decoder.decode(Uint8Array.from(values));
}

/** A surrogate stays as it is, to pair with the next escape. */
function codeUnits(code: number): number[] {
  return code < 0x10000 ? [code] : [...String.fromCodePoint(code)].flatMap((c) => [c.charCodeAt(0), c.charCodeAt(1)]);
}
