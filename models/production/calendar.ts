/** Beyond every time. */
const FAR = 2 ** 30;

/**
 * When something is open: stretches in order, none touching the next, with the open time before each, so that time of
 * work and time on the clock are turned into each other by binary search.
 *
 * *Units* minutes since the horizon's first midnight. *Limits* an object for each stretch, none for a minute.
 */
export class Calendar {
  readonly index: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Open minutes before each stretch. */
  readonly #before: Float64Array;

  constructor(index: number, stretches: readonly (readonly [from: number, to: number])[]) {
    this.index = index;
    this.from = Int32Array.from(stretches, ([from]) => from);
    this.to = Int32Array.from(stretches, ([, to]) => to);
    this.#before = new Float64Array(stretches.length);
    for (let i = 1; i < stretches.length; i++) {
      this.#before[i] = this.#before[i - 1]! + this.to[i - 1]! - this.from[i - 1]!;
    }
  }

  /** The last stretch that begins at a time or before; -1 when there is none. */
  stretchAt(time: number): number {
    let [low, high] = [0, this.from.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.from[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  isOpenAt(time: number): boolean {
    const i = this.stretchAt(time);
    return i >= 0 && time < this.to[i]!;
  }

  /** Whether it is open from a time to another without a pause. */
  isOpen(from: number, to: number): boolean {
    const i = this.stretchAt(from);
    return i >= 0 && to <= this.to[i]!;
  }

  /** The open minutes before a time. */
  workBefore(time: number): number {
    const i = this.stretchAt(time);
    return i < 0 ? 0 : this.#before[i]! + Math.min(time, this.to[i]!) - this.from[i]!;
  }

  /** When so much work is done that begins at an open time, pauses included; Infinity when it never is. */
  completion(start: number, minutes: number): number {
    const done = this.workBefore(start) + minutes;
    // The last stretch with less than that before it is where the work ends.
    let [low, high] = [0, this.from.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#before[middle]! < done) low = middle + 1;
      else high = middle;
    }
    const end = this.from[low - 1]! + done - this.#before[low - 1]!;
    return low > 0 && end <= this.to[low - 1]! ? end : Number.POSITIVE_INFINITY;
  }

  /** The first time from `time` on at which work may begin that lasts so long, with pauses or without; Infinity if none. */
  nextStart(time: number, minutes: number, mayPause: boolean): number {
    for (let i = Math.max(0, this.stretchAt(time)); i < this.from.length; i++) {
      const start = Math.max(time, this.from[i]!);
      if (start >= this.to[i]!) continue;
      if (mayPause)
        return this.completion(start, minutes) < Number.POSITIVE_INFINITY ? start : Number.POSITIVE_INFINITY;
      if (start + minutes <= this.to[i]!) return start;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** The stretches in which it is open, from a time to another. */
  openIn(from: number, to: number): [from: number, to: number][] {
    const open: [number, number][] = [];
    for (let i = Math.max(0, this.stretchAt(from)); i < this.from.length && this.from[i]! < to; i++) {
      if (this.to[i]! > from) open.push([Math.max(from, this.from[i]!), Math.min(to, this.to[i]!)]);
    }
    return open;
  }

  /** The stretches in which it is closed, from a time to another. */
  closedIn(from: number, to: number): [from: number, to: number][] {
    const closed: [number, number][] = [];
    let at = from;
    for (let i = Math.max(0, this.stretchAt(from)); i < this.from.length && at < to; i++) {
      if (this.from[i]! > at) closed.push([at, Math.min(this.from[i]!, to)]);
      at = Math.max(at, this.to[i]!);
    }
    if (at < to) closed.push([at, to]);
    return closed.filter(([start, end]) => start < end);
  }
}

/** Every calendar of a problem, each set of stretches once, and what two of them have in common. */
export class Calendars {
  readonly always: Calendar;
  readonly #known = new Map<string, Calendar>();
  readonly #meets: Map<number, Calendar>[] = [];

  constructor() {
    this.always = this.of([[-FAR, FAR]]);
  }

  /** The calendar of some stretches, in order. */
  of(stretches: readonly (readonly [number, number])[]): Calendar {
    const numbers = stretches.join(' ');
    const known = this.#known.get(numbers);
    if (known) return known;
    const calendar = new Calendar(this.#known.size, stretches);
    this.#known.set(numbers, calendar);
    this.#meets.push(new Map());
    return calendar;
  }

  /** When both are open. */
  meet(a: Calendar, b: Calendar): Calendar {
    if (a === b || b === this.always) return a;
    if (a === this.always) return b;
    const [low, high] = a.index < b.index ? [a, b] : [b, a];
    const memo = this.#meets[low.index]!;
    let met = memo.get(high.index);
    if (!met) {
      met = this.of(common(low, high));
      memo.set(high.index, met);
    }
    return met;
  }
}

function common(a: Calendar, b: Calendar): [number, number][] {
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < a.from.length && j < b.from.length; ) {
    const [from, to] = [Math.max(a.from[i]!, b.from[j]!), Math.min(a.to[i]!, b.to[j]!)];
    if (from < to) found.push([from, to]);
    if (a.to[i]! < b.to[j]!) i++;
    else j++;
  }
  return found;
}

/** Stretches in order, with those that touch joined. */
export function joined(stretches: readonly (readonly [number, number])[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [from, to] of [...stretches].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (from < to) found.push([from, to]);
  }
  return found;
}

/** Stretches without a part of them. */
export function without(stretches: readonly (readonly [number, number])[], from: number, to: number) {
  return stretches.flatMap(([start, end]): [number, number][] => {
    const left: [number, number][] = [
      [start, Math.min(end, from)],
      [Math.max(start, to), end],
    ];
    return left.filter(([a, b]) => a < b);
  });
}
