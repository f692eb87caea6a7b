import { DovetailError, type Fault } from '../errors.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { refusedImport } from './importFaults.ts';
import type { Refreshed } from './refresh.ts';
import { FIELDS, inputOf, nameOf, type Rows } from './rows.ts';

/** Entries as they came, and the line of each where it is one list. */
export interface Arrived {
  readonly rows: Rows;
  readonly lines: ReadonlyMap<string, number>;
}

/** What an import has made of a plan. */
export interface Imported {
  readonly refreshed: Refreshed;
  readonly arrived: Arrived;
  /** Whether an entry is on other days than those of the plan. */
  readonly isOther: (list: string, entry: unknown) => boolean;
}

/** Up to this many entries of other days are checked with the rest; where there are more, they are checked in parts of this size. */
const PART = 20_000;

/**
 * Checks a plan after an import: given work of people goes where the plan would have a fault because of it; another fault
 * refuses the import.
 *
 * *Limits* what is on the days of the plan is one input, and so is each part of the years around them.
 */
export function dropUnsound(domain: DomainModel, rows: Rows, imported: Imported, atOnce: number = PART): void {
  const { near, parts } = partsOf(domain, rows, { ...imported, atOnce });
  checkPart(domain, near, imported);
  for (const part of parts) {
    if (!isSoundAlone(domain, part)) checkPart(domain, together(near, part), imported);
  }
}

function checkPart(domain: DomainModel, part: Rows, { refreshed, arrived }: Imported): void {
  for (;;) {
    const input = inputOf(part);
    try {
      domain.parse(input);
      return;
    } catch (thrown) {
      if (!(thrown instanceof DovetailError) || thrown.faults.length === 0) throw thrown;
      const names = new Map([...part].map(([list, entries]) => [list, [...entries.keys()]]));
      const faults = thrown.faults.map((fault) => ({ fault, row: rowAt(domain, names, fault.pointer) }));
      const loose = faults.filter(({ row }) => row && refreshed.peoples.get(row.list)?.has(row.id));
      for (const { fault, row } of loose) {
        refreshed.drop(row!.list, row!.id, fault.message);
        part.get(row!.list)!.delete(row!.id);
      }
      if (loose.length > 0) continue;
      const located = faults.map(({ fault, row }): Fault => {
        if (!row) return fault;
        const line = arrived.rows.get(row.list)?.has(row.id) ? arrived.lines.get(row.id) : undefined;
        const pointer = ['', nameOf(row), ...row.rest].join('/');
        return { ...fault, pointer, ...(line === undefined ? {} : { line }) };
      });
      throw refusedImport(located, { count: thrown.faultCount });
    }
  }
}

/** What is on other days is checked without the work of the days of the plan, and with it where that says that something is wrong. */
function isSoundAlone(domain: DomainModel, part: Rows): boolean {
  try {
    domain.parse(inputOf(part));
    return true;
  } catch (thrown) {
    if (thrown instanceof DovetailError) return false;
    throw thrown;
  }
}

/** The rows on the days of the plan, and, where there are many others, those in parts; each entry is with its owner. */
function partsOf(
  { lists }: DomainModel,
  rows: Rows,
  { atOnce, isOther }: Pick<Imported, 'isOther'> & { readonly atOnce: number },
): { near: Rows; parts: Iterable<Rows> } {
  const others = lists.flatMap(({ list, owner, range }) => {
    if (!range) return [];
    return [...rows.get(list)!].flatMap(([id, entry]) => {
      if (!isOther(list, entry)) return [];
      const name = owner && (entry as Readonly<Record<string, unknown>>)[owner.field];
      const of = typeof name === 'string' ? { list: owner!.list, id: name } : { list, id };
      return [{ list, id, entry, of }];
    });
  });
  if (others.length <= atOnce) return { near: rows, parts: [] };
  const near: Rows = new Map([...rows].map(([list, entries]) => [list, new Map(entries)]));
  for (const { list, id } of others) near.get(list)!.delete(id);
  // What has neither days nor an owner, such as people, may be named by everything.
  const common = new Set([FIELDS, ...lists.flatMap(({ list, owner, range }) => (range || owner ? [] : [list]))]);
  const begun = (): Rows => new Map([...near].map(([list, own]) => [list, new Map(common.has(list) ? own : [])]));
  const byOwner = Map.groupBy(others, ({ of }) => nameOf(of));
  function* parts(): Generator<Rows> {
    let [part, size] = [begun(), 0];
    for (const [, own] of byOwner) {
      for (const { list, id, entry, of } of own) {
        const owner = rows.get(of.list)?.get(of.id);
        if (owner !== undefined) part.get(of.list)!.set(of.id, owner);
        part.get(list)!.set(id, entry);
      }
      size += own.length;
      if (size < atOnce) continue;
      yield part;
      [part, size] = [begun(), 0];
    }
    if (size > 0) yield part;
  }
  return { near, parts: parts() };
}

function together(near: Rows, part: Rows): Rows {
  return new Map([...near].map(([list, entries]) => [list, new Map([...entries, ...part.get(list)!])]));
}

/** The row that a pointer leads into, by its position among the entries of its list. */
function rowAt({ lists }: DomainModel, names: ReadonlyMap<string, readonly string[]>, pointer: string) {
  const [list = '', at, ...rest] = pointer.slice(1).split('/');
  if (at === undefined || !lists.some((one) => one.list === list)) return undefined;
  const id = names.get(list)?.[Number(at)];
  return id === undefined ? undefined : { list, id, rest };
}
