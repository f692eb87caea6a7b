import { z } from 'zod';

type ByName<T extends z.ZodType> = z.ZodType<ReadonlyMap<string, z.output<T>>, Readonly<Record<string, z.input<T>>>>;

/**
 * A JSON object whose keys are names that users choose, read into a Map.
 *
 * *Means* every key is a name like any other, `__proto__` and `constructor` too, which a plain object loses or finds
 * where nobody put them. *Shapes* JSON in, Map out; its JSON Schema is that of the object,
 * with what it `means` as its description.
 */
export function byName<T extends z.ZodType>(name: z.ZodString, value: T, means?: string): ByName<T> {
  const read = z.preprocess(entriesOf, z.map(name, value, { error: 'Invalid input: expected object' }));
  // How zod asks a schema that no JSON Schema can say by itself.
  read._zod.toJSONSchema = () => {
    const { $schema: _, ...schema } = z.toJSONSchema(z.record(name, value), { io: 'input' });
    return means === undefined ? schema : { ...schema, description: means };
  };
  return read as unknown as ByName<T>;
}

function entriesOf(value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof Map) ? new Map(Object.entries(value)) : value;
}
