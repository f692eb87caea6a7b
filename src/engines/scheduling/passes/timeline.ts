/** What wants to be put on a timeline. */
export interface Load {
  readonly size: number;
  readonly demand: number;
  readonly capacity: number;
  /** Its family, where transition times count. */
  readonly family?: number | undefined;
}

/** What stands on a resource, and where there is room for more. */
export interface Line {
  /** Changes whenever what stands there does. */
  readonly version: number;
  /** Pieces that were looked at. */
  readonly looked: number;
  add(start: number, load: Load): void;
  /** Takes back the latest addition that is still there. */
  remove(start: number, load: Load): void;
  /** The greatest load between two times. */
  peak(start: number, size: number): number;
  /** The first time from `from` on at which the load fits; infinite when it never does. */
  earliest(from: number, load: Load): number;
  /** The last time up to `from` at which the load fits; minus infinity when it never does. */
  latest(from: number, load: Load): number;
}

/**
 * How much of a resource is used when: a step function over all time.
 *
 * ```
 * times   -inf   t1   t2   t3         breakpoints, increasing
 * loads      0    3    1    0         loads[i] holds from times[i] until times[i + 1]
 * ```
 *
 * On an *exclusive* timeline, that of a noOverlap, something of size 0 lies in nothing else's inside, and nothing lies
 * around it; elsewhere it takes no room.
 */
export class Timeline implements Line {
  /** Changes whenever the loads do. */
  version = 0;
  /** Pieces that were looked at. */
  looked = 0;
  readonly #isExclusive: boolean;
  readonly #times: number[] = [Number.NEGATIVE_INFINITY];
  readonly #loads: number[] = [0];
  /** Where something of size 0 lies on an exclusive timeline. */
  readonly #points: number[] = [];

  constructor(isExclusive: boolean) {
    this.#isExclusive = isExclusive;
  }

  add(start: number, { size, demand }: Load): void {
    this.version++;
    if (size === 0) {
      if (this.#isExclusive) this.#points.push(start);
      return;
    }
    const first = this.#breakAt(start);
    const last = this.#breakAt(start + size);
    for (let i = first; i < last; i++) this.#loads[i]! += demand;
  }

  /** Takes back the latest addition that is still there. */
  remove(start: number, { size, demand }: Load): void {
    this.version++;
    if (size === 0) {
      if (this.#isExclusive) this.#points.pop();
      return;
    }
    const first = this.#breakAt(start);
    const last = this.#breakAt(start + size);
    for (let i = first; i < last; i++) this.#loads[i]! -= demand;
    this.#joinAt(last);
    this.#joinAt(first);
  }

  /** The greatest load between two times. */
  peak(start: number, size: number): number {
    let peak = 0;
    for (let i = this.#pieceAt(start); i < this.#times.length && this.#times[i]! < start + size; i++) {
      peak = Math.max(peak, this.#loads[i]!);
    }
    return peak;
  }

  /** The first time from `from` on at which the load fits; infinite when it never does. */
  earliest(from: number, load: Load): number {
    if (load.demand > load.capacity) return load.size === 0 && !this.#isExclusive ? from : Number.POSITIVE_INFINITY;
    if (load.size === 0) return this.#isExclusive ? this.#pointFrom(from, 1) : from;
    const free = load.capacity - load.demand;
    let start = from;
    for (let i = this.#pieceAt(start); ; i++) {
      this.looked++;
      const next = this.#times[i + 1] ?? Number.POSITIVE_INFINITY;
      if (this.#loads[i]! > free) start = next;
      else if (next >= start + load.size) break;
    }
    const point = this.#points.find((at) => start < at && at < start + load.size);
    return point === undefined ? start : this.earliest(point, load);
  }

  /** The last time up to `from` at which the load fits; minus infinity when it never does. */
  latest(from: number, load: Load): number {
    if (load.demand > load.capacity) return load.size === 0 && !this.#isExclusive ? from : Number.NEGATIVE_INFINITY;
    if (load.size === 0) return this.#isExclusive ? this.#pointFrom(from, -1) : from;
    const free = load.capacity - load.demand;
    let start = from;
    for (let i = this.#pieceAt(start + load.size - 1); ; i--) {
      this.looked++;
      if (this.#loads[i]! > free) start = this.#times[i]! - load.size;
      else if (this.#times[i]! <= start) break;
    }
    const point = this.#points.find((at) => start < at && at < start + load.size);
    return point === undefined ? start : this.latest(point - load.size, load);
  }

  /** The nearest time in one direction that is inside of nothing. */
  #pointFrom(from: number, direction: 1 | -1): number {
    const i = this.#pieceAt(from);
    if (this.#loads[i] === 0 || this.#times[i] === from) return from;
    return direction === 1 ? this.#times[i + 1]! : this.#times[i]!;
  }

  /** The last piece that begins at a time or before it. */
  #pieceAt(time: number): number {
    let [low, high] = [0, this.#times.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#times[middle]! <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #breakAt(time: number): number {
    const i = this.#pieceAt(time);
    if (this.#times[i] === time) return i;
    this.#times.splice(i + 1, 0, time);
    this.#loads.splice(i + 1, 0, this.#loads[i]!);
    return i + 1;
  }

  /** Forgets a breakpoint that no longer is one. */
  #joinAt(i: number): void {
    if (i === 0 || this.#loads[i] !== this.#loads[i - 1]) return;
    this.#times.splice(i, 1);
    this.#loads.splice(i, 1);
  }
}
