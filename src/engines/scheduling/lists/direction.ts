import { NEVER } from '../makespan.ts';
import type { Shop } from '../shop.ts';
import { type Setups, setupsOf } from './setups.ts';
import type { Supply } from './supply.ts';

/** What a decoder needs to know of one direction of time. */
export interface Direction {
  readonly taskCount: number;
  readonly modeFrom: Int32Array;
  readonly duration: Int32Array;
  /** The least and the greatest start, by mode. */
  readonly release: Int32Array;
  readonly latest: Int32Array;
  /** Arcs into task t are `arcFrom[t] .. arcFrom[t + 1] - 1`. */
  readonly arcFrom: Int32Array;
  readonly arcTask: Int32Array;
  /** Where the numbers of an arc stand for mode m of the task that it comes from, and of the one that it leads to. */
  readonly arcAfter: Int32Array;
  readonly arcBefore: Int32Array;
  readonly pool: Int32Array;
  readonly supply: Supply;
  readonly setups: Setups | undefined;
  /** Modes in which a task takes nothing and no time, though it has others. */
  readonly isIdle: Uint8Array;
}

/** Time from the first to the last, with everything that a shop can have. */
export function forward(shop: Shop, supply: Supply): Direction {
  const pool: number[] = [];
  const [arcFrom, order] = byTask(
    shop.taskCount,
    shop.precedences.map(({ to }) => to.task),
  );
  const [arcAfter, arcBefore] = [new Int32Array(order.length), new Int32Array(order.length)];
  order.forEach((p, a) => {
    const { from, to, lag } = shop.precedences[p]!;
    arcAfter[a] = pool.length - shop.modeFrom[from.task]!;
    for (const at of from.at) pool.push(at === Number.NEGATIVE_INFINITY ? NEVER : at + lag);
    arcBefore[a] = pool.length - shop.modeFrom[to.task]!;
    // A precedence that does not count in a mode asks for less than any time.
    for (const at of to.at) pool.push(at === Number.NEGATIVE_INFINITY ? -NEVER : at);
  });
  return {
    taskCount: shop.taskCount,
    modeFrom: shop.modeFrom,
    duration: shop.duration,
    release: shop.earliest,
    latest: shop.latest,
    arcFrom,
    arcTask: order.map((p) => shop.precedences[p]!.from.task),
    arcAfter,
    arcBefore,
    pool: Int32Array.from(pool),
    supply,
    setups: setupsOf(shop),
    isIdle: idleModes(shop),
  };
}

/** When the predecessors of a task let it start in a mode. */
export function readyAt(
  { arcFrom, arcTask, arcAfter, arcBefore, pool, release }: Direction,
  task: number,
  m: number,
  { mode, start }: { readonly mode: Int32Array; readonly start: Int32Array },
): number {
  let ready = release[m]!;
  for (let a = arcFrom[task]!; a < arcFrom[task + 1]!; a++) {
    const from = arcTask[a]!;
    const at = start[from]! + pool[arcAfter[a]! + mode[from]!]! - pool[arcBefore[a]! + m]!;
    if (at > ready) ready = at;
  }
  return Math.max(ready, 0);
}

/** Modes in which a task takes nothing and no time, of tasks that have others. */
export function idleModes({ duration, modeFrom, taskCount, useFrom }: Shop): Uint8Array {
  const isIdle = Uint8Array.from(duration, (minutes, m) => Number(minutes === 0 && useFrom[m] === useFrom[m + 1]));
  for (let t = 0; t < taskCount; t++) {
    const own = isIdle.subarray(modeFrom[t]!, modeFrom[t + 1]!);
    if (!own.includes(0)) own.fill(0);
  }
  return isIdle;
}

/** Numbers 0 .. length - 1 grouped by a task, as offsets and one list. */
function byTask(count: number, tasks: readonly number[]): readonly [Int32Array, Int32Array] {
  const from = new Int32Array(count + 1);
  for (const task of tasks) from[task + 1]!++;
  for (let t = 0; t < count; t++) from[t + 1]! += from[t]!;
  const next = from.slice();
  const order = new Int32Array(tasks.length);
  tasks.forEach((task, i) => {
    order[next[task]!++] = i;
  });
  return [from, order];
}
