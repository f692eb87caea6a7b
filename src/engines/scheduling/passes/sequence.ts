import { longestTransition, type Transitions } from '../../../language/constraints/noOverlap.ts';
import type { Line, Load } from './timeline.ts';

interface Item {
  readonly start: number;
  readonly end: number;
  readonly family: number;
}

/**
 * What stands on a machine that needs time between one interval and a later one, in order.
 *
 * *Limits* finding room looks at what lies within the longest transition time; putting in and out is linear in what
 * stands behind.
 */
export class Sequence implements Line {
  version = 0;
  looked = 0;
  readonly #items: Item[] = [];
  readonly #times: Transitions['times'];
  readonly #longest: number;

  constructor(transitions: Transitions) {
    this.#times = transitions.times;
    this.#longest = longestTransition({ transitions });
  }

  add(start: number, { size, family = 0 }: Load): void {
    this.version++;
    const end = start + size;
    let at = this.#items.length;
    while (at > 0 && isAfter(this.#items[at - 1]!, start, end)) at--;
    this.#items.splice(at, 0, { start, end, family });
  }

  remove(start: number, { size, family = 0 }: Load): void {
    this.version++;
    const isSame = (item: Item): boolean => item.start === start && item.end === start + size && item.family === family;
    this.#items.splice(this.#items.findLastIndex(isSame), 1);
  }

  peak(_start: number, size: number): number {
    return size > 0 ? 1 : 0;
  }

  earliest(from: number, load: Load): number {
    if (load.demand > load.capacity) return Number.POSITIVE_INFINITY;
    let start = from;
    for (let item = this.#conflict(start, load); item; item = this.#conflict(start, load)) {
      start = item.end + this.#times[item.family]![load.family ?? 0]!;
    }
    return start;
  }

  latest(from: number, load: Load): number {
    if (load.demand > load.capacity) return Number.NEGATIVE_INFINITY;
    let start = from;
    for (let item = this.#conflict(start, load); item; item = this.#conflict(start, load)) {
      start = item.start - this.#times[load.family ?? 0]![item.family]! - load.size;
    }
    return start;
  }

  /** Something that is too near to a load that begins at `start`. */
  #conflict(start: number, { size, family = 0 }: Load): Item | undefined {
    const end = start + size;
    for (let i = this.#firstEndingAfter(start - this.#longest); i < this.#items.length; i++) {
      this.looked++;
      const item = this.#items[i]!;
      if (item.start >= end + this.#longest && item.start > start) return undefined;
      const isBefore = item.end + this.#times[item.family]![family]! <= start;
      if (!isBefore && end + this.#times[family]![item.family]! > item.start) return item;
    }
    return undefined;
  }

  /** The first item that ends at a time or later; they end in the order in which they start. */
  #firstEndingAfter(time: number): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#items[middle]!.end >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function isAfter(item: Item, start: number, end: number): boolean {
  return item.start > start || (item.start === start && item.end > end);
}
