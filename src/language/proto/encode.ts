import { descriptorOf, type FieldDescriptor, isImplied, type MessageDescriptor } from './descriptor.ts';
import type { Message, MessageName } from './schema.ts';
import { Writer } from './writer.ts';

const WIRE = { int32: 0, int64: 0, bool: 0, enum: 0, double: 1, string: 2, message: 2 } as const;

/** A message in protobuf's binary form. */
export function encodeBinary<M extends MessageName>(name: M, message: Message<M>): Uint8Array {
  const writer = new Writer();
  writeMessage(writer, descriptorOf(name), message as Fields);
  return writer.done();
}

type Fields = Readonly<Record<string, unknown>>;

/** Walks the object's own fields, which are few, instead of the message's, of which a constraint has 25. */
function writeMessage(writer: Writer, descriptor: MessageDescriptor, message: Fields): void {
  for (const name in message) {
    const value = message[name];
    const field = descriptor.byName[name];
    if (value === undefined || field === undefined || isImplied(descriptor, field, value)) continue;
    if (field.repeated) writeRepeated(writer, field, value as readonly unknown[]);
    else writeOne(writer, field, value);
  }
}

function writeRepeated(writer: Writer, field: FieldDescriptor, list: readonly unknown[]): void {
  if (WIRE[field.type] === 2) {
    for (const item of list) writeOne(writer, field, item);
    return;
  }
  writer.varint((field.number << 3) | 2);
  const start = writer.open();
  const numbers = list as readonly number[];
  if (field.type === 'double') for (const number of numbers) writer.double(number);
  else for (let i = 0; i < numbers.length; i++) writer.integer(numbers[i]!);
  writer.close(start);
}

function writeOne(writer: Writer, field: FieldDescriptor, value: unknown): void {
  writer.varint((field.number << 3) | WIRE[field.type]);
  if (field.type === 'message') {
    const start = writer.open();
    writeMessage(writer, field.message, value as Fields);
    writer.close(start);
  } else if (field.type === 'string') writer.string(value as string);
  else if (field.type === 'double') writer.double(value as number);
  else writer.integer(Number(value));
}
