import { Allowance } from '../allowance.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import { ENTRIES_PER_TICK } from '../local/ticks.ts';
import { costStep, hasEmptyRowOutOfRange, inModelUnits, type Matrix, roundedBound } from '../matrix.ts';
import type { Outcome } from '../outcome.ts';
import { Iteration } from './iteration.ts';
import { Relaxation } from './relaxation.ts';

/** The bound is computed where the iteration begins anew, and after 50 steps without that. */
const LOOK_EVERY = 50;

/** It has converged when the last third of its steps, and it makes some at least, have gained less than this share of the bound. */
const CONVERGED = { gain: 0.002, steps: 400 };

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
  for (let steps = 1; !allowance.isOver() && !rising.isOver(steps); steps++) {
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
  readonly #steps: number[] = [];
  readonly #bests: number[] = [];
  /** The last look that lies in the first two thirds of the steps. */
  #at = 0;

  add(steps: number, bound: number): void {
    this.best = Math.max(this.best, bound);
    this.#steps.push(steps);
    this.#bests.push(this.best);
  }

  isOver(steps: number): boolean {
    if (steps < CONVERGED.steps) return false;
    while (this.#steps[this.#at + 1]! * 3 <= steps * 2) this.#at++;
    return this.best - this.#bests[this.#at]! <= CONVERGED.gain * Math.abs(this.best);
  }
}
