import type { Random } from '../../random.ts';
import type { Search, SearchHooks } from '../search.ts';
import { costOf, type Schedule, type Shop } from '../shop.ts';
import { ListAnnealing } from './annealing.ts';
import type { Priorities } from './priorities.ts';
import { RuinRecreate } from './recreate.ts';
import type { Supply } from './supply.ts';

/** Work of the first cycle of a way, by task; later ones are this share of all work so far. */
const CYCLE = { byTask: 3000, share: 0.4 };

/** The way that is behind gets less of the work than this for its next cycle, which is so long. */
const FOLLOWING = 0.1;

/** Where a first cycle builds fewer lists than this, ruins begin, and lists follow once there is work for as many. */
const FEW_LISTS = 200;

/** One of the two ways: what it has found by itself, and what that took. */
interface Way {
  /** Work so far, since both ways have begun at one schedule. */
  work: number;
  best: Schedule | undefined;
  cost: number;
  /** Every cost that it has come to, with the work after which it did. */
  readonly course: { work: number; cost: number }[];
  /** A cycle of so much work. */
  readonly cycle: (work: number) => void;
}

/**
 * Sums, calendars, windows and optional tasks: annealing of lists and ruins. Lists are good where everything is dense, ruins
 * where a change stays near, and which it is shows soon: one of them leads and gets nearly all work; the other goes
 * on by itself with the rest, and takes over as soon as it has found more than the leader had with as much work.
 */
export class SumSearch implements Search {
  readonly #shop: Shop;
  readonly #hooks: SearchHooks;
  readonly #lists: ListAnnealing;
  readonly #ruins: RuinRecreate;
  readonly #byLists: Way;
  readonly #byRuins: Way;
  #leader: Way;
  #follower: Way;
  /** The way whose cycle it is, if it is one, and the work before it. */
  #running: { readonly way: Way; readonly begun: number } | undefined;
  #best: Schedule | undefined;
  #bestCost = Number.POSITIVE_INFINITY;

  constructor(
    shop: Shop,
    known: { readonly supply: Supply; readonly priorities: Priorities },
    random: Random,
    hooks: SearchHooks,
  ) {
    const own: SearchHooks = { ...hooks, onBetter: (schedule) => this.#keep(schedule) };
    this.#shop = shop;
    this.#hooks = hooks;
    this.#lists = new ListAnnealing(shop, known, random, own);
    this.#ruins = new RuinRecreate(shop, known, random, own);
    const begun = { work: 0, best: undefined, cost: Number.POSITIVE_INFINITY };
    this.#byLists = { ...begun, course: [], cycle: (work) => this.#lists.cycle(work) };
    this.#byRuins = { ...begun, course: [], cycle: (work) => this.#ruin(this.#byRuins, work) };
    [this.#leader, this.#follower] = [this.#byLists, this.#byRuins];
  }

  get work(): number {
    return this.#lists.work + this.#ruins.work;
  }

  construct(): void {
    this.#lists.construct();
  }

  improve(): void {
    const first = CYCLE.byTask * this.#shop.taskCount;
    const least = FEW_LISTS * this.#lists.workByList;
    const isOpen = least <= first;
    if (!isOpen && this.#best) this.#swap();
    while (!this.#hooks.isOver()) {
      const [leader, follower] = [this.#leader, this.#follower];
      const total = leader.work + follower.work;
      const most = FOLLOWING * total;
      const isFollowing = this.#best !== undefined && follower.work < most && (isOpen || least <= most);
      if (!isFollowing) this.#run(leader, Math.max(first, CYCLE.share * total));
      else this.#run(follower, Math.max(first, most));
      if (isFollowing && follower.cost < costAfter(leader, follower.work)) this.#swap();
    }
  }

  adopt(schedule: Schedule): void {
    const cost = costOf(this.#shop, schedule);
    if (cost < this.#bestCost) [this.#best, this.#bestCost] = [schedule, cost];
    this.#lists.adopt(schedule);
    this.#beginAt(this.#best!, this.#bestCost);
  }

  suggest(schedule: Schedule): void {
    this.#lists.adopt(schedule);
  }

  #run(way: Way, work: number): void {
    const begun = this.work;
    this.#running = { way, begun };
    way.cycle(work);
    this.#running = undefined;
    way.work += Math.max(1, this.work - begun);
  }

  /** A cycle of ruins; what it finds is moved to the left. */
  #ruin(way: Way, work: number): void {
    if (!way.best) return;
    if (this.#ruins.load(way.best)) this.#ruins.anneal(work, way.cost);
    const left = this.#lists.leftOf(way.best);
    if (left) this.#keep(left);
  }

  /** The follower leads from now on, from the best of both. */
  #swap(): void {
    [this.#leader, this.#follower] = [this.#follower, this.#leader];
    [this.#leader.best, this.#leader.cost] = [this.#best, this.#bestCost];
    if (this.#best && this.#leader === this.#byLists) this.#lists.adopt(this.#best);
  }

  /** Both ways go on from one schedule. */
  #beginAt(best: Schedule, cost: number): void {
    for (const way of [this.#byLists, this.#byRuins]) {
      [way.best, way.cost, way.work] = [best, cost, 0];
      way.course.length = 0;
      way.course.push({ work: 0, cost });
    }
  }

  #keep(schedule: Schedule): void {
    const cost = costOf(this.#shop, schedule);
    if (this.#running && cost < this.#running.way.cost) {
      const { begun, way } = this.#running;
      [way.best, way.cost] = [schedule, cost];
      way.course.push({ work: way.work + this.work - begun, cost });
    }
    if (cost >= this.#bestCost) return;
    [this.#best, this.#bestCost] = [schedule, cost];
    if (!this.#running) this.#beginAt(schedule, cost);
    this.#hooks.onBetter(schedule);
  }
}

/** What a way had come to after so much work. */
function costAfter({ course }: Way, work: number): number {
  return course.findLast((one) => one.work <= work)?.cost ?? Number.POSITIVE_INFINITY;
}
