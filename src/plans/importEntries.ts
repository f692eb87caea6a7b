import { createReadStream } from 'node:fs';
import { entrySchemaOf } from '../domain/gather.ts';
import { DovetailError, type Fault } from '../errors.ts';
import { type EntryFormat, readEntries } from '../exchange/readEntries.ts';
import { parseJson } from '../language/jsonText.ts';
import { LIMITS, pointerOf } from '../limits.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { type Arrived, dropUnsound, type Imported } from './dropUnsound.ts';
import { refusedImport } from './importFaults.ts';
import { isKept } from './keptLists.ts';
import type { ImportCounts } from './plan.ts';
import type { Content } from './plans.ts';
import { daysIn } from './readings.ts';
import { type Dropped, type Origins, type Refreshed, refresh } from './refresh.ts';
import { FIELDS, insert, nameIn, type Rows } from './rows.ts';
import { isOnDays, listDays } from './stored.ts';

/** What a file says of a plan. */
export interface ImportStep {
  readonly do: 'import';
  readonly format: EntryFormat;
  /** The list that it has; the lists of a whole input, in JSON, where it is undefined. */
  readonly list?: string | undefined;
  /** Of JSON, a text. */
  readonly content: Content;
  /** The days of a plan that says none are those near it. */
  readonly today: string;
}

interface Answer {
  readonly refreshed: Refreshed;
  readonly counts: ImportCounts;
  /** The first of them. */
  readonly dropped: readonly Dropped[];
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
  const { content } = step;
  const arrived =
    step.list === undefined
      ? wholeInput(domain, 'text' in content ? content.text : '')
      : await oneList(domain, step.list, step);
  const isOther = otherDays(domain, rows, { arriving: arrived.rows, today: step.today });
  hideOtherDays(domain, rows, { arriving: arrived.rows, isOther });
  const refreshed = refresh(domain.lists, rows, { arriving: arrived.rows, origins });
  dropUnsound(domain, rows, { refreshed, arrived, isOther });
  const { counts, dropped } = refreshed;
  const read = [...arrived.rows.values()].reduce((sum, entries) => sum + entries.size, 0);
  return {
    refreshed,
    counts: { read, ...counts, dropped: dropped.length },
    dropped: dropped.slice(0, LIMITS.smallList),
  };
}

/** Tells the entries that are on other days than those that the plan will have. */
function otherDays(
  domain: DomainModel,
  rows: Rows,
  { arriving, today }: { readonly arriving: Rows; readonly today: string },
): Imported['isOther'] {
  const isMoved = domain.horizon !== undefined && arriving.get(FIELDS)?.has(domain.horizon);
  const days = listDays(domain.lists, daysIn(domain, isMoved ? arriving : rows, today));
  const of = new Map(days.map((one) => [one.list, one]));
  const declared = new Map(domain.lists.map((one) => [one.list, one]));
  return (list, entry) => of.has(list) && !isOnDays(declared.get(list)!, entry, of.get(list)!);
}

/** Takes out what is on other days and neither in the file nor an owner of what is: it stays as it is. */
function hideOtherDays(
  { lists }: DomainModel,
  rows: Rows,
  { arriving, isOther }: { readonly arriving: Rows; readonly isOther: Imported['isOther'] },
): void {
  const needed = new Map<string, Set<unknown>>();
  for (const { list, owner } of lists) {
    if (!owner || arriving.has(owner.list)) continue;
    const names = needed.get(owner.list) ?? new Set();
    needed.set(owner.list, names);
    for (const entry of arriving.get(list)?.values() ?? []) {
      names.add((entry as Readonly<Record<string, unknown>> | null)?.[owner.field]);
    }
  }
  for (const { list } of lists) {
    const entries = rows.get(list)!;
    for (const [id, entry] of entries) {
      if (isOther(list, entry) && !arriving.get(list)?.has(id) && !needed.get(list)?.has(id)) entries.delete(id);
    }
  }
}

function wholeInput({ lists }: DomainModel, text: string): Arrived {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusedImport(
      [{ pointer: '', code: 'wrong-type', message: 'The text is not an input: it is not an object.' }],
      {
        maybe: 'name the list that it is with ?list=, or write its lists between { and }.',
      },
    );
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
  if (faults.length > 0) throw refusedImport(faults);
  return { rows, lines: new Map() };
}

async function oneList(
  { inputSchema, lists }: DomainModel,
  list: string,
  { content, format }: ImportStep,
): Promise<Arrived> {
  const declared = lists.find((one) => one.list === list)!;
  const schema = entrySchemaOf(inputSchema, list)!;
  const source = 'file' in content ? createReadStream(content.file) : [Buffer.from(content.text)];
  const limits = { most: LIMITS.importEntries, mostBytes: Number.POSITIVE_INFINITY };
  const { entries, lines, faults, faultCount } = await readEntries(source, { format, schema, ...limits });
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
  if (all.length > 0) throw refusedImport(placed, { count: faultCount + more.length });
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
