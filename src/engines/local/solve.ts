import { Allowance } from '../allowance.ts';
import type { EngineRun, Solver } from '../engine.ts';
import { hasEmptyRowOutOfRange, inModelUnits, type Matrix } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { Annealing } from './annealing.ts';
import { choicesOf } from './choices/problem.ts';
import { ChoiceSolve } from './choices/solve.ts';
import { floorOf } from './floor.ts';
import { outcomeOf } from './outcome.ts';
import { Search } from './search.ts';
import { ENTRIES_PER_TICK, REPORT_EVERY_TICKS } from './ticks.ts';

export const solver: Solver<Matrix> = {
  async solve(matrix, run) {
    if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished', ticks: 0 };
    const choices = matrix.objective && choicesOf(matrix);
    return choices ? new ChoiceSolve(matrix, choices, run).solve() : new LocalSolve(matrix, run).solve();
  },
};

/** One solve: construct, then improve until the budget is used up. */
class LocalSolve {
  readonly #matrix: Matrix;
  readonly #run: EngineRun;
  readonly #search: Search;
  readonly #floor: number;
  #best: Solution | undefined;
  #bestCost = Number.POSITIVE_INFINITY;
  #isPending = false;
  #reportedAt = Number.NEGATIVE_INFINITY;
  readonly #allowance: Allowance;

  constructor(matrix: Matrix, run: EngineRun) {
    this.#matrix = matrix;
    this.#run = run;
    this.#search = new Search(matrix, run.seed, run.start);
    this.#floor = floorOf(matrix, this.#search.state.structure);
    this.#allowance = new Allowance(run, { ticks: () => this.#ticks(), onLook: () => this.#listen() });
  }

  solve(): Outcome {
    const { state } = this.#search;
    if (this.#matrix.objective) this.#run.bound(inModelUnits(this.#matrix, this.#floor));
    if (this.#run.start && state.violatedCount === 0) this.#take();
    const isBuilt = this.#search.construct(() => this.#isOverWhileBuilding());
    if (!isBuilt) return this.#outcome();
    this.#take();
    if (this.#matrix.objective && this.#bestCost > this.#floor) this.#improve();
    return this.#outcome();
  }

  #improve(): void {
    const annealing = new Annealing(this.#search.state);
    this.#search.improve({
      isOver: () => this.#isOverWhileImproving(annealing),
      heat: (worse) => annealing.heat(worse),
      onBetter: () => this.#take(),
    });
  }

  #ticks(): number {
    return this.#search.state.touched / ENTRIES_PER_TICK;
  }

  /** Passes on what is legal while a large model is still being built. */
  #isOverWhileBuilding(): boolean {
    const { state } = this.#search;
    const isDue = this.#ticks() - Math.max(0, this.#reportedAt) > 5 * REPORT_EVERY_TICKS;
    if (isDue && state.violatedCount === 0 && state.cost < this.#bestCost) this.#take();
    return this.#allowance.isOver();
  }

  #isOverWhileImproving(annealing: Annealing): boolean {
    if (this.#allowance.isOver() || this.#bestCost <= this.#floor) return true;
    this.#flush();
    const { state } = this.#search;
    if (annealing.beginsAnew(state.touched) && this.#best && state.cost > this.#bestCost)
      this.#search.adopt(this.#best.values);
    return false;
  }

  /** Goes on from what somebody else has found, when that is better. */
  #listen(): void {
    const incoming = this.#best ? this.#run.incoming() : undefined;
    if (incoming && this.#search.adopt(incoming, this.#bestCost)) this.#keep();
  }

  #keep(): void {
    const { values, cost } = this.#search.state;
    this.#bestCost = cost;
    if (this.#best) this.#best.values.set(values);
    this.#best = { values: this.#best?.values ?? values.slice(), objective: inModelUnits(this.#matrix, cost) };
  }

  /** Keeps the present state as the best. */
  #take(): void {
    if (this.#search.state.cost >= this.#bestCost) return;
    this.#keep();
    this.#isPending = true;
    this.#flush();
  }

  /** Reports what is kept, if it is time. */
  #flush(isLast = false): void {
    if (!this.#isPending || (!isLast && this.#ticks() - this.#reportedAt < REPORT_EVERY_TICKS)) return;
    this.#isPending = false;
    this.#reportedAt = this.#ticks();
    this.#run.incumbent({ ...this.#best!, values: this.#best!.values.slice() }, Math.ceil(this.#ticks()));
  }

  #outcome(): Outcome {
    this.#flush(true);
    const { stopped } = this.#allowance;
    return outcomeOf(this.#matrix, {
      best: this.#best,
      floor: this.#floor,
      stopped,
      ticks: Math.ceil(this.#ticks()),
    });
  }
}
