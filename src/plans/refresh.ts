import { isDeepStrictEqual } from 'node:util';
import type { InputList } from '../solve/inputLists.ts';
import { between, type Effect, effectOf, type Lists, nameIn, nameOf, type Rows } from './rows.ts';

/**
 * What imports have said of rows, by list and name: JSON text, or nothing where a row is still as it was imported. Rows
 * that people have made are not in it.
 */
export type Origins = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What an import says of a row from now on, and what one has said before; null for nothing. */
export interface Origin {
  readonly was: string | null;
  readonly is: string | null;
}

/** A row that is not there any more, and why. */
export interface Dropped {
  readonly row: string;
  readonly reason: string;
}

export interface Refreshed {
  readonly effects: () => Effect[];
  /** Of a row that is touched. */
  readonly originOf: (row: Pick<Effect, 'list' | 'id'>) => Origin;
  readonly counts: { created: number; changed: number; kept: number };
  readonly dropped: readonly Dropped[];
  /** Given work that people have put in place and that is still there, which may be dropped later. */
  readonly peoples: ReadonlyMap<string, ReadonlySet<string>>;
  readonly drop: (list: string, id: string, reason: string) => void;
}

/**
 * Makes rows what an import says, and keeps what people have done to them since the import before.
 *
 * *Means* three values of a row are compared: what an import said last, what the plan has, what is said now. Of an entry, a
 * field that people have changed stays; given work stays as a whole where people have put it, until an import says
 * something new of it, in its list or within the entry of its item. Rows that an import has no more are dropped, with what belongs to them.
 */
export function refresh(
  lists: Lists,
  rows: Rows,
  { arriving, origins }: { arriving: Rows; origins: Origins },
): Refreshed {
  const before: Rows = new Map([...rows].map(([list, entries]) => [list, new Map(entries)]));
  const said = new Map<string, Map<string, string>>();
  const dropped: Dropped[] = [];
  const counts = { created: 0, changed: 0, kept: 0 };
  const peoples = new Map<string, Set<string>>();
  const renewed = new Map<string, Set<string>>();
  const drop = (list: string, id: string, reason: string): void => {
    if (!rows.get(list)!.delete(id)) return;
    if (peoples.get(list)?.delete(id)) counts.kept--;
    dropped.push({ row: nameOf({ list, id }), reason });
  };
  for (const [list, entries] of arriving) {
    const declared = lists.find((one) => one.list === list);
    const own = new Map<string, string>();
    said.set(list, own);
    const now = rows.get(list)!;
    const base = basesOf(origins, before, list);
    // Given work may stand in this field of the entries.
    const inner = lists.find(({ item, within }) => within !== undefined && item?.list === list)?.within;
    const isRenewed = ([id, theirs]: [string, unknown]): boolean => saysAnew(inner, { base: base.get(id), theirs });
    renewed.set(list, new Set([...entries].filter(isRenewed).map(([id]) => id)));
    const movedFrom = declared?.item ? movedRows(declared, base) : new Map<string, string>();
    const matched = new Set<string>();
    const fresh: unknown[] = [];
    for (const [id, theirs] of entries) {
      const moved = now.has(id) ? undefined : movedFrom.get(id);
      const at = moved ?? id;
      const ours = now.get(at);
      if (ours === undefined) {
        counts.created++;
        now.set(id, theirs);
        fresh.push(theirs);
        own.set(id, '');
        matched.add(id);
        continue;
      }
      const merged = mergedOf(declared, { base: base.get(at), ours, theirs, inner });
      if (isDeepStrictEqual(merged, ours)) {
        counts.kept++;
        own.set(at, isDeepStrictEqual(ours, theirs) ? '' : JSON.stringify(theirs));
        matched.add(at);
        continue;
      }
      counts.changed++;
      if (moved !== undefined) now.delete(moved);
      now.set(id, merged);
      own.set(id, isDeepStrictEqual(merged, theirs) ? '' : JSON.stringify(theirs));
      matched.add(id);
    }
    if (!declared) continue;
    const taken = countedItems(declared, fresh);
    for (const [id, ours] of [...now]) {
      if (matched.has(id)) continue;
      const isPeoples = declared.item !== undefined && !(base.has(id) && isDeepStrictEqual(base.get(id), ours));
      if (!isPeoples) drop(list, id, 'The import does not have it.');
      else if (takes(taken, declared, ours)) drop(list, id, 'The import has an entry of its own for it.');
      else {
        counts.kept++;
        peoples.set(list, (peoples.get(list) ?? new Set()).add(id));
        const origin = origins.get(list)?.get(id);
        if (origin !== undefined) own.set(id, origin);
      }
    }
  }
  for (const declared of lists) yieldToInner(declared, { rows, renewed, arriving, drop });
  for (const declared of lists) followOwners(declared, { before, rows, arriving, drop });
  const originOf = ({ list, id }: Pick<Effect, 'list' | 'id'>): Origin => ({
    was: origins.get(list)?.get(id) ?? null,
    is: rows.get(list)?.has(id) ? (said.get(list)?.get(id) ?? null) : null,
  });
  return { effects: () => effectsOf({ before, rows, said, originOf }), originOf, counts, dropped, peoples, drop };
}

/** Rows that are other ones, and rows of which only what an import says is other than before. */
function effectsOf({
  before,
  rows,
  said,
  originOf,
}: {
  readonly before: Rows;
  readonly rows: Rows;
  readonly said: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly originOf: Refreshed['originOf'];
}): Effect[] {
  const effects = between(before, rows);
  const touched = new Set(effects.map(nameOf));
  for (const [list, own] of said) {
    for (const id of own.keys()) {
      const { was, is } = originOf({ list, id });
      const value = rows.get(list)?.get(id);
      if (value === undefined || touched.has(nameOf({ list, id })) || isSameText(was, is)) continue;
      effects.push(effectOf(list, id, value, value));
    }
  }
  return effects;
}

function isSameText(a: string | null, b: string | null): boolean {
  return a === b || (!!a && !!b && isDeepStrictEqual(JSON.parse(a), JSON.parse(b)));
}

function basesOf(origins: Origins, rows: Rows, list: string): Map<string, unknown> {
  const entries = [...(origins.get(list) ?? [])];
  return new Map(entries.map(([id, text]) => [id, text === '' ? rows.get(list)?.get(id) : JSON.parse(text)]));
}

/** Rows that have another name than they were imported with, because people have moved what they put in place. */
function movedRows(declared: InputList, base: ReadonlyMap<string, unknown>): Map<string, string> {
  const names = [...base].map(([id, value]) => [nameIn(declared, value), id] as const);
  return new Map(names.filter(([name, id]) => name !== id));
}

interface Versions {
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
  /** The field in which given work stands: what an import says anew of it counts, whatever people have done. */
  readonly inner: string | undefined;
}

function saysAnew(inner: string | undefined, { base, theirs }: Pick<Versions, 'base' | 'theirs'>): boolean {
  if (inner === undefined || !isRecord(theirs) || theirs[inner] === undefined) return false;
  return !isDeepStrictEqual(theirs[inner], isRecord(base) ? base[inner] : undefined);
}

function mergedOf(declared: InputList | undefined, { base, ours, theirs, inner }: Versions): unknown {
  if (base !== undefined && isDeepStrictEqual(base, ours)) return theirs;
  if (base !== undefined && isDeepStrictEqual(base, theirs)) return ours;
  // A section that is not a list is set by people or by imports, as a whole.
  if (!declared) return base === undefined ? theirs : ours;
  if (declared.item || !isRecord(ours) || !isRecord(theirs)) return theirs;
  if (!isRecord(base)) return { ...ours, ...theirs };
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  const fields = [...names].flatMap((name): [string, unknown][] => {
    const [was, own, other] = [base, ours, theirs].map((one) => (Object.hasOwn(one, name) ? one[name] : undefined));
    const isTheirs = isDeepStrictEqual(was, own) || (name === inner && saysAnew(inner, { base, theirs }));
    const value = isTheirs ? other : own;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(fields);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many new entries each item has in an import. */
function countedItems(declared: InputList, entries: readonly unknown[]): Map<string, number> {
  const counted = new Map<string, number>();
  if (!declared.item) return counted;
  for (const entry of entries) {
    const item = itemOf(declared, entry);
    counted.set(item, (counted.get(item) ?? 0) + 1);
  }
  return counted;
}

/** Each new entry of an item takes the place of one that people have put there. */
function takes(taken: Map<string, number>, declared: InputList, entry: unknown): boolean {
  const item = itemOf(declared, entry);
  const left = taken.get(item) ?? 0;
  taken.set(item, left - 1);
  return left > 0;
}

function itemOf({ list, item }: InputList, entry: unknown): string {
  return nameIn({ list, key: item?.key ?? [] }, entry);
}

interface Following {
  readonly before: Rows;
  readonly rows: Rows;
  readonly arriving: Rows;
  readonly drop: Refreshed['drop'];
}

/** Work that an import says anew within the entry of its item takes the place of what people have put in the list. */
function yieldToInner({ item, list, within }: InputList, { rows, renewed, arriving, drop }: Yielding): void {
  const names = within === undefined ? undefined : renewed.get(item!.list);
  for (const [id, entry] of names ? [...rows.get(list)!] : []) {
    const of = isRecord(entry) ? entry[item!.field] : undefined;
    if (typeof of !== 'string' || !names!.has(of) || arriving.get(list)?.has(id)) continue;
    drop(list, id, 'The import has an entry of its own for it.');
  }
}

interface Yielding extends Omit<Following, 'before'> {
  /** The entries, by their lists, in which an import says given work that it has not said before. */
  readonly renewed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What belongs to an entry goes with it, and given work with one that is not active, unless the import has it. */
function followOwners({ list, owner, item }: InputList, { before, rows, arriving, drop }: Following): void {
  const of = owner ?? item;
  if (!of || !arriving.has(of.list)) return;
  const owners = rows.get(of.list)!;
  for (const [id, entry] of [...rows.get(list)!]) {
    const name = isRecord(entry) ? entry[of.field] : undefined;
    if (typeof name !== 'string' || arriving.get(list)?.has(id)) continue;
    const found = owners.get(name);
    const isInactive = item !== undefined && isRecord(found) && found.active === false;
    const what = nameOf({ list: of.list, id: name });
    if (!owners.has(name) && before.get(of.list)?.has(name)) drop(list, id, `${what} is gone.`);
    else if (isInactive) drop(list, id, `${what} is not active.`);
  }
}
