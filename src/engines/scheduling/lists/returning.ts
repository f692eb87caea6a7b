import type { Random } from '../../random.ts';
import type { Priorities } from './priorities.ts';
import type { Ruin } from './ruin.ts';

interface Known {
  readonly priorities: Priorities;
  readonly ruin: Ruin;
  /** Where each task that is out began. */
  readonly oldStart: Int32Array;
}

/** The order in which tasks that were taken out of a schedule return to it. */
export class Returning {
  readonly #known: Known;
  readonly #random: Random;
  readonly #key: Float64Array;
  readonly #waits: Int32Array;
  readonly #queue: Int32Array;

  constructor(known: Known, random: Random) {
    const { length } = known.oldStart;
    this.#known = known;
    this.#random = random;
    [this.#key, this.#waits, this.#queue] = [new Float64Array(length), new Int32Array(length), new Int32Array(length)];
  }

  /** The tasks that are out as they are put back: by one of several rules with noise, each after what leads to it. */
  sort(): Int32Array {
    const { priorities, oldStart, ruin } = this.#known;
    const { count, isOut, out } = ruin;
    const { keys, into, out: arcs } = priorities;
    const rule = this.#random.below(4);
    const key = rule < 2 ? oldStart : keys[this.#random.below(keys.length)]!;
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < count; i++) {
      const value = key[out[i]!]!;
      if (value >= 1e8) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const noise = Math.max(0, most - least) * this.#random.unit() ** 2;
    for (let i = 0; i < count; i++) {
      const task = out[i]!;
      this.#key[task] = key[task]! + noise * this.#random.unit();
      let waits = 0;
      for (let a = into.from[task]!; a < into.from[task + 1]!; a++) waits += isOut[into.task[a]!]!;
      this.#waits[task] = waits;
    }
    const queue = this.#queue;
    queue.set(out.subarray(0, count));
    for (let p = 0; p < count; p++) {
      let first = -1;
      for (let q = p; q < count; q++) {
        const task = queue[q]!;
        if (this.#waits[task] === 0 && (first < 0 || this.#key[task]! < this.#key[queue[first]!]!)) first = q;
      }
      const task = queue[first]!;
      queue[first] = queue[p]!;
      queue[p] = task;
      for (let a = arcs.from[task]!; a < arcs.from[task + 1]!; a++)
        if (isOut[arcs.task[a]!] === 1) this.#waits[arcs.task[a]!]!--;
    }
    return queue;
  }
}
