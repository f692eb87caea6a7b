import type { Direction } from './direction.ts';
import { Sequences } from './setups.ts';
import { type Simple, simplified } from './simple.ts';

/** What modes cost by themselves, infinite for those that are not allowed, and how much more than the least may be paid for an earlier end. */
export interface ModeCost {
  readonly byMode: ArrayLike<number>;
  readonly tolerance: number;
}

/**
 * Serial schedule generation: every task of a list, one after the other, at the first time that its predecessors, its
 * window and all its resources leave.
 *
 * *Source* R. Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited", European Journal
 * of Operational Research 90, 1996.
 */
export class Decoder {
  readonly direction: Direction;
  /** Cells of time that were looked at or written: the measure of work. */
  work = 0;
  /** By how much the last schedule misses the windows of its tasks. */
  overrun = 0;
  readonly #free: Int32Array[];
  readonly #simple: Simple | undefined;
  readonly #sequences: Sequences | undefined;
  /** Cells from here on are as in the templates. */
  #used = 0;

  constructor(direction: Direction) {
    this.direction = direction;
    this.#free = direction.packing.templates.map((template) => template.slice());
    this.#simple = simplified(direction);
    this.#sequences = direction.setups && new Sequences(direction.setups);
  }

  /** Schedules the tasks of a list that predecessors come first in; false when one has no place in its window. */
  decode(list: Int32Array, mode: Int32Array, start: Int32Array): boolean {
    this.#begin();
    if (this.#simple && this.#free.length === 1) return this.#decodeSimple(list, start, this.#simple);
    for (let p = 0; p < list.length; p++) {
      const task = list[p]!;
      const at = this.#firstPlace(mode[task]!, this.#ready(task, mode[task]!, mode, start));
      if (at < 0) return this.#fail();
      this.#place(task, mode[task]!, at, start);
    }
    return this.overrun === 0;
  }

  /** The same where a task is one need in one word: the search and the booking of a place in one go. */
  #decodeSimple(list: Int32Array, start: Int32Array, { need, size, release, latest, gap }: Simple): boolean {
    const { arcFrom, arcTask, duration, packing } = this.direction;
    const cells = this.#free[0]!;
    const guard = packing.guards[0]!;
    const { horizon } = packing;
    let used = 0;
    let looked = 0;
    for (let p = 0; p < list.length; p++) {
      const task = list[p]!;
      let at = release[task]!;
      if (at < 0) at = 0;
      for (let a = arcFrom[task]!, end = arcFrom[task + 1]!; a < end; a++) {
        const ready = start[arcTask[a]!]! + gap[a]!;
        if (ready > at) at = ready;
      }
      const length = size[task]!;
      const asked = need[task]!;
      const from = at;
      if (at + length > horizon) return this.#fail();
      for (let t = at + length - 1, known = at; t >= known; ) {
        if (((cells[t]! - asked) & guard) === guard) {
          t--;
          continue;
        }
        known = at + length;
        at = t + 1;
        t = at + length - 1;
        if (t >= horizon) return this.#fail();
      }
      looked += at + length - from;
      start[task] = at;
      if (at > latest[task]!) this.overrun += at - latest[task]!;
      for (let t = at, end = at + length; t < end; t++) cells[t]! -= asked;
      const end = at + duration[task]!;
      if (end > used) used = end;
    }
    this.#used = Math.min(used, horizon);
    this.work += looked;
    return this.overrun === 0;
  }

  /**
   * The same, and chooses modes on the way: of the cheapest by `cost`, within a tolerance, the one that ends first.
   */
  decodeChoosing(list: Int32Array, mode: Int32Array, start: Int32Array, cost: ModeCost): boolean {
    const { modeFrom, duration, packing } = this.direction;
    this.#begin();
    for (let p = 0; p < list.length; p++) {
      const task = list[p]!;
      let cheapest = Number.POSITIVE_INFINITY;
      for (let m = modeFrom[task]!; m < modeFrom[task + 1]!; m++) cheapest = Math.min(cheapest, cost.byMode[m]!);
      let [bestEnd, bestMode, bestAt] = [Number.POSITIVE_INFINITY, -1, -1];
      for (let m = modeFrom[task]!; m < modeFrom[task + 1]!; m++) {
        const price = cost.byMode[m]!;
        if (packing.isHopeless[m] === 1 || price > cheapest + cost.tolerance || price === Number.POSITIVE_INFINITY)
          continue;
        const at = this.#firstPlace(m, this.#ready(task, m, mode, start));
        if (at < 0 || at + duration[m]! >= bestEnd) continue;
        [bestEnd, bestMode, bestAt] = [at + duration[m]!, m, at];
      }
      if (bestMode < 0) return this.#fail();
      mode[task] = bestMode;
      this.#place(task, bestMode, bestAt, start);
    }
    return this.overrun === 0;
  }

  #begin(): void {
    this.#clear();
    this.overrun = 0;
    this.work += 4 * this.direction.taskCount;
  }

  /** Something has no place; what was booked may be anywhere. */
  #fail(): boolean {
    this.#used = this.direction.packing.horizon;
    this.overrun = Number.POSITIVE_INFINITY;
    return false;
  }

  #place(task: number, m: number, at: number, start: Int32Array): void {
    const { duration, latest } = this.direction;
    if (at > latest[m]!) this.overrun += at - latest[m]!;
    start[task] = at;
    this.#book(m, at);
    if (at + duration[m]! > this.#used) this.#used = at + duration[m]!;
  }

  #clear(): void {
    const { templates } = this.direction.packing;
    for (let w = 0; w < templates.length; w++) this.#free[w]!.set(templates[w]!.subarray(0, this.#used));
    this.work += (this.#used * templates.length) >> 3;
    this.#used = 0;
    this.#sequences?.clear();
  }

  /** When the predecessors of a task let it start. */
  #ready(task: number, m: number, mode: Int32Array, start: Int32Array): number {
    const { arcFrom, arcTask, arcAfter, arcBefore, pool, release } = this.direction;
    let ready = release[m]!;
    for (let a = arcFrom[task]!; a < arcFrom[task + 1]!; a++) {
      const from = arcTask[a]!;
      const at = start[from]! + pool[arcAfter[a]! + mode[from]!]! - pool[arcBefore[a]! + m]!;
      if (at > ready) ready = at;
    }
    return Math.max(ready, 0);
  }

  /** The first time from `start` on at which all uses of a mode have room and their setups; -1 when there is none. */
  #firstPlace(m: number, start: number): number {
    const sequences = this.#sequences;
    let at = this.#firstRoom(m, start);
    if (!sequences) return at;
    const before = sequences.work;
    for (let clear = at; at >= 0; at = this.#firstRoom(m, clear)) {
      clear = sequences.firstPlace(m, at);
      if (clear === at) break;
    }
    this.work += sequences.work - before;
    return at;
  }

  /** The first time from `start` on at which all uses of a mode have room; -1 when there is none. */
  #firstRoom(m: number, start: number): number {
    const { useFrom, useWord, useNeed, useOffset, useSize, guards, horizon } = this.direction.packing;
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

  #book(m: number, at: number): void {
    const { useFrom, useWord, useNeed, useOffset, useSize } = this.direction.packing;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      const cells = this.#free[useWord[u]!]!;
      const need = useNeed[u]!;
      const begin = at + useOffset[u]!;
      const end = begin + useSize[u]!;
      for (let t = begin; t < end; t++) cells[t]! -= need;
    }
    this.#sequences?.book(m, at);
  }
}
