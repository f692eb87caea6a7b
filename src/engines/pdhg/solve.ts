import { Allowance } from '../allowance.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import { ENTRIES_PER_TICK } from '../local/ticks.ts';
import { costStep, hasEmptyRowOutOfRange, inModelUnits, type Matrix, roundedBound } from '../matrix.ts';
import type { Outcome } from '../outcome.ts';
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
const MOST_TIME = 1 / 6;

export const solver: Solver<Matrix> = {
  async solve(matrix, run) {
    if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished', ticks: 0 };
    if (!matrix.objective) return { proof: 'none', stopped: 'finished', ticks: 0 };
    return bounded(matrix, run);
  },
};

/** Tells of the bound as it rises, until it does so no more. */
function bounded(matrix: Matrix, run: EngineRun): Outcome {
  const iteration = new Iteration(matrix);
  const relaxation = new Relaxation(matrix);
  const multipliers = new Float64Array(matrix.numRows);
  const step = costStep(matrix.cost);
  const began = now();
  let touched = 0;
  const ticks = (): number => Math.ceil(touched / ENTRIES_PER_TICK);
  const limited = { ...run, deadline: began + (run.deadline - began) * (run.ticks === undefined ? MOST_TIME : 1) };
  const allowance = new Allowance(limited, { ticks, isSlow: true });
  const rising = new Rising();
  let told = Number.NEGATIVE_INFINITY;
  for (let steps = 1; !allowance.isOver() && !rising.isOver(); steps++) {
    touched += iteration.work;
    if (!iteration.step() && steps % LOOK_EVERY > 0) continue;
    iteration.multipliers(multipliers);
    rising.add(steps, relaxation.boundAt(multipliers));
    touched += iteration.work;
    const bound = roundedBound(rising.best, step);
    if (bound > told) run.bound(inModelUnits(matrix, bound));
    told = Math.max(told, bound);
  }
  const bound = Number.isFinite(told) ? { bound: inModelUnits(matrix, told) } : {};
  return { proof: 'none', stopped: allowance.stopped, ...bound, ticks: ticks() };
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
