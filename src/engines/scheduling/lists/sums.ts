import type { Random } from '../../random.ts';
import type { Search, SearchHooks } from '../search.ts';
import { costOf, type Schedule, type Shop } from '../shop.ts';
import { ListAnnealing } from './annealing.ts';
import type { Priorities } from './priorities.ts';
import { RuinRecreate } from './recreate.ts';
import type { Supply } from './supply.ts';

/** Moves of the first cycle of ruins; each cycle is this many times longer than the one before. */
const RUINS = { first: 1000, growth: 1.4 };

/** Lists begin unless their first cycle costs more than this many times what the first one of ruins does. */
const FIRST_TRY = 8;

/** Neither way gets less of the work than this; the way that has not been tried gets it too. */
const LEAST_SHARE = 0.15;

/** What a cycle says of a way counts so much more than what the ones before it said. */
const NEWS = 0.5;

/** One of the two ways, with the work that it has done and what that has brought. */
interface Way {
  work: number;
  /** What the cost has fallen by for each unit of work, the last cycles more; none before the first. */
  gain: number | undefined;
}

/**
 * Sums, calendars, windows and optional tasks: annealing of lists and ruins in turn, each from the best schedule of both.
 * Lists are good where everything is dense, ruins where a change stays near; whichever has gained more for its work
 * lately gets more of it.
 */
export class SumSearch implements Search {
  readonly #shop: Shop;
  readonly #hooks: SearchHooks;
  readonly #lists: ListAnnealing;
  readonly #ruins: RuinRecreate;
  readonly #byLists: Way = { work: 0, gain: undefined };
  readonly #byRuins: Way = { work: 0, gain: undefined };
  #ruinMoves = RUINS.first;
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
  }

  get work(): number {
    return this.#lists.work + this.#ruins.work;
  }

  construct(): void {
    this.#lists.construct();
  }

  improve(): void {
    while (!this.#hooks.isOver()) {
      const isByRuins = this.#best !== undefined && this.#isRuinsTurn();
      const way = isByRuins ? this.#byRuins : this.#byLists;
      const [before, begun] = [this.#bestCost, this.work];
      if (isByRuins) this.#ruin();
      else this.#lists.cycle();
      const work = Math.max(1, this.work - begun);
      // Whatever comes first gains much.
      const isFirst = this.#byLists.work + this.#byRuins.work === 0;
      way.work += work;
      if (isFirst || !Number.isFinite(before)) continue;
      const gain = (before - this.#bestCost) / work;
      way.gain = way.gain === undefined ? gain : NEWS * gain + (1 - NEWS) * way.gain;
    }
  }

  adopt(schedule: Schedule): void {
    const cost = costOf(this.#shop, schedule);
    // As it is, and moved to the left.
    if (cost < this.#bestCost) [this.#best, this.#bestCost] = [schedule, cost];
    this.#lists.adopt(schedule);
  }

  suggest(schedule: Schedule): void {
    this.#lists.adopt(schedule);
  }

  /** A cycle of ruins; what it finds is moved to the left. */
  #ruin(): void {
    if (this.#ruins.load(this.#best!)) this.#ruins.anneal(this.#ruinMoves, this.#bestCost);
    this.#ruinMoves = Math.ceil(this.#ruinMoves * RUINS.growth);
    this.#lists.adopt(this.#best!);
  }

  /** Whether ruins have had less of the work than is theirs, once their next cycle is counted. */
  #isRuinsTurn(): boolean {
    const [lists, ruins] = [this.#byLists, this.#byRuins];
    const next = { lists: this.#lists.nextWork, ruins: this.#ruinMoves * this.#ruins.workByMove };
    if (lists.work + ruins.work === 0) return next.lists > FIRST_TRY * next.ruins;
    const total = (lists.gain ?? 0) + (ruins.gain ?? 0);
    const even = lists.work === 0 ? LEAST_SHARE : 0.5;
    const isKnown = lists.gain !== undefined && ruins.gain !== undefined && total > 0;
    const share = isKnown ? Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, lists.gain! / total)) : even;
    return (ruins.work + next.ruins) / (1 - share) <= (lists.work + next.lists) / share;
  }

  #keep(schedule: Schedule): void {
    const cost = costOf(this.#shop, schedule);
    if (cost >= this.#bestCost) return;
    [this.#best, this.#bestCost] = [schedule, cost];
    this.#hooks.onBetter(schedule);
  }
}
