import type { Makespan } from '../makespan.ts';
import type { Shop } from '../shop.ts';

/**
 * A shop as the disjunctive graph takes it: each task on one machine at a time, arcs with lags, and the latest end to be
 * early.
 *
 * *Shapes* arcs into task t are `inFrom[t] .. inFrom[t + 1] - 1`, those out of it `outFrom`; an arc means
 * `start of to >= end of from + lag`, with `lag >= 0`.
 */
export interface Problem {
  readonly taskCount: number;
  readonly machineCount: number;
  readonly modeFrom: Int32Array;
  /** By mode. */
  readonly modeMachine: Int32Array;
  readonly modeTime: Int32Array;
  readonly isFlexible: boolean;
  readonly release: Int32Array;
  /** What is added to the end of a task for the makespan; a very small number for tasks that do not count by themselves. */
  readonly delivery: Int32Array;
  /** Tasks that can end last. */
  readonly lastTasks: Int32Array;
  /** All tasks in an order that arcs follow. */
  readonly topological: Int32Array;
  readonly inFrom: Int32Array;
  readonly inTask: Int32Array;
  readonly inLag: Int32Array;
  readonly outFrom: Int32Array;
  readonly outTask: Int32Array;
  readonly outLag: Int32Array;
}

/** The shop as a disjunctive graph; undefined when it has something that such a graph cannot say. */
export function problemOf(shop: Shop, makespan: Makespan): Problem | undefined {
  const machines = machinesOf(shop);
  if (!machines) return undefined;
  const { into, out, release, delivery, lastTasks, topological } = makespan;
  return {
    taskCount: shop.taskCount,
    ...machines,
    modeFrom: shop.modeFrom,
    modeTime: shop.duration,
    isFlexible: shop.duration.length > shop.taskCount,
    release,
    delivery,
    lastTasks,
    topological,
    inFrom: into.from,
    inTask: into.task,
    inLag: into.lag,
    outFrom: out.from,
    outTask: out.task,
    outLag: out.lag,
  };
}

/** One machine for each mode; a task without one gets a machine of its own. */
function machinesOf(shop: Shop): { machineCount: number; modeMachine: Int32Array } | undefined {
  const modeMachine = new Int32Array(shop.duration.length);
  let machineCount = shop.resources.length;
  for (let t = 0; t < shop.taskCount; t++) {
    for (let m = shop.modeFrom[t]!; m < shop.modeFrom[t + 1]!; m++) {
      const [use, end] = [shop.useFrom[m]!, shop.useFrom[m + 1]!];
      modeMachine[m] = use < end ? shop.useResource[use]! : machineCount++;
      if (use === end) continue;
      const { capacity, blocks } = shop.resources[modeMachine[m]!]!;
      const isWhole = shop.useOffset[use] === 0 && shop.useSize[use] === shop.duration[m];
      // With more than half of the capacity, each is alone.
      const isAlone = 2 * shop.useDemand[use]! > capacity && shop.useDemand[use]! <= capacity;
      if (end > use + 1 || !isWhole || !isAlone || blocks.length > 0 || shop.duration[m] === 0) return undefined;
    }
  }
  return { machineCount, modeMachine };
}
