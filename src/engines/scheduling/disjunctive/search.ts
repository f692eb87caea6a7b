import type { Random } from '../../random.ts';
import type { Search, SearchHooks } from '../search.ts';
import type { Schedule } from '../shop.ts';
import { Dispatch, RULES } from './dispatch.ts';
import { Graph } from './graph.ts';
import { Population } from './population.ts';
import type { Problem } from './problem.ts';
import { orderOf, type Selection } from './sequences.ts';
import { Tabu } from './tabu.ts';

/** How many selections there are at first, and how many children in a row may be no better, by selection. */
const SIZE = 10;
const STALE = 10;

/** What it takes to begin a search, whose moves may be none: work besides that of the graph. */
const STEP_WORK = 200;

/** The whole search on a disjunctive graph: dispatch rules, then tabu search from points between good selections. */
export class DisjunctiveSearch implements Search {
  readonly graph: Graph;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #dispatch: Dispatch;
  readonly #tabu: Tabu;
  #best: Schedule | undefined;
  #record = Number.POSITIVE_INFINITY;
  #isConstructing = false;
  #population: Population;
  /** The best child of the population, and how many since it were no better. */
  #target = Number.POSITIVE_INFINITY;
  #stale = 0;
  /** Where the next search begins, if that is not for the population to say. */
  #next: Pick<Selection, 'order' | 'mode'> | undefined;

  constructor(problem: Problem, random: Random, hooks: SearchHooks) {
    this.graph = new Graph(problem);
    this.#random = random;
    this.#hooks = hooks;
    this.#dispatch = new Dispatch(problem, random);
    this.#tabu = new Tabu(this.graph, random);
    this.#population = new Population(SIZE, this.graph, random);
  }

  /** Tasks and moves that were looked at. */
  get work(): number {
    return this.graph.work + 4 * this.#tabu.estimated;
  }

  /** Moves that were made. */
  get moves(): number {
    return this.#tabu.moves;
  }

  /** The least makespan so far; infinite before there is one. */
  get record(): number {
    return this.#record;
  }

  get best(): Schedule | undefined {
    return this.#best;
  }

  /** One schedule for each rule. */
  construct(): void {
    this.#isConstructing = true;
    for (const rule of RULES) {
      const { order, mode } = this.#dispatch.build(rule, 0);
      this.graph.work += order.length * 4;
      this.graph.load(order, mode);
      this.#keep();
      if (this.#hooks.isOver()) return;
    }
    this.#isConstructing = false;
  }

  /** Searches until it is told to end. */
  improve(): void {
    while (!this.#hooks.isOver()) this.step();
  }

  /**
   * One tabu search, from a new place or from between two members of the population; gives the schedule that it ends
   * with. A population that brings nothing any more is followed by one of twice the size.
   */
  step(): Schedule {
    const { order, mode } = this.#begin();
    this.graph.work += STEP_WORK;
    this.graph.load(order, mode);
    this.#keep();
    const child = this.#tabu.search({
      isOver: this.#hooks.isOver,
      onBetter: () => this.#keep(),
      record: () => this.#record,
    });
    this.#stale++;
    if (child.cost < this.#target) [this.#target, this.#stale] = [child.cost, 0];
    this.#population.take(child);
    if (this.#stale > STALE * this.#population.size) {
      this.#population = new Population(2 * this.#population.size, this.graph, this.#random);
      [this.#target, this.#stale] = [Number.POSITIVE_INFINITY, 0];
      this.#hooks.onBeginsAnew?.();
    }
    this.graph.load(child.order, child.mode);
    return this.graph.schedule();
  }

  /** Takes over what somebody else has found: the next search begins there. */
  adopt({ start, mode }: Schedule): void {
    this.#next = { order: orderOf(this.graph.problem, start), mode };
  }

  /** Looks at the order and the modes of a schedule, each task as early as they let it; gives the makespan. */
  visit({ start, mode }: Schedule): number {
    this.graph.load(orderOf(this.graph.problem, start), mode);
    this.#keep();
    return this.graph.makespan;
  }

  #begin(): Pick<Selection, 'order' | 'mode'> {
    const next = this.#next;
    this.#next = undefined;
    if (next) return next;
    if (this.#population.isFull) return this.#population.between();
    return this.#dispatch.build(RULES[this.#random.below(RULES.length)]!, 2);
  }

  #keep(): void {
    if (this.graph.makespan >= this.#record) return;
    this.#record = this.graph.makespan;
    if (this.#isConstructing) this.#next = this.graph.save();
    this.#best = this.graph.schedule();
    this.#hooks.onBetter(this.#best);
  }
}
