import type { Random } from '../../random.ts';
import type { Shop } from '../shop.ts';
import type { Agreement } from './agreement.ts';
import type { Priorities } from './priorities.ts';
import type { TermValues } from './termValues.ts';

/** At most about this many tasks are taken out, and this many more if they have to follow. */
const MOST_RUINED = 24;
const MOST_FOLLOWING = 24;

/** The chance to begin where something is late. */
const GUIDED = 0.5;
/** The chance of a neighbour in time that shares nothing with the tasks taken out. */
const STRANGER = 0.15;

interface Known {
  readonly priorities: Priorities;
  readonly agreement: Agreement;
  readonly terms: TermValues;
  readonly random: Random;
  readonly start: Int32Array;
  readonly mode: Int32Array;
}

/** Chooses which tasks are taken out of a schedule: some that are near each other in time and on resources, and what comes after them. */
export class Ruin {
  readonly isOut: Uint8Array;
  readonly out: Int32Array;
  count = 0;
  readonly #shop: Shop;
  readonly #known: Known;
  /** All tasks, about in order of start, and where each stands. */
  readonly #order: Int32Array;
  readonly #place: Int32Array;
  readonly #usedAt: Int32Array;
  #stamp = 0;
  #isStale = true;

  constructor(shop: Shop, known: Known) {
    this.#shop = shop;
    this.#known = known;
    this.isOut = new Uint8Array(shop.taskCount);
    this.out = new Int32Array(shop.taskCount);
    this.#order = known.priorities.topological.slice();
    this.#place = new Int32Array(shop.taskCount);
    this.#usedAt = new Int32Array(shop.resources.length);
  }

  /** Says that tasks have moved. */
  tell(): void {
    this.#isStale = true;
  }

  /** Takes out another set of tasks. */
  choose(): void {
    const { random, start } = this.#known;
    const { taskCount } = this.#shop;
    for (let i = 0; i < this.count; i++) this.isOut[this.out[i]!] = 0;
    this.count = 0;
    this.#stamp++;
    if (this.#isStale) this.#sort(start);
    const seed = random.unit() < GUIDED ? this.#known.terms.lateTask(random) : random.below(taskCount);
    const wanted = 1 + Math.floor(Math.min(MOST_RUINED, taskCount) * random.unit() ** 2);
    const most = wanted + MOST_FOLLOWING;
    this.#add(seed, most);
    const reach = 2 + 2 * wanted;
    for (let tries = 4 * wanted; this.count < wanted && tries > 0; tries--) {
      const step = 1 + Math.floor(reach * random.unit() ** 2);
      const at = this.#place[seed]! + (random.below(2) === 0 ? step : -step);
      if (at < 0 || at >= taskCount) continue;
      const near = this.#order[at]!;
      if (this.isOut[near] === 0 && (this.#isRelated(near) || random.unit() < STRANGER)) this.#add(near, most);
    }
  }

  /** Takes out a task with everything that comes after it, or has to agree with it, as far as there is room. */
  #add(first: number, most: number): void {
    const { agreement, priorities } = this.#known;
    const { from, task: tasks } = priorities.out;
    let next = this.count;
    this.#put(first);
    for (; next < this.count && this.count < most; next++) {
      const task = this.out[next]!;
      for (let a = from[task]!; a < from[task + 1]!; a++) this.#put(tasks[a]!);
      if (!this.#isThere(task))
        for (const other of agreement.partners(task)) if (!this.#isThere(other)) this.#put(other);
    }
  }

  #put(task: number): void {
    if (this.isOut[task] === 1) return;
    this.isOut[task] = 1;
    this.out[this.count++] = task;
    const { useFrom, useResource } = this.#shop;
    const m = this.#known.mode[task]!;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) this.#usedAt[useResource[u]!] = this.#stamp;
  }

  #isThere(task: number): boolean {
    const { useFrom } = this.#shop;
    const m = this.#known.mode[task]!;
    return useFrom[m] !== useFrom[m + 1];
  }

  /** Whether a task is on a resource of one that is out. */
  #isRelated(task: number): boolean {
    const { useFrom, useResource } = this.#shop;
    const m = this.#known.mode[task]!;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) if (this.#usedAt[useResource[u]!] === this.#stamp) return true;
    return false;
  }

  #sort(start: Int32Array): void {
    const order = this.#order;
    for (let i = 1; i < order.length; i++) {
      const task = order[i]!;
      let at = i;
      for (; at > 0 && start[order[at - 1]!]! > start[task]!; at--) order[at] = order[at - 1]!;
      order[at] = task;
    }
    for (let p = 0; p < order.length; p++) this.#place[order[p]!] = p;
    this.#isStale = false;
  }
}
