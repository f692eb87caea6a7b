/**
 * Booked stretches of a resource, no two of which overlap, as a treap that is never changed: a booking makes a new set
 * that shares all but O(log n) nodes with the old one, so that a snapshot costs nothing.
 *
 * Each node knows the first start, the last end and the longest free stretch below it, so that free time is found
 * without looking at what is too short.
 *
 * *Source* R. Seidel and C. R. Aragon, "Randomized search trees", Algorithmica 16, 1996; priorities are hashes of the
 * starts, so that equal sets have equal trees.
 */
export interface Booked {
  readonly from: number;
  readonly to: number;
  /** What it is booked for. */
  readonly of: number;
  readonly left: Booked | undefined;
  readonly right: Booked | undefined;
  readonly first: number;
  readonly last: number;
  readonly gap: number;
}

export type IntervalSet = Booked | undefined;

/** Counts the nodes that are looked at. */
export interface Visits {
  count: number;
}

/** The set with one stretch more, which must be free. */
export function book(set: IntervalSet, from: number, to: number, of: number, visits?: Visits): Booked {
  if (visits) visits.count++;
  if (!set || rankOf(from) > rankOf(set.from)) {
    const [left, right] = split(set, from, visits);
    return node(from, to, of, left, right);
  }
  return from < set.from
    ? node(set.from, set.to, set.of, book(set.left, from, to, of, visits), set.right)
    : node(set.from, set.to, set.of, set.left, book(set.right, from, to, of, visits));
}

/** The set without the stretch that begins at a time. */
export function unbook(set: IntervalSet, from: number, visits?: Visits): IntervalSet {
  if (!set) return undefined;
  if (visits) visits.count++;
  if (from === set.from) return merge(set.left, set.right, visits);
  return from < set.from
    ? node(set.from, set.to, set.of, unbook(set.left, from, visits), set.right)
    : node(set.from, set.to, set.of, set.left, unbook(set.right, from, visits));
}

/** The first time from `time` on from which so much is free: past whatever is in the way, and past whole subtrees without room. */
export function firstFree(set: IntervalSet, time: number, length: number, visits?: Visits): number {
  let at = time;
  for (let here = set; here; here = here.right) {
    if (visits) visits.count++;
    if (here.last <= at || at + length <= here.first) return at;
    if (here.gap < length) return here.last;
    if (here.left) at = firstFree(here.left, at, length, visits);
    if (at + length <= here.from) return at;
    at = Math.max(at, here.to);
  }
  return at;
}

/** The last stretch that begins before a time. */
export function lastBefore(set: IntervalSet, time: number): Booked | undefined {
  let best: Booked | undefined;
  for (let at = set; at; at = at.from < time ? at.right : at.left) if (at.from < time) best = at;
  return best;
}

/** The first stretch that begins at a time or after it. */
export function firstFrom(set: IntervalSet, time: number): Booked | undefined {
  let best: Booked | undefined;
  for (let at = set; at; at = at.from >= time ? at.left : at.right) if (at.from >= time) best = at;
  return best;
}

function node(from: number, to: number, of: number, left: IntervalSet, right: IntervalSet): Booked {
  const beside = Math.max(left ? from - left.last : 0, right ? right.first - to : 0);
  const gap = Math.max(beside, left?.gap ?? 0, right?.gap ?? 0);
  return { from, to, of, left, right, first: left?.first ?? from, last: right?.last ?? to, gap };
}

function split(set: IntervalSet, at: number, visits: Visits | undefined): [IntervalSet, IntervalSet] {
  if (!set) return [undefined, undefined];
  if (visits) visits.count++;
  if (set.from < at) {
    const [left, right] = split(set.right, at, visits);
    return [node(set.from, set.to, set.of, set.left, left), right];
  }
  const [left, right] = split(set.left, at, visits);
  return [left, node(set.from, set.to, set.of, right, set.right)];
}

function merge(a: IntervalSet, b: IntervalSet, visits: Visits | undefined): IntervalSet {
  if (!a || !b) return a ?? b;
  if (visits) visits.count++;
  return rankOf(a.from) > rankOf(b.from)
    ? node(a.from, a.to, a.of, a.left, merge(a.right, b, visits))
    : node(b.from, b.to, b.of, merge(a, b.left, visits), b.right);
}

/** The finaliser of MurmurHash3: starts that are close have ranks that are not. */
function rankOf(from: number): number {
  let mixed = Math.imul(from ^ (from >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
