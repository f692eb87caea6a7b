import { type Change, changed, partsOf, pathIn } from './change.ts';

/** A list of an input, as a store of inputs keeps it: one row for each entry. */
export interface InputList {
  /** The section of the input. */
  readonly list: string;
  /** The fields that tell its entries apart. */
  readonly key: readonly string[];
  /** The fields with the dates of the entry's first and last day; none for what has no dates. */
  readonly range?: { readonly from: string; readonly to: string; readonly isEndExclusive?: true };
  /**
   * The entry of another list that it belongs to, by that one's name in a field: an entry with dates is never read
   * without it, and one without dates only together with it.
   */
  readonly owner?: { readonly list: string; readonly field: string };
  /** For how many days before and after a horizon its entries count. */
  readonly reach?: number;
  /** Only of a list of given work: the entry that has the item, by its name in a field, and the fields that name the item. */
  readonly item?: { readonly list: string; readonly field: string; readonly key: readonly string[] };
  /** The field of its item's entry in which given work may stand instead of in the list. */
  readonly within?: string;
  /** The field that says whether a run may move an entry; only the list of given work has one. */
  readonly movable?: string;
}

/** Given work of an item: the path of its entry, and the parts of its place that are said; the entry's own where it stays. */
export interface GivenEntry {
  readonly path: string;
  readonly at: Readonly<Record<string, unknown>>;
}

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
