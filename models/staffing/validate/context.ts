import type { Report } from '../fault.ts';
import type { FaultCode } from '../faults.ts';
import type { Gathered } from '../gather.ts';
import { type Declared, declaredRules } from '../inForce.ts';
import type { TypeInput } from '../input.ts';
import { PROFILES } from '../profiles/index.ts';
import { closest } from '../text.ts';

/** The days that a run is about; absent while they are in doubt. */
export interface Horizon {
  readonly from: string;
  readonly to: string;
}

/** What every validation looks at: what could be read, and the names that exist, faulty entries included. */
export interface Context {
  readonly given: Gathered;
  readonly report: Report;
  readonly horizon: Horizon | undefined;
  readonly types: ReadonlyMap<string, TypeInput>;
  readonly roles: ReadonlySet<string>;
  readonly rotationKinds: ReadonlySet<string>;
  readonly blocks: ReadonlySet<number>;
  readonly employees: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly rules: readonly Declared[];
}

/** Gathers the names; `raw` is the input as it was given, whose faulty entries still have names. */
export function contextOf(given: Gathered, raw: unknown, parts: Pick<Context, 'report' | 'horizon'>): Context {
  const profile = PROFILES[given.profile];
  const employees = given.employees.filter((employee) => employee !== undefined);
  const entries = [...given.rotations, ...given.rotationExceptions].filter((entry) => entry !== undefined);
  return {
    given,
    ...parts,
    types: new Map(Object.entries({ ...profile.types, ...given.types })),
    roles: namedOr([...profile.roles, ...named(given.roles)], () => employees.map(({ role }) => role)),
    rotationKinds: namedOr([...profile.rotationKinds, ...named(given.rotationKinds)], () =>
      entries.map(({ kind }) => kind),
    ),
    blocks: new Set(
      given.blocks ? partsIn(raw, 'blocks', 'number').filter(isNumber) : profile.blocks.map(({ number }) => number),
    ),
    employees: new Set(partsIn(raw, 'employees', 'id').filter(isText)),
    events: new Set(partsIn(raw, 'events', 'id').filter(isText)),
    rules: declaredRules(given.profile, given.rules),
  };
}

function named(list: readonly (string | undefined)[]): string[] {
  return list.filter((name) => name !== undefined);
}

/** Declared names; when nobody declared any, those that are used. */
function namedOr(declared: readonly string[], used: () => string[]): Set<string> {
  return new Set(declared.length ? declared : used());
}

/** One field of each entry of a list. */
function partsIn(raw: unknown, section: string, field: string): unknown[] {
  const list = (raw as Record<string, unknown> | null | undefined)?.[section];
  if (!Array.isArray(list)) return [];
  return list.map((entry) => (entry as Record<string, unknown> | null | undefined)?.[field]);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
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
export function requireKnown(
  { report }: Pick<Context, 'report'>,
  name: string,
  at: { path: readonly PropertyKey[]; code: FaultCode; what: string; known: Iterable<string> },
): void {
  const known = [...at.known];
  if (known.includes(name)) return;
  const near = closest(name, known);
  const some = known.slice(0, 8).join(', ');
  const maybe = near ? `you mean ${near}.` : known.length ? `use one of ${some}.` : `declare it first.`;
  report(at.path, at.code, `There is no ${at.what} ${JSON.stringify(name)}.`, maybe);
}
