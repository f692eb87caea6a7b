import { holds, isFeasible } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { objectiveOf } from '../../language/objective.ts';
import { Allowance } from '../allowance.ts';
import type { EngineRun, Solver } from '../engine.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { Random } from '../random.ts';
import { lowerBound } from './bounds/index.ts';
import { solver as passes } from './passes/solve.ts';
import { type Reading, readShop } from './reading/index.ts';
import type { Search } from './search.ts';
import { searchFor } from './searchFor.ts';
import { costOf, type Schedule } from './shop.ts';

/** Tasks whose times are computed in one tick, which takes about a tenth of a millisecond. */
export const TIMES_PER_TICK = 4096;

/** Ticks between two looks at the whole model, for each of its variables and constraints. */
const REST_TICKS = 1 / 50;

/** Work of a search for a first schedule by propagation. */
const MOST_BEGINNING_TICKS = 20_000;

export const solver: Solver<Model> = {
  async solve(model, run) {
    const reading = readShop(model);
    const outcome = reading && (await new SchedulingSolve(model, run, reading).solve());
    return outcome ?? passes.solve(model, run);
  },
};

/** One solve: what is searched depends on what the model is made of; everything reported is checked against the model. */
class SchedulingSolve {
  readonly #model: Model;
  readonly #run: EngineRun;
  readonly #reading: Reading;
  readonly #allowance: Allowance;
  /** Known once there are first schedules, which people wait for. */
  #bound: number | undefined;
  readonly #search: Search | undefined;
  #best: Solution | undefined;
  /** A schedule that is better than the best and still to be looked at. */
  #pending: Schedule | undefined;
  #flushedAt = 0;
  /** This many ticks lie between two looks at the whole model. */
  readonly #restTicks: number;
  /** Work besides the search. */
  #otherTicks = 0;
  /** Signed so that less is better. */
  #bestCost = Number.POSITIVE_INFINITY;

  constructor(model: Model, run: EngineRun, reading: Reading) {
    this.#model = model;
    this.#run = run;
    this.#reading = reading;
    this.#restTicks = (model.variables.length + model.constraints.length) * REST_TICKS;
    this.#allowance = new Allowance(run, { ticks: () => this.#ticks(), onLook: () => this.#listen() });
    this.#search = searchFor(reading.shop, new Random(run.seed), {
      isOver: () => this.#isOver(),
      onBetter: (schedule) => this.#offer(schedule),
      onBeginsAnew: () => run.beginsAnew?.(),
      broken: reading.unread.length > 0 ? (schedule) => this.#brokenBy(schedule) : undefined,
    });
  }

  /** The outcome; undefined when there is no way to search what was read. */
  async solve(): Promise<Outcome | undefined> {
    const search = this.#search;
    if (!search) return undefined;
    if (this.#run.start) this.#adopt(this.#run.start);
    search.construct();
    this.#bound = lowerBound(this.#reading.shop);
    if (this.#bound !== undefined && this.#model.objective) this.#run.bound(this.#inUnits(this.#bound));
    if (!this.#best && !this.#isOver()) await this.#begin();
    search.improve();
    return this.#outcome();
  }

  /** Where rules that only look at the shop find nothing, propagation of all constraints may. */
  async #begin(): Promise<void> {
    const { ticks } = this.#run;
    const most = Math.min(MOST_BEGINNING_TICKS, ticks === undefined ? Number.POSITIVE_INFINITY : ticks - this.#ticks());
    const outcome = await passes.solve(this.#model, {
      ...this.#run,
      ticks: Math.max(1, most),
      shouldStop: () => this.#best !== undefined || this.#run.shouldStop(),
      incoming: () => undefined,
      incumbent: ({ values }) => this.#adopt(values),
      bound: () => undefined,
    });
    this.#otherTicks += outcome.ticks ?? 0;
  }

  /** How many of the constraints that the shop does not say a schedule breaks. */
  #brokenBy(schedule: Schedule): number {
    const values = this.#reading.projection.valuesOf(schedule);
    let broken = 0;
    for (const c of this.#reading.unread) if (!holds(c, values, this.#model.intervals)) broken++;
    this.#otherTicks += (values.length + 8 * this.#reading.unread.length) / (4 * TIMES_PER_TICK);
    return broken;
  }

  #ticks(): number {
    return Math.ceil((this.#search?.work ?? 0) / TIMES_PER_TICK + this.#otherTicks);
  }

  #isOver(): boolean {
    this.#flushIfDue();
    return this.#isDone() || this.#allowance.isOver();
  }

  #isDone(): boolean {
    const isEnough = this.#bound !== undefined && this.#bestCost <= this.#bound;
    return this.#best !== undefined && (isEnough || !this.#model.objective);
  }

  #inUnits(cost: number): number {
    const { sense, scale = 1, offset } = this.#model.objective!;
    return scale * ((sense === 'maximize' ? -cost : cost) + offset);
  }

  #listen(): void {
    const incoming = this.#run.incoming();
    if (incoming) this.#adopt(incoming);
  }

  /** Goes on from what somebody else has found, when that is better. */
  #adopt(values: Float64Array): void {
    const schedule = this.#reading.projection.scheduleOf(values);
    if (!schedule || costOf(this.#reading.shop, schedule) >= this.#bestCost) return;
    if (this.#take(schedule)) this.#search?.adopt(schedule);
    else this.#search?.suggest?.(schedule);
  }

  /** Takes a schedule now or, where looking at the whole model costs more than it took to find, somewhat later. */
  #offer(schedule: Schedule): void {
    this.#pending = schedule;
    const cost = this.#bound === undefined ? Number.POSITIVE_INFINITY : costOf(this.#reading.shop, schedule);
    if (!this.#best || cost <= this.#bound!) this.#flush();
    else this.#flushIfDue();
  }

  #flushIfDue(): void {
    if (this.#pending && this.#ticks() - this.#flushedAt >= this.#restTicks) this.#flush();
  }

  #flush(): void {
    const schedule = this.#pending;
    this.#pending = undefined;
    this.#flushedAt = this.#ticks();
    if (schedule) this.#take(schedule);
  }

  /** Keeps and reports a schedule that is better than the best and holds. */
  #take(schedule: Schedule): boolean {
    const cost = costOf(this.#reading.shop, schedule);
    if (cost >= this.#bestCost) return false;
    const values = this.#reading.projection.valuesOf(schedule);
    if (!isFeasible(this.#model, values)) return false;
    this.#bestCost = cost;
    this.#best = { values, objective: objectiveOf(this.#model, values) };
    this.#run.incumbent({ ...this.#best, values: values.slice() }, this.#ticks());
    return true;
  }

  #outcome(): Outcome {
    this.#flush();
    const ticks = this.#ticks();
    const { stopped } = this.#allowance;
    const solution = this.#best;
    const bound = this.#bound === undefined || !this.#model.objective ? {} : { bound: this.#inUnits(this.#bound) };
    if (!solution) return { proof: 'none', stopped, ...bound, ticks };
    if (!this.#isDone()) return { proof: 'none', stopped, solution, ...bound, ticks };
    return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective, ticks };
  }
}
