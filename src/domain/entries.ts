import { closest } from '../closest.ts';
import { cut } from '../limits.ts';
import type { ReportFault } from './fault.ts';
import type { CommonFaultCode } from './faults.ts';

/** One field of each entry of a list. */
export function partsIn(raw: unknown, section: string, field: string): unknown[] {
  const list = (raw as Record<string, unknown> | null | undefined)?.[section];
  if (!Array.isArray(list)) return [];
  return list.map((entry) => (entry as Record<string, unknown> | null | undefined)?.[field]);
}

/** The ids of the entries of a section, faulty ones included, as they were given. */
export function idsIn(raw: unknown, section: string): Set<string> {
  return new Set(partsIn(raw, section, 'id').filter((id) => typeof id === 'string'));
}

/** Calls back for each entry that could be read, with its position. */
export function each<T>(list: readonly (T | undefined)[] | undefined, visit: (entry: T, index: number) => void): void {
  list?.forEach((entry, index) => {
    if (entry !== undefined) visit(entry, index);
  });
}

/** Reports every entry whose key an earlier entry has. */
export function eachRepeated<T>(
  list: readonly (T | undefined)[] | undefined,
  keyOf: (entry: T) => string | undefined,
  visit: (entry: T, index: number, first: number) => void,
): void {
  const seen = new Map<string, number>();
  each(list, (entry, index) => {
    const key = keyOf(entry);
    if (key === undefined) return;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else visit(entry, index, first);
  });
}

/** Reports a name that does not exist, with the closest one that does. */
export function requireKnown<Code extends string = never>(
  { report }: { readonly report: ReportFault<Code> },
  name: string,
  at: {
    path: readonly PropertyKey[];
    code: CommonFaultCode | Code;
    what: string;
    known: Known;
    /** What says all that is known, as a sentence without its full stop; for names that nobody typed into the input. */
    listed?: string;
  },
): void {
  const { known } = at;
  if (known.has(name)) return;
  report(
    at.path,
    at.code,
    () => `There is no ${at.what} ${cut(JSON.stringify(name))}.`,
    () => {
      const near = closest(name, known.keys());
      const names = known.keys().take(SOME).toArray().join(', ');
      const rest = known.size > SOME ? ` and ${known.size - SOME} more` : '';
      const listed = at.listed === undefined ? '' : ` ${at.listed}.`;
      const some = names === '' ? 'declare it first.' : `use one of ${names}${rest}.`;
      return `${near ? `you mean ${near}.` : some}${listed}`;
    },
  );
}

/** Names that exist: a set, or a map with the names for keys. */
export type Known = Pick<ReadonlySet<string>, 'has' | 'keys' | 'size'>;

/** Names that a message offers. */
const SOME = 8;
