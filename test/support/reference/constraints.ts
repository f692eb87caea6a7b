/**
 * What the comments of OR-Tools' `cp_model.proto` say of each constraint, over whole numbers of any size.
 *
 * Written from those comments alone, on the message as it stands in a file: it shares nothing with `holds`.
 */

/** A message in protobuf's JSON: int64 as text. */
export type Json = Readonly<Record<string, unknown>>;

export interface At {
  value(reference: number): bigint;
  interval(index: number): Span;
}

export interface Span {
  readonly isPresent: boolean;
  readonly start: bigint;
  readonly size: bigint;
  readonly end: bigint;
}

export const messages = (value: unknown): readonly Json[] => (value as readonly Json[] | undefined) ?? [];
export const numbers = (value: unknown): readonly number[] =>
  ((value as readonly (string | number)[]) ?? []).map(Number);
export const wholes = (value: unknown): readonly bigint[] =>
  ((value as readonly (string | number)[]) ?? []).map(BigInt);
const whole = (value: unknown): bigint => BigInt((value as string | number | undefined) ?? 0);

export const isTrue = (literal: number, at: At): boolean =>
  literal >= 0 ? at.value(literal) === 1n : at.value(-literal - 1) === 0n;

export function linear(expression: unknown, at: At): bigint {
  const { vars, coeffs, offset } = (expression ?? {}) as Json;
  const factors = wholes(coeffs);
  return numbers(vars).reduce((sum, v, i) => sum + factors[i]! * at.value(v), whole(offset));
}

/** Whether a flat list of closed ranges has the value. */
export function inDomain(domain: unknown, value: bigint): boolean {
  const ends = wholes(domain);
  for (let i = 0; i < ends.length; i += 2) if (ends[i]! <= value && value <= ends[i + 1]!) return true;
  return false;
}

const trueCount = (m: Json, at: At): number => numbers(m.literals).filter((literal) => isTrue(literal, at)).length;
const all = (m: Json, at: At): bigint[] => messages(m.exprs).map((e) => linear(e, at));
const present = (indices: unknown, at: At): Span[] =>
  numbers(indices)
    .map((i) => at.interval(i))
    .filter(({ isPresent }) => isPresent);

type Meaning = (m: Json, at: At) => boolean;

/** By the name of the field of the oneof. */
export const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['boolOr', (m, at) => trueCount(m, at) > 0],
  ['boolAnd', (m, at) => trueCount(m, at) === numbers(m.literals).length],
  ['boolXor', (m, at) => trueCount(m, at) % 2 === 1],
  ['atMostOne', (m, at) => trueCount(m, at) <= 1],
  ['exactlyOne', (m, at) => trueCount(m, at) === 1],
  ['intDiv', (m, at) => linear(m.target, at) === all(m, at)[0]! / all(m, at)[1]!],
  ['intMod', (m, at) => linear(m.target, at) === all(m, at)[0]! % all(m, at)[1]!],
  ['intProd', (m, at) => linear(m.target, at) === all(m, at).reduce((product, value) => product * value, 1n)],
  [
    'linMax',
    (m, at) => all(m, at).reduce((most, value) => (order(value, most) > 0 ? value : most)) === linear(m.target, at),
  ],
  ['linear', (m, at) => inDomain(m.domain, linear(m, at))],
  ['allDiff', (m, at) => new Set(all(m, at)).size === all(m, at).length],
  ['element', (m, at) => all(m, at)[Number(linear(m.linearIndex, at))] === linear(m.linearTarget, at)],
  ['table', table],
  ['automaton', automaton],
  ['inverse', inverse],
  ['circuit', circuit],
  ['routes', routes],
  ['noOverlap', noOverlap],
  ['noOverlap2d', noOverlap2D],
  ['cumulative', cumulative],
  ['reservoir', reservoir],
]);

/** The expressions take the values of one row; with `negated`, of none. A table of nothing is passed over. */
function table(m: Json, at: At): boolean {
  const row = all(m, at);
  if (row.length === 0) return true;
  const values = wholes(m.values);
  let isRow = false;
  for (let from = 0; from < values.length; from += row.length) {
    if (row.every((value, i) => value === values[from + i])) isRow = true;
  }
  return isRow !== (m.negated === true);
}

function automaton(m: Json, at: At): boolean {
  const [tails, labels, heads] = [wholes(m.transitionTail), wholes(m.transitionLabel), wholes(m.transitionHead)];
  let state: bigint | undefined = whole(m.startingState);
  for (const label of all(m, at)) {
    const arc: number = tails.findIndex((tail, i) => tail === state && labels[i] === label);
    state = heads[arc];
    if (state === undefined) return false;
  }
  return wholes(m.finalStates).includes(state);
}

/** `f_inverse[f_direct[i]] = i`, and the reverse. */
function inverse(m: Json, at: At): boolean {
  const [direct, back] = [numbers(m.fDirect), numbers(m.fInverse)].map((list) => list.map((v) => at.value(v)));
  const leads = (from: readonly bigint[], to: readonly bigint[]): boolean =>
    from.every((value, i) => to[Number(value)] === BigInt(i));
  return leads(direct!, back!) && leads(back!, direct!);
}

interface Arc {
  readonly tail: number;
  readonly head: number;
}

function arcs(m: Json, at: At): { nodes: number[]; chosen: Arc[] } {
  const [tails, heads] = [numbers(m.tails), numbers(m.heads)];
  const literals = numbers(m.literals);
  const chosen = tails.map((tail, i) => ({ tail, head: heads[i]! })).filter((_, i) => isTrue(literals[i]!, at));
  return { nodes: [...new Set([...tails, ...heads])], chosen };
}

/** Each node has one arc out and one in, loops of nodes that are left out count; the others are one cycle. */
function circuit(m: Json, at: At): boolean {
  const { nodes, chosen } = arcs(m, at);
  const next = new Map(chosen.map(({ tail, head }) => [tail, head]));
  const isCovered = nodes.every((node) => next.has(node)) && new Set(next.values()).size === nodes.length;
  if (!isCovered || chosen.length !== nodes.length) return false;
  const onCycle = nodes.filter((node) => next.get(node) !== node);
  if (onCycle.length === 0) return true;
  let length = 1;
  for (let node = next.get(onCycle[0]!)!; node !== onCycle[0]; node = next.get(node)!) length++;
  return length === onCycle.length;
}

/** As a circuit, but node 0 may be left and come back to any number of times, and lies on every cycle. */
function routes(m: Json, at: At): boolean {
  const { nodes, chosen } = arcs(m, at);
  const others = nodes.filter((node) => node !== 0);
  for (const node of others) {
    if (chosen.filter(({ tail }) => tail === node).length !== 1) return false;
    if (chosen.filter(({ head }) => head === node).length !== 1) return false;
  }
  const [out, back] = [chosen.filter(({ tail }) => tail === 0), chosen.filter(({ head }) => head === 0)];
  if (out.length !== back.length) return false;
  const next = new Map(chosen.filter(({ tail }) => tail !== 0).map(({ tail, head }) => [tail, head]));
  const reached = new Set<number>();
  for (const { head } of out) for (let node = head; node !== 0; node = next.get(node)!) reached.add(node);
  return others.every((node) => next.get(node) === node || reached.has(node));
}

/** There is a sequence in which each ends before the next starts; those of size 0 matter too. */
function noOverlap(m: Json, at: At): boolean {
  const spans = present(m.intervals, at).sort((a, b) => order(a.start, b.start) || order(a.end, b.end));
  return spans.every((span, i) => i === 0 || spans[i - 1]!.end <= span.start);
}

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function noOverlap2D(m: Json, at: At): boolean {
  const ys = numbers(m.yIntervals).map((i) => at.interval(i));
  const boxes = numbers(m.xIntervals)
    .map((i, k) => ({ x: at.interval(i), y: ys[k]! }))
    .filter(({ x, y }) => x.isPresent && y.isPresent);
  const isApart = (a: Span, b: Span): boolean => a.end <= b.start || b.end <= a.start;
  return boxes.every((a, i) => boxes.slice(i + 1).every((b) => isApart(a.x, b.x) || isApart(a.y, b.y)));
}

/** At each point the demands of the intervals over it stay within the capacity, which is not negative. */
function cumulative(m: Json, at: At): boolean {
  const capacity = linear(m.capacity, at);
  if (capacity < 0n) return false;
  const demands = messages(m.demands).map((e) => linear(e, at));
  const tasks = numbers(m.intervals)
    .map((i, k) => ({ span: at.interval(i), demand: demands[k]! }))
    .filter(({ span }) => span.isPresent && span.start < span.end);
  return tasks.every(({ span: { start } }) => {
    const over = tasks.filter(({ span }) => span.start <= start && start < span.end);
    return over.reduce((sum, { demand }) => sum + demand, 0n) <= capacity;
  });
}

/** After all active changes at or before any event, the level lies in its range. */
function reservoir(m: Json, at: At): boolean {
  const [times, changes] = [messages(m.timeExprs), messages(m.levelChanges)].map((l) => l.map((e) => linear(e, at)));
  const active = numbers(m.activeLiterals);
  const events = times!
    .map((time, i) => ({ time, change: changes![i]!, isActive: active.length === 0 || isTrue(active[i]!, at) }))
    .filter(({ isActive }) => isActive);
  return events.every(({ time }) => {
    const level = events.reduce((sum, event) => (event.time <= time ? sum + event.change : sum), 0n);
    return whole(m.minLevel) <= level && level <= whole(m.maxLevel);
  });
}
