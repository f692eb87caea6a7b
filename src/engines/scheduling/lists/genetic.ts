import type { Random } from '../../random.ts';
import { type Makespan, NEVER } from '../makespan.ts';
import type { Search, SearchHooks } from '../search.ts';
import type { Schedule, Shop } from '../shop.ts';
import { Decoder } from './decoder.ts';
import type { Packing } from './packing.ts';
import { RULES, type Sampler, samplerOf } from './sampling.ts';
import { type Side, sides } from './turn.ts';

/** How many schedules each population has at first, fewer of many tasks, and how many children of it in a row may bring nothing better. */
const SIZE = { most: 160, least: 8, byTask: 32_000 };
const PATIENCE = 60;
/** The chance of a task to be moved, and that of one to change its mode. */
const MUTATION = 0.05;
const MODE_MUTATION = 0.01;
/** The stretch of time in which the order of one parent is kept, as a part of its makespan. */
const STRETCH = { least: 0.25, most: 0.75 };
/** A cell of time is looked at so much faster than a head or a tail is computed. */
const CELLS_PER_TIME = 4;

/** Rules followed without chance, and by regret with some. */
const GREEDY = Number.POSITIVE_INFINITY;

/** Schedules that leave some resources out, whose order is worth a try. */
export interface Ideas {
  readonly work: number;
  step(): Schedule;
}

/** A schedule from one end of time: ends by task, and the tasks by falling ends, which is a list for the other end. */
interface Individual {
  readonly end: Int32Array;
  readonly next: Int32Array;
  readonly mode: Int32Array;
  makespan: number;
  hash: number;
}

/**
 * Two populations of schedules, one built from each end of time: children are built from the lists of one population in
 * the other direction, and each is turned once more, which pushes everything aside that is loose.
 *
 * *Source* D. Debels and M. Vanhoucke, "A bi-population based genetic algorithm for the resource-constrained project
 * scheduling problem", LNCS 3483, 2005; V. Valls, F. Ballestin and S. Quintanilla, "Justification and RCPSP: a technique
 * that pays", European Journal of Operational Research 165, 2005; the crossover around busy stretches is that of their
 * "A hybrid genetic algorithm for the resource-constrained project scheduling problem", EJOR 185, 2008.
 */
export class GeneticSearch implements Search {
  readonly #shop: Shop;
  readonly #ideas: Ideas | undefined;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #sides: readonly [Side, Side];
  readonly #decoders: readonly [Decoder, Decoder];
  readonly #sampler: Sampler;
  readonly #starts: Int32Array;
  readonly #list: Int32Array;
  readonly #modes: Int32Array;
  readonly #counts: Int32Array;
  readonly #load: Float64Array;
  /** What each mode takes of all resources in a unit of time. */
  readonly #share: Float64Array;
  readonly #isFlexible: boolean;
  readonly #follows: Uint8Array;
  #record = Number.POSITIVE_INFINITY;
  #foreign: Individual | undefined;

  constructor(
    shop: Shop,
    { makespan, packing, ideas }: { makespan: Makespan; packing: Packing; ideas: Ideas | undefined },
    random: Random,
    hooks: SearchHooks,
  ) {
    const { taskCount } = shop;
    this.#shop = shop;
    this.#ideas = ideas;
    this.#random = random;
    this.#hooks = hooks;
    this.#sides = sides(shop, makespan, packing);
    this.#decoders = [new Decoder(this.#sides[0]), new Decoder(this.#sides[1])];
    this.#sampler = samplerOf(shop, makespan, packing, random);
    this.#starts = new Int32Array(taskCount);
    this.#list = new Int32Array(taskCount);
    this.#modes = new Int32Array(taskCount);
    this.#counts = new Int32Array(packing.horizon * 2 + 2);
    this.#load = new Float64Array(packing.horizon * 2 + 2);
    this.#isFlexible = shop.duration.length > taskCount;
    this.#follows = new Uint8Array(taskCount);
    this.#share = new Float64Array(shop.duration.length);
    for (let m = 0; m < shop.duration.length; m++) {
      for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++) {
        this.#share[m]! += shop.useDemand[u]! / shop.resources[shop.useResource[u]!]!.capacity;
      }
    }
  }

  get work(): number {
    return this.#ownWork + (this.#ideas?.work ?? 0);
  }

  get #ownWork(): number {
    return (this.#decoders[0].work + this.#decoders[1].work) / CELLS_PER_TIME;
  }

  /** One schedule for each rule, turned to and fro. */
  construct(): void {
    for (const rule of RULES) {
      this.#sampler.sample(rule, GREEDY, this.#list, this.#modes);
      const there = this.#decode(this.#list, this.#modes, 0, this.#blank());
      const back = there && this.#decode(there.next, there.mode, 1, this.#blank());
      if (back) this.#decode(back.next, back.mode, 0, this.#blank());
      if (this.#hooks.isOver()) return;
    }
  }

  /** Populations, the next one larger every second time. */
  improve(): void {
    // Of many tasks, fewer schedules are built in the same time.
    const fitting = Math.round(SIZE.byTask / this.#shop.taskCount);
    const size = Math.max(SIZE.least, Math.min(SIZE.most, fitting));
    for (let round = 0; !this.#hooks.isOver(); round++) this.#evolve(size << Math.min(8, round >> 1));
  }

  /** Takes over what somebody else has found, as a parent. */
  adopt({ start, mode }: Schedule): void {
    const list = Int32Array.from(start.keys());
    list.sort((a, b) => start[a]! - start[b]! || this.#sampler.place[a]! - this.#sampler.place[b]!);
    this.#foreign = this.#decode(list, mode, 0, this.#blank());
  }

  /** Takes in what others have found, and ideas as long as they have had less work than everything else. */
  #takeForeign(populations: readonly [Individual[], Individual[]], size: number): void {
    if (this.#ideas && this.#ideas.work < this.#ownWork) this.adopt(this.#ideas.step());
    const foreign = this.#foreign;
    this.#foreign = undefined;
    if (!foreign) return;
    const back = this.#decode(foreign.next, foreign.mode, 1, this.#blank());
    const there = back && this.#decode(back.next, back.mode, 0, this.#blank());
    insert(populations[0], size, there ?? foreign);
    if (back) insert(populations[1], size, back);
  }

  #blank(): Individual {
    const { taskCount } = this.#shop;
    const numbers = (): Int32Array => new Int32Array(taskCount);
    return { end: numbers(), next: numbers(), mode: numbers(), makespan: 0, hash: 0 };
  }

  /** Builds a schedule from one end of time; undefined when something has no place. */
  #decode(list: Int32Array, mode: Int32Array, side: 0 | 1, into: Individual): Individual | undefined {
    const { duration, delivery } = this.#sides[side];
    const start = this.#starts;
    if (!this.#decoders[side].decode(list, mode, start)) return undefined;
    const { taskCount } = this.#shop;
    const { end, next } = into;
    let [makespan, latest, hash] = [0, 0, 0];
    for (let t = 0; t < taskCount; t++) {
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
    this.#hooks.onBetter({ start, mode: mode.slice() });
  }

  #evolve(size: number): void {
    const populations: [Individual[], Individual[]] = [[], []];
    let [kid, turned] = [this.#blank(), this.#blank()];
    for (let k = 0; k < 2 * size && !this.#hooks.isOver(); k++) {
      this.#takeForeign(populations, size);
      const power = k < RULES.length ? GREEDY : 1 + 2 * this.#random.unit();
      this.#sampler.sample(RULES[k % RULES.length]!, power, this.#list, this.#modes);
      if (!this.#decode(this.#list, this.#modes, 0, kid)) continue;
      const back = this.#decode(kid.next, kid.mode, 1, this.#blank());
      const there = back && this.#decode(back.next, back.mode, 0, this.#blank());
      if (!there) continue;
      insert(populations[1], size, back);
      insert(populations[0], size, there);
      if (populations.every((list) => list.length >= size)) break;
    }
    if (populations.some((list) => list.length === 0)) return;
    let record = populations[0][0]!.makespan;
    for (let stale = 0; stale < PATIENCE * size && !this.#hooks.isOver(); stale++) {
      const side = (stale & 1) as 0 | 1;
      const other = (1 - side) as 0 | 1;
      this.#takeForeign(populations, size);
      const parents = populations[other];
      this.#cross(this.#pick(parents), this.#pick(parents));
      this.#mutate(side);
      if (!this.#decode(this.#list, this.#modes, side, kid)) continue;
      if (!this.#decode(kid.next, kid.mode, other, turned)) continue;
      if (turned.makespan < record) [record, stale] = [turned.makespan, 0];
      kid = insert(populations[side], size, kid) ?? this.#blank();
      turned = insert(populations[other], size, turned) ?? this.#blank();
    }
  }

  /** The better of two, since populations are sorted. */
  #pick(parents: readonly Individual[]): Individual {
    return parents[Math.min(this.#random.below(parents.length), this.#random.below(parents.length))]!;
  }

  /** The order and the modes of one parent inside a stretch of time, those of the other before and behind it. */
  #cross(keeper: Individual, other: Individual): void {
    const [list, modes] = [this.#list, this.#modes];
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
  #mutate(side: 0 | 1): void {
    const { arcFrom, arcTask } = this.#sides[(1 - side) as 0 | 1];
    const [list, follows] = [this.#list, this.#follows];
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
      if (this.#random.unit() < MODE_MUTATION) this.#modes[t] = this.#sampler.anyMode(t);
    }
  }
}

/** Puts a schedule among others, best and newest first, without twins; gives one that may be overwritten. */
function insert(population: Individual[], size: number, kid: Individual): Individual | undefined {
  const isFull = population.length >= size;
  if (isFull && kid.makespan > population[size - 1]!.makespan) return kid;
  if (population.some(({ hash, makespan }) => hash === kid.hash && makespan === kid.makespan)) return kid;
  const out = isFull ? population.pop() : undefined;
  let at = population.length;
  while (at > 0 && population[at - 1]!.makespan >= kid.makespan) at--;
  population.splice(at, 0, kid);
  return out;
}
