import type { Fault } from '../../errors.ts';
import { faultyModel } from '../faults.ts';
import { descriptorOf, type FieldDescriptor, type MessageDescriptor } from './descriptor.ts';
import { fitsInteger } from './int64.ts';
import type { Message, MessageName } from './schema.ts';

/**
 * Reads a message from the value of protobuf's JSON: names in camel case or as in the file, int64 as text or number,
 * enum values by name or number, null for an absent field.
 *
 * *Errors* `input/shape` with every fault at its JSON pointer.
 */
export function decodeJsonValue<M extends MessageName>(name: M, value: unknown): Message<M> {
  const faults: Fault[] = [];
  const message = new JsonReader(faults).message(descriptorOf(name), value, '');
  if (faults.length) throw faultyModel('input/shape', faults);
  return message as Message<M>;
}

type Fields = Record<string, unknown>;

/** Walks the value and collects faults instead of stopping at the first. */
class JsonReader {
  readonly #faults: Fault[];

  constructor(faults: Fault[]) {
    this.#faults = faults;
  }

  #fault(pointer: string, message: string): undefined {
    this.#faults.push({ pointer, code: 'input/shape', message });
    return undefined;
  }

  message(descriptor: MessageDescriptor, value: unknown, pointer: string): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return this.#fault(pointer, `${kindOf(value)} where an object should stand (${descriptor.name}).`);
    }
    const message: Fields = {};
    for (const [key, item] of Object.entries(value)) {
      const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const field = descriptor.byName[key] ?? descriptor.byJsonName[key];
      if (field === undefined) this.#fault(place, `The ${descriptor.name} has no field ${key}.`);
      else if (item !== null) this.#set(descriptor, field, { message, item, place });
    }
    return message;
  }

  #set(
    descriptor: MessageDescriptor,
    field: FieldDescriptor,
    at: { message: Fields; item: unknown; place: string },
  ): void {
    const { message, item, place } = at;
    const other = Object.keys(message).find(
      (name) => name === field.name || (field.inOneof && descriptor.byName[name]!.inOneof),
    );
    if (other) this.#fault(place, `${field.name} stands beside ${other}; only one of them can count.`);
    message[field.name] = field.repeated ? this.#list(field, item, place) : this.#one(field, item, place);
  }

  #list(field: FieldDescriptor, value: unknown, place: string): unknown[] | undefined {
    if (!Array.isArray(value)) return this.#fault(place, `${kindOf(value)} where a list should stand.`);
    return value.map((item, i) => this.#one(field, item, `${place}/${i}`));
  }

  #one(field: FieldDescriptor, value: unknown, place: string): unknown {
    if (field.type === 'message') return this.message(field.message, value, place);
    const read = scalarOf(field, value);
    if (read !== undefined) return read;
    const shown = typeof value === 'object' ? kindOf(value) : JSON.stringify(value);
    return this.#fault(place, `${shown} is no ${field.values.length ? `value of ${field.name}` : field.type}.`);
  }
}

function scalarOf(field: FieldDescriptor, value: unknown): unknown {
  if (field.type === 'string') return typeof value === 'string' ? value : undefined;
  if (field.type === 'bool') return typeof value === 'boolean' ? value : undefined;
  if (field.type === 'enum' && typeof value === 'string') {
    const at = field.values.indexOf(value);
    return at < 0 ? undefined : at;
  }
  const number = numberOf(value);
  if (number === undefined) return undefined;
  return field.type === 'double' || fitsInteger(number, field.type) ? number : undefined;
}

const NAMED: ReadonlyMap<string, number> = new Map([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
]);

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : NAMED.get(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
