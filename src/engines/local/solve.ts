import { Allowance } from '../allowance.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import { hasEmptyRowOutOfRange, inModelUnits, type Matrix } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { Annealing } from './annealing.ts';
import { choicesOf } from './choices/problem.ts';
import { ChoiceSolve } from './choices/solve.ts';
import { Cooling } from './cooling.ts';
import { floorOf } from './floor.ts';
import { heatsOf } from './lines/heats.ts';
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
  /** Whether what others find is taken over between rounds only, as it would undo the cooling. */
  #hearsBetweenRounds = false;

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
    const temperature = this.#search.findLines() ? this.#coolingWithTime() : this.#coolingWithWork();
    this.#search.improve({
      isOver: () => this.#isOverWhileImproving(temperature),
      heat: (worse) => temperature.heat(worse),
      onBetter: () => this.#take(),
    });
  }

  #coolingWithWork(): Temperature {
    const { state } = this.#search;
    const annealing = new Annealing(state);
    if (this.#run.ticks === undefined) this.#run.cools?.('each-round');
    return { beginsAnew: () => annealing.beginsAnew(state.touched), heat: (worse) => annealing.heat(worse) };
  }

  /** Lines have to get cold before the end: by the time there is, or by ticks, where a larger budget has to begin alike. */
  #coolingWithTime(): Temperature {
    this.#hearsBetweenRounds = true;
    this.#run.cools?.('the-end');
    const { ticks, deadline } = this.#run;
    const began = now();
    const spent = ticks === undefined ? () => now() - began : () => this.#ticks();
    const total = ticks === undefined ? deadline - began : Number.POSITIVE_INFINITY;
    const cooling = new Cooling(total, heatsOf(this.#matrix.cost));
    return { beginsAnew: () => cooling.beginsAnew(spent()), heat: () => cooling.temperature(spent()) };
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

  #isOverWhileImproving(temperature: Temperature): boolean {
    if (this.#allowance.isOver() || this.#bestCost <= this.#floor) return true;
    this.#flush();
    if (!temperature.beginsAnew()) return false;
    if (this.#hearsBetweenRounds) this.#takeOver();
    if (this.#best && this.#search.state.cost > this.#bestCost) this.#search.adopt(this.#best.values);
    return false;
  }

  #listen(): void {
    if (!this.#hearsBetweenRounds) this.#takeOver();
  }

  /** Goes on from what somebody else has found, when that is better. */
  #takeOver(): void {
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

/** How much worse a change may be, as time goes by. */
interface Temperature {
  /** Whether a round has ended, and the next one begins, from the best. */
  beginsAnew(): boolean;
  /** The temperature for a change that costs so much more. */
  heat(worse: number): number;
}
