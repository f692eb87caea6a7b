import type { z } from 'zod';

/** What stands between the values of a list in one cell. */
const BETWEEN = ';';

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly out?: z.ZodType;
  readonly shape?: z.ZodRawShape;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
}

/** The schema under its default, and of a value that is read in two steps, the second. */
function bare(schema: z.ZodType): Def {
  const def = schema._zod.def as unknown as Def;
  const inner = def.type === 'pipe' ? def.out : def.innerType;
  return inner === undefined ? def : bare(inner);
}

/** The schema of the field at a path of names; undefined when there is none. */
export function fieldAt(schema: z.ZodType, [name, ...rest]: readonly string[]): z.ZodType | undefined {
  if (name === undefined) return schema;
  const { shape, type, valueType } = bare(schema);
  const field = shape !== undefined && Object.hasOwn(shape, name) ? (shape[name] as z.ZodType) : undefined;
  const isMap = (type === 'record' || type === 'map') && name !== '';
  const found = field ?? (isMap ? valueType : undefined);
  return found && fieldAt(found, rest);
}

/** The names of the fields of an entry. */
export function namesIn(schema: z.ZodType): string[] {
  return Object.keys(bare(schema).shape ?? {});
}

/**
 * What a cell says of a field: a number, a truth value, a text, or a list of them.
 *
 * *Means* what does not fit stays the text that it is, for the schema to refuse.
 */
export function cellValue(schema: z.ZodType, cell: string): unknown {
  const { element, options, type } = bare(schema);
  const text = cell.trim();
  switch (type) {
    case 'number':
    case 'int':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : cell;
    case 'boolean':
      return TRUTH.get(text.toLowerCase()) ?? cell;
    case 'array':
      if (text.startsWith('[')) return jsonIn(text) ?? cell;
      return text.split(BETWEEN).map((part) => cellValue(element!, part.trim()));
    case 'object':
    case 'record':
    case 'map':
    case 'unknown':
    case 'any':
      return jsonIn(text) ?? cell;
    case 'union': {
      const values = options!.map((option) => ({ option, value: cellValue(option, cell) }));
      return values.find(({ option, value }) => option.safeParse(value).success)?.value ?? cell;
    }
    default:
      return cell;
  }
}

const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
