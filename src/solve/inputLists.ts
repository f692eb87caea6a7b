import { type Change, changed, partsOf, pathIn } from './change.ts';
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

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function escaped(text: string, isOneOfSeveral: boolean): string {
  return isOneOfSeveral ? text.replaceAll('\\', '\\\\').replaceAll(',', '\\,') : text;
}

/**
 * An input with changes whose paths name the entries of its lists; the original stays as it is, and what is not changed
 * is shared with it.
 *
 * *Means* as `changed`, with entries by the key of their list, such as `posted/ann,monday`.
 */
export function changedInLists(lists: readonly InputList[], input: object, changes: readonly Change[]): object {
  let now: object = { ...input };
  for (const change of changes) {
    const [section, name, ...rest] = partsOf(pathIn(change));
    const list = lists.find((one) => one.list === section);
    const entries = Reflect.get(now, section!) as unknown[] | undefined;
    if (list === undefined || !Array.isArray(entries)) {
      now = changed(now, [change]) as object;
      continue;
    }
    const at = entries.findIndex((entry) => entryName(list, entry) === name);
    if (name === undefined || at < 0) {
      now = changed(now, [change]) as object;
      continue;
    }
    const below = rest.length > 0;
    const path = below ? rest.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/') : '0';
    const own = below ? entries[at] : [entries[at]];
    const moved =
      'set' in change ? { ...change, set: path } : 'add' in change ? { ...change, add: path } : { remove: path };
    const after = changed(own, [moved]);
    const next = below ? [after] : (after as unknown[]);
    now = { ...now, [section!]: [...entries.slice(0, at), ...next, ...entries.slice(at + 1)] };
  }
  return now;
}
