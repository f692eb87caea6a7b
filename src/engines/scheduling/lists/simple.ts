import type { Direction } from './direction.ts';
import type { Packing } from './packing.ts';

/** What a decoder needs of a shop in which each task has one mode and one word says all about time. */
export interface Simple {
  readonly packing: Packing;
  /** By task. */
  readonly need: Int32Array;
  readonly size: Int32Array;
  readonly release: Int32Array;
  readonly latest: Int32Array;
  /** By arc: the least distance between the starts. */
  readonly gap: Int32Array;
}

/** The shop in that form; undefined when it has alternatives, resources in several words, or uses of a part of a task. */
export function simplified(direction: Direction): Simple | undefined {
  const { taskCount, modeFrom, duration, supply: packing, arcFrom, arcTask, arcAfter, arcBefore, pool } = direction;
  if (packing.kind !== 'cells' || packing.words !== 1) return undefined;
  const isRigid =
    !direction.setups && duration.length === taskCount && packing.isHopeless.every((value) => value === 0);
  if (!isRigid) return undefined;
  const need = new Int32Array(taskCount);
  for (let t = 0; t < taskCount; t++) {
    for (let u = packing.useFrom[t]!; u < packing.useFrom[t + 1]!; u++) {
      if (packing.useOffset[u] !== 0 || packing.useSize[u] !== duration[t] || need[t] !== 0) return undefined;
      need[t] = packing.useNeed[u]!;
    }
  }
  const gap = new Int32Array(arcTask.length);
  for (let t = 0; t < taskCount; t++) {
    for (let a = arcFrom[t]!; a < arcFrom[t + 1]!; a++) {
      gap[a] = pool[arcAfter[a]! + modeFrom[arcTask[a]!]!]! - pool[arcBefore[a]! + modeFrom[t]!]!;
    }
  }
  const size = duration.map((value, t) => (need[t] === 0 ? 0 : value));
  return { packing, need, size, gap, release: direction.release, latest: direction.latest };
}
