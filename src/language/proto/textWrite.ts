import { descriptorOf, type FieldDescriptor, isImplied, type MessageDescriptor } from './descriptor.ts';
import { integerText } from './int64.ts';
import type { Message, MessageName } from './schema.ts';

/** A message in protobuf's text format: fields in the order of their numbers, lists of numbers on one line. */
export function encodeText<M extends MessageName>(name: M, message: Message<M>): string {
  const lines: string[] = [];
  writeFields(lines, descriptorOf(name), { message: message as Fields, indent: '' });
  return lines.length ? `${lines.join('\n')}\n` : '';
}

type Fields = Readonly<Record<string, unknown>>;

function writeFields(lines: string[], descriptor: MessageDescriptor, at: { message: Fields; indent: string }): void {
  const { message, indent } = at;
  for (const field of descriptor.fields) {
    const value = message[field.name];
    if (value === undefined || isImplied(descriptor, field, value)) continue;
    const label = `${indent}${field.name}`;
    if (field.type === 'message') {
      for (const inner of (field.repeated ? value : [value]) as Fields[]) {
        lines.push(`${label} {`);
        writeFields(lines, field.message, { message: inner, indent: `${indent}  ` });
        lines.push(`${indent}}`);
      }
    } else if (field.repeated && field.type !== 'string') {
      lines.push(`${label}: [${(value as unknown[]).map((item) => scalarText(field, item)).join(', ')}]`);
    } else {
      for (const item of field.repeated ? (value as unknown[]) : [value]) {
        lines.push(`${label}: ${scalarText(field, item)}`);
      }
    }
  }
}

function scalarText(field: FieldDescriptor, value: unknown): string {
  if (field.type === 'string') return quoted(value as string);
  if (field.type === 'enum') return field.values[value as number] ?? String(value);
  if (field.type === 'bool') return String(value);
  if (field.type !== 'double') return integerText(value as number);
  return String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
  const escaped = text.replace(/["\\\x00-\x1f\x7f]/g, (c) => {
    return ESCAPES[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `"${escaped}"`;
}
