import type { Random } from '../../random.ts';
import type { Shop } from '../shop.ts';
import type { Individual } from './individual.ts';
import type { Side } from './turn.ts';

/** The chance of a task to be moved, and that of one to change its mode. */
const MUTATION = 0.05;
const MODE_MUTATION = 0.01;

/** The stretch of time in which the order of one parent is kept, as a part of its makespan. */
const STRETCH = { least: 0.25, most: 0.75 };

/** A list that arcs follow as time runs on the side that it is built from, and the mode of each task. */
export interface Child {
  readonly list: Int32Array;
  readonly modes: Int32Array;
}

/**
 * Makes lists out of two schedules, and changes them by chance.
 *
 * *Source* the crossover around busy stretches of V. Valls, F. Ballestin and S. Quintanilla, "A hybrid genetic algorithm for
 * the resource-constrained project scheduling problem", European Journal of Operational Research 185, 2008.
 */
export class Crossover {
  readonly #shop: Shop;
  readonly #sides: readonly [Side, Side];
  readonly #anyMode: (task: number) => number;
  readonly #random: Random;
  readonly #load: Float64Array;
  /** What each mode takes of all resources in a unit of time. */
  readonly #share: Float64Array;
  readonly #isFlexible: boolean;
  readonly #follows: Uint8Array;

  constructor(
    shop: Shop,
    { sides, anyMode, horizon }: { sides: readonly [Side, Side]; anyMode: (task: number) => number; horizon: number },
    random: Random,
  ) {
    this.#shop = shop;
    this.#sides = sides;
    this.#anyMode = anyMode;
    this.#random = random;
    this.#load = new Float64Array(horizon * 2 + 2);
    this.#isFlexible = shop.duration.length > shop.taskCount;
    this.#follows = new Uint8Array(shop.taskCount);
    this.#share = new Float64Array(shop.duration.length);
    for (let m = 0; m < shop.duration.length; m++) {
      for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++) {
        this.#share[m]! += shop.useDemand[u]! / shop.resources[shop.useResource[u]!]!.capacity;
      }
    }
  }

  /** The order and the modes of one parent inside a stretch of time, those of the other before and behind it. */
  cross(keeper: Individual, other: Individual, { list, modes }: Child): void {
    const span = keeper.end[keeper.next[0]!]!;
    const length = Math.floor(span * (STRETCH.least + (STRETCH.most - STRETCH.least) * this.#random.unit()));
    const isBusiest = this.#random.below(2) === 0;
    const from = isBusiest ? this.#busiest(keeper, span, length) : this.#random.below(span - length + 1);
    const to = from + length;
    const { end } = keeper;
    let p = 0;
    for (const t of other.next) if (span - end[t]! < from) list[p++] = t;
    for (const t of keeper.next) if (span - end[t]! >= from && span - end[t]! < to) list[p++] = t;
    for (const t of other.next) if (span - end[t]! >= to) list[p++] = t;
    if (!this.#isFlexible) {
      modes.set(keeper.mode);
      return;
    }
    for (let t = 0; t < list.length; t++) {
      modes[t] = span - end[t]! >= from && span - end[t]! < to ? keeper.mode[t]! : other.mode[t]!;
    }
  }

  /** Where the stretch of this length begins in which most of the resources is used. */
  #busiest({ end, mode }: Individual, span: number, length: number): number {
    const load = this.#load;
    const { duration } = this.#shop;
    // Differences first, then sums: load[t] is what is used at t.
    load.fill(0, 0, span + 1);
    for (let t = 0; t < end.length; t++) {
      const at = span - end[t]!;
      load[at]! += this.#share[mode[t]!]!;
      load[at + duration[mode[t]!]!]! -= this.#share[mode[t]!]!;
    }
    for (let t = 1; t < span; t++) load[t]! += load[t - 1]!;
    let [use, most, from] = [0, 0, 0];
    for (let t = 0; t < span; t++) {
      use += load[t]! - (t >= length ? load[t - length]! : 0);
      if (t >= length - 1 && use > most) [most, from] = [use, t - length + 1];
    }
    return from;
  }

  /** Some tasks later, to a random place before the first that follows from them; some in another mode. */
  mutate(side: 0 | 1, { list, modes }: Child): void {
    const { arcFrom, arcTask } = this.#sides[(1 - side) as 0 | 1];
    const follows = this.#follows;
    for (let p = 0; p < list.length - 1; p++) {
      if (this.#random.unit() >= MUTATION) continue;
      const t = list[p]!;
      // What leads to a task from the other end of time follows from it here.
      for (let a = arcFrom[t]!; a < arcFrom[t + 1]!; a++) follows[arcTask[a]!] = 1;
      let limit = p + 1;
      while (limit < list.length && follows[list[limit]!] === 0) limit++;
      for (let a = arcFrom[t]!; a < arcFrom[t + 1]!; a++) follows[arcTask[a]!] = 0;
      const to = p + this.#random.below(limit - p);
      list.copyWithin(p, p + 1, to + 1);
      list[to] = t;
    }
    if (!this.#isFlexible) return;
    for (let t = 0; t < list.length; t++) {
      if (this.#random.unit() < MODE_MUTATION) modes[t] = this.#anyMode(t);
    }
  }
}
