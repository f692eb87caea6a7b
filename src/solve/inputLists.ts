import type { InputList } from './result.ts';

/** The name of an entry of a list among the others: its key fields, joined by commas where there are several. */
export function entryName({ key }: InputList, entry: unknown): string {
  const fields = entry as Readonly<Record<string, unknown>>;
  return key.map((field) => escaped(textOf(fields[field]), key.length > 1)).join(',');
}

/** A path to an entry, as changes of a plan have it. */
export function entryPath(list: InputList, entry: unknown): string {
  return pathOf(list.list, entryName(list, entry));
}

/** A path of parts that may have any name. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
}

/** The parts of a path or a JSON pointer. */
export function partsOf(path: string): string[] {
  return path
    .replace(/^\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function escaped(text: string, isOneOfSeveral: boolean): string {
  return isOneOfSeveral ? text.replaceAll('\\', '\\\\').replaceAll(',', '\\,') : text;
}
