import type { Makespan } from '../makespan.ts';
import type { Shop } from '../shop.ts';
import { type Direction, idleModes } from './direction.ts';
import type { Packing } from './packing.ts';
import { type Setups, setupsOf, turnedSetups } from './setups.ts';

/** A shop seen from one end of time, with what is added to ends for the makespan. */
export interface Side extends Direction {
  readonly delivery: Int32Array;
}

/**
 * A makespan problem from both ends: the second side has all arcs turned round, releases and deliveries exchanged, and
 * says of each time how far it is before the end.
 */
export function sides(shop: Shop, makespan: Makespan, packing: Packing): readonly [Side, Side] {
  const { release, delivery, into, out } = makespan;
  const { useFrom, useOffset, useSize } = packing;
  const latest = new Int32Array(shop.duration.length).fill(2 ** 30);
  const turnedOffset = useOffset.slice();
  for (let m = 0; m < shop.duration.length; m++) {
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++)
      turnedOffset[u] = shop.duration[m]! - useOffset[u]! - useSize[u]!;
  }
  const floored = delivery.map((value) => Math.max(0, value));
  const setups = setupsOf(shop);
  const side = (
    arcs: typeof into,
    from: Int32Array,
    to: Int32Array,
    { offsets, setups }: { offsets: Int32Array; setups: Setups | undefined },
  ): Side => {
    const pool: number[] = [];
    const arcAfter = new Int32Array(arcs.task.length);
    arcs.task.forEach((task, a) => {
      arcAfter[a] = pool.length - shop.modeFrom[task]!;
      for (let m = shop.modeFrom[task]!; m < shop.modeFrom[task + 1]!; m++) pool.push(shop.duration[m]! + arcs.lag[a]!);
    });
    // A start is what arcs lead to, in every mode: a stretch of zeros that is long enough for each task.
    const zeros = pool.length;
    for (let i = 0; i < shop.duration.length; i++) pool.push(0);
    const releaseOf = new Int32Array(shop.duration.length);
    for (let t = 0; t < shop.taskCount; t++) releaseOf.fill(from[t]!, shop.modeFrom[t]!, shop.modeFrom[t + 1]!);
    return {
      taskCount: shop.taskCount,
      modeFrom: shop.modeFrom,
      duration: shop.duration,
      release: releaseOf,
      latest,
      arcFrom: arcs.from,
      arcTask: arcs.task,
      arcAfter,
      arcBefore: new Int32Array(arcs.task.length).fill(zeros),
      pool: Int32Array.from(pool),
      supply: { ...packing, useOffset: offsets },
      setups,
      isIdle: idleModes(shop),
      delivery: to,
    };
  };
  const turned = setups && turnedSetups(setups, shop.duration);
  return [
    side(into, release, delivery, { offsets: useOffset, setups }),
    side(out, floored, release, { offsets: turnedOffset, setups: turned }),
  ];
}
