import { type EngineRun, now, type Solver } from '../engine.ts';
import { inModelUnits, type Matrix } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { Random } from './random.ts';
import { Search } from './search.ts';

/** At most one incumbent in this time is passed on after the first, since a copy of a large one is not free. */
const REPORT_EVERY_MS = 50;

export const solver: Solver<Matrix> = {
  async solve(matrix, run) {
    if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished' };
    const search = new Search(matrix, new Random(run.seed), run.start);
    const budget = new Budget(run);
    const isOver = (): boolean => budget.isOver();
    if (!search.construct(isOver)) return { ...unfinished(run), ticks: budget.ticks };
    const incumbents = new Incumbents(matrix, search, run);
    incumbents.take();
    const floor = floorOf(matrix);
    if (search.state.cost > floor && matrix.objective) {
      search.improve({
        isOver: () => incumbents.flush() || search.state.cost <= floor || isOver(),
        temperature: cooling(matrix, budget),
        onBetter: () => incumbents.take(),
      });
    }
    return { ...incumbents.outcome(floor), ticks: budget.ticks };
  },
};

function unfinished(run: EngineRun): Outcome {
  return { proof: 'none', stopped: run.shouldStop() ? 'cancelled' : 'time-limit' };
}

function hasEmptyRowOutOfRange(matrix: Matrix): boolean {
  for (let r = 0; r < matrix.numRows; r++) {
    const isEmpty = matrix.starts[r] === matrix.starts[r + 1];
    if (isEmpty && (matrix.rowLower[r]! > 0 || matrix.rowUpper[r]! < 0)) return true;
  }
  return false;
}

/** No assignment within the bounds, feasible or not, costs less than this. */
function floorOf(matrix: Matrix): number {
  let floor = 0;
  for (let c = 0; c < matrix.numCols; c++) {
    floor += Math.min(matrix.cost[c]! * matrix.colLower[c]!, matrix.cost[c]! * matrix.colUpper[c]!);
  }
  return floor;
}

/** What the search may use: ticks when they are given, with the clock as a guard, and the clock alone otherwise. */
class Budget {
  readonly #run: EngineRun;
  readonly #began = now();
  ticks = 0;

  constructor(run: EngineRun) {
    this.#run = run;
  }

  /** Asked once for each tick, which is a fixed number of moves. */
  isOver(): boolean {
    this.ticks++;
    const { ticks, deadline } = this.#run;
    return this.ticks > (ticks ?? Number.POSITIVE_INFINITY) || this.#run.shouldStop() || now() >= deadline;
  }

  /** How much of it is used, from 0 to 1. */
  used(): number {
    const { ticks, deadline } = this.#run;
    return ticks === undefined ? (now() - this.#began) / Math.max(1, deadline - this.#began) : this.ticks / ticks;
  }

  /** How often the temperature falls: about every two seconds, four times at most. */
  rounds(): number {
    const span = this.#run.ticks === undefined ? this.#run.deadline - this.#began : 0;
    return Math.max(1, Math.min(4, span / 2000));
  }
}

/** From a third of the mean cost down to a hundredth of it, several times over what there is. */
function cooling(matrix: Matrix, budget: Budget): () => number {
  const costs = matrix.cost.filter((c) => c !== 0).map(Math.abs);
  const mean = costs.reduce((total, c) => total + c, 0) / Math.max(1, costs.length);
  const rounds = budget.rounds();
  return () => Math.max(1e-9, mean * 0.33 * 0.03 ** ((budget.used() * rounds) % 1));
}

/** Passes on incumbents, the first at once and later ones not too often. */
class Incumbents {
  readonly #matrix: Matrix;
  readonly #search: Search;
  readonly #run: EngineRun;
  #best: Solution | undefined;
  #isPending = false;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(matrix: Matrix, search: Search, run: EngineRun) {
    this.#matrix = matrix;
    this.#search = search;
    this.#run = run;
  }

  /** Keeps the present state as the best. */
  take(): void {
    const { values, cost } = this.#search.state;
    if (this.#best) this.#best.values.set(values);
    this.#best = { values: this.#best?.values ?? values.slice(), objective: inModelUnits(this.#matrix, cost) };
    this.#isPending = true;
    this.flush();
  }

  /** Reports what is kept, if it is time; always false, so that it can stand in a condition. */
  flush(isLast = false): false {
    const time = now();
    if (!this.#isPending || (!isLast && time - this.#reportedAt < REPORT_EVERY_MS)) return false;
    this.#isPending = false;
    this.#reportedAt = time;
    this.#run.incumbent({ ...this.#best!, values: this.#best!.values.slice() });
    return false;
  }

  outcome(floor: number): Outcome {
    this.flush(true);
    const solution = this.#best!;
    const bound = inModelUnits(this.#matrix, floor);
    const isBest = !this.#matrix.objective || solution.objective === bound;
    if (isBest) return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective };
    return { ...unfinished(this.#run), solution, bound };
  }
}
