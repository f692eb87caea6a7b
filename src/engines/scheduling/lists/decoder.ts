import type { Agreement } from './agreement.ts';
import { Cells } from './cells.ts';
import { type Direction, readyAt } from './direction.ts';
import { Places } from './places.ts';
import { type Simple, simplified } from './simple.ts';

/** What modes cost by themselves, infinite for those that are not allowed, and how much more than the least may be paid for an earlier end. */
export interface ModeCost {
  readonly byMode: ArrayLike<number>;
  readonly tolerance: number;
  /** What modes of different tasks have to agree on. */
  readonly agreement: Agreement;
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
  /** By how much the last schedule misses the windows of its tasks. */
  overrun = 0;
  readonly #places: Places;
  readonly #simple: Simple | undefined;
  /** Of a choice of modes on the way: who has one, and where the last one begins. */
  readonly #isDecided: Uint8Array;
  #chosenAt = 0;

  constructor(direction: Direction) {
    this.direction = direction;
    this.#places = new Places(direction);
    this.#simple = simplified(direction);
    this.#isDecided = new Uint8Array(direction.taskCount);
  }

  /** Cells of time that were looked at or written: the measure of work. */
  get work(): number {
    return this.#places.work;
  }

  /** Schedules the tasks of a list that predecessors come first in; false when one has no place in its window. */
  decode(list: Int32Array, mode: Int32Array, start: Int32Array): boolean {
    this.#begin();
    const { room } = this.#places;
    if (this.#simple && room instanceof Cells) return this.#decodeSimple(list, start, this.#simple, room);
    for (let p = 0; p < list.length; p++) {
      const task = list[p]!;
      const at = this.#places.firstPlace(mode[task]!, readyAt(this.direction, task, mode[task]!, { mode, start }));
      if (at < 0) return this.#fail();
      this.#place(task, mode[task]!, at, start);
    }
    return this.overrun === 0;
  }

  /** The same where a task is one need in one word: the search and the booking of a place in one go. */
  #decodeSimple(list: Int32Array, start: Int32Array, simple: Simple, room: Cells): boolean {
    const { need, size, release, latest, gap, packing } = simple;
    const { arcFrom, arcTask, duration } = this.direction;
    const cells = room.of(0);
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
      if (at + length > horizon) return this.#failSimply(room);
      for (let t = at + length - 1, known = at; t >= known; ) {
        if (((cells[t]! - asked) & guard) === guard) {
          t--;
          continue;
        }
        known = at + length;
        at = t + 1;
        t = at + length - 1;
        if (t >= horizon) return this.#failSimply(room);
      }
      looked += at + length - from;
      start[task] = at;
      if (at > latest[task]!) this.overrun += at - latest[task]!;
      for (let t = at, end = at + length; t < end; t++) cells[t]! -= asked;
      const end = at + duration[task]!;
      if (end > used) used = end;
    }
    room.tell(used, looked);
    return this.overrun === 0;
  }

  /**
   * The same, and chooses modes on the way: of the cheapest by `cost`, within a tolerance, the one that ends first; where
   * none of them has a place in its window, the cheapest one that has.
   */
  decodeChoosing(list: Int32Array, mode: Int32Array, start: Int32Array, cost: ModeCost): boolean {
    this.#begin();
    this.#isDecided.fill(0);
    for (let p = 0; p < list.length; p++) {
      const task = list[p]!;
      const chosen = this.#choose(task, mode, start, cost);
      if (chosen < 0) return this.#fail();
      mode[task] = chosen;
      this.#isDecided[task] = 1;
      this.#place(task, chosen, this.#chosenAt, start);
    }
    return this.overrun === 0;
  }

  /** The mode of a task, whose start is then `#chosenAt`; -1 when none has a place. */
  #choose(task: number, mode: Int32Array, start: Int32Array, { agreement, byMode, tolerance }: ModeCost): number {
    const { modeFrom, duration, latest, supply, isIdle } = this.direction;
    const [first, end] = [modeFrom[task]!, modeFrom[task + 1]!];
    const decided = { mode, isDecided: this.#isDecided };
    const priceOf = (m: number): number =>
      supply.isHopeless[m] === 1 || !agreement.allows(task, m, decided) ? Number.POSITIVE_INFINITY : byMode[m]!;
    let cheapest = Number.POSITIVE_INFINITY;
    for (let m = first; m < end; m++) cheapest = Math.min(cheapest, priceOf(m));
    if (cheapest === Number.POSITIVE_INFINITY) return -1;
    let [chosen, chosenEnd] = [-1, Number.POSITIVE_INFINITY];
    // Least overrun of what has no place in its window; the least price of what has one, beyond the tolerance.
    let [late, lateAt, least] = [-1, 0, Number.POSITIVE_INFINITY];
    let [dear, dearAt, dearest] = [-1, 0, Number.POSITIVE_INFINITY];
    for (let m = first; m < end; m++) {
      const price = priceOf(m);
      if (price === Number.POSITIVE_INFINITY) continue;
      // What is left out ends before everything else, which is no reason to leave it out.
      const isWanted = price <= cheapest + tolerance && (isIdle[m] === 0 || price === cheapest);
      if (!isWanted && (chosen >= 0 || price >= dearest)) continue;
      const ready = readyAt(this.direction, task, m, { mode, start });
      if (chosen >= 0 && ready + duration[m]! >= chosenEnd) continue;
      const at = this.#places.firstPlace(m, ready);
      if (at < 0) continue;
      if (at > latest[m]!) {
        if (at - latest[m]! < least) [late, lateAt, least] = [m, at, at - latest[m]!];
      } else if (!isWanted) [dear, dearAt, dearest] = [m, at, price];
      else if (at + duration[m]! < chosenEnd) {
        [chosen, chosenEnd] = [m, at + duration[m]!];
        this.#chosenAt = at;
      }
    }
    if (chosen >= 0) return chosen;
    this.#chosenAt = dear >= 0 ? dearAt : lateAt;
    return dear >= 0 ? dear : late;
  }

  #begin(): void {
    this.#places.clear();
    this.overrun = 0;
    this.#places.room.work += 4 * this.direction.taskCount;
  }

  /** Something has no place, and what was booked may be anywhere. */
  #failSimply(room: Cells): boolean {
    room.tell(this.direction.supply.horizon, 0);
    return this.#fail();
  }

  #fail(): boolean {
    this.overrun = Number.POSITIVE_INFINITY;
    return false;
  }

  #place(task: number, m: number, at: number, start: Int32Array): void {
    const { latest } = this.direction;
    if (at > latest[m]!) this.overrun += at - latest[m]!;
    start[task] = at;
    this.#places.book(m, at);
  }
}
