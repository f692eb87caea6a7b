import type { EngineRun, Solver } from '../engine.ts';
import { hasEmptyRowOutOfRange, type Matrix } from '../matrix.ts';
import type { Outcome } from '../outcome.ts';
import { Ascent } from './ascent.ts';
import { Bounding } from './bounding.ts';
import { Iteration } from './iteration.ts';

/** The bound is computed where the iteration begins anew, and after 50 steps without that. */
const LOOK_EVERY = 50;

/**
 * It has converged when every bound of the last third of its steps, and it makes some at least, is this near the best, as a share
 * of it. That the best does not rise says nothing: before the multipliers have found their size, each bound is worse than the first.
 */
const CONVERGED = { near: 0.002, steps: 400 };

/** Of the time that is left when it begins, what it takes at most: others have use for the rest. */
const MOST_TIME = 1 / 4;

/** A bound that rises at one temperature by less than this share of what it has risen in all will not rise much more. */
const HARDLY = 0.005;

export const solver: Solver<Matrix> = {
  async solve(matrix, run) {
    if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished', ticks: 0 };
    if (!matrix.objective) return { proof: 'none', stopped: 'finished', ticks: 0 };
    return bounded(matrix, run);
  },
};

/** Tells of the bound as it rises, until it does so no more: first with one row at a time, then with all of them together. */
function bounded(matrix: Matrix, run: EngineRun): Outcome {
  const bounding = new Bounding(matrix, run, MOST_TIME);
  const ascent = new Ascent(matrix);
  climb(ascent, bounding);
  if (bounding.isOver()) return bounding.outcome();
  run.beginsAnew?.();
  const multipliers = new Float64Array(matrix.numRows);
  ascent.multipliers(multipliers);
  const iteration = new Iteration(matrix, { point: ascent.point(), multipliers });
  const rising = new Rising();
  for (let steps = 1; !rising.isOver() && !bounding.isOver(); steps++) {
    const isBest = iteration.step();
    bounding.worked(iteration.work);
    if (isBest || steps % LOOK_EVERY === 0) rising.add(steps, bounding.look(iteration));
  }
  return bounding.outcome();
}

/** Lets an ascent cool as long as its bound rises, as far as there is time, and tells of its bounds. */
function climb(ascent: Ascent, bounding: Bounding): void {
  const first = bounding.look(ascent);
  let last = first;
  while (!ascent.isOver && !bounding.isOver()) {
    const isBest = ascent.step();
    bounding.worked(ascent.work);
    if (!isBest) continue;
    const bound = bounding.look(ascent);
    // Where it is hot, bounds are worse than the first, and fall now and then.
    const rise = bound - last;
    if (bound > first && rise >= 0 && rise < HARDLY * (bound - first)) return;
    last = bound;
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
