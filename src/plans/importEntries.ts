import { entrySchemaOf } from '../domain/gather.ts';
import { DovetailError, type Fault } from '../errors.ts';
import { type EntryFormat, readEntries } from '../exchange/readEntries.ts';
import { parseJson } from '../language/jsonText.ts';
import { LIMITS, pointerOf } from '../limits.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { isKept } from './keptLists.ts';
import type { ImportCounts } from './plan.ts';
import { daysIn } from './readings.ts';
import { type Dropped, type Origins, type Refreshed, refresh } from './refresh.ts';
import { FIELDS, inputOf, insert, nameIn, nameOf, type Rows } from './rows.ts';
import { isOnDays, listDays } from './stored.ts';

/** What a file says of a plan. */
export interface ImportStep {
  readonly do: 'import';
  readonly format: EntryFormat;
  /** The list that it has; the lists of a whole input, in JSON, where it is undefined. */
  readonly list?: string | undefined;
  readonly text: string;
  /** The days of a plan that says none are those near it. */
  readonly today: string;
}

interface Answer {
  readonly refreshed: Refreshed;
  readonly counts: ImportCounts;
  /** The first of them. */
  readonly dropped: readonly Dropped[];
}

/** Entries as they came, and the line of each where it is one list. */
interface Arrived {
  readonly rows: Rows;
  readonly lines: ReadonlyMap<string, number>;
}

/**
 * Brings the rows of a plan up to what a file says, in `rows`.
 *
 * *Means* as {@link refresh}, of the days of the plan: what is on others stays. Given work of people that the plan cannot have any more, such as that of somebody who has
 * left, is dropped too.
 * *Errors* `input/invalid` with every fault of the file, by line and column where it has lines; `input/syntax`.
 */
export async function importEntries(
  domain: DomainModel,
  rows: Rows,
  { step, origins }: { readonly step: ImportStep; readonly origins: Origins },
): Promise<Answer> {
  const arrived = step.list === undefined ? wholeInput(domain, step.text) : await oneList(domain, step.list, step);
  hideOtherDays(domain, rows, { arriving: arrived.rows, today: step.today });
  const refreshed = refresh(domain.lists, rows, { arriving: arrived.rows, origins });
  dropUnsound(domain, rows, { refreshed, arrived });
  const { counts, dropped } = refreshed;
  const read = [...arrived.rows.values()].reduce((sum, entries) => sum + entries.size, 0);
  return {
    refreshed,
    counts: { read, ...counts, dropped: dropped.length },
    dropped: dropped.slice(0, LIMITS.smallList),
  };
}

/** Takes out what is on other days than those of the plan, and that the file does not name: it stays as it is. */
function hideOtherDays(
  domain: DomainModel,
  rows: Rows,
  { arriving, today }: { readonly arriving: Rows; readonly today: string },
): void {
  const isMoved = domain.horizon !== undefined && arriving.get(FIELDS)?.has(domain.horizon);
  for (const of of listDays(domain.lists, daysIn(domain, isMoved ? arriving : rows, today))) {
    const declared = domain.lists.find(({ list }) => list === of.list)!;
    const entries = rows.get(of.list)!;
    for (const [id, entry] of entries) {
      if (!isOnDays(declared, entry, of) && !arriving.get(of.list)?.has(id)) entries.delete(id);
    }
  }
}

function wholeInput({ lists }: DomainModel, text: string): Arrived {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused([{ pointer: '', code: 'wrong-type', message: 'The text is not an input: it is not an object.' }], {
      maybe: 'name the list that it is with ?list=, or write its lists between { and }.',
    });
  }
  const rows: Rows = new Map();
  const faults: Fault[] = [];
  for (const [section, content] of Object.entries(value)) {
    const declared = isKept(section) ? undefined : lists.find(({ list }) => list === section);
    if (!declared) rows.set(FIELDS, (rows.get(FIELDS) ?? new Map()).set(section, content));
    else if (Array.isArray(content)) {
      rows.set(section, new Map());
      for (const [at, entry] of content.entries()) {
        const fault = faultOf(() => insert(rows, declared, { entry, pointer: pointerOf([section, at]) }));
        if (fault) faults.push(fault);
      }
    } else faults.push({ pointer: pointerOf([section]), code: 'wrong-type', message: `${section} has to be a list.` });
  }
  if (faults.length > 0) throw refused(faults);
  return { rows, lines: new Map() };
}

async function oneList(
  { inputSchema, lists }: DomainModel,
  list: string,
  { format, text }: ImportStep,
): Promise<Arrived> {
  const declared = lists.find((one) => one.list === list)!;
  const schema = entrySchemaOf(inputSchema, list)!;
  const { entries, lines, faults, faultCount } = await readEntries([Buffer.from(text)], { format, schema });
  const rows: Rows = new Map([[list, new Map()]]);
  const lineOf = new Map<string, number>();
  const more: Fault[] = [];
  entries.forEach((entry, i) => {
    const fault = faultOf(() => insert(rows, declared, { entry, pointer: `/${i}` }));
    if (fault) more.push({ ...fault, line: lines[i]! });
    else lineOf.set(nameIn(declared, entry), lines[i]!);
  });
  const all = [...faults, ...more];
  // Of JSON, a line is known only where the text is none.
  const placed =
    format === 'json' ? all.map((fault) => (fault.column === undefined ? withoutLine(fault) : fault)) : all;
  if (all.length > 0) throw refused(placed, { count: faultCount + more.length });
  return { rows, lines: format === 'json' ? new Map() : lineOf };
}

function withoutLine({ line: _, ...fault }: Fault): Fault {
  return fault;
}

function faultOf(work: () => void): Fault | undefined {
  try {
    work();
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    return thrown.faults[0];
  }
}

function refused(faults: readonly Fault[], { count = faults.length, maybe }: { count?: number; maybe?: string } = {}) {
  const told = faults.slice(0, LIMITS.faults);
  const lines = told.map(({ pointer, message, line, column }) => {
    const place = line === undefined ? pointer : `Line ${line}${column === undefined ? '' : `, column ${column}`}:`;
    return `${place} ${message}`.trim();
  });
  return new DovetailError('input/invalid', `Nothing was imported:\n${lines.join('\n')}`, {
    ...(maybe === undefined ? {} : { maybe }),
    faults: told,
    faultCount: count,
  });
}

/** Given work of people goes where the plan would have a fault because of it; another fault refuses the import. */
function dropUnsound(
  domain: DomainModel,
  rows: Rows,
  { refreshed, arrived }: { readonly refreshed: Refreshed; readonly arrived: Arrived },
): void {
  for (;;) {
    const input = inputOf(rows);
    try {
      domain.parse(input);
      return;
    } catch (thrown) {
      if (!(thrown instanceof DovetailError) || thrown.faults.length === 0) throw thrown;
      const names = new Map([...rows].map(([list, entries]) => [list, [...entries.keys()]]));
      const faults = thrown.faults.map((fault) => ({ fault, row: rowAt(domain, names, fault.pointer) }));
      const loose = faults.filter(({ row }) => row && refreshed.peoples.get(row.list)?.has(row.id));
      for (const { fault, row } of loose) refreshed.drop(row!.list, row!.id, fault.message);
      if (loose.length > 0) continue;
      const located = faults.map(({ fault, row }): Fault => {
        if (!row) return fault;
        const line = arrived.rows.get(row.list)?.has(row.id) ? arrived.lines.get(row.id) : undefined;
        const pointer = ['', nameOf(row), ...row.rest].join('/');
        return { ...fault, pointer, ...(line === undefined ? {} : { line }) };
      });
      throw refused(located, { count: thrown.faultCount });
    }
  }
}

/** The row that a pointer leads into, by its position among the entries of its list. */
function rowAt({ lists }: DomainModel, names: ReadonlyMap<string, readonly string[]>, pointer: string) {
  const [list = '', at, ...rest] = pointer.slice(1).split('/');
  if (at === undefined || !lists.some((one) => one.list === list)) return undefined;
  const id = names.get(list)?.[Number(at)];
  return id === undefined ? undefined : { list, id, rest };
}
