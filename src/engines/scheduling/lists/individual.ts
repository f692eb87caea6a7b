import { NEVER } from '../makespan.ts';
import type { SearchHooks } from '../search.ts';
import { Decoder } from './decoder.ts';
import type { Side } from './turn.ts';

/**
 * Cells that are looked at in the time in which a head or a tail is computed, with all else that a schedule takes: most lists look at
 * a few cells for each task, so that making and sorting them takes as long. With this, a tick was measured to take as long as
 * on the disjunctive graph.
 */
const CELLS_PER_TIME = 4;

/** A schedule from one end of time: ends by task, and the tasks by falling ends, which is a list for the other end. */
export interface Individual {
  readonly end: Int32Array;
  readonly next: Int32Array;
  readonly mode: Int32Array;
  makespan: number;
  hash: number;
}

/** Builds schedules from both ends of time, and tells of each that is better than all before. */
export class Builder {
  readonly #sides: readonly [Side, Side];
  readonly #onBetter: SearchHooks['onBetter'];
  readonly #decoders: readonly [Decoder, Decoder];
  readonly #starts: Int32Array;
  readonly #counts: Int32Array;
  #record = Number.POSITIVE_INFINITY;

  constructor(sides: readonly [Side, Side], onBetter: SearchHooks['onBetter']) {
    const { supply, taskCount } = sides[0];
    this.#sides = sides;
    this.#onBetter = onBetter;
    this.#decoders = [new Decoder(sides[0]), new Decoder(sides[1])];
    this.#starts = new Int32Array(taskCount);
    this.#counts = new Int32Array(supply.horizon * 2 + 2);
  }

  /** Work so far, in times that could have been computed meanwhile. */
  get work(): number {
    return (this.#decoders[0].work + this.#decoders[1].work) / CELLS_PER_TIME;
  }

  /** One to be built into. */
  blank(): Individual {
    const { taskCount } = this.#sides[0];
    const numbers = (): Int32Array => new Int32Array(taskCount);
    return { end: numbers(), next: numbers(), mode: numbers(), makespan: 0, hash: 0 };
  }

  /** Builds a schedule from one end of time; undefined when something has no place. */
  build(list: Int32Array, mode: Int32Array, side: 0 | 1, into: Individual): Individual | undefined {
    const { duration, delivery } = this.#sides[side];
    const start = this.#starts;
    if (!this.#decoders[side].decode(list, mode, start)) return undefined;
    const { end, next } = into;
    let [makespan, latest, hash] = [0, 0, 0];
    for (let t = 0; t < end.length; t++) {
      const at = start[t]! + duration[mode[t]!]!;
      end[t] = at;
      if (at > latest) latest = at;
      if (delivery[t]! > NEVER && at + delivery[t]! > makespan) makespan = at + delivery[t]!;
      hash = (Math.imul(hash, 31) + at + mode[t]!) | 0;
    }
    into.mode.set(mode);
    this.#sortByEnd(list, into, latest);
    into.makespan = makespan;
    into.hash = hash;
    if (makespan < this.#record) this.#report(into, side);
    return next.length === 0 ? undefined : into;
  }

  /** Tasks by falling end, ties as the list has them from its end: a counting sort. */
  #sortByEnd(list: Int32Array, { end, next }: Individual, latest: number): void {
    const counts = this.#counts;
    const n = list.length;
    counts.fill(0, 0, latest + 2);
    for (let t = 0; t < n; t++) counts[latest - end[t]! + 1]!++;
    for (let t = 1; t <= latest; t++) counts[t]! += counts[t - 1]!;
    for (let p = n - 1; p >= 0; p--) next[counts[latest - end[list[p]!]!]!++] = list[p]!;
  }

  #report({ end, mode, makespan }: Individual, side: 0 | 1): void {
    const { duration } = this.#sides[side];
    this.#record = makespan;
    const start = end.map((at, t) => (side === 0 ? at - duration[mode[t]!]! : makespan - at));
    this.#onBetter({ start, mode: mode.slice() });
  }
}

/** Puts a schedule among others, best and newest first, without twins; gives one that may be overwritten. */
export function insert(population: Individual[], size: number, kid: Individual): Individual | undefined {
  const isFull = population.length >= size;
  if (isFull && kid.makespan > population[size - 1]!.makespan) return kid;
  if (population.some(({ hash, makespan }) => hash === kid.hash && makespan === kid.makespan)) return kid;
  const out = isFull ? population.pop() : undefined;
  let at = population.length;
  while (at > 0 && population[at - 1]!.makespan >= kid.makespan) at--;
  population.splice(at, 0, kid);
  return out;
}
