import type { Random } from '../../random.ts';
import type { SearchHooks } from '../search.ts';
import { costOf, type Schedule, type Shop } from '../shop.ts';
import { Agreement, allowedCosts } from './agreement.ts';
import { Decoder } from './decoder.ts';
import { forward } from './direction.ts';
import { ListMoves } from './moves.ts';
import { listBy, type Priorities } from './priorities.ts';
import { sortBy } from './shift.ts';
import { type Supply, timesOf } from './supply.ts';

/** Temperatures of a cycle, as parts of what a move that makes things worse costs on average. */
const HEAT = { first: 0.5, last: 0.005 };

/** Moves that the first temperature is measured by. */
const MEASURED = 40;

/** What missing a window by one unit costs, or breaking a rule that the shop does not say, next to everything else. */
const PENALTY = 1e7;

/**
 * Simulated annealing on a list of tasks and their modes, each built into a schedule: for sums, calendars, windows and
 * optional tasks, in which nothing can be said of a move but by making it.
 *
 * *Source* S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by simulated annealing", Science 220, 1983; lists
 * as in K. Bouleimen and H. Lecocq, "A new efficient simulated annealing algorithm for the resource-constrained project
 * scheduling problem and its multiple mode version", European Journal of Operational Research 149, 2003.
 */
export class ListAnnealing {
  readonly #shop: Shop;
  readonly #supply: Supply;
  readonly #priorities: Priorities;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #decoder: Decoder;
  readonly #agreement: Agreement;
  readonly #moves: ListMoves;
  /** Whether tasks in order of start are a list that arcs follow, those aside that are left out. */
  readonly #isSortable: boolean;
  readonly #key: Int32Array;
  /** The schedule that the search is at. */
  readonly #list: Int32Array;
  readonly #place: Int32Array;
  readonly #mode: Int32Array;
  #start: Int32Array;
  #cost = Number.POSITIVE_INFINITY;
  /** The one that it tries. */
  readonly #newList: Int32Array;
  readonly #newMode: Int32Array;
  #newStart: Int32Array;
  readonly #best: { list: Int32Array; mode: Int32Array; cost: number };
  /** The part of the tried cost that no schedule may have. */
  #penalty = 0;
  /** Schedules that were built. */
  #built = 0;
  #cycles = 0;

  constructor(
    shop: Shop,
    { supply, priorities }: { supply: Supply; priorities: Priorities },
    random: Random,
    hooks: SearchHooks,
  ) {
    const numbers = (): Int32Array => new Int32Array(shop.taskCount);
    this.#shop = shop;
    this.#supply = supply;
    this.#priorities = priorities;
    this.#random = random;
    this.#hooks = hooks;
    this.#decoder = new Decoder(forward(shop, supply));
    this.#agreement = new Agreement(shop);
    this.#moves = new ListMoves(shop, { supply, priorities, agreement: this.#agreement }, random);
    this.#isSortable = priorities.into.lag.every((gap) => gap >= 0);
    this.#key = numbers();
    this.#list = numbers();
    this.#place = numbers();
    this.#mode = numbers();
    this.#start = numbers();
    this.#newList = numbers();
    this.#newMode = numbers();
    this.#newStart = numbers();
    this.#best = { list: numbers(), mode: numbers(), cost: Number.POSITIVE_INFINITY };
  }

  get work(): number {
    return timesOf(this.#supply, this.#decoder.work) + this.#moves.count * (this.#shop.taskCount + 8);
  }

  /** About the work of building a list. */
  get workByList(): number {
    return this.work / Math.max(1, this.#built);
  }

  construct(): void {
    for (const key of this.#priorities.keys) {
      for (const tolerance of [0, Number.POSITIVE_INFINITY]) {
        this.#build(listBy(this.#priorities, key, 0, this.#random), tolerance);
        if (this.#hooks.isOver()) return;
      }
    }
  }

  /** One cycle of so much work, from the best schedule or, now and then, from a new one. */
  cycle(work: number): void {
    if (this.#cycles++ % 3 === 2) this.#restart();
    else this.#load(this.#best.list, this.#best.mode);
    this.#anneal(work);
  }

  adopt(schedule: Schedule): void {
    const list = this.#listOf(schedule);
    if (list) this.#load(list, schedule.mode);
  }

  /** A schedule in which each task of one has gone as far to the left as those before it let it. */
  leftOf(schedule: Schedule): Schedule | undefined {
    const list = this.#listOf(schedule);
    if (!list) return undefined;
    this.#newList.set(list);
    this.#newMode.set(schedule.mode);
    if (this.#tried() === Number.POSITIVE_INFINITY || this.#penalty > 0) return undefined;
    return { start: this.#newStart.slice(), mode: schedule.mode };
  }

  /** The tasks of a schedule in order of start, where that is a list that arcs follow. */
  #listOf({ start }: Schedule): Int32Array | undefined {
    const { topological } = this.#priorities;
    const rank = new Int32Array(topological.length);
    topological.forEach((t, i) => {
      rank[t] = i;
    });
    const list = topological.slice().sort((a, b) => start[a]! - start[b]! || rank[a]! - rank[b]!);
    return this.#isOrdered(list) ? list : undefined;
  }

  /** Whether no task stands before one that leads to it. */
  #isOrdered(list: Int32Array): boolean {
    const { into } = this.#priorities;
    const seen = new Uint8Array(list.length);
    return list.every((t) => {
      seen[t] = 1;
      for (let a = into.from[t]!; a < into.from[t + 1]!; a++) if (seen[into.task[a]!] === 0) return false;
      return true;
    });
  }

  /** A new list from any rule, with noise. */
  #restart(): void {
    const { keys } = this.#priorities;
    const key = keys[this.#random.below(keys.length)]!;
    const finite = key.filter((value) => value < 1e8);
    const spread = Math.max(1, Math.max(...finite) - Math.min(...finite));
    const list = listBy(this.#priorities, key, spread * this.#random.unit() ** 2, this.#random);
    this.#cost = Number.POSITIVE_INFINITY;
    this.#build(list, this.#random.below(2) === 0 ? 0 : Number.POSITIVE_INFINITY);
  }

  /** Builds a list with modes that it chooses, and goes there. */
  #build(list: Int32Array, tolerance: number): void {
    const byMode = allowedCosts(this.#shop);
    this.#newList.set(list);
    this.#decoder.decodeChoosing(list, this.#newMode, this.#newStart, {
      byMode,
      tolerance,
      agreement: this.#agreement,
    });
    this.#cost = Number.POSITIVE_INFINITY;
    this.#accept(this.#valued());
  }

  #load(list: Int32Array, mode: Int32Array): void {
    this.#newList.set(list);
    this.#newMode.set(mode);
    this.#accept(this.#tried());
  }

  /** Builds the new list; gives its cost. */
  #tried(): number {
    this.#decoder.decode(this.#newList, this.#newMode, this.#newStart);
    return this.#valued();
  }

  #valued(): number {
    this.#built++;
    const { overrun } = this.#decoder;
    if (overrun === Number.POSITIVE_INFINITY) return overrun;
    const schedule = { start: this.#newStart, mode: this.#newMode };
    const broken = this.#agreement.broken(this.#newMode) + (this.#hooks.broken?.(schedule) ?? 0);
    this.#penalty = PENALTY * (overrun + broken);
    return costOf(this.#shop, schedule) + this.#penalty;
  }

  #propose(): boolean {
    const from = { list: this.#list, place: this.#place, mode: this.#mode, start: this.#start };
    return this.#moves.propose(from, this.#newList, this.#newMode);
  }

  /** Goes where it has tried to go; the list is put in order of start, which builds the same schedule. */
  #accept(cost: number): void {
    this.#mode.set(this.#newMode);
    this.#list.set(this.#newList);
    this.#cost = cost;
    [this.#start, this.#newStart] = [this.#newStart, this.#start];
    if (this.#isSortable) this.#sort();
    for (let p = 0; p < this.#list.length; p++) this.#place[this.#list[p]!] = p;
    if (cost >= this.#best.cost) return;
    this.#best.cost = cost;
    this.#best.list.set(this.#list);
    this.#best.mode.set(this.#mode);
    if (this.#penalty === 0) {
      this.#hooks.onBetter({ start: this.#start.slice(), mode: this.#mode.slice() });
    }
  }

  /** Puts the list in order of start; what a precedence leaves out in its mode stays behind what it would come after. */
  #sort(): void {
    const { from, task: tasks } = this.#priorities.into;
    for (let p = 0; p < this.#list.length; p++) {
      const task = this.#list[p]!;
      let key = this.#start[task]!;
      for (let a = from[task]!; a < from[task + 1]!; a++) key = Math.max(key, this.#key[tasks[a]!]!);
      this.#key[task] = key;
    }
    sortBy(this.#list, this.#key);
  }

  #anneal(work: number): void {
    const begun = this.work;
    const worse = this.#measure();
    for (let share = 0; share < 1 && !this.#hooks.isOver(); share = (this.work - begun) / work) {
      if (!this.#propose()) continue;
      const cost = this.#tried();
      if (cost > this.#cost) {
        const heat = worse * HEAT.first * (HEAT.last / HEAT.first) ** share;
        if (this.#random.unit() >= Math.exp((this.#cost - cost) / heat)) continue;
      }
      this.#accept(cost);
    }
  }

  /** What a move costs on average that makes things worse. */
  #measure(): number {
    let [total, count] = [0, 0];
    for (let i = 0; i < MEASURED && !this.#hooks.isOver(); i++) {
      if (!this.#propose()) continue;
      const cost = this.#tried();
      if (cost < this.#cost) this.#accept(cost);
      if (cost <= this.#cost || cost - this.#cost >= PENALTY / 2) continue;
      total += cost - this.#cost;
      count++;
    }
    return count === 0 ? 1 : total / count;
  }
}
