/** What tasks share: at most `capacity` at any time, less what fixed intervals take. */
export interface Resource {
  readonly capacity: number;
  /** A noOverlap, in which nothing of size 0 lies inside anything else. */
  readonly isExclusive: boolean;
  /** Fixed intervals: times at which a calendar, a repair or something posted takes a part of it. */
  readonly blocks: readonly {
    readonly start: number;
    readonly size: number;
    readonly demand: number;
    readonly family: number;
  }[];
  /** The time that a noOverlap needs between one use and any later one, by their families; none where it is left out. */
  readonly transitions?: readonly (readonly number[])[] | undefined;
}

/** When something about a task happens, by its mode: `start + at[mode - first mode]`; -Infinity where it does not count. */
export interface Reference {
  readonly task: number;
  readonly at: Float64Array;
}

/** `start of to + at.to >= start of from + at.from + lag`, where both count. */
export interface Precedence {
  readonly from: Reference;
  readonly to: Reference;
  readonly lag: number;
}

/** A part of the cost: `weight * max(floor, latest of references + offsets)`. */
export interface Term {
  readonly weight: number;
  /** -Infinity when there is none. */
  readonly floor: number;
  readonly refs: readonly Reference[];
  readonly offsets: readonly number[];
}

/** Tasks whose modes have to have the same value, such as those of an order that is there or is not. */
export interface Share {
  readonly tasks: Int32Array;
  /** Of each of them by mode, from the first mode of the task on. */
  readonly values: readonly Int8Array[];
}

/** What one task of several has to say: that it is in one of some modes. */
export interface Clause {
  /** `isTrue` by mode, from the first mode of the task on; each task once. */
  readonly parts: readonly { readonly task: number; readonly isTrue: Uint8Array }[];
}

/**
 * A scheduling problem as flat arrays: tasks that are to be put in one of their modes and to begin at some time.
 *
 * *Means* each task takes one mode; a mode has a duration, a window for its start, and uses of resources, each from
 * `start + offset` on and for `size`; precedences hold; no resource is used beyond its capacity, or sooner after another use than its transitions say; the cost is
 * `constant + cost of the modes + terms`, to be as small as possible.
 * *Shapes* the modes of task t are `modeFrom[t] .. modeFrom[t + 1] - 1`, the uses of mode m `useFrom[m] ..
 * useFrom[m + 1] - 1`.
 * *Limits* all times lie within 30 bits, so that 32-bit arithmetic is exact.
 */
export interface Shop {
  readonly taskCount: number;
  readonly modeFrom: Int32Array;
  readonly duration: Int32Array;
  /** Least and greatest start in a mode. */
  readonly earliest: Int32Array;
  readonly latest: Int32Array;
  readonly modeCost: Float64Array;
  readonly useFrom: Int32Array;
  readonly useResource: Int32Array;
  readonly useDemand: Int32Array;
  readonly useOffset: Int32Array;
  readonly useSize: Int32Array;
  /** The family that a use belongs to, where its resource has transitions. */
  readonly useFamily: Int32Array;
  readonly resources: readonly Resource[];
  readonly precedences: readonly Precedence[];
  readonly terms: readonly Term[];
  readonly constant: number;
  /** What several tasks have to agree on: modes of them with the same value. */
  readonly shares: readonly Share[];
  /** Of each, one part is true at least, as where a task is only there when another one is. */
  readonly clauses: readonly Clause[];
  /** Whether schedules of the shop are all that the model allows, so that its bounds are the model's. */
  readonly isExact: boolean;
  /** Whether nothing is optimised, so that any schedule will do. */
  readonly isFeasibilityOnly: boolean;
}

/** A start and a mode, as an index over all modes, for each task. */
export interface Schedule {
  readonly start: Int32Array;
  readonly mode: Int32Array;
}

/** Times beyond this could overflow where several are added up. */
export const MOST_TIME = 2 ** 28;

/** What a schedule costs, in the objective's sum, signed so that less is better. */
export function costOf(shop: Shop, { start, mode }: Schedule): number {
  let cost = shop.constant;
  for (let t = 0; t < shop.taskCount; t++) cost += shop.modeCost[mode[t]!]!;
  for (const term of shop.terms) cost += term.weight * termValue(shop, term, start, mode);
  return cost;
}

/** The value of a term without its weight. */
export function termValue(shop: Shop, { floor, refs, offsets }: Term, start: Int32Array, mode: Int32Array): number {
  let value = floor;
  for (let i = 0; i < refs.length; i++) {
    const { task, at } = refs[i]!;
    const time = start[task]! + at[mode[task]! - shop.modeFrom[task]!]! + offsets[i]!;
    if (time > value) value = time;
  }
  return value;
}
