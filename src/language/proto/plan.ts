import { ENUMS, MESSAGES, type MessageName } from './schema.ts';

/** How the value of a field is written. */
export type FieldType = 'int32' | 'int64' | 'double' | 'bool' | 'string' | 'enum' | 'message';

/** A field of {@link MESSAGES}, taken apart. */
export interface FieldPlan {
  readonly name: string;
  /** The field's name in canonical JSON. */
  readonly jsonName: string;
  readonly number: number;
  readonly type: FieldType;
  readonly repeated: boolean;
  readonly inOneof: boolean;
  /** Names of an enum's values by number; empty for other types. */
  readonly values: readonly string[];
  /** The plan of the field's message; the field's own one for other types, never used. */
  readonly message: MessagePlan;
}

/** A message of {@link MESSAGES} in the form that the codecs walk. */
export interface MessagePlan {
  readonly name: MessageName;
  /** In the order of their numbers. */
  readonly fields: readonly FieldPlan[];
  /** Fields by protobuf name; without prototype, so that any text may be looked up. */
  readonly byName: Readonly<Record<string, FieldPlan>>;
  readonly byJsonName: Readonly<Record<string, FieldPlan>>;
  readonly byNumber: ReadonlyMap<number, FieldPlan>;
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

const PLANS = new Map<MessageName, MessagePlan>();

/** The plan of a message. */
export function planOf(name: MessageName): MessagePlan {
  const known = PLANS.get(name);
  if (known) return known;
  const byName: Record<string, FieldPlan> = Object.create(null);
  const byJsonName: Record<string, FieldPlan> = Object.create(null);
  const byNumber = new Map<number, FieldPlan>();
  const fields: FieldPlan[] = [];
  const maps = { fields, byName, byJsonName, byNumber };
  const plan: MessagePlan = { name, ...maps, explicit: name === 'SatParameters', advisory: ADVISORY.has(name) };
  PLANS.set(name, plan);
  for (const [fieldName, text] of Object.entries(MESSAGES[name])) {
    const field = fieldPlan(fieldName, text, plan);
    fields.push(field);
    byName[fieldName] = field;
    byJsonName[field.jsonName] = field;
    byNumber.set(field.number, field);
  }
  return plan;
}

function fieldPlan(name: string, text: string, own: MessagePlan): FieldPlan {
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
    message: isMessage ? planOf(type as MessageName) : own,
  };
}

/** Whether a value need not be written, because its absence says the same. */
export function isImplied(plan: MessagePlan, field: FieldPlan, value: unknown): boolean {
  if (field.repeated) return (value as readonly unknown[]).length === 0;
  return !plan.explicit && (value === 0 || value === false || value === '');
}
