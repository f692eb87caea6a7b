import { Allowance } from '../allowance.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import { ENTRIES_PER_TICK } from '../local/ticks.ts';
import { costStep, hasEmptyRowOutOfRange, inModelUnits, type Matrix, roundedBound } from '../matrix.ts';
import type { Outcome } from '../outcome.ts';
import { Ascent } from './ascent.ts';
import { Iteration } from './iteration.ts';
import { Relaxation } from './relaxation.ts';

/** The bound is computed where the iteration begins anew, and after 50 steps without that. */
const LOOK_EVERY = 50;

/**
 * It has converged when every bound of the last third of its steps, and it makes some at least, is this near the best, as a share
 * of it. That the best does not rise says nothing: before the multipliers have found their size, each bound is worse than the first.
 */
const CONVERGED = { near: 0.002, steps: 400 };

/** Of the time that is left when it begins, what it takes at most: others have use for the rest. */
const MOST_TIME = { ascent: 1 / 3, iteration: 1 / 6 };

export const solver: Solver<Matrix> = {
  async solve(matrix, run) {
    if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished', ticks: 0 };
    if (!matrix.objective) return { proof: 'none', stopped: 'finished', ticks: 0 };
    return bounded(matrix, run);
  },
};

/** Tells of the bound as it rises, until it does so no more: first with one row at a time, then with all of them together. */
function bounded(matrix: Matrix, run: EngineRun): Outcome {
  const search = new Search(matrix, run);
  const ascent = new Ascent(matrix);
  while (!ascent.isOver && !search.isOver('ascent')) {
    const isBest = ascent.step();
    search.worked(ascent.work);
    if (isBest) search.look(ascent);
  }
  if (search.isOver('iteration')) return search.outcome();
  const multipliers = new Float64Array(matrix.numRows);
  ascent.multipliers(multipliers);
  const iteration = new Iteration(matrix, { point: ascent.point(), multipliers });
  const rising = new Rising();
  for (let steps = 1; !rising.isOver() && !search.isOver('iteration'); steps++) {
    const isBest = iteration.step();
    search.worked(iteration.work);
    if (isBest || steps % LOOK_EVERY === 0) rising.add(steps, search.look(iteration));
  }
  return search.outcome();
}

/** The bounds of one solve, and what they have cost. */
class Search {
  readonly #matrix: Matrix;
  readonly #run: EngineRun;
  readonly #relaxation: Relaxation;
  readonly #multipliers: Float64Array;
  readonly #step: number;
  readonly #allowances: Readonly<Record<keyof typeof MOST_TIME, Allowance>>;
  #touched = 0;
  #told = Number.NEGATIVE_INFINITY;
  #stopped: Outcome['stopped'] = 'finished';

  constructor(matrix: Matrix, run: EngineRun) {
    this.#matrix = matrix;
    this.#run = run;
    this.#relaxation = new Relaxation(matrix);
    this.#multipliers = new Float64Array(matrix.numRows);
    this.#step = costStep(matrix.cost);
    const began = now();
    const allowanceOf = (share: number): Allowance => {
      const deadline = began + (run.deadline - began) * (run.ticks === undefined ? share : 1);
      return new Allowance({ ...run, deadline }, { ticks: () => this.#ticks, isSlow: true });
    };
    this.#allowances = { ascent: allowanceOf(MOST_TIME.ascent), iteration: allowanceOf(MOST_TIME.iteration) };
  }

  get #ticks(): number {
    return Math.ceil(this.#touched / ENTRIES_PER_TICK);
  }

  worked(entries: number): void {
    this.#touched += entries;
  }

  /** Whether what one part may take has been taken. */
  isOver(part: keyof typeof MOST_TIME): boolean {
    const allowance = this.#allowances[part];
    const isOver = allowance.isOver();
    if (isOver) this.#stopped = allowance.stopped;
    return isOver;
  }

  /** The bound that the multipliers of a method give; tells of it where it is better. */
  look(method: { readonly multipliers: (to: Float64Array) => void }): number {
    method.multipliers(this.#multipliers);
    this.worked(this.#matrix.indices.length);
    const found = this.#relaxation.boundAt(this.#multipliers);
    const bound = roundedBound(found, this.#step);
    if (bound > this.#told) this.#run.bound(inModelUnits(this.#matrix, bound));
    this.#told = Math.max(this.#told, bound);
    return found;
  }

  outcome(): Outcome {
    const bound = Number.isFinite(this.#told) ? { bound: inModelUnits(this.#matrix, this.#told) } : {};
    return { proof: 'none', stopped: this.#stopped, ...bound, ticks: this.#ticks };
  }
}

/** How a bound rises with the steps. */
class Rising {
  best = Number.NEGATIVE_INFINITY;
  readonly #looks: { readonly steps: number; readonly bound: number }[] = [];
  #isConverged = false;

  add(steps: number, bound: number): void {
    this.best = Math.max(this.best, bound);
    this.#looks.push({ steps, bound });
    const least = this.best - CONVERGED.near * Math.abs(this.best);
    const last = this.#looks.findLast((look) => look.bound < least);
    this.#isConverged = steps >= CONVERGED.steps && (last === undefined || last.steps * 3 <= steps * 2);
  }

  isOver(): boolean {
    return this.#isConverged;
  }
}
