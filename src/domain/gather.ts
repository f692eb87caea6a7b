import { z } from 'zod';
import { closest } from '../closest.ts';
import { issueText, meantIssues } from '../issueText.ts';
import { cut, LIMITS } from '../limits.ts';
import type { ReportFault } from './fault.ts';
import type { CommonFaultCode } from './faults.ts';
import { listed } from './words.ts';

/** An input with what could be read of it: lists keep their positions, with nothing where an entry was faulty. */
export type Gathered<Input> = { [K in keyof Input]: Input[K] extends (infer T)[] ? (T | undefined)[] : Input[K] };

/** Codes for texts of the wrong form, by the form that they should have. */
const FORMAT_CODES: ReadonlyMap<string, CommonFaultCode> = new Map([
  ['date', 'date-invalid'],
  ['datetime', 'datetime-invalid'],
  ['time', 'time-invalid'],
]);

/** How texts of each form are written. */
const FORMS: ReadonlyMap<string, string> = new Map([
  ['datetime', 'YYYY-MM-DDTHH:MM, with Z or an offset such as +02:00 where that matters'],
  ['time', 'HH:MM'],
]);

/** Codes for numbers out of range, by the name of the field. */
const RANGE_CODES: ReadonlyMap<PropertyKey | undefined, CommonFaultCode> = new Map([
  ['minutes', 'minutes-out-of-range'],
  ['multiplier', 'multiplier-out-of-range'],
  ['score', 'score-out-of-range'],
  ['weight', 'weight-out-of-range'],
]);

/**
 * Reads each section, and each entry of a list, by itself, so that one faulty entry does not hide the faults of others.
 *
 * *Means* `stubs` gives, for sections that name things by their keys, what stands for an entry of a faulty section, so
 * that its names stay known and nobody who uses one is blamed.
 * *Errors* none: faults are reported; what is faulty is replaced by its default or by nothing.
 */
export function gather<Schema extends z.ZodObject>(
  { schema: { shape }, stubs }: { readonly schema: Schema; readonly stubs?: Readonly<Record<string, unknown>> },
  value: unknown,
  report: ReportFault,
): Gathered<z.output<Schema>> {
  const given = isRecord(value) ? value : {};
  if (!isRecord(value))
    report([], 'wrong-type', `The input is ${nameOfType(value)}, not an object.`, 'give an object.');
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(shape, key)) unknownField(report, [key], Object.keys(shape));
  }
  const gathered: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape) as [string, z.ZodType][]) {
    gathered[key] = section(schema, given[key], { key, report, stub: stubs?.[key] });
  }
  return gathered as Gathered<z.output<Schema>>;
}

interface Section {
  readonly key: string;
  readonly report: ReportFault;
  readonly stub: unknown;
}

function section(schema: z.ZodType, value: unknown, { key, report, stub }: Section): unknown {
  const element = elementOf(schema);
  if (element && Array.isArray(value)) {
    const most = mostOf(schema);
    if (value.length > most) {
      const what = `The list has ${value.length} entries, and may have ${most}.`;
      report([key], 'list-too-long', what, 'split the input into several.');
      return schema.safeParse(undefined).data;
    }
    return value.map((entry, index) => {
      const parsed = element.safeParse(entry);
      if (!parsed.success)
        reportIssues(parsed.error.issues, { at: [key, index], value: entry, report, schema: element });
      return parsed.data;
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  reportIssues(parsed.error.issues, { at: [key], value, report, schema });
  if (stub !== undefined && isRecord(value)) return new Map(Object.keys(value).map((name) => [name, stub]));
  return schema.safeParse(undefined).data;
}

/** The schema of the entries of a list of an input; undefined for what is not a list of it. */
export function entrySchemaOf(schema: z.ZodType, list: string): z.ZodType | undefined {
  const { shape } = schema as z.ZodObject;
  return Object.hasOwn(shape, list) ? elementOf(shape[list] as z.ZodType) : undefined;
}

/** The schema of a list's entries, under its default. */
function elementOf(schema: z.ZodType): z.ZodType | undefined {
  const inner = innerOf(schema);
  return 'element' in inner ? ((inner as z.ZodArray).element as z.ZodType) : undefined;
}

/** How many entries a list may have, where its schema does not say less than is usual. */
function mostOf(schema: z.ZodType): number {
  const checks = innerOf(schema)._zod.def.checks ?? [];
  const said = checks.map((check) => check._zod.def as { readonly check: string; readonly maximum?: number });
  const most = said.flatMap(({ check, maximum }) => (check === 'max_length' && maximum !== undefined ? [maximum] : []));
  return Math.min(LIMITS.inputEntries, ...most);
}

function innerOf(schema: z.ZodType): z.ZodType {
  return 'unwrap' in schema ? ((schema as z.ZodDefault<z.ZodArray>).unwrap() as z.ZodType) : schema;
}

interface Found {
  readonly at: readonly PropertyKey[];
  readonly value: unknown;
  readonly report: ReportFault;
  /** Of the value. */
  readonly schema: z.ZodType;
}

/** Reports what a schema refused. */
export function reportIssues(issues: readonly z.core.$ZodIssue[], { at, value, report, schema }: Found): void {
  for (const issue of meantIssues(issues)) {
    const path = [...at, ...issue.path];
    const given = issue.path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], value);
    if (issue.code === 'unrecognized_keys') {
      const known = fieldsAt(schema, issue.path);
      for (const key of issue.keys) unknownField(report, [...path, key], known);
      continue;
    }
    report(
      path,
      codeOf(issue, given),
      () => `${nameOf(path)} ${issueText(issue, given)}.`,
      () => nextStep(issue, given),
    );
  }
}

function codeOf(issue: z.core.$ZodIssue, given: unknown): CommonFaultCode {
  if (given === undefined) return 'missing-field';
  switch (issue.code) {
    case 'invalid_format':
      return FORMAT_CODES.get(issue.format) ?? 'wrong-type';
    case 'too_small':
    case 'too_big':
      if (issue.origin === 'array') return 'list-too-long';
      if (issue.origin !== 'string') return rangeCode(issue.path);
      return issue.code === 'too_small' ? 'text-empty' : 'text-too-long';
    case 'invalid_value':
      return 'unknown-value';
    case 'invalid_type':
      return typeof given === 'number' && issue.expected === 'int' ? rangeCode(issue.path) : 'wrong-type';
    case 'invalid_key':
      return 'unknown-field';
    default:
      return 'wrong-type';
  }
}

function rangeCode(path: readonly PropertyKey[]): CommonFaultCode {
  return RANGE_CODES.get(path.at(-1)) ?? 'number-out-of-range';
}

function nextStep(issue: z.core.$ZodIssue, given: unknown): string {
  if (given === undefined) return 'add it.';
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String);
    return `one of ${known.join(', ')}${suggestion(String(given), known)}.`;
  }
  if (issue.code === 'invalid_format') return `write it as ${FORMS.get(issue.format) ?? 'YYYY-MM-DD'}.`;
  const isText = issue.code === 'invalid_type' && issue.expected === 'string';
  if (isText && (typeof given === 'number' || typeof given === 'boolean')) return 'put it in quotes.';
  return 'compare it with the schema of the input.';
}

function suggestion(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  return near === undefined ? '' : `; ${near} is close`;
}

function unknownField(report: ReportFault, path: readonly PropertyKey[], known: readonly string[]): void {
  const name = String(path.at(-1));
  report(
    path,
    'unknown-field',
    () => `There is no field ${cut(name)} here.`,
    () => {
      const near = closest(name, known);
      if (near) return `you mean ${near}.`;
      return known.length > 0 ? `leave it out, or use one of ${listed(known)}.` : 'leave it out.';
    },
  );
}

/** The fields that a schema knows at a path within its values; of a choice, those of every form. */
function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const inner = bare(schema);
  if (inner instanceof z.ZodUnion) return inner.options.flatMap((option) => fieldsAt(option as z.ZodType, path));
  const [key, ...rest] = path;
  if (inner instanceof z.ZodArray && key !== undefined) return fieldsAt(inner.element as z.ZodType, rest);
  if (inner instanceof z.ZodMap || inner instanceof z.ZodRecord) {
    if (key !== undefined) return fieldsAt(inner.valueType as z.ZodType, rest);
    return inner.keyType instanceof z.ZodEnum ? inner.keyType.options.map(String) : [];
  }
  if (!(inner instanceof z.ZodObject)) return [];
  if (key === undefined) return Object.keys(inner.shape);
  const part = Object.hasOwn(inner.shape, key) ? inner.shape[String(key)] : undefined;
  return part ? fieldsAt(part as z.ZodType, rest) : [];
}

/** A schema without what is optional, given by default or made of its values. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe)
    return bare((schema.in instanceof z.ZodTransform ? schema.out : schema.in) as z.ZodType);
  return 'unwrap' in schema && !(schema instanceof z.ZodArray)
    ? bare((schema as z.ZodOptional).unwrap() as z.ZodType)
    : schema;
}

/** A field by its name, an entry of a list by its place; the pointer beside the message says the rest. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'The input';
  return typeof last === 'number' ? `Entry ${last}` : cut(String(last));
}

function nameOfType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
