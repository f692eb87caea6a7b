import { ENUMS, MESSAGES, type MessageName } from './schema.ts';

/** How the value of a field is written. */
export type FieldType = 'int32' | 'int64' | 'double' | 'bool' | 'string' | 'enum' | 'message';

/** A field of {@link MESSAGES}, taken apart. */
export interface FieldDescriptor {
  readonly name: string;
  /** The field's name in canonical JSON. */
  readonly jsonName: string;
  readonly number: number;
  readonly type: FieldType;
  readonly repeated: boolean;
  readonly inOneof: boolean;
  /** Names of an enum's values by number; empty for other types. */
  readonly values: readonly string[];
  /** The descriptor of the field's message; the field's own one for other types, never used. */
  readonly message: MessageDescriptor;
}

/** A message of {@link MESSAGES} in the form that the codecs walk. */
export interface MessageDescriptor {
  readonly name: MessageName;
  /** In the order of their numbers. */
  readonly fields: readonly FieldDescriptor[];
  /** Fields by protobuf name; without prototype, so that any text may be looked up. */
  readonly byName: Readonly<Record<string, FieldDescriptor>>;
  readonly byJsonName: Readonly<Record<string, FieldDescriptor>>;
  readonly byNumber: ReadonlyMap<number, FieldDescriptor>;
  /** Whether a default value that is present differs from an absent one (proto2). */
  readonly explicit: boolean;
  /** Whether unknown fields may be skipped because they can only advise or inform. */
  readonly advisory: boolean;
}

const ADVISORY: ReadonlySet<MessageName> = new Set<MessageName>([
  'DecisionStrategyProto',
  'PartialVariableAssignment',
  'SymmetryProto',
  'SparsePermutationProto',
  'DenseMatrixProto',
  'CpSolverResponse',
]);

const DESCRIPTORS = new Map<MessageName, MessageDescriptor>();

/** The descriptor of a message. */
export function descriptorOf(name: MessageName): MessageDescriptor {
  const known = DESCRIPTORS.get(name);
  if (known) return known;
  const byName: Record<string, FieldDescriptor> = Object.create(null);
  const byJsonName: Record<string, FieldDescriptor> = Object.create(null);
  const byNumber = new Map<number, FieldDescriptor>();
  const fields: FieldDescriptor[] = [];
  const maps = { fields, byName, byJsonName, byNumber };
  const descriptor: MessageDescriptor = {
    name,
    ...maps,
    explicit: name === 'SatParameters',
    advisory: ADVISORY.has(name),
  };
  DESCRIPTORS.set(name, descriptor);
  for (const [fieldName, text] of Object.entries(MESSAGES[name])) {
    const field = fieldDescriptor(fieldName, text, descriptor);
    fields.push(field);
    byName[fieldName] = field;
    byJsonName[field.jsonName] = field;
    byNumber.set(field.number, field);
  }
  return descriptor;
}

function fieldDescriptor(name: string, text: string, own: MessageDescriptor): FieldDescriptor {
  const [number, typeText, of] = text.split(' ') as [string, string, string?];
  const type = typeText.replace('*', '');
  const enumValues = ENUMS[type as keyof typeof ENUMS];
  const isMessage = type in MESSAGES;
  return {
    name,
    jsonName: name.replace(/_+(.)/g, (_, letter: string) => letter.toUpperCase()),
    number: Number(number),
    type: isMessage ? 'message' : enumValues ? 'enum' : (type as FieldType),
    repeated: typeText.endsWith('*'),
    inOneof: of !== undefined,
    values: enumValues ?? [],
    message: isMessage ? descriptorOf(type as MessageName) : own,
  };
}

/** Whether a value need not be written, because its absence says the same. */
export function isImplied(descriptor: MessageDescriptor, field: FieldDescriptor, value: unknown): boolean {
  if (field.repeated) return (value as readonly unknown[]).length === 0;
  return !descriptor.explicit && (value === 0 || value === false || value === '');
}
