import { isFeasible } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { objectiveOf } from '../../language/objective.ts';
import { decodeResponse, encodeModel, encodeParameters, STATUSES } from '../../language/proto/index.ts';
import { Allowance } from '../allowance.ts';
import { TICKS_PER_UNIT } from '../cp-sat/solve.ts';
import { loadVendor, type Vendor } from '../cp-sat/vendor.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import { Choosing } from '../lns/choosing.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { Random } from '../random.ts';
import { type Reading, readShop } from '../scheduling/reading/index.ts';
import { costOf, type Schedule, type Shop } from '../scheduling/shop.ts';
import { solver as scheduling } from '../scheduling/solve.ts';
import { NEIGHBOURHOOD_NAMES, NEIGHBOURHOODS, type NeighbourhoodName } from './neighbourhoods/index.ts';
import { type Fixed, fixedOf, viewOf } from './neighbourhoods/view.ts';
import { type Part, partOf } from './part.ts';

/** What one part may cost in units of CP-SAT's work, and as a guard in seconds. */
const PART_UNITS = 0.02;
const PART_SECONDS = 1;
/** A part that takes more is large enough. */
const ENOUGH_UNITS = 0.004;

/** Variables of a part that are written, prepared and read again in the time of a tick. */
const VARIABLES_PER_TICK = 20;

/** With more tasks, what prepares a part for CP-SAT takes longer than our own search needs for the same gain. */
const MOST_TASKS = 2000;

/** Work of the search for a schedule to begin with, where there is none. */
const START_TICKS = 500;

/**
 * Loads CP-SAT for the parts.
 *
 * *Source* D. Godard, P. Laborie, W. Nuijten, "Randomized Large Neighborhood Search for Cumulative Scheduling", ICAPS
 * 2005: what is not free keeps its order, not its times.
 */
export async function createSolver(): Promise<Solver<Model>> {
  const vendor = await loadVendor();
  return {
    async solve(model, run) {
      const reading = model.objective && readShop(model);
      if (!reading || reading.shop.taskCount > MOST_TASKS) return { proof: 'none', stopped: 'finished', ticks: 0 };
      return new ScheduleLns(vendor, { model, run, reading }).solve();
    },
  };
}

interface Asked {
  readonly model: Model;
  readonly run: EngineRun;
  readonly reading: Reading;
}

class ScheduleLns {
  readonly #vendor: Vendor;
  readonly #asked: Asked;
  readonly #allowance: Allowance;
  readonly #fixed: Fixed;
  readonly #random: Random;
  readonly #choosing: Choosing<NeighbourhoodName>;
  /** Work of the search for a schedule to begin with. */
  #startTicks = 0;
  #schedule: Schedule | undefined;
  #cost = Number.POSITIVE_INFINITY;
  #best: Solution | undefined;
  #units = 0;
  #made = 0;
  #isProved = false;

  constructor(vendor: Vendor, asked: Asked) {
    this.#vendor = vendor;
    this.#asked = asked;
    const { run, reading } = asked;
    const { shop } = reading;
    const random = new Random(run.seed + 1);
    this.#random = random;
    this.#fixed = fixedOf(shop);
    this.#choosing = new Choosing(NEIGHBOURHOOD_NAMES, {
      most: shop.taskCount,
      enoughTicks: ENOUGH_UNITS * TICKS_PER_UNIT,
      random,
    });
    this.#allowance = new Allowance(run, { ticks: () => this.#ticks(), onLook: () => this.#listen(), isSlow: true });
  }

  async solve(): Promise<Outcome> {
    const { run } = this.#asked;
    if (run.start) this.#adopt(run.start);
    if (!this.#schedule) await this.#begin();
    while (this.#schedule && !this.#isProved && !this.#allowance.isOver()) await this.#improve(this.#schedule);
    return this.#outcome();
  }

  /** Takes what our own search finds at first. */
  async #begin(): Promise<void> {
    const { model, run } = this.#asked;
    const { ticks, solution } = await scheduling.solve(model, {
      ...run,
      ticks: Math.min(run.ticks ?? START_TICKS, START_TICKS),
      incumbent: () => undefined,
      incoming: () => undefined,
      bound: () => undefined,
    });
    this.#startTicks = ticks ?? 0;
    if (solution) this.#adopt(solution.values);
  }

  async #improve(schedule: Schedule): Promise<void> {
    const { shop } = this.#asked.reading;
    const { kind, count } = this.#choosing.next();
    const isFree = new Uint8Array(shop.taskCount);
    for (const task of NEIGHBOURHOODS[kind](viewOf(this.#fixed, schedule, this.#random), count)) isFree[task] = 1;
    const before = this.#cost;
    const { isSolved, isEmpty, ticks } = await this.#solvePart(partOf(shop, schedule, isFree, before));
    this.#choosing.learn({ gain: before - this.#cost, isSolved, ticks });
    this.#isProved = isEmpty && isWhole(shop, isFree);
  }

  async #solvePart(part: Part) {
    const { run } = this.#asked;
    const secondsLeft = (run.deadline - now()) / 1000;
    const unitsLeft = run.ticks === undefined ? PART_UNITS : (run.ticks - this.#ticks()) / TICKS_PER_UNIT;
    const parameters = encodeParameters({
      random_seed: (run.seed + this.#made) % 2 ** 31,
      num_workers: 1,
      max_deterministic_time: Math.max(1 / TICKS_PER_UNIT, Math.min(PART_UNITS, unitsLeft)),
      max_time_in_seconds: run.ticks === undefined ? Math.min(PART_SECONDS, secondsLeft) : secondsLeft,
      // By default it stops at a gap of 1e-4 and calls that optimal.
      absolute_gap_limit: 0,
      relative_gap_limit: 0,
      // What prepares for a long search costs more than these short ones take.
      cp_model_presolve: false,
      cp_model_probing_level: 0,
      symmetry_level: 0,
      linearization_level: 0,
    });
    const response = decodeResponse(await this.#vendor.solveRaw(encodeModel(part.model, 'binary'), parameters));
    const units =
      (response.deterministic_time ?? 0) + part.model.variables.length / VARIABLES_PER_TICK / TICKS_PER_UNIT;
    this.#units += units;
    this.#made++;
    const status = STATUSES[response.status ?? 0];
    if (status === 'OPTIMAL' || status === 'FEASIBLE') this.#take(part.scheduleOf(response.solution ?? []));
    return {
      isSolved: status === 'OPTIMAL' || status === 'INFEASIBLE',
      isEmpty: status === 'INFEASIBLE',
      ticks: units * TICKS_PER_UNIT,
    };
  }

  #ticks(): number {
    return this.#startTicks + Math.ceil(this.#units * TICKS_PER_UNIT);
  }

  #listen(): void {
    const incoming = this.#asked.run.incoming();
    if (incoming) this.#adopt(incoming);
  }

  #adopt(values: Float64Array): void {
    const schedule = this.#asked.reading.projection.scheduleOf(values);
    if (schedule) this.#take(schedule);
  }

  /** Keeps and reports a schedule that is better than the best and holds. */
  #take(schedule: Schedule): void {
    const { model, reading, run } = this.#asked;
    const cost = costOf(reading.shop, schedule);
    if (cost >= this.#cost) return;
    const values = reading.projection.valuesOf(schedule);
    if (!isFeasible(model, values)) return;
    this.#schedule = schedule;
    this.#cost = cost;
    this.#best = { values, objective: objectiveOf(model, values) };
    run.incumbent({ ...this.#best, values: values.slice() }, this.#ticks());
  }

  #outcome(): Outcome {
    const ticks = this.#ticks();
    const solution = this.#best;
    if (this.#isProved && solution)
      return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective, ticks };
    return { proof: 'none', stopped: this.#allowance.stopped, ticks, ...(solution ? { solution } : {}) };
  }
}

/** Whether a part in which these are free is everything that the model allows, but for what costs as much as is known. */
function isWhole({ clauses, isExact, shares }: Shop, isFree: Uint8Array): boolean {
  return isExact && shares.length + clauses.length === 0 && isFree.every((one) => one === 1);
}
