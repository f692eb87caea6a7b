import type { Placement } from '../solve/placement.ts';
import type { ReasonNamed } from '../solve/why.ts';
import type { Failure } from './failure.ts';
import { isMeant, type ObservedSchedule, type PartOfPlace, placeText, type Ran } from './observe.ts';
import type { Expect } from './scenario.ts';

type Check<T> = (expected: T, ran: Ran) => Failure[];
/** One entry of an expectation by event or by rule. */
type Expected<K extends keyof Expect> = NonNullable<Expect[K]> extends ReadonlyMap<string, infer V> ? V : never;

type Limit = number | { readonly atMost: number };

/** What each key of an expectation means. */
export const CHECKS: { readonly [K in keyof Required<Expect>]: Check<NonNullable<Expect[K]>> } = {
  outcome: (expected, { outcome }) =>
    outcome === expected ? [] : [{ expectation: 'outcome', expected, got: outcome }],
  placed: (expected, ran) => itemsAre('placed', expected, ran),
  notPlaced: (expected, ran) => itemsAre('notPlaced', expected, ran),
  reason: (expected, ran) => forEach('reason', expected, ran, reasonOf),
  who: (expected, ran) => forEach('who', expected, ran, (who, entry) => placeIs(entry, { who })),
  on: (expected, ran) => forEach('on', expected, ran, (day, entry) => placeIs(entry, { at: { day } })),
  at: (expected, ran) => forEach('at', expected, ran, (at, entry) => placeIs(entry, { at })),
  displaces: (expected, ran) => forEach('displaces', expected, ran, displacesAre),
  changed: (expected, ran) => inSchedule('changed', ran, ({ changed }) => namesAre('changed', expected, changed)),
  conflicts: (expected, ran) =>
    inSchedule('conflicts', ran, ({ review: { conflicts } }) =>
      typeof expected === 'number'
        ? limited('conflicts', expected, conflicts.length, conflicts.map(({ text }) => text).join(' '))
        : namesAre('conflicts', expected, [...new Set(conflicts.flatMap(({ items }) => items))]),
    ),
  penalty: (expected, ran) =>
    inSchedule('penalty', ran, ({ review }) => limited('penalty', expected, review.penalty, partsOf(review.penalties))),
  penalties: (expected, ran) => forEach('penalties', expected, ran, penaltyIs),
  variables: (expected, ran) => limited('variables', expected, ran.size.variables, ownersOf(ran, 'variables')),
  constraints: (expected, ran) => limited('constraints', expected, ran.size.constraints, ownersOf(ran, 'constraints')),
  duplicates: (expected, ran) => limited('duplicates', expected, ran.ledger.duplicates),
  ticks: (expected, { ticks }) => countIs('ticks', expected, ticks),
  firstFeasibleTicks: (expected, ran) => countIs('firstFeasibleTicks', expected, ran.firstFeasibleTicks),
  legal: (_, ran) => inSchedule('legal', ran, () => []),
  faults: (expected) => [{ expectation: 'faults', expected: linesOf(expected), got: 'an input that is accepted' }],
};

function countIs(
  expectation: string,
  expected: number | { readonly atMost: number },
  got: number | undefined,
): Failure[] {
  if (got !== undefined) return limited(expectation, expected, got);
  return [{ expectation, expected: limitText(expected), got: 'no count of the work' }];
}

function inSchedule(expectation: string, { outcome, schedule }: Ran, check: (schedule: ObservedSchedule) => Failure[]) {
  if (schedule) return check(schedule);
  return [{ expectation, expected: 'a schedule', got: `none: ${outcome}` }];
}

function namesAre(expectation: string, expected: number | readonly string[], found: readonly string[]): Failure[] {
  if (typeof expected === 'number') return limited(expectation, expected, found.length, listOf(found));
  return isSame(found, expected) ? [] : [{ expectation, expected: listOf(expected), got: listOf(found) }];
}

function itemsAre(key: 'placed' | 'notPlaced', expected: number | readonly string[], ran: Ran): Failure[] {
  return inSchedule(key, ran, (schedule) => {
    const found = [...schedule[key].keys()].sort();
    const isMet = typeof expected === 'number' ? found.length === expected : isSame(found, expected);
    if (isMet) return [];
    const reasons = [...schedule.notPlaced].map(([item, { kind, text }]) => `${item} is ${kind}: ${text}`);
    return [
      {
        expectation: key,
        expected: typeof expected === 'number' ? `${expected}` : listOf(expected),
        got: typeof expected === 'number' ? `${found.length} (${listOf(found)})` : listOf(found),
        ...(reasons.length > 0 ? { why: reasons.join(' ') } : {}),
      },
    ];
  });
}

/** One entry of an expectation by item or by rule, and what it is compared with. */
interface Entry {
  readonly expectation: string;
  readonly name: string;
  readonly ran: Ran;
  readonly schedule: ObservedSchedule;
}

function forEach<T>(
  key: string,
  expected: ReadonlyMap<string, T>,
  ran: Ran,
  check: (expected: T, entry: Entry) => Failure[],
): Failure[] {
  return inSchedule(key, ran, (schedule) =>
    [...expected].flatMap(([name, value]) => check(value, { expectation: `${key}/${name}`, name, ran, schedule })),
  );
}

type Wanted = Exclude<Expected<'reason'>, string>;

function reasonOf(expected: string | Wanted, at: Entry): Failure[] {
  const wanted: Wanted = typeof expected === 'string' ? { kind: expected } : expected;
  const reason = at.schedule.notPlaced.get(at.name);
  const parts = Object.keys(wanted) as (keyof Wanted)[];
  if (!reason) return [{ expectation: at.expectation, expected: partsText(wanted, parts), got: whereIs(at) }];
  if (parts.every((part) => isSaid(reason, part, wanted[part]))) return [];
  const { expectation } = at;
  const got = { ...reason, on: reason.at?.day };
  return [{ expectation, expected: partsText(wanted, parts), got: partsText(got, parts), why: reason.text }];
}

/** Whether a reason says one part of what is expected of it. */
function isSaid(reason: ReasonNamed, part: keyof Wanted, wanted: Wanted[typeof part]): boolean {
  if (part === 'by') return isSame(reason.by ?? [], wanted as readonly string[]);
  if (part === 'on') return reason.at?.day === wanted;
  if (part === 'at') return isMeant({ who: '', at: reason.at ?? {} }, { at: wanted as Placement['at'] });
  return reason[part] === wanted;
}

function partsText(reason: Readonly<Record<string, unknown>>, parts: readonly string[]): string {
  return parts
    .map((part) => {
      const value = reason[part];
      return `${part} ${Array.isArray(value) ? listOf(value) : textOf(value)}`;
    })
    .join(', ');
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? 'not said');
  return Object.entries(value)
    .map(([part, one]) => `${part} ${one}`)
    .join(' ');
}

function placeIs(entry: Entry, place: PartOfPlace): Failure[] {
  const { expectation, name, ran, schedule } = entry;
  const found = schedule.placed.get(name);
  if (found && isMeant(found, place)) return [];
  const isKnown = found !== undefined || schedule.notPlaced.has(name);
  const why = isKnown ? ran.why(name, place) : undefined;
  const parts = Object.entries(place.at ?? {}).map(([part, value]) => (part === 'day' ? value : `${part} ${value}`));
  const expected = [...(place.who === undefined ? [] : [place.who]), ...parts];
  return [{ expectation, expected: expected.join(', '), got: whereIs(entry), ...(why === undefined ? {} : { why }) }];
}

function whereIs({ name, schedule }: Entry): string {
  const found = schedule.placed.get(name);
  if (found) return placeText(found);
  const reason = schedule.notPlaced.get(name);
  return reason ? `not placed, ${reason.kind}: ${reason.text}` : 'no such item in the result';
}

function displacesAre(expected: readonly string[], at: Entry): Failure[] {
  const found = at.schedule.placed.get(at.name)?.displaces ?? [];
  if (isSame(found, expected)) return [];
  return [{ expectation: at.expectation, expected: listOf(expected), got: `${listOf(found)}; it is ${whereIs(at)}` }];
}

function penaltyIs(expected: Limit, { expectation, name, schedule }: Entry): Failure[] {
  const { penalties } = schedule.review;
  if (Object.hasOwn(penalties, name)) return limited(expectation, expected, penalties[name]!, partsOf(penalties));
  const got = `no such rule in force; there are ${Object.keys(penalties).join(', ')}`;
  return [{ expectation, expected: limitText(expected), got }];
}

function limited(expectation: string, expected: Limit, found: number, why?: string): Failure[] {
  if (typeof expected === 'number' ? found === expected : found <= expected.atMost) return [];
  return [{ expectation, expected: limitText(expected), got: `${found}`, ...(why ? { why } : {}) }];
}

function limitText(limit: Limit): string {
  return typeof limit === 'number' ? `${limit}` : `at most ${limit.atMost}`;
}

function partsOf(amounts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(amounts).filter(([, amount]) => amount !== 0);
  return parts.map(([name, amount]) => `${name} ${amount}`).join(', ');
}

function ownersOf({ ledger }: Ran, what: 'variables' | 'constraints'): string {
  return partsOf(Object.fromEntries(ledger.rows.map((row) => [row.owner, row[what]])));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

function listOf(names: readonly string[]): string {
  return [...names].sort().join(', ') || 'none';
}

/** Faults as one text, in an order of their own. */
export function linesOf(faults: readonly { readonly pointer: string; readonly code: string }[]): string {
  return faults
    .map(({ pointer, code }) => `${pointer || '/'} ${code}`)
    .sort()
    .join(', ');
}
