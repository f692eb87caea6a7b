import { DovetailError } from '../../errors.ts';
import { nearestIn } from '../../language/domain.ts';
import { simplify } from '../../language/expression.ts';
import { isFeasible } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { objectiveOf } from '../../language/objective.ts';
import {
  concatenated,
  decodeResponse,
  encodeBase,
  encodeChanges,
  encodeParameters,
} from '../../language/proto/index.ts';
import { ENUMS } from '../../language/proto/schema.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { limitsOf, type Slice, slices } from './slices.ts';
import { loadVendor, type Vendor } from './vendor.ts';

/** CP-SAT counts its work in units that take about a second. */
export const TICKS_PER_UNIT = 10_000;

type Status = (typeof ENUMS.CpSolverStatus)[number];
type Response = ReturnType<typeof decodeResponse>;

/**
 * Loads CP-SAT.
 *
 * The package delivers its callbacks only when a solve has ended and cannot be interrupted, so one solve of ours is a
 * sequence of slices, each with the best solution so far as a hint and only better objectives allowed. Between slices
 * it reports and looks whether to stop.
 */
export async function createSolver(): Promise<Solver<Model>> {
  const vendor = await loadVendor();
  return { solve: (model, run) => new SlicedSolve(vendor, model, run).run() };
}

/** Strategies are advice, and CP-SAT refuses a model that advises to branch on a sum: those parts are left out. */
function affineOnly(strategies: Model['strategies'] = []): NonNullable<Model['strategies']> {
  return strategies.map((strategy) => ({
    ...strategy,
    exprs: strategy.exprs.map(simplify).filter(({ vars }) => vars.length === 1),
  }));
}

class SlicedSolve {
  readonly #vendor: Vendor;
  readonly #model: Model;
  readonly #run: EngineRun;
  readonly #base: Uint8Array;
  readonly #sign: number;
  #best: Solution | undefined;
  #units = 0;
  /** The best objective bound so far, signed so that greater is tighter. */
  #bound = Number.NEGATIVE_INFINITY;

  constructor(vendor: Vendor, model: Model, run: EngineRun) {
    this.#vendor = vendor;
    this.#model = model;
    this.#run = run;
    this.#base = encodeBase({ ...model, strategies: affineOnly(model.strategies) });
    this.#sign = model.objective?.sense === 'maximize' ? -1 : 1;
  }

  async run(): Promise<Outcome> {
    const { start } = this.#run;
    if (start?.length === this.#model.variables.length && isFeasible(this.#model, start)) this.#take(start);
    for (const slice of slices(this.#model.variables.length, this.#best !== undefined)) {
      const seconds = (this.#run.deadline - now()) / 1000;
      if (this.#run.shouldStop()) return this.#outcome('cancelled');
      if (seconds <= 0) return this.#outcome('time-limit');
      if (this.#unitsLeft() <= 0) return this.#outcome('tick-limit');
      // An empty domain would be read as none.
      if (this.#betterOnly()?.length === 0) return this.#proved();
      const outcome = this.#read(await this.#solveSlice(slice, seconds));
      if (outcome) return outcome;
      const incoming = this.#run.incoming();
      if (incoming?.length === this.#model.variables.length && isFeasible(this.#model, incoming)) this.#take(incoming);
    }
    return this.#outcome('engine-limit');
  }

  async #solveSlice(slice: Slice, secondsLeft: number): Promise<Response> {
    const limits =
      this.#run.ticks === undefined
        ? limitsOf(slice, this.#model.variables.length, secondsLeft)
        : { seconds: secondsLeft, units: Math.min(slice.seconds, this.#unitsLeft()) };
    const parameters = encodeParameters({
      random_seed: this.#run.seed % 2 ** 31,
      num_workers: this.#run.ticks === undefined ? this.#run.threads : 1,
      max_time_in_seconds: limits.seconds,
      ...(Number.isFinite(limits.units) ? { max_deterministic_time: limits.units } : {}),
      stop_after_first_solution: slice.firstOnly && this.#best === undefined,
      cp_model_presolve: slice.presolve,
      // By default it stops at a gap of 1e-4 and calls that optimal.
      absolute_gap_limit: 0,
      relative_gap_limit: 0,
    });
    const changes = encodeChanges(this.#model, {
      hint: this.#hint(),
      objectiveDomain: this.#betterOnly(),
      assumptions: this.#model.assumptions,
    });
    const response = decodeResponse(await this.#vendor.solveRaw(concatenated(this.#base, changes), parameters));
    // What ends in presolve takes no units, and yet some work.
    this.#units += (response.deterministic_time ?? 0) + 1 / TICKS_PER_UNIT;
    return response;
  }

  #unitsLeft(): number {
    return (this.#run.ticks ?? Number.POSITIVE_INFINITY) / TICKS_PER_UNIT - this.#units;
  }

  #ticks(): number {
    return Math.ceil(this.#units * TICKS_PER_UNIT);
  }

  #hint(): Model['hint'] {
    const values = this.#best?.values ?? this.#run.start;
    if (values) return { vars: Array.from(values, (_, i) => i), values: [...values] };
    const { hint, variables } = this.#model;
    // A value outside the domain stands for the nearest one in it.
    return hint && { ...hint, values: hint.values.map((v, i) => nearestIn(variables[hint.vars[i]!]!.domain, v)) };
  }

  /** The objective's domain cut to what is better than the best solution, by at least 1 in the integer sum. */
  #betterOnly(): NonNullable<Model['objective']>['domain'] {
    const { objective } = this.#model;
    if (!objective || !this.#best) return objective?.domain;
    let sum = 0;
    objective.vars.forEach((variable, i) => {
      sum += objective.coeffs[i]! * this.#best!.values[variable]!;
    });
    const domain = objective.domain ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const better: number[] = [];
    for (let i = 0; i < domain.length; i += 2) {
      const lo = this.#sign > 0 ? domain[i]! : Math.max(domain[i]!, sum + 1);
      const hi = this.#sign > 0 ? Math.min(domain[i + 1]!, sum - 1) : domain[i + 1]!;
      if (lo <= hi) better.push(lo, hi);
    }
    return better;
  }

  /** Takes what a slice found; gives the outcome when there is nothing left to do. */
  #read(response: Response): Outcome | undefined {
    const status: Status | undefined = ENUMS.CpSolverStatus[response.status ?? 0];
    const hadSolution = this.#best !== undefined;
    switch (status) {
      case 'OPTIMAL':
        this.#take(response.solution ?? []);
        return this.#proved();
      case 'FEASIBLE':
        this.#take(response.solution ?? []);
        if (!this.#model.objective) return this.#proved();
        this.#takeBound(response, hadSolution);
        return undefined;
      case 'INFEASIBLE':
        // Nothing is better than the best, or nothing holds at all.
        return hadSolution ? this.#proved() : this.#infeasible(response);
      case 'UNKNOWN':
        this.#takeBound(response, hadSolution);
        return undefined;
      case 'MODEL_INVALID':
        throw new DovetailError('engine/unsupported', `CP-SAT refuses the model: ${response.solution_info ?? ''}`, {
          maybe: 'use another engine, or smaller bounds and coefficients.',
        });
      default:
        throw new DovetailError('engine/unknown-status', `CP-SAT ended with status ${response.status}.`, {
          maybe: 'this release of or-tools-wasm has a status that is not handled; pin the earlier one.',
        });
    }
  }

  #take(vector: ArrayLike<number>): void {
    const values = Float64Array.from(vector);
    const objective = objectiveOf(this.#model, values);
    if (this.#best && this.#sign * objective >= this.#sign * this.#best.objective) return;
    this.#best = { values, objective };
    this.#run.incumbent(this.#best, this.#ticks());
  }

  #takeBound({ best_objective_bound: reported }: Response, hadSolution: boolean): void {
    if (!this.#model.objective || reported === undefined || !Number.isFinite(reported)) return;
    // A slice that only looked for better solutions bounds only those; the best one itself stays possible.
    let bound = this.#sign * reported;
    if (hadSolution) bound = Math.min(bound, this.#sign * this.#best!.objective);
    if (bound <= this.#bound) return;
    this.#bound = bound;
    this.#run.bound(this.#sign * bound);
  }

  #proved(): Outcome {
    const solution = this.#best!;
    return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective, ticks: this.#ticks() };
  }

  #infeasible(response: Response): Outcome {
    const conflict = response.sufficient_assumptions_for_infeasibility;
    return {
      proof: 'infeasible',
      stopped: 'finished',
      ticks: this.#ticks(),
      ...(conflict?.length ? { conflict } : {}),
    };
  }

  #outcome(stopped: Outcome['stopped']): Outcome {
    return {
      proof: 'none',
      stopped,
      ticks: this.#ticks(),
      ...(this.#best ? { solution: this.#best } : {}),
      ...(Number.isFinite(this.#bound) ? { bound: this.#sign * this.#bound } : {}),
    };
  }
}
