import { gapFromEnd } from '../makespan.ts';
import type { Shop } from '../shop.ts';
import type { Heads } from './heads.ts';

/**
 * What ends cost: each term is `weight * max(floor, latest of end of task[i] + lag[i])`, for i in `from[term] ..
 * from[term + 1] - 1`, and each mode has a cost of its own.
 */
export interface Ends {
  readonly termCount: number;
  readonly weight: Float64Array;
  readonly floor: Float64Array;
  readonly from: Int32Array;
  readonly task: Int32Array;
  readonly lag: Int32Array;
  readonly modeCost: Float64Array;
  readonly constant: number;
}

/** The costs of a shop as ends; undefined where they depend on something else, such as which mode a task has. */
export function endsOf(shop: Shop): Ends | undefined {
  const [from, task, lag]: [number[], number[], number[]] = [[0], [], []];
  for (const { offsets, refs } of shop.terms) {
    for (const [i, ref] of refs.entries()) {
      const gap = gapFromEnd(shop, ref);
      if (gap === undefined) return undefined;
      task.push(ref.task);
      lag.push(gap + offsets[i]!);
    }
    from.push(task.length);
  }
  return {
    termCount: shop.terms.length,
    weight: Float64Array.from(shop.terms, ({ weight }) => weight),
    floor: Float64Array.from(shop.terms, ({ floor }) => floor),
    from: Int32Array.from(from),
    task: Int32Array.from(task),
    lag: Int32Array.from(lag),
    modeCost: shop.modeCost,
    constant: shop.constant,
  };
}

/** The values of all terms at some heads; gives the whole cost without that of modes. */
export function valuesAt(
  { floor, from, lag, task, termCount, weight }: Ends,
  { head }: Heads,
  value: Float64Array,
): number {
  let cost = 0;
  for (let i = 0; i < termCount; i++) {
    let latest = floor[i]!;
    for (let a = from[i]!; a < from[i + 1]!; a++) {
      const end = head[task[a]!]! + lag[a]!;
      if (end > latest) latest = end;
    }
    value[i] = latest;
    cost += weight[i]! * latest;
  }
  return cost;
}
