import type { Random } from '../../random.ts';
import type { Makespan } from '../makespan.ts';
import type { Search, SearchHooks } from '../search.ts';
import type { Schedule, Shop } from '../shop.ts';
import { type Child, Crossover } from './crossover.ts';
import { Builder, type Individual, insert } from './individual.ts';
import type { Packing } from './packing.ts';
import { RULES, type Sampler, samplerOf } from './sampling.ts';
import { sides } from './turn.ts';

/** How many schedules each population has at first, fewer of many tasks, and how many children of it in a row may bring nothing better. */
const SIZE = { most: 160, least: 8, byTask: 32_000 };
const PATIENCE = 60;

/** Rules followed without chance, and by regret with some. */
const GREEDY = Number.POSITIVE_INFINITY;

/** Schedules that leave some resources out, whose order is worth a try. */
export interface Ideas {
  readonly work: number;
  step(): Schedule;
}

/**
 * Two populations of schedules, one built from each end of time: children are built from the lists of one population in
 * the other direction, and each is turned once more, which pushes everything aside that is loose.
 *
 * *Source* D. Debels and M. Vanhoucke, "A bi-population based genetic algorithm for the resource-constrained project
 * scheduling problem", LNCS 3483, 2005; V. Valls, F. Ballestin and S. Quintanilla, "Justification and RCPSP: a technique
 * that pays", European Journal of Operational Research 165, 2005.
 */
export class GeneticSearch implements Search {
  readonly #shop: Shop;
  readonly #ideas: Ideas | undefined;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #builder: Builder;
  readonly #sampler: Sampler;
  readonly #crossover: Crossover;
  readonly #child: Child;
  #foreign: Individual | undefined;

  constructor(
    shop: Shop,
    { makespan, packing, ideas }: { makespan: Makespan; packing: Packing; ideas: Ideas | undefined },
    random: Random,
    hooks: SearchHooks,
  ) {
    const { taskCount } = shop;
    const both = sides(shop, makespan, packing);
    this.#shop = shop;
    this.#ideas = ideas;
    this.#random = random;
    this.#hooks = hooks;
    this.#builder = new Builder(both, hooks.onBetter);
    this.#sampler = samplerOf(shop, makespan, packing, random);
    const { anyMode } = this.#sampler;
    this.#crossover = new Crossover(shop, { sides: both, anyMode, horizon: packing.horizon }, random);
    this.#child = { list: new Int32Array(taskCount), modes: new Int32Array(taskCount) };
  }

  get work(): number {
    return this.#builder.work + (this.#ideas?.work ?? 0);
  }

  /** One schedule for each rule, turned to and fro. */
  construct(): void {
    for (const rule of RULES) {
      this.#sampler.sample(rule, GREEDY, this.#child.list, this.#child.modes);
      const there = this.#builder.build(this.#child.list, this.#child.modes, 0, this.#builder.blank());
      const back = there && this.#builder.build(there.next, there.mode, 1, this.#builder.blank());
      if (back) this.#builder.build(back.next, back.mode, 0, this.#builder.blank());
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
    this.#foreign = this.#builder.build(list, mode, 0, this.#builder.blank());
  }

  /** Takes in what others have found, and ideas as long as they have had less work than everything else. */
  #takeForeign(populations: readonly [Individual[], Individual[]], size: number): void {
    if (this.#ideas && this.#ideas.work < this.#builder.work) this.adopt(this.#ideas.step());
    const foreign = this.#foreign;
    this.#foreign = undefined;
    if (!foreign) return;
    const back = this.#builder.build(foreign.next, foreign.mode, 1, this.#builder.blank());
    const there = back && this.#builder.build(back.next, back.mode, 0, this.#builder.blank());
    insert(populations[0], size, there ?? foreign);
    if (back) insert(populations[1], size, back);
  }

  #evolve(size: number): void {
    const populations: [Individual[], Individual[]] = [[], []];
    let [kid, turned] = [this.#builder.blank(), this.#builder.blank()];
    for (let k = 0; k < 2 * size && !this.#hooks.isOver(); k++) {
      this.#takeForeign(populations, size);
      const power = k < RULES.length ? GREEDY : 1 + 2 * this.#random.unit();
      this.#sampler.sample(RULES[k % RULES.length]!, power, this.#child.list, this.#child.modes);
      if (!this.#builder.build(this.#child.list, this.#child.modes, 0, kid)) continue;
      const back = this.#builder.build(kid.next, kid.mode, 1, this.#builder.blank());
      const there = back && this.#builder.build(back.next, back.mode, 0, this.#builder.blank());
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
      this.#crossover.cross(this.#pick(parents), this.#pick(parents), this.#child);
      this.#crossover.mutate(side, this.#child);
      if (!this.#builder.build(this.#child.list, this.#child.modes, side, kid)) continue;
      if (!this.#builder.build(kid.next, kid.mode, other, turned)) continue;
      if (turned.makespan < record) [record, stale] = [turned.makespan, 0];
      kid = insert(populations[side], size, kid) ?? this.#builder.blank();
      turned = insert(populations[other], size, turned) ?? this.#builder.blank();
    }
  }

  /** The better of two, since populations are sorted. */
  #pick(parents: readonly Individual[]): Individual {
    return parents[Math.min(this.#random.below(parents.length), this.#random.below(parents.length))]!;
  }
}
