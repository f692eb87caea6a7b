import type { Random } from '../../random.ts';
import { type Arcs, topologicalOrder } from '../makespan.ts';
import type { Shop } from '../shop.ts';

/** Which tasks lead to which, whatever modes they have, and what rules go by. */
export interface Priorities {
  readonly into: Arcs;
  readonly out: Arcs;
  /** All tasks in an order that arcs follow. */
  readonly topological: Int32Array;
  /** The least comes first: by when a task should start, by when it can, by what it is worth for its length. */
  readonly keys: readonly Float64Array[];
  /** By when a task should start; a very large number where it need not. */
  readonly due: Float64Array;
  /** What a task costs for each unit of time that it is later, if everything behind it is. */
  readonly weight: Float64Array;
}

/** Reads who comes before whom off a shop; undefined when that goes in a circle. */
export function prioritiesOf(shop: Shop): Priorities | undefined {
  const pairs = shop.precedences.map(({ from, to, lag }) => ({
    from: from.task,
    to: to.task,
    gap: least(from.at, Number.POSITIVE_INFINITY) + lag - least(to.at, Number.POSITIVE_INFINITY),
  }));
  const [into, out] = [grouped(shop.taskCount, pairs, 'to'), grouped(shop.taskCount, pairs, 'from')];
  const topological = topologicalOrder(shop.taskCount, into, out);
  return topological && { into, out, topological, ...keysOf(shop, { out, into, topological }) };
}

function least(values: Float64Array, otherwise: number): number {
  let smallest = otherwise;
  for (const value of values) if (value > Number.NEGATIVE_INFINITY && value < smallest) smallest = value;
  return Number.isFinite(smallest) ? smallest : 0;
}

function grouped(
  count: number,
  pairs: readonly { readonly from: number; readonly to: number; readonly gap: number }[],
  key: 'from' | 'to',
): Arcs {
  const from = new Int32Array(count + 1);
  for (const pair of pairs) from[pair[key] + 1]!++;
  for (let t = 0; t < count; t++) from[t + 1]! += from[t]!;
  const next = from.slice();
  const [task, lag] = [new Int32Array(pairs.length), new Int32Array(pairs.length)];
  for (const pair of pairs) {
    const at = next[pair[key]]!++;
    task[at] = key === 'from' ? pair.to : pair.from;
    lag[at] = pair.gap;
  }
  return { from, task, lag };
}

function keysOf(
  shop: Shop,
  { out, into, topological }: Omit<Priorities, 'keys' | 'weight' | 'due'>,
): Pick<Priorities, 'keys' | 'weight' | 'due'> {
  const due = new Float64Array(shop.taskCount).fill(Number.POSITIVE_INFINITY);
  const weight = new Float64Array(shop.taskCount);
  for (const term of shop.terms) {
    term.refs.forEach(({ task, at }, i) => {
      const floor = Number.isFinite(term.floor) ? term.floor : 0;
      due[task] = Math.min(due[task]!, floor - least(at, Number.POSITIVE_INFINITY) - term.offsets[i]!);
      weight[task]! += term.weight / term.refs.length;
    });
  }
  const duration = Float64Array.from(due, (_, t) => {
    let longest = 0;
    for (let m = shop.modeFrom[t]!; m < shop.modeFrom[t + 1]!; m++) longest = Math.max(longest, shop.duration[m]!);
    return longest;
  });
  const work = duration.slice();
  for (const t of topological.toReversed()) {
    for (let a = out.from[t]!; a < out.from[t + 1]!; a++) {
      const next = out.task[a]!;
      due[t] = Math.min(due[t]!, due[next]! - out.lag[a]!);
      weight[t] = Math.max(weight[t]!, weight[next]!);
      work[t] = Math.max(work[t]!, duration[t]! + work[next]!);
    }
  }
  const head = Float64Array.from(due, (_, t) => shop.earliest[shop.modeFrom[t]!]!);
  for (const t of topological) {
    for (let a = into.from[t]!; a < into.from[t + 1]!; a++)
      head[t] = Math.max(head[t]!, head[into.task[a]!]! + into.lag[a]!);
  }
  const finite = due.map((value) => (Number.isFinite(value) ? value : 1e9));
  const keys = [finite, head, work.map((value, t) => value / (weight[t]! || 1e-3)), work.map((value) => -value)];
  return { due: finite, keys, weight };
}

/** A list that arcs follow, by a key; `noise` spreads the keys by that much at random. */
export function listBy(
  { into, out, topological }: Priorities,
  key: Float64Array,
  noise: number,
  random: Random,
): Int32Array {
  const count = topological.length;
  const own = noise === 0 ? key : key.map((value) => value + noise * random.unit());
  const left = Int32Array.from({ length: count }, (_, t) => into.from[t + 1]! - into.from[t]!);
  const ready = Array.from(topological.filter((t) => left[t] === 0));
  const list = new Int32Array(count);
  for (let p = 0; p < count; p++) {
    let first = 0;
    for (let k = 1; k < ready.length; k++) if (own[ready[k]!]! < own[ready[first]!]!) first = k;
    const task = ready[first]!;
    ready[first] = ready[ready.length - 1]!;
    ready.pop();
    list[p] = task;
    for (let a = out.from[task]!; a < out.from[task + 1]!; a++)
      if (--left[out.task[a]!]! === 0) ready.push(out.task[a]!);
  }
  return list;
}
