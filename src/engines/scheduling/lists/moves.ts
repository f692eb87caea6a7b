import type { Random } from '../../random.ts';
import { type Shop, termValue } from '../shop.ts';
import type { Agreement } from './agreement.ts';
import type { Priorities } from './priorities.ts';
import { longestSetup } from './setups.ts';
import { shifted } from './shift.ts';
import type { Supply } from './supply.ts';

/** The chance of a move to begin where something is late, and of one to change a mode where there are several. */
const GUIDED = 0.6;
const MODE_MOVE = 0.3;

/** A schedule with the list that builds it, and the place of each task in that list. */
export interface Listed {
  readonly list: Int32Array;
  readonly place: Int32Array;
  readonly mode: Int32Array;
  readonly start: Int32Array;
}

/**
 * Moves of lists: tasks go somewhere else in the list or take another mode. Most bring a task that is late, or one that it waits
 * for, before what is in its way.
 */
export class ListMoves {
  /** Moves so far. */
  count = 0;
  readonly #shop: Shop;
  readonly #supply: Supply;
  readonly #priorities: Priorities;
  readonly #agreement: Agreement;
  readonly #random: Random;
  readonly #flexible: Int32Array;
  readonly #longestSetup: number;
  #from: Listed;

  constructor(
    shop: Shop,
    known: { readonly supply: Supply; readonly priorities: Priorities; readonly agreement: Agreement },
    random: Random,
  ) {
    this.#shop = shop;
    this.#supply = known.supply;
    this.#priorities = known.priorities;
    this.#agreement = known.agreement;
    this.#random = random;
    const tasks = Int32Array.from({ length: shop.taskCount }, (_, t) => t);
    this.#flexible = tasks.filter((t) => shop.modeFrom[t + 1]! - shop.modeFrom[t]! > 1);
    this.#longestSetup = longestSetup(shop);
    this.#from = { list: tasks, place: tasks, mode: tasks, start: tasks };
  }

  /** Makes a new list and modes from a schedule; false when the move has come to nothing. */
  propose(from: Listed, list: Int32Array, mode: Int32Array): boolean {
    this.count++;
    this.#from = from;
    list.set(from.list);
    mode.set(from.mode);
    const task = this.#random.unit() < GUIDED ? this.#lateTask() : this.#random.below(list.length);
    if (this.#flexible.length > 0 && this.#random.unit() < MODE_MOVE) return this.#proposeMode(task, mode);
    const blocker = this.#random.below(2) === 0 ? this.#blockerOf(task) : -1;
    const to = blocker >= 0 ? from.place[blocker]! : this.#anyPlace(task);
    return shifted(this.#priorities, { list, from: from.place[task]!, to });
  }

  #proposeMode(near: number, modes: Int32Array): boolean {
    const { modeFrom } = this.#shop;
    const isChoice = modeFrom[near + 1]! - modeFrom[near]! > 1;
    const task = isChoice ? near : this.#flexible[this.#random.below(this.#flexible.length)]!;
    const count = modeFrom[task + 1]! - modeFrom[task]!;
    const offset = modes[task]! - modeFrom[task]!;
    const mode = modeFrom[task]! + ((offset + 1 + this.#random.below(count - 1)) % count);
    modes[task] = mode;
    this.#agreement.follow(task, modes, this.#random);
    return this.#supply.isHopeless[mode] === 0;
  }

  /** A task that makes a term what it is, or one that it waits for, at some steps back. */
  #lateTask(): number {
    const { terms } = this.#shop;
    if (terms.length === 0) return this.#random.below(this.#from.list.length);
    let [chosen, total] = [terms[0]!, 0];
    for (const term of terms) {
      const value = termValue(this.#shop, term, this.#from.start, this.#from.mode);
      const excess = term.weight * (value - (Number.isFinite(term.floor) ? term.floor : 0));
      if (excess <= 0) continue;
      total += excess;
      if (this.#random.unit() * total < excess) chosen = term;
    }
    const value = termValue(this.#shop, chosen, this.#from.start, this.#from.mode);
    let task = this.#random.below(this.#from.list.length);
    for (const [i, { task: t, at }] of chosen.refs.entries()) {
      const time = this.#from.start[t]! + at[this.#from.mode[t]! - this.#shop.modeFrom[t]!]! + chosen.offsets[i]!;
      if (time === value) task = t;
    }
    for (let steps = this.#random.below(6); steps > 0; steps--) {
      const before = this.#random.below(2) === 0 ? this.#predecessorOf(task) : this.#blockerOf(task);
      if (before >= 0) task = before;
    }
    return task;
  }

  /** One that leads to a task; -1 when there is none. */
  #predecessorOf(task: number): number {
    const { from, task: tasks } = this.#priorities.into;
    const count = from[task + 1]! - from[task]!;
    return count === 0 ? -1 : tasks[from[task]! + this.#random.below(count)]!;
  }

  /** One that ends when a task, or what is set up for it, starts, and shares a resource with it, so that it may be what the task waits for. */
  #blockerOf(task: number): number {
    const { duration } = this.#shop;
    const at = this.#from.start[task]!;
    let [found, ties] = [-1, 0];
    for (let p = this.#from.place[task]! - 1; p >= 0; p--) {
      const other = this.#from.list[p]!;
      const gap = at - this.#from.start[other]! - duration[this.#from.mode[other]!]!;
      if (gap < 0 || gap > this.#longestSetup || !this.#share(task, other)) continue;
      if (this.#random.below(++ties) === 0) found = other;
    }
    return found;
  }

  #share(a: number, b: number): boolean {
    const { useFrom, useResource } = this.#shop;
    const [m, n] = [this.#from.mode[a]!, this.#from.mode[b]!];
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      for (let v = useFrom[n]!; v < useFrom[n + 1]!; v++) if (useResource[u] === useResource[v]) return true;
    }
    return false;
  }

  /** Somewhere else in the list, more often near than far. */
  #anyPlace(task: number): number {
    const count = this.#from.list.length;
    const reach = Math.max(1, Math.ceil(count * this.#random.unit() ** 3));
    const to = this.#from.place[task]! + (this.#random.below(2) === 0 ? -1 : 1) * (1 + this.#random.below(reach));
    return Math.min(count - 1, Math.max(0, to));
  }
}
