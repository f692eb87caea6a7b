import type { Parts } from '../parts.ts';
import type { World } from '../world.ts';

/** An input that has been changed, with its defaults; the sections that are those of the original are in form. */
export function inForm<W extends World>(
  { schema }: Pick<Parts<W>, 'schema'>,
  original: object,
  raw: object,
): W['problem']['input'] {
  const sections = Object.entries(schema.shape).flatMap(([section, form]): [string, unknown][] => {
    const value: unknown = Reflect.get(raw, section);
    const isSame = value !== undefined && value === Reflect.get(original, section);
    const read = isSame ? value : form.parse(value);
    return read === undefined ? [] : [[section, read]];
  });
  return Object.fromEntries(sections) as unknown as W['problem']['input'];
}
