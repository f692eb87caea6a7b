import type { Shop } from '../shop.ts';

/** Least distances between starts, those from task t at `first[t] .. first[t + 1] - 1`. */
interface Arcs {
  readonly first: Int32Array;
  readonly to: Int32Array;
  readonly gap: Float64Array;
}

/** The arcs of a shop that count whatever the modes, as time runs and against it. */
export function arcsOf(shop: Shop): { readonly onward: Arcs; readonly back: Arcs } {
  const arcs = shop.precedences.flatMap(({ from, to, lag }) => {
    const gap = least(from.at, 0, from.at.length) + lag - Math.max(...to.at);
    const isAlways = Number.isFinite(gap) && least(to.at, 0, to.at.length) > Number.NEGATIVE_INFINITY;
    return isAlways ? [{ from: from.task, to: to.task, gap }] : [];
  });
  const byTask = (key: 'from' | 'to', other: 'from' | 'to'): Arcs => {
    const first = new Int32Array(shop.taskCount + 1);
    for (const arc of arcs) first[arc[key] + 1]!++;
    for (let t = 0; t < shop.taskCount; t++) first[t + 1]! += first[t]!;
    const next = first.slice();
    const [to, gap] = [new Int32Array(arcs.length), new Float64Array(arcs.length)];
    for (const arc of arcs) {
      const at = next[arc[key]]!++;
      to[at] = arc[other];
      gap[at] = arc.gap;
    }
    return { first, to, gap };
  };
  return { onward: byTask('from', 'to'), back: byTask('to', 'from') };
}

/** What else a value has to be, once it is so much. */
export type Lift = (task: number, value: number) => number;

/**
 * Raises values to what the longest paths from some tasks ask for, and to what `lift` makes of that; gives all tasks that
 * are reached, or undefined when arcs close a circle that has a length.
 *
 * *Source* R. Bellman, "On a routing problem", Quarterly of Applied Mathematics 16, 1958.
 */
export function raise(
  at: Float64Array,
  { first, to, gap }: Arcs,
  from: Iterable<number>,
  lift?: Lift,
): number[] | undefined {
  const queue = [...from];
  const reached = new Set(queue);
  const waits = new Set(queue);
  if (lift) for (const t of reached) at[t] = lift(t, at[t]!);
  const times = new Map<number, number>();
  for (let i = 0; i < queue.length; i++) {
    const t = queue[i]!;
    waits.delete(t);
    const before = times.get(t) ?? 0;
    if (before > at.length) return undefined;
    times.set(t, before + 1);
    for (let a = first[t]!; a < first[t + 1]!; a++) {
      const next = to[a]!;
      const value = at[t]! + gap[a]!;
      if (value <= at[next]!) continue;
      at[next] = lift ? lift(next, value) : value;
      reached.add(next);
      if (waits.has(next)) continue;
      waits.add(next);
      queue.push(next);
    }
  }
  return [...reached];
}

/** The least of some values of a list. */
export function least(values: ArrayLike<number>, from: number, to: number): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) if (values[i]! < smallest) smallest = values[i]!;
  return smallest;
}
