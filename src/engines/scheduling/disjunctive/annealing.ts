import type { Random } from '../../random.ts';
import type { Search, SearchHooks } from '../search.ts';
import type { Schedule } from '../shop.ts';
import { Dispatch, RULES, type Rule } from './dispatch.ts';
import { type Ends, valuesAt } from './ends.ts';
import { Heads } from './heads.ts';
import { LateMoves } from './moves/late.ts';
import type { Problem } from './problem.ts';

/** Work of the first cycle, by task; later ones are this share of all work so far. */
const CYCLE = { byTask: 5000, share: 0.5 };

/** Temperatures of a cycle, as parts of what a move that makes things worse costs on average. */
const HEAT = { first: 1, last: 0.02 };

/** Moves that the first temperature is measured by. */
const MEASURED = 100;

/** Moves between two questions whether it is over. */
const QUESTION = 8;

/**
 * Simulated annealing on the disjunctive graph, for costs of any ends: each move is made, the heads behind it are computed,
 * and it is taken back where it costs too much.
 *
 * *Source* P. J. M. van Laarhoven, E. H. L. Aarts and J. K. Lenstra, "Job shop scheduling by simulated annealing", Operations
 * Research 40, 1992.
 */
export class GraphAnnealing implements Search {
  readonly #problem: Problem;
  readonly #ends: Ends;
  readonly #random: Random;
  readonly #hooks: SearchHooks;
  readonly #dispatch: Dispatch;
  readonly #rules: readonly Rule[];
  readonly #heads: Heads;
  readonly #moves: LateMoves;
  /** Where the search is: what the terms are and what it costs, and heads to go back to. */
  #value: Float64Array;
  #newValue: Float64Array;
  #cost = Number.POSITIVE_INFINITY;
  /** What the terms cost there, and where the search tries to go. */
  #sum = 0;
  #newSum = 0;
  /** Whether a move was made, and from where. */
  #isMoved = false;
  #oldMode = 0;
  #oldAfter = 0;
  readonly #oldHead: Int32Array;
  readonly #oldArcHead: Int32Array;
  #best: { order: Int32Array; mode: Int32Array; cost: number } | undefined;
  #cycles = 0;
  /** Moves that were made, to stay or not. */
  moves = 0;

  constructor(
    problem: Problem,
    { ends, rules }: { readonly ends: Ends; readonly rules: readonly Rule[] },
    random: Random,
    hooks: SearchHooks,
  ) {
    this.#problem = problem;
    this.#ends = ends;
    this.#rules = [...rules, ...RULES];
    this.#random = random;
    this.#hooks = hooks;
    this.#dispatch = new Dispatch(problem, random);
    this.#heads = new Heads(problem);
    this.#moves = new LateMoves(this.#heads, ends, random);
    this.#value = new Float64Array(ends.termCount);
    this.#newValue = new Float64Array(ends.termCount);
    this.#oldHead = new Int32Array(problem.taskCount + 1);
    this.#oldArcHead = new Int32Array(problem.taskCount + 1);
  }

  /** Tasks that were looked at. */
  get work(): number {
    return this.#heads.work + this.#moves.work + 16 * this.moves;
  }

  construct(): void {
    for (const rule of this.#rules) {
      const { mode, order } = this.#dispatch.build(rule, 0);
      this.#heads.work += 4 * order.length;
      this.#load(order, mode);
      if (this.#hooks.isOver()) return;
    }
  }

  improve(): void {
    while (!this.#hooks.isOver()) {
      const isNew = this.#cycles++ % 3 === 2;
      if (isNew || !this.#best) {
        const { mode, order } = this.#dispatch.build(this.#rules[this.#random.below(this.#rules.length)]!, 2);
        this.#load(order, mode);
      } else this.#load(this.#best.order, this.#best.mode);
      this.#anneal(Math.max(CYCLE.byTask * this.#problem.taskCount, CYCLE.share * this.work));
    }
  }

  adopt({ mode, start }: Schedule): void {
    const { taskCount, topological } = this.#problem;
    const place = new Int32Array(taskCount);
    topological.forEach((t, i) => {
      place[t] = i;
    });
    this.#load(
      topological.slice().sort((a, b) => start[a]! - start[b]! || place[a]! - place[b]!),
      mode,
    );
  }

  /** Goes to an order and modes. */
  #load(order: Int32Array, mode: Int32Array): void {
    this.#heads.load(order, mode);
    this.#heads.updateHeads(0);
    let cost = this.#ends.constant;
    for (const m of mode) cost += this.#ends.modeCost[m]!;
    this.#sum = valuesAt(this.#ends, this.#heads, this.#value);
    this.#cost = cost + this.#sum;
    this.#saveHeads();
    this.#keep();
  }

  #anneal(work: number): void {
    const begun = this.work;
    const worse = this.#measure();
    let heat = worse * HEAT.first;
    for (let i = 0; ; i++) {
      if (i % QUESTION === 0) {
        const share = (this.work - begun) / work;
        if (share >= 1 || this.#hooks.isOver()) return;
        heat = worse * HEAT.first * (HEAT.last / HEAT.first) ** share;
      }
      const change = this.#tryMove();
      if (change <= 0 || this.#random.unit() < Math.exp(-change / heat)) this.#accept(change);
      else this.#takeBack();
    }
  }

  /** What a move costs on average that makes things worse. */
  #measure(): number {
    let [total, count] = [0, 0];
    for (let i = 0; i < MEASURED && !this.#hooks.isOver(); i++) {
      const change = this.#tryMove();
      if (change > 0 && change < Number.POSITIVE_INFINITY) {
        total += change;
        count++;
      }
      if (change < 0) this.#accept(change);
      else this.#takeBack();
    }
    return count === 0 ? 1 : total / count;
  }

  /** Makes a move; gives what it costs, infinite where there is none. */
  #tryMove(): number {
    this.moves++;
    const { move } = this.#moves;
    const heads = this.#heads;
    this.#isMoved = this.#moves.draw(this.#value);
    if (!this.#isMoved) return Number.POSITIVE_INFINITY;
    this.#oldMode = heads.mode[move.task]!;
    this.#oldAfter = heads.previous[move.task]!;
    this.#isMoved = heads.move(move.task, move.mode, move.after);
    if (!this.#isMoved) return Number.POSITIVE_INFINITY;
    heads.updateHeads(heads.low);
    const { modeCost } = this.#ends;
    this.#newSum = valuesAt(this.#ends, heads, this.#newValue);
    return modeCost[move.mode]! - modeCost[this.#oldMode]! + this.#newSum - this.#sum;
  }

  #takeBack(): void {
    if (!this.#isMoved) return;
    const heads = this.#heads;
    heads.move(this.#moves.move.task, this.#oldMode, this.#oldAfter);
    heads.head.set(this.#oldHead);
    heads.arcHead.set(this.#oldArcHead);
  }

  #accept(change: number): void {
    this.#cost += change;
    this.#sum = this.#newSum;
    [this.#value, this.#newValue] = [this.#newValue, this.#value];
    this.#saveHeads();
    this.#keep();
  }

  #saveHeads(): void {
    this.#oldHead.set(this.#heads.head);
    this.#oldArcHead.set(this.#heads.arcHead);
  }

  #keep(): void {
    if (this.#cost >= (this.#best?.cost ?? Number.POSITIVE_INFINITY)) return;
    const { mode, none, order } = this.#heads;
    this.#best = { order: order.slice(), mode: mode.slice(0, none), cost: this.#cost };
    this.#hooks.onBetter(this.#heads.schedule());
  }
}
