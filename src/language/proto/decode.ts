import { DovetailError } from '../../errors.ts';
import { descriptorOf, type FieldDescriptor, type MessageDescriptor } from './descriptor.ts';
import { Reader } from './reader.ts';
import type { Message, MessageName } from './schema.ts';

/**
 * Reads a message in protobuf's binary form: packed or not, in any order, pieces merged.
 *
 * An unknown field is skipped where it can only advise, and refused where leaving it out could change the problem.
 * *Errors* `input/syntax` with the byte offset; `model/unrepresentable` for an unknown field.
 */
export function decodeBinary<M extends MessageName>(name: M, bytes: Uint8Array): Message<M> {
  const message: Fields = {};
  readMessage(new Reader(bytes), descriptorOf(name), message);
  return message as Message<M>;
}

type Fields = Record<string, unknown>;

function readMessage(reader: Reader, descriptor: MessageDescriptor, message: Fields): void {
  while (reader.at < reader.end) {
    const start = reader.at;
    const tag = reader.integer();
    const field = tag > 0 && tag < 2 ** 32 ? descriptor.byNumber.get(tag >>> 3) : undefined;
    const wire = tag & 7;
    if (field === undefined || !fits(field, wire)) {
      reader.passValue(tag, start);
      if (!descriptor.advisory) refuseUnknown(descriptor, tag >>> 3, start);
      continue;
    }
    if (field.inOneof && message[field.name] === undefined) clearOneof(descriptor, message);
    if (field.repeated) readItems(reader, field, listOf(message, field.name), wire);
    else message[field.name] = readValue(reader, field, message[field.name]);
  }
}

function fits(field: FieldDescriptor, wire: number): boolean {
  if (field.type === 'string' || field.type === 'message') return wire === 2;
  return wire === (field.type === 'double' ? 1 : 0) || (field.repeated && wire === 2);
}

function listOf(message: Fields, name: string): unknown[] {
  message[name] ??= [];
  return message[name] as unknown[];
}

/** Drops the other members of a oneof: the last one counts. */
function clearOneof(descriptor: MessageDescriptor, message: Fields): void {
  for (const name in message) if (descriptor.byName[name]!.inOneof) delete message[name];
}

/** Reads one item, or all the items of a packed list. */
function readItems(reader: Reader, field: FieldDescriptor, list: unknown[], wire: number): void {
  if (wire !== 2 || field.type === 'string' || field.type === 'message') {
    list.push(readValue(reader, field, undefined));
    return;
  }
  const outer = reader.enter();
  while (reader.at < reader.end) list.push(readValue(reader, field, undefined));
  reader.end = outer;
}

function readValue(reader: Reader, field: FieldDescriptor, earlier: unknown): unknown {
  switch (field.type) {
    case 'message': {
      const inner = (earlier ?? {}) as Fields;
      const outer = reader.enter();
      readMessage(reader, field.message, inner);
      reader.end = outer;
      return inner;
    }
    case 'string':
      return reader.string();
    case 'double':
      return reader.double();
    case 'int64':
      return reader.integer();
    case 'bool':
      return reader.integer() !== 0;
    default:
      return reader.integer() | 0;
  }
}

function refuseUnknown(descriptor: MessageDescriptor, number: number, at: number): never {
  throw new DovetailError(
    'model/unrepresentable',
    `The ${descriptor.name} has field ${number} at byte ${at}, of which we know neither name nor meaning.`,
    { maybe: 'another version of OR-Tools wrote it, or it is another kind of file.', details: { number } },
  );
}
