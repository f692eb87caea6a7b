import type { Random } from '../../random.ts';
import type { Search, SearchHooks } from '../search.ts';
import type { Schedule } from '../shop.ts';
import { Dispatch, RULES, type Rule } from './dispatch.ts';
import type { Ends } from './ends.ts';
import { Population } from './population.ts';
import type { Problem } from './problem.ts';
import { orderOf, type Selection } from './sequences.ts';
import { Walk } from './walk.ts';

/** Work of the first cycle, by task; later ones are this share of all work so far. */
const CYCLE = { byTask: 5000, share: 0.25 };

/**
 * Temperatures of a cycle, as parts of what a move that makes things worse costs on average. Chance says how hot one begins: hot enough
 * to forget where, or so that most of it stays.
 */
const HEAT = { leastFirst: 0.06, mostFirst: 1, last: 0.02 };

/** How many selections are kept, and the chances of a cycle to begin at the best of all, between two of those kept, and by a rule. */
const SIZE = 6;
const BEGIN = { atBest: 0.3, between: 0.4, byRule: 0.05 };

/** Moves that the first temperature is measured by. */
const MEASURED = 100;

/** Moves between two questions whether it is over. */
const QUESTION = 8;

/**
 * Simulated annealing on the disjunctive graph, for costs of any ends, in cycles that begin hot or less so, at the best, at
 * one of a few good selections, or between two of them.
 *
 * *Source* P. J. M. van Laarhoven, E. H. L. Aarts and J. K. Lenstra, "Job shop scheduling by simulated annealing", Operations
 * Research 40, 1992; that points between good selections are worth a search of their own also where the costs are of
 * being late: C. Bierwirth and J. Kuhpfahl, "Extended GRASP for the job shop scheduling problem with total weighted tardiness
 * objective", European Journal of Operational Research 261, 2017.
 */
export class GraphAnnealing implements Search {
  readonly #problem: Problem;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #dispatch: Dispatch;
  readonly #rules: readonly Rule[];
  readonly #walk: Walk;
  readonly #population: Population;
  #best: Selection | undefined;

  constructor(
    problem: Problem,
    { ends, rules }: { readonly ends: Ends; readonly rules: readonly Rule[] },
    random: Random,
    hooks: SearchHooks,
  ) {
    this.#problem = problem;
    this.#rules = [...rules, ...RULES];
    this.#random = random;
    this.#hooks = hooks;
    this.#dispatch = new Dispatch(problem, random);
    this.#walk = new Walk(problem, ends, random);
    this.#population = new Population(SIZE, this.#walk.heads, random);
  }

  get work(): number {
    return this.#walk.work;
  }

  get moves(): number {
    return this.#walk.moves;
  }

  construct(): void {
    for (const rule of this.#rules) {
      const built = this.#dispatch.build(rule, 0);
      this.#walk.heads.work += 4 * built.order.length;
      this.#load(built);
      if (this.#hooks.isOver()) return;
    }
  }

  improve(): void {
    while (!this.#hooks.isOver()) {
      this.#load(this.#begin());
      this.#population.take(this.#anneal(Math.max(CYCLE.byTask * this.#problem.taskCount, CYCLE.share * this.work)));
    }
  }

  adopt({ mode, start }: Schedule): void {
    this.#load({ order: orderOf(this.#problem, start), mode });
  }

  /** Where a cycle begins. */
  #begin(): Pick<Selection, 'order' | 'mode'> {
    const { members } = this.#population;
    const chance = this.#random.unit();
    if (!this.#best || chance < BEGIN.byRule)
      return this.#dispatch.build(this.#rules[this.#random.below(this.#rules.length)]!, 2);
    if (members.length < 2 || chance < BEGIN.byRule + BEGIN.atBest) return this.#best;
    if (chance < BEGIN.byRule + BEGIN.atBest + BEGIN.between) return this.#population.between();
    return members[this.#random.below(members.length)]!;
  }

  #load(selection: Pick<Selection, 'order' | 'mode'>): void {
    this.#walk.load(selection);
    this.#keep();
  }

  /** A cycle; gives the best of its colder half, which is another place than the one where it began. */
  #anneal(work: number): Selection {
    const walk = this.#walk;
    const begun = this.work;
    const worse = this.#measure();
    const first = worse * HEAT.leastFirst * (HEAT.mostFirst / HEAT.leastFirst) ** this.#random.unit();
    const last = worse * HEAT.last;
    let heat = first;
    let found: Selection | undefined;
    for (let i = 0; ; i++) {
      if (i % QUESTION === 0) {
        const share = (this.work - begun) / work;
        if (share >= 0.5) found ??= walk.save();
        if (share >= 1 || this.#hooks.isOver()) return found ?? walk.save();
        heat = first * (last / first) ** share;
      }
      const change = walk.tryMove();
      if (change > 0 && this.#random.unit() >= Math.exp(-change / heat)) {
        walk.takeBack();
        continue;
      }
      walk.accept(change);
      if (found && walk.cost < found.cost) found = walk.save();
      this.#keep();
    }
  }

  /** What a move costs on average that makes things worse. */
  #measure(): number {
    let [total, count] = [0, 0];
    for (let i = 0; i < MEASURED && !this.#hooks.isOver(); i++) {
      const change = this.#walk.tryMove();
      if (change > 0 && change < Number.POSITIVE_INFINITY) {
        total += change;
        count++;
      }
      if (change >= 0) {
        this.#walk.takeBack();
        continue;
      }
      this.#walk.accept(change);
      this.#keep();
    }
    return count === 0 ? 1 : total / count;
  }

  #keep(): void {
    if (this.#walk.cost >= (this.#best?.cost ?? Number.POSITIVE_INFINITY)) return;
    this.#best = this.#walk.save();
    this.#hooks.onBetter(this.#walk.heads.schedule());
  }
}
