import type { Random } from '../../random.ts';
import type { Shop } from '../shop.ts';

/** Costs of modes, infinite for those that differ in what tasks have to agree on: each in the way that costs less. */
export function allowedCosts({ modeCost, modeFrom, shares }: Shop): Float64Array {
  const cost = modeCost.slice();
  for (const { tasks, value } of shares) {
    const total = [0, 0];
    for (const t of tasks) {
      const cheapest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let m = modeFrom[t]!; m < modeFrom[t + 1]!; m++)
        cheapest[value[m]!] = Math.min(cheapest[value[m]!]!, cost[m]!);
      total[0]! += cheapest[0]!;
      total[1]! += cheapest[1]!;
    }
    const other = total[1]! <= total[0]! ? 0 : 1;
    for (let m = 0; m < cost.length; m++) if (value[m] === other) cost[m] = Number.POSITIVE_INFINITY;
  }
  return cost;
}

interface Change {
  /** The task whose mode was changed. */
  readonly task: number;
  /** The mode of each task, of which those of others are changed too. */
  readonly mode: Int32Array;
  readonly random: Random;
}

/** Lets the tasks that have to agree with one follow it, each into one of the modes that do, and those that follow them. */
export function agree({ shares, modeFrom }: Shop, { task: first, mode, random }: Change): void {
  const changed = shares.length === 0 ? [] : [first];
  for (let task = changed.pop(); task !== undefined; task = changed.pop()) {
    for (const { tasks, value } of shares) {
      const wanted = value[mode[task]!]!;
      if (wanted < 0 || !tasks.includes(task)) continue;
      for (const other of tasks) {
        if (value[mode[other]!] === wanted) continue;
        let ties = 0;
        for (let m = modeFrom[other]!; m < modeFrom[other + 1]!; m++) {
          if (value[m] === wanted && random.below(++ties) === 0) mode[other] = m;
        }
        if (ties > 0) changed.push(other);
      }
    }
  }
}
