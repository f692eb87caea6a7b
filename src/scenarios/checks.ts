import type { Failure } from './failure.ts';
import type { Ran, Schedule } from './observe.ts';
import type { Expect } from './scenario.ts';

type Check<T> = (expected: T, ran: Ran) => Failure[];
/** One entry of an expectation by event or by rule. */
type Expected<K extends keyof Expect> = NonNullable<Expect[K]> extends ReadonlyMap<string, infer V> ? V : never;

type Limit = number | { readonly atMost: number };

/** What each key of an expectation means. */
export const CHECKS: { readonly [K in keyof Required<Expect>]: Check<NonNullable<Expect[K]>> } = {
  outcome: (expected, { outcome }) =>
    outcome === expected ? [] : [{ expectation: 'outcome', expected, got: outcome }],
  placed: (expected, ran) => eventsAre('placed', expected, ran),
  notPlaced: (expected, ran) => eventsAre('notPlaced', expected, ran),
  reason: (expected, ran) => forEach('reason', expected, ran, reasonOf),
  on: (expected, ran) => forEach('on', expected, ran, (day, at) => placeIs(at, { day })),
  who: (expected, ran) => forEach('who', expected, ran, (employee, at) => placeIs(at, { employee })),
  block: (expected, ran) => forEach('block', expected, ran, (block, at) => placeIs(at, { block })),
  time: (expected, ran) => forEach('time', expected, ran, timeIs),
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

function inSchedule(expectation: string, { outcome, schedule }: Ran, check: (schedule: Schedule) => Failure[]) {
  if (schedule) return check(schedule);
  return [{ expectation, expected: 'a schedule', got: `none: ${outcome}` }];
}

function namesAre(expectation: string, expected: number | readonly string[], found: readonly string[]): Failure[] {
  if (typeof expected === 'number') return limited(expectation, expected, found.length, listOf(found));
  return isSame(found, expected) ? [] : [{ expectation, expected: listOf(expected), got: listOf(found) }];
}

function eventsAre(key: 'placed' | 'notPlaced', expected: number | readonly string[], ran: Ran): Failure[] {
  return inSchedule(key, ran, (schedule) => {
    const found = [...schedule[key].keys()].sort();
    const isMet = typeof expected === 'number' ? found.length === expected : isSame(found, expected);
    if (isMet) return [];
    const reasons = [...schedule.notPlaced].map(([event, { kind, text }]) => `${event} is ${kind}: ${text}`);
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

/** One entry of an expectation by event or by rule, and what it is compared with. */
interface Entry {
  readonly expectation: string;
  readonly name: string;
  readonly ran: Ran;
  readonly schedule: Schedule;
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

function reasonOf(expected: string | Exclude<Expected<'reason'>, string>, at: Entry) {
  const wanted = typeof expected === 'string' ? { kind: expected } : expected;
  const reason = at.schedule.notPlaced.get(at.name);
  const parts = Object.keys(wanted) as (keyof typeof wanted)[];
  if (!reason) return [{ expectation: at.expectation, expected: partsText(wanted, parts), got: whereIs(at) }];
  const isMet = parts.every((part) =>
    part === 'by' ? isSame(reason.by ?? [], wanted.by!) : reason[part] === wanted[part],
  );
  if (isMet) return [];
  const { expectation } = at;
  return [{ expectation, expected: partsText(wanted, parts), got: partsText(reason, parts), why: reason.text }];
}

function partsText(reason: Readonly<Record<string, unknown>>, parts: readonly string[]): string {
  return parts
    .map((part) => {
      const value = reason[part];
      return `${part} ${Array.isArray(value) ? listOf(value) : String(value ?? 'not said')}`;
    })
    .join(', ');
}

interface Place {
  readonly day?: string;
  readonly employee?: string;
  readonly block?: number;
}

function placeIs(at: Entry, { day, employee, block }: Place): Failure[] {
  const { expectation, name, ran, schedule } = at;
  const found = schedule.placed.get(name);
  const isMet = found && (day ?? found.day) === found.day && (employee ?? found.employee) === found.employee;
  if (isMet && (block === undefined || found.block === block)) return [];
  const place = { ...(day === undefined ? {} : { day }), ...(employee === undefined ? {} : { employee }) };
  const isKnown = found !== undefined || schedule.notPlaced.has(name);
  const why = isKnown && block === undefined ? ran.why(name, place) : undefined;
  const expected = day ?? employee ?? `block ${block}`;
  return [{ expectation, expected, got: whereIs(at), ...(why === undefined ? {} : { why }) }];
}

function whereIs({ name, schedule }: Entry): string {
  const found = schedule.placed.get(name);
  if (found) return `${found.employee} on ${found.day}${found.block === undefined ? '' : `, block ${found.block}`}`;
  const reason = schedule.notPlaced.get(name);
  return reason ? `not placed, ${reason.kind}: ${reason.text}` : 'no such event in the result';
}

function timeIs(expected: string, at: Entry): Failure[] {
  const found = at.schedule.placed.get(at.name);
  if (found?.time === expected) return [];
  return [{ expectation: at.expectation, expected, got: found ? (found.time ?? 'no clock time') : whereIs(at) }];
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
