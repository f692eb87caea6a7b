import type { Packing } from './packing.ts';
import type { Room } from './room.ts';

/** Free amounts in every unit of time, packed: quick where tasks are short. */
export class Cells implements Room {
  work = 0;
  readonly #packing: Packing;
  readonly #free: readonly Int32Array[];
  /** Cells from here on are as in the templates. */
  #used = 0;

  constructor(packing: Packing) {
    this.#packing = packing;
    this.#free = packing.templates.map((template) => template.slice());
  }

  /** The cells of a word, for who books in them; {@link tell} has to hear of it. */
  of(word: number): Int32Array {
    return this.#free[word]!;
  }

  /** Says that cells before a time may be booked, and how many were looked at. */
  tell(used: number, looked: number): void {
    this.#used = Math.max(this.#used, Math.min(used, this.#packing.horizon));
    this.work += looked;
  }

  clear(): void {
    const { templates } = this.#packing;
    for (let w = 0; w < templates.length; w++) this.#free[w]!.set(templates[w]!.subarray(0, this.#used));
    this.work += (this.#used * templates.length) >> 3;
    this.#used = 0;
  }

  /** The first time from `start` on at which all uses of a mode have room; -1 when there is none. */
  firstRoom(m: number, start: number): number {
    const { useFrom, useWord, useNeed, useOffset, useSize, guards, horizon } = this.#packing;
    const first = useFrom[m]!;
    const end = useFrom[m + 1]!;
    let at = start;
    let looked = 0;
    // Each use moves the task on until none of them does.
    for (let u = first, settled = 0; settled < end - first; u = u + 1 < end ? u + 1 : first) {
      const cells = this.#free[useWord[u]!]!;
      const guard = guards[useWord[u]!]!;
      const need = useNeed[u]!;
      const size = useSize[u]!;
      const from = at + useOffset[u]!;
      let begin = from;
      if (begin + size > horizon) return -1;
      // From the end of the window back to what is known to be free; a blocked cell moves the window behind it.
      for (let t = begin + size - 1, known = begin; t >= known; ) {
        if (((cells[t]! - need) & guard) === guard) {
          t--;
          continue;
        }
        known = begin + size;
        begin = t + 1;
        t = begin + size - 1;
        if (t >= horizon) return -1;
      }
      looked += begin + size - from;
      settled = begin === from ? settled + 1 : 1;
      at = begin - useOffset[u]!;
    }
    this.work += looked;
    return at;
  }

  book(m: number, at: number): void {
    const { useFrom, useWord, useNeed, useOffset, useSize } = this.#packing;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      const cells = this.#free[useWord[u]!]!;
      const need = useNeed[u]!;
      const begin = at + useOffset[u]!;
      const end = begin + useSize[u]!;
      for (let t = begin; t < end; t++) cells[t]! -= need;
      if (end > this.#used) this.#used = end;
    }
  }

  /** Takes back what was booked. */
  unbook(m: number, at: number): void {
    const { useFrom, useWord, useNeed, useOffset, useSize } = this.#packing;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      const cells = this.#free[useWord[u]!]!;
      const need = useNeed[u]!;
      const begin = at + useOffset[u]!;
      const end = begin + useSize[u]!;
      this.work += useSize[u]!;
      for (let t = begin; t < end; t++) cells[t]! += need;
    }
  }
}
