import { Supply } from './supply.ts';

/** A machine that always works. */
const ALWAYS = new Supply({ capacity: 1, blocks: [] });

/**
 * The least time at which tasks that share one machine can all be over, each with its tail, when they may be interrupted:
 * always the one with the longest tail runs, of those that could, while the machine works.
 *
 * *Source* J. R. Jackson, "Scheduling a production line to minimize maximum tardiness", UCLA, 1955; as a bound: J.
 * Carlier, "The one-machine sequencing problem", European Journal of Operational Research 11, 1982.
 */
export function preemptiveBound(
  heads: ArrayLike<number>,
  times: ArrayLike<number>,
  tails: ArrayLike<number>,
  supply = ALWAYS,
): number {
  const order = Array.from({ length: heads.length }, (_, i) => i).sort((a, b) => heads[a]! - heads[b]!);
  const left = Float64Array.from(times);
  const open: number[] = [];
  let bound = Number.NEGATIVE_INFINITY;
  let now = Number.NEGATIVE_INFINITY;
  for (let next = 0; next < order.length || open.length > 0; ) {
    if (open.length === 0) now = Math.max(now, heads[order[next]!]!);
    while (next < order.length && heads[order[next]!]! <= now) insert(open, order[next++]!, tails);
    const running = open[open.length - 1]!;
    const until = next < order.length ? heads[order[next]!]! : Number.POSITIVE_INFINITY;
    const given = supply.givenUpTo(now);
    const run = Math.min(left[running]!, supply.givenUpTo(until) - given);
    left[running]! -= run;
    now = left[running]! > 0 ? until : Math.max(now, supply.timeOf(given + run));
    if (left[running]! > 0) continue;
    open.pop();
    bound = Math.max(bound, now + tails[running]!);
  }
  return bound;
}

/** Keeps the one with the longest tail last. */
function insert(open: number[], task: number, tails: ArrayLike<number>): void {
  let at = open.length;
  while (at > 0 && tails[open[at - 1]!]! > tails[task]!) at--;
  open.splice(at, 0, task);
}
