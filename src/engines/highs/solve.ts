import type { CallbackData, Highs, HighsCallbackMap, InterruptCallbackEvent, Model as VendorModel } from 'highs';
import { DovetailError } from '../../errors.ts';
import { solvingApart } from '../apart.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import { isWithin, magnitudeOf, refuseMagnitude } from '../magnitude.ts';
import {
  costStep,
  inModelUnits,
  type Matrix,
  outcomeWithoutColumns,
  roundedBound,
  solutionOf,
  wholeValues,
} from '../matrix.ts';
import type { Outcome, Proof, Solution, Stopped } from '../outcome.ts';
import { load, vendorData } from './vendor.ts';

/** Each solve makes and disposes its own vendor model, which no collector would free. */
export async function createSolver(): Promise<Solver<Matrix>> {
  const highs = await load();
  return solvingApart({
    async solve(matrix, run) {
      // HiGHS calls a model without columns "empty", whatever its rows say.
      if (matrix.numCols === 0) return outcomeWithoutColumns(matrix);
      if (isTooFew(run.ticks, matrix)) return { proof: 'none', stopped: 'tick-limit', ticks: 0 };
      refuseMagnitude(matrix, 'highs', MOST);
      const vendor = highs.createModel(vendorData(matrix, highs.constants.variableType.integer));
      try {
        const isCarried = isWithin(magnitudeOf(matrix), MOST_FOR_PROOF);
        return runVendor(highs, vendor, { matrix, run, isCarried });
      } finally {
        vendor.dispose();
      }
    },
  });
}

/**
 * The bit of the presolve rule that is switched off: with it, HiGHS 1.15 calls a feasible model of 34 columns
 * infeasible. Leaving it out cost no time on the models we measure.
 */
const WRONG_PRESOLVE_RULE = 4096;

/**
 * Where sums stay below this, the rounding of doubles (10^-16 of a sum) stays below the tolerance of rows (10^-6) by
 * enough; beyond it what HiGHS claims is not passed on as proved.
 */
const MOST_FOR_PROOF = 1e9;

/** It takes no larger entries. */
const MOST = 1e15;

/** The relaxation at the root takes about an iteration for each row, and is not to be interrupted. */
const ROOT_ITERATIONS_BY_ROW = 0.25;

/** Whether a budget would be overdrawn before there is anything to show for it. */
function isTooFew(ticks: number | undefined, { numRows }: Matrix): boolean {
  return ticks !== undefined && ticks < numRows * ROOT_ITERATIONS_BY_ROW;
}

interface Task {
  readonly matrix: Matrix;
  readonly run: EngineRun;
  /** Whether its arithmetic can carry a proof or a bound for this matrix. */
  readonly isCarried: boolean;
}

function runVendor(highs: Highs, vendor: VendorModel, task: Task): Outcome {
  vendor.options.set({
    output_flag: false,
    random_seed: task.run.seed % 2 ** 31,
    mip_rel_gap: 0,
    // Objectives differ by at least one step, so any smaller gap proves the incumbent.
    mip_abs_gap: 0.9 * costStep(task.matrix.cost),
    presolve_rule_off: WRONG_PRESOLVE_RULE,
  });
  const outcome = runOnce(highs, vendor, task);
  if (outcome.proof !== 'infeasible') return outcome;
  // Presolve has been wrong about this in several releases, so it is believed only without presolve.
  vendor.clearSolver();
  vendor.options.set({ presolve: 'off' });
  return runOnce(highs, vendor, task);
}

function runOnce(highs: Highs, vendor: VendorModel, task: Task): Outcome {
  const { run } = task;
  vendor.options.set({ time_limit: Math.max(0.001, (run.deadline - now()) / 1000) });
  if (run.start) vendor.setSolution(startOf(run.start));
  const progress = new Progress(task, costStep(task.matrix.cost));
  const { modelStatus } = vendor.run(progress.callbacks(highs));
  const info = vendor.info.get('mip_dual_bound');
  if (typeof info === 'number') progress.bound(info);
  const status = statusOf(highs, modelStatus, run);
  const { proof } = status;
  const stopped = progress.isSpent && proof === 'none' ? 'tick-limit' : status.stopped;
  const last = vendor.getSolution();
  const ticks = iterationsOf(vendor);
  if (last.colValue && proof !== 'infeasible') progress.end(last.colValue, { claimed: objectiveOf(vendor), ticks });
  return { ...progress.outcome(proof, stopped), ticks };
}

/** A simplex iteration is HiGHS' unit of work; presolve alone takes none. */
function iterationsOf(vendor: VendorModel): number {
  return Math.max(0, Number(vendor.info.get('simplex_iteration_count')));
}

function objectiveOf(vendor: VendorModel): number {
  return Number(vendor.info.get('objective_function_value'));
}

/** Sparse, because variables that a rewriting appended have no value yet; HiGHS completes them. */
function startOf(start: Float64Array): { indices: Int32Array; values: Float64Array } {
  return { indices: Int32Array.from(start, (_, i) => i), values: start };
}

/** Follows one run of HiGHS and passes on what is new. */
class Progress {
  readonly #task: Task;
  readonly #step: number;
  #best: Solution | undefined;
  #bound = Number.NEGATIVE_INFINITY;
  /** Whether the last point is a solution and worth what HiGHS says. */
  #isMet = false;
  /** Whether the budget of ticks is used up. */
  isSpent = false;

  constructor(task: Task, step: number) {
    this.#task = task;
    this.#step = step;
  }

  callbacks(highs: Highs): HighsCallbackMap {
    const { mipImprovingSolution, mipInterrupt, mipUserSolution, simplexInterrupt } = highs.constants.callbackType;
    const look = (event: InterruptCallbackEvent): undefined => {
      // Told of each tighter bound here only: what HiGHS calls logging keeps silent with its output.
      if (event.data.mip_dual_bound !== undefined) this.bound(event.data.mip_dual_bound);
      if (this.#isOver(event.data)) event.interrupt();
    };
    return {
      [mipImprovingSolution]: (event): undefined => {
        const { mip_solution: vector, mip_total_lp_iterations: iterations } = event.data;
        if (vector) this.incumbent(vector, Number(iterations ?? 0));
      },
      [mipUserSolution]: (event): undefined => {
        // At the root a limit on the objective changes which heuristics are tried, and in what order: one of 357 where 278 is
        // best made 203 nodes of one. In the tree it only cuts off.
        const incoming = Number(event.data.mip_node_count ?? 0) > 0 && this.#task.run.incoming();
        if (incoming) event.setSolution(startOf(incoming));
      },
      [mipInterrupt]: look,
      [simplexInterrupt]: look,
    };
  }

  /** Whether to stop: asked to, or as many simplex iterations done as there are ticks. */
  #isOver({ mip_total_lp_iterations: inTree, simplex_iteration_count: inLp }: CallbackData): boolean {
    const { ticks } = this.#task.run;
    if (ticks !== undefined && Number(inTree ?? inLp ?? 0) >= ticks) this.isSpent = true;
    return this.isSpent || this.#task.run.shouldStop();
  }

  incumbent(vector: ArrayLike<number>, ticks: number): void {
    const { matrix, run } = this.#task;
    if (vector.length < matrix.numCols) return;
    const solution = solutionOf(matrix, wholeValues(vector, matrix.numCols));
    if (!solution || (this.#best && !isBetter(matrix, solution.objective, this.#best.objective))) return;
    this.#best = solution;
    run.incumbent(solution, ticks);
  }

  /** Takes the last point, with what HiGHS says that it is worth. */
  end(vector: ArrayLike<number>, { claimed, ticks }: { readonly claimed: number; readonly ticks: number }): void {
    const { matrix } = this.#task;
    this.incumbent(vector, ticks);
    const solution = solutionOf(matrix, wholeValues(vector, matrix.numCols));
    this.#isMet =
      solution !== undefined && Math.abs(inModelUnits(matrix, claimed) - solution.objective) < 0.1 * this.#step;
  }

  /** Takes a bound on the minimised sum. */
  bound(minimised: number): void {
    if (!this.#task.isCarried) return;
    const bound = roundedBound(minimised, this.#step);
    if (!Number.isFinite(bound) || bound <= this.#bound) return;
    this.#bound = bound;
    this.#task.run.bound(inModelUnits(this.#task.matrix, bound));
  }

  outcome(proof: Proof, stopped: Stopped): Outcome {
    const { matrix, isCarried } = this.#task;
    const solution = this.#best;
    // Any solution is the answer where nothing is optimised.
    const isOptimal = solution && (!matrix.objective || (proof === 'optimal' && isCarried && this.#isMet));
    if (isOptimal) return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective };
    if (proof === 'infeasible' && isCarried) return { proof, stopped };
    const bound = Number.isFinite(this.#bound) ? { bound: inModelUnits(matrix, this.#bound) } : {};
    // A point within its tolerance that is no solution may stand in the way of one that is.
    const end = proof === 'none' ? stopped : 'engine-limit';
    return { proof: 'none', stopped: end, ...bound, ...(solution ? { solution } : {}) };
  }
}

function isBetter(matrix: Matrix, objective: number, than: number): boolean {
  return matrix.objective?.sense === 'maximize' ? objective > than : objective < than;
}

function statusOf(highs: Highs, status: number, run: EngineRun): { proof: Proof; stopped: Stopped } {
  const s = highs.constants.modelStatus;
  switch (status) {
    case s.optimal:
      return { proof: 'optimal', stopped: 'finished' };
    case s.infeasible:
    // Every variable has finite bounds, so nothing is unbounded.
    case s.unboundedOrInfeasible:
      return { proof: 'infeasible', stopped: 'finished' };
    case s.timeLimit:
      return { proof: 'none', stopped: 'time-limit' };
    case s.interrupted:
      return { proof: 'none', stopped: run.shouldStop() ? 'cancelled' : 'engine-limit' };
    case s.iterationLimit:
    case s.solutionLimit:
    case s.solveError:
      return { proof: 'none', stopped: 'engine-limit' };
    default:
      throw new DovetailError('engine/unknown-status', `HiGHS ended with model status ${status}.`, {
        maybe: 'this release of HiGHS has a status that is not handled; pin the earlier one.',
      });
  }
}
