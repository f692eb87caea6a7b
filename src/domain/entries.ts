import { closest } from '../closest.ts';
import type { Report } from './fault.ts';
import type { CommonFaultCode } from './faults.ts';

/** One field of each entry of a list. */
export function partsIn(raw: unknown, section: string, field: string): unknown[] {
  const list = (raw as Record<string, unknown> | null | undefined)?.[section];
  if (!Array.isArray(list)) return [];
  return list.map((entry) => (entry as Record<string, unknown> | null | undefined)?.[field]);
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
  { report }: { readonly report: Report<Code> },
  name: string,
  at: { path: readonly PropertyKey[]; code: CommonFaultCode | Code; what: string; known: Iterable<string> },
): void {
  const known = [...at.known];
  if (known.includes(name)) return;
  const near = closest(name, known);
  const some = known.slice(0, 8).join(', ');
  const maybe = near ? `you mean ${near}.` : known.length ? `use one of ${some}.` : `declare it first.`;
  report(at.path, at.code, `There is no ${at.what} ${JSON.stringify(name)}.`, maybe);
}
