import type { Reference, Shop } from './shop.ts';

/** Far below every time, and far enough from the end of 32 bits that durations may be added to it. */
export const NEVER = -(2 ** 30);

/** Arcs of each task, those of task t at `from[t] .. from[t + 1] - 1`. */
export interface Arcs {
  readonly from: Int32Array;
  readonly task: Int32Array;
  readonly lag: Int32Array;
}

/**
 * A shop in which the latest end is to be early, and nothing else counts, as it looks from both ends of time: releases
 * and arcs with lags on one side, deliveries on the other.
 *
 * *Means* an arc says `start of to >= end of from + lag`, with `lag >= 0`, whatever the modes.
 */
export interface Makespan {
  readonly release: Int32Array;
  /** What is added to the end of a task for the makespan; {@link NEVER} for tasks that do not count by themselves. */
  readonly delivery: Int32Array;
  /** Tasks that can end last. */
  readonly lastTasks: Int32Array;
  readonly into: Arcs;
  readonly out: Arcs;
  /** All tasks in an order that arcs follow. */
  readonly topological: Int32Array;
}

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly lag: number;
}

/** The shop as a makespan problem; undefined when it is another one, or when modes differ in more than durations. */
export function makespanOf(shop: Shop): Makespan | undefined {
  const delivery = deliveriesOf(shop);
  return delivery && makespanWith(shop, delivery);
}

/** The shop with its latest end for the only objective, whatever else it costs; undefined when modes differ in more than durations. */
export function latestEndOf(shop: Shop): Makespan | undefined {
  return makespanWith(shop, new Int32Array(shop.taskCount));
}

function makespanWith(shop: Shop, delivery: Int32Array): Makespan | undefined {
  const arcs = arcsOf(shop);
  const release = arcs && releasesOf(shop);
  if (!arcs || !release) return undefined;
  const [into, out] = [flat(shop.taskCount, arcs, 'to', 'from'), flat(shop.taskCount, arcs, 'from', 'to')];
  const topological = topologicalOrder(shop.taskCount, into, out);
  if (!topological) return undefined;
  return { release, delivery, lastTasks: lastTasksOf(shop, delivery, arcs), into, out, topological };
}

function releasesOf(shop: Shop): Int32Array | undefined {
  const release = new Int32Array(shop.taskCount);
  for (let t = 0; t < shop.taskCount; t++) {
    const first = shop.modeFrom[t]!;
    release[t] = shop.earliest[first]!;
    for (let m = first + 1; m < shop.modeFrom[t + 1]!; m++) if (shop.earliest[m] !== release[t]) return undefined;
  }
  return release;
}

function arcsOf(shop: Shop): Arc[] | undefined {
  const arcs: Arc[] = [];
  for (const { from, to, lag } of shop.precedences) {
    const gap = gapFromEnd(shop, from);
    if (gap === undefined || to.at.some((at) => at !== to.at[0])) return undefined;
    const least = gap + lag - to.at[0]!;
    if (!Number.isFinite(least) || least < 0) return undefined;
    arcs.push({ from: from.task, to: to.task, lag: least });
  }
  return arcs;
}

/** How long after the end of a task a reference lies, if that does not depend on the mode. */
export function gapFromEnd(shop: Shop, { task, at }: Reference): number | undefined {
  const first = shop.modeFrom[task]!;
  const gap = at[0]! - shop.duration[first]!;
  for (let m = 1; m < at.length; m++) if (at[m]! - shop.duration[first + m]! !== gap) return undefined;
  return Number.isFinite(gap) ? gap : undefined;
}

function deliveriesOf(shop: Shop): Int32Array | undefined {
  const delivery = new Int32Array(shop.taskCount).fill(NEVER);
  const [term, more] = shop.terms;
  if (!term || more || shop.modeCost.some((cost, m) => cost !== 0 && m >= 0)) return undefined;
  for (const [i, ref] of term.refs.entries()) {
    const gap = gapFromEnd(shop, ref);
    if (gap === undefined) return undefined;
    delivery[ref.task] = Math.max(delivery[ref.task]!, gap + term.offsets[i]!);
  }
  return delivery;
}

/** Tasks that count for the makespan and are not covered by a successor that ends later anyway. */
function lastTasksOf(shop: Shop, delivery: Int32Array, arcs: readonly Arc[]): Int32Array {
  const isCovered = new Uint8Array(shop.taskCount);
  for (const { from, to, lag } of arcs) {
    let shortest = Number.POSITIVE_INFINITY;
    for (let m = shop.modeFrom[to]!; m < shop.modeFrom[to + 1]!; m++) shortest = Math.min(shortest, shop.duration[m]!);
    if (lag + shortest + delivery[to]! >= delivery[from]!) isCovered[from] = 1;
  }
  return Int32Array.from([...delivery.keys()].filter((t) => delivery[t]! > NEVER && isCovered[t] === 0));
}

function flat(count: number, arcs: readonly Arc[], key: 'from' | 'to', other: 'from' | 'to'): Arcs {
  const from = new Int32Array(count + 2);
  for (const arc of arcs) from[arc[key] + 1]!++;
  for (let t = 0; t <= count; t++) from[t + 1]! += from[t]!;
  const next = from.slice();
  const [task, lag] = [new Int32Array(arcs.length), new Int32Array(arcs.length)];
  for (const arc of arcs) {
    const at = next[arc[key]]!++;
    task[at] = arc[other];
    lag[at] = arc.lag;
  }
  return { from, task, lag };
}

/** All tasks, each behind those from which arcs lead to it; undefined when arcs close a circle. */
export function topologicalOrder(count: number, into: Arcs, out: Arcs): Int32Array | undefined {
  const waiting = Int32Array.from({ length: count }, (_, t) => into.from[t + 1]! - into.from[t]!);
  const order = new Int32Array(count);
  let end = 0;
  for (let t = 0; t < count; t++) if (waiting[t] === 0) order[end++] = t;
  for (let i = 0; i < end; i++) {
    const t = order[i]!;
    for (let a = out.from[t]!; a < out.from[t + 1]!; a++)
      if (--waiting[out.task[a]!]! === 0) order[end++] = out.task[a]!;
  }
  return end === count ? order : undefined;
}
