import type { Arcs } from '../makespan.ts';

interface Shift {
  readonly list: Int32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Moves the task at one place of a list to another, and what has to go before or behind it out of the way with it, so
 * that arcs still follow the list; false when nothing is passed.
 *
 * *Source* the shift of activity lists in K. Bouleimen and H. Lecocq, "A new efficient simulated annealing algorithm for
 * the resource-constrained project scheduling problem and its multiple mode version", European Journal of Operational
 * Research 149, 2003, with predecessors moved along.
 */
export function shifted({ into, out }: { into: Arcs; out: Arcs }, { list, from, to }: Shift): boolean {
  if (to === from) return false;
  const isLeft = to < from;
  const arcs = isLeft ? into : out;
  const step = isLeft ? -1 : 1;
  // The task and those between that it cannot pass move together, in their order.
  const moved: number[] = [list[from]!];
  const passed: number[] = [];
  for (let p = from + step; isLeft ? p >= to : p <= to; p += step) {
    const other = list[p]!;
    (moved.some((one) => leads(arcs, one, other)) ? moved : passed).push(other);
  }
  if (passed.length === 0) return false;
  let p = to;
  for (const one of [...moved.toReversed(), ...passed.toReversed()]) {
    list[p] = one;
    p -= step;
  }
  return true;
}

/** Sorts a list that is nearly sorted; equals keep their order. */
export function sortBy(list: Int32Array, key: Int32Array): void {
  for (let i = 1; i < list.length; i++) {
    const task = list[i]!;
    let at = i;
    for (; at > 0 && key[list[at - 1]!]! > key[task]!; at--) list[at] = list[at - 1]!;
    list[at] = task;
  }
}

/** Whether an arc of a task names another one. */
function leads({ from, task }: Arcs, one: number, other: number): boolean {
  for (let a = from[one]!; a < from[one + 1]!; a++) if (task[a] === other) return true;
  return false;
}
