import type { Shop } from '../shop.ts';

/** Far below every time, and far enough from the end of 32 bits that durations may be added to it. */
export const NEVER = -(2 ** 30);

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
  /** What is added to the end of a task for the makespan; {@link NEVER} for tasks that do not count by themselves. */
  readonly delivery: Int32Array;
  /** Tasks that can end last. */
  readonly lastTasks: Int32Array;
  readonly inFrom: Int32Array;
  readonly inTask: Int32Array;
  readonly inLag: Int32Array;
  readonly outFrom: Int32Array;
  readonly outTask: Int32Array;
  readonly outLag: Int32Array;
}

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly lag: number;
}

/** The shop as a disjunctive graph; undefined when it has something that such a graph cannot say. */
export function problemOf(shop: Shop): Problem | undefined {
  const machines = machinesOf(shop);
  const arcs = machines && arcsOf(shop);
  const delivery = arcs && deliveriesOf(shop);
  if (!machines || !arcs || !delivery) return undefined;
  const [into, out] = [flat(shop.taskCount, arcs, 'to', 'from'), flat(shop.taskCount, arcs, 'from', 'to')];
  const release = new Int32Array(shop.taskCount);
  for (let t = 0; t < shop.taskCount; t++) {
    const first = shop.modeFrom[t]!;
    release[t] = shop.earliest[first]!;
    for (let m = first + 1; m < shop.modeFrom[t + 1]!; m++) if (shop.earliest[m] !== release[t]) return undefined;
  }
  return {
    taskCount: shop.taskCount,
    ...machines,
    modeFrom: shop.modeFrom,
    modeTime: shop.duration,
    isFlexible: shop.duration.length > shop.taskCount,
    release,
    delivery,
    lastTasks: lastTasksOf(shop, delivery, arcs),
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

function arcsOf(shop: Shop): Arc[] | undefined {
  const arcs: Arc[] = [];
  for (const { from, to, lag } of shop.precedences) {
    const gap = sameForAll(shop, from.task, from.at);
    if (gap === undefined || to.at.some((at) => at !== to.at[0])) return undefined;
    const least = gap + lag - to.at[0]!;
    if (!Number.isFinite(least) || least < 0) return undefined;
    arcs.push({ from: from.task, to: to.task, lag: least });
  }
  return isAcyclic(shop.taskCount, arcs) ? arcs : undefined;
}

/** How long after the end of a task a reference lies, if that does not depend on the mode. */
function sameForAll(shop: Shop, task: number, at: Float64Array): number | undefined {
  const first = shop.modeFrom[task]!;
  const gap = at[0]! - shop.duration[first]!;
  for (let m = 1; m < at.length; m++) if (at[m]! - shop.duration[first + m]! !== gap) return undefined;
  return Number.isFinite(gap) ? gap : undefined;
}

function deliveriesOf(shop: Shop): Int32Array | undefined {
  const delivery = new Int32Array(shop.taskCount).fill(NEVER);
  const [term, more] = shop.terms;
  if (!term || more || shop.modeCost.some((cost, m) => cost !== 0 && m >= 0)) return undefined;
  for (const [i, { task, at }] of term.refs.entries()) {
    const gap = sameForAll(shop, task, at);
    if (gap === undefined) return undefined;
    delivery[task] = Math.max(delivery[task]!, gap + term.offsets[i]!);
  }
  return delivery;
}

/** Tasks that count for the makespan and are not covered by a successor that ends later anyway. */
function lastTasksOf(shop: Shop, delivery: Int32Array, arcs: readonly Arc[]): Int32Array {
  const isCovered = new Uint8Array(shop.taskCount);
  for (const { from, to, lag } of arcs) {
    let shortest = Number.POSITIVE_INFINITY;
    for (let m = shop.modeFrom[to]!; m < shop.modeFrom[to + 1]!; m++) shortest = Math.min(shortest, shop.duration[m]!);
    if (lag + shortest + delivery[to]! >= delivery[from]!) isCovered[from] = 1;
  }
  return Int32Array.from([...delivery.keys()].filter((t) => delivery[t]! > NEVER && isCovered[t] === 0));
}

function flat(count: number, arcs: readonly Arc[], key: 'from' | 'to', other: 'from' | 'to') {
  const from = new Int32Array(count + 2);
  for (const arc of arcs) from[arc[key] + 1]!++;
  for (let t = 0; t <= count; t++) from[t + 1]! += from[t]!;
  const next = from.slice();
  const [task, lag] = [new Int32Array(arcs.length), new Int32Array(arcs.length)];
  for (const arc of arcs) {
    const at = next[arc[key]]!++;
    task[at] = arc[other];
    lag[at] = arc.lag;
  }
  return { from, task, lag };
}

function isAcyclic(count: number, arcs: readonly Arc[]): boolean {
  const waiting = new Int32Array(count);
  const out = flat(count, arcs, 'from', 'to');
  for (const { to } of arcs) waiting[to]!++;
  const free = [...waiting.keys()].filter((t) => waiting[t] === 0);
  for (let next = 0; next < free.length; next++) {
    const t = free[next]!;
    for (let a = out.from[t]!; a < out.from[t + 1]!; a++) if (--waiting[out.task[a]!]! === 0) free.push(out.task[a]!);
  }
  return free.length === count;
}
