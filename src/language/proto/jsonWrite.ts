import { descriptorOf, type FieldDescriptor, isImplied, type MessageDescriptor } from './descriptor.ts';
import { integerText } from './int64.ts';
import type { Message, MessageName } from './schema.ts';

/** A message in protobuf's canonical JSON: camel case names, int64 as text, enum values by name. */
export function encodeJson<M extends MessageName>(name: M, message: Message<M>): string {
  return JSON.stringify(objectOf(descriptorOf(name), message as Fields));
}

type Fields = Readonly<Record<string, unknown>>;

function objectOf(descriptor: MessageDescriptor, message: Fields): Fields {
  const value: Record<string, unknown> = {};
  for (const field of descriptor.fields) {
    const given = message[field.name];
    if (given === undefined || isImplied(descriptor, field, given)) continue;
    value[field.jsonName] = field.repeated ? (given as unknown[]).map((v) => itemOf(field, v)) : itemOf(field, given);
  }
  return value;
}

function itemOf(field: FieldDescriptor, value: unknown): unknown {
  if (field.type === 'message') return objectOf(field.message, value as Fields);
  if (field.type === 'int64') return integerText(value as number);
  if (field.type === 'enum') return field.values[value as number] ?? value;
  if (field.type === 'double' && !Number.isFinite(value)) return String(value);
  return value;
}
