import type { Makespan } from '../makespan.ts';
import type { Shop } from '../shop.ts';
import { type Calendar, calendarOf } from './calendar.ts';
import { type Setups, setupsOf } from './setups.ts';

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
  readonly setups: Setups | undefined;
  readonly calendar: Calendar | undefined;
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
  /** Where each task has one arc in and one out at most, and nothing else says when it begins or what comes after it, no calendar either. */
  readonly chains: Chains | undefined;
}

/**
 * The one task before and behind each task, with lags; what has none has the number of all tasks there, with the release
 * or the delivery as the lag.
 */
export interface Chains {
  readonly before: Int32Array;
  readonly beforeLag: Int32Array;
  readonly after: Int32Array;
  readonly afterLag: Int32Array;
}

/** The shop as a disjunctive graph; undefined when it has something that such a graph cannot say. */
export function problemOf(shop: Shop, makespan: Makespan): Problem | undefined {
  const machines = machinesOf(shop);
  const setups = machines && setupsOf(shop, machines);
  const calendar = machines && calendarOf(shop, machines);
  if (!machines || setups === 'none' || calendar === 'none') return undefined;
  const { into, out, release, delivery, lastTasks, topological } = makespan;
  return {
    taskCount: shop.taskCount,
    ...machines,
    setups,
    calendar,
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
    chains: calendar ? undefined : chainsOf(shop, makespan),
  };
}

function chainsOf({ taskCount }: Shop, { into, out, release, delivery }: Makespan): Chains | undefined {
  const before = new Int32Array(taskCount).fill(taskCount);
  const after = new Int32Array(taskCount).fill(taskCount);
  const beforeLag = release.slice();
  const afterLag = delivery.slice();
  for (let t = 0; t < taskCount; t++) {
    if (into.from[t + 1]! - into.from[t]! > 1 || out.from[t + 1]! - out.from[t]! > 1 || release[t]! < 0)
      return undefined;
    for (let a = into.from[t]!; a < into.from[t + 1]!; a++) {
      // What a task before it asks for already is no release of its own.
      if (release[t]! > release[into.task[a]!]!) return undefined;
      before[t] = into.task[a]!;
      beforeLag[t] = into.lag[a]!;
    }
    for (let a = out.from[t]!; a < out.from[t + 1]!; a++) {
      if (delivery[t]! > Math.max(0, delivery[out.task[a]!]!)) return undefined;
      after[t] = out.task[a]!;
      afterLag[t] = out.lag[a]!;
    }
  }
  return delivery.some((value, t) => after[t] === taskCount && value < 0)
    ? undefined
    : { before, beforeLag, after, afterLag };
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
      const { capacity } = shop.resources[modeMachine[m]!]!;
      const isWhole = shop.useOffset[use] === 0 && shop.useSize[use] === shop.duration[m];
      // With more than half of the capacity, each is alone.
      const isAlone = 2 * shop.useDemand[use]! > capacity && shop.useDemand[use]! <= capacity;
      if (end > use + 1 || !isWhole || !isAlone || shop.duration[m] === 0) return undefined;
    }
  }
  return { machineCount, modeMachine };
}
