import type { Resource } from '../shop.ts';

/** The work that a resource can do: its capacity over time, less what fixed intervals take. */
export class Supply {
  /** From each of these times on, this much is free for each unit of time; before the first one, all is. */
  readonly #time: number[] = [];
  readonly #free: number[] = [];
  /** What is given from the first of those times up to each of them. */
  readonly #given: number[] = [];
  readonly #capacity: number;

  constructor({ capacity, blocks }: Pick<Resource, 'capacity' | 'blocks'>) {
    this.#capacity = capacity;
    const changes = new Map<number, number>([[0, 0]]);
    for (const { start, size, demand } of blocks) {
      changes.set(start, (changes.get(start) ?? 0) + demand);
      changes.set(start + size, (changes.get(start + size) ?? 0) - demand);
    }
    let [taken, given] = [0, 0];
    for (const [time, change] of [...changes].sort(([a], [b]) => a - b)) {
      if (this.#time.length > 0) given += (time - this.#time.at(-1)!) * this.#free.at(-1)!;
      taken += change;
      this.#time.push(time);
      this.#free.push(Math.max(0, capacity - taken));
      this.#given.push(given);
    }
  }

  /** What is given up to a time, from a fixed time on. */
  givenUpTo(time: number): number {
    const i = lastUpTo(this.#time, time);
    return i < 0
      ? this.#capacity * (time - this.#time[0]!)
      : this.#given[i]! + this.#free[i]! * (time - this.#time[i]!);
  }

  /** The first time up to which so much is given. */
  timeOf(given: number): number {
    const i = lastUpTo(this.#given, given - 1);
    if (i < 0) return this.#time[0]! + Math.ceil(given / this.#capacity);
    return this.#time[i]! + Math.ceil((given - this.#given[i]!) / this.#free[i]!);
  }
}

/** The place of the last value up to a limit in a sorted list; -1 where there is none. */
function lastUpTo(values: readonly number[], limit: number): number {
  let [low, high] = [-1, values.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (values[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
