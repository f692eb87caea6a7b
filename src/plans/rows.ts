import { DovetailError } from '../errors.ts';
import { cut, LIMITS } from '../limits.ts';
import { type Change, partsOf, pathIn } from '../solve/change.ts';
import type { InputList } from '../solve/inputLists.ts';
import { entryName, pathOf } from '../solve/inputLists.ts';
import { isKept } from './keptLists.ts';

/**
 * An input as rows: by list and by the name of each entry its value. What is in no list is a row of {@link FIELDS} by
 * the name of its section.
 */
export type Rows = Map<string, Map<string, unknown>>;

/** The list of the sections of an input that are no lists with keys. */
export const FIELDS = '';

/** What became of one row; a row that was not there, or is not there any more, has no value. */
export interface Effect {
  readonly list: string;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export type Lists = readonly InputList[];

/** *Errors* `input/invalid` for entries that their keys do not tell apart. */
export function rowsOf(lists: Lists, input: unknown): Rows {
  const rows: Rows = new Map([[FIELDS, new Map()]]);
  for (const { list } of lists) rows.set(list, new Map());
  for (const [section, value] of Object.entries(input as object)) {
    const declared = lists.find(({ list }) => list === section);
    if (!declared || !Array.isArray(value)) rows.get(FIELDS)!.set(section, value);
    else for (const [at, entry] of value.entries()) insert(rows, declared, { entry, pointer: `/${section}/${at}` });
  }
  return rows;
}

/** The input that rows are; what a plan keeps beside its input is no part of it. */
export function inputOf(rows: Rows): Record<string, unknown> {
  const lists = [...rows].filter(([list, entries]) => list !== FIELDS && !isKept(list) && entries.size > 0);
  return Object.fromEntries([
    ...(rows.get(FIELDS) ?? []),
    ...lists.map(([list, entries]) => [list, [...entries.values()]] as const),
  ]);
}

/** What leads from some rows to others, replaced as a whole. */
export function between(before: Rows, after: Rows): Effect[] {
  const lists = new Set([...before.keys(), ...after.keys()]);
  return [...lists].flatMap((list) => {
    const [was, is] = [before.get(list) ?? new Map(), after.get(list) ?? new Map()];
    const ids = new Set<string>([...was.keys(), ...is.keys()]);
    return [...ids].flatMap((id) =>
      isSame(was.get(id), is.get(id)) ? [] : [effectOf(list, id, was.get(id), is.get(id))],
    );
  });
}

/** The changes that take effects back, the last one first. */
export function inverseOf(effects: readonly Effect[]): Change[] {
  return changesOf(effects.toReversed().map(({ list, id, before, after }) => effectOf(list, id, after, before)));
}

/** Effects as changes, each of a whole row. */
export function changesOf(effects: readonly Effect[]): Change[] {
  return effects.map(({ list, id, before, after }) => {
    const path = list === FIELDS ? pathOf(id) : pathOf(list, id);
    if (after === undefined) return { remove: path };
    return before === undefined && list !== FIELDS ? { add: pathOf(list), value: after } : { set: path, value: after };
  });
}

/** Whether two values are the same as JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** How people and paths name a row. */
export function nameOf({ list, id }: Pick<Effect, 'list' | 'id'>): string {
  return list === FIELDS ? id : `${list}/${id}`;
}

/** The rows that changes name, where they can be told without looking; a list without an id is all of it. */
export function touchedBy(lists: Lists, changes: readonly Change[]): { list: string; id?: string }[] {
  return changes.flatMap((change) => {
    const [section = '', id] = partsOf(pathIn(change));
    const declared = lists.find(({ list }) => list === section);
    if (!declared) return [];
    if (id !== undefined) return [{ list: section, id }];
    return 'add' in change ? [{ list: section, id: nameIn(declared, change.value) }] : [{ list: section }];
  });
}

/** What became of a row, from its two values. */
export function effectOf(list: string, id: string, before: unknown, after: unknown): Effect {
  return { list, id, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** An entry, and where it came from. */
export interface NewEntry {
  readonly entry: unknown;
  readonly pointer: string;
}

/** *Errors* `input/invalid` for an entry of a name that is there, or that no store keeps. */
export function insert(rows: Rows, declared: InputList, { entry, pointer }: NewEntry): void {
  const id = nameIn(declared, entry);
  const entries = rows.get(declared.list)!;
  if (entries.has(id)) {
    const what = `There is an entry ${cut(id)} in ${declared.list} already (${declared.key.join(', ')}).`;
    throw wrong(pointer, what, 'change that one, or give this one another name.');
  }
  if (id.length > LIMITS.entryName) {
    const what = `The name ${cut(id)} in ${declared.list} is longer than ${LIMITS.entryName} characters.`;
    throw wrong(pointer, what, 'use a shorter one.');
  }
  // A database keeps neither of them in a name.
  if (id.includes('\0') || !id.isWellFormed()) {
    throw wrong(pointer, `A name in ${declared.list} has a character that cannot be stored.`, 'use another name.');
  }
  entries.set(id, entry);
}

/** The name of an entry; one of the wrong shape has the name that its text gives, and the domain's own faults refuse it later. */
export function nameIn(declared: InputList, entry: unknown): string {
  return typeof entry === 'object' && entry !== null ? entryName(declared, entry) : (JSON.stringify(entry) ?? '');
}

/** A fault of one change, or of one entry. */
export function wrong(pointer: string, message: string, maybe?: string): DovetailError {
  const context = maybe === undefined ? {} : { maybe };
  return new DovetailError('input/invalid', message, {
    ...context,
    faults: [{ pointer, code: 'input/invalid', message }],
  });
}
