import { Allowance } from '../allowance.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import type { SolveRelaxed } from '../highs/relaxed.ts';
import { floorOf } from '../local/floor.ts';
import { outcomeOf } from '../local/outcome.ts';
import { Search } from '../local/search.ts';
import { ENTRIES_PER_TICK } from '../local/ticks.ts';
import { hasEmptyRowOutOfRange, inModelUnits, type Matrix } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';
import { Random } from '../random.ts';
import { Choosing } from './choosing.ts';
import { isNarrow, NARROW, type Narrow, NarrowPicker } from './narrow.ts';
import { type Part, Parts } from './part.ts';
import { WIDE, type Wide, WidePicker } from './wide.ts';

/** What one part may cost: in simplex iterations, which are its ticks, and as a guard in milliseconds. */
const PART_TICKS = 3000;
const PART_MS = 400;
/** A part that takes more is large enough. */
const ENOUGH_TICKS = 600;
/**
 * What the relaxation of the whole may cost at most: in simplex iterations, and of what is left. It comes when parts have cost this
 * much: they gain something at once, and in a race nobody waits for one that gains nothing.
 */
const RELAXED = { afterTicks: 3000, ticks: 20_000, share: 0.2 };
/** Columns of the largest part that is tried. */
const MOST_COLUMNS = 6000;

/**
 * Loads the exact engine of the parts.
 *
 * *Source* P. Shaw, "Using Constraint Programming and Local Search Methods to Solve Vehicle Routing Problems", CP 1998;
 * the choice of neighbourhoods by success: S. Ropke and D. Pisinger, Transportation Science 40(4), 2006.
 */
export async function createSolver(): Promise<Solver<Matrix>> {
  const [{ createSolver: createExact }, { createRelaxed }] = await Promise.all([
    import('../highs/solve.ts'),
    import('../highs/relaxed.ts'),
  ]);
  const [exact, relaxed] = [await createExact(), await createRelaxed()];
  return {
    async solve(matrix, run) {
      if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished', ticks: 0 };
      return new LnsSolve({ exact, relaxed }, matrix, run).solve();
    },
  };
}

interface Vendors {
  readonly exact: Solver<Matrix>;
  readonly relaxed: SolveRelaxed;
}

class LnsSolve {
  readonly #exact: Solver<Matrix>;
  readonly #relaxed: SolveRelaxed;
  readonly #matrix: Matrix;
  readonly #run: EngineRun;
  readonly #search: Search;
  readonly #floor: number;
  readonly #allowance: Allowance;
  #exactTicks = 0;
  #best: Solution | undefined;

  constructor({ exact, relaxed }: Vendors, matrix: Matrix, run: EngineRun) {
    this.#exact = exact;
    this.#relaxed = relaxed;
    this.#matrix = matrix;
    this.#run = run;
    this.#search = new Search(matrix, run.seed, run.start);
    this.#floor = floorOf(matrix, this.#search.state.structure);
    this.#allowance = new Allowance(run, { ticks: () => this.#ticks(), isSlow: true });
  }

  async solve(): Promise<Outcome> {
    const { state } = this.#search;
    if (this.#run.start && state.violatedCount === 0) this.#take();
    if (state.violatedCount > 0 || !this.#run.start) {
      if (!this.#search.construct(() => this.#allowance.isOver())) return this.#outcome();
      this.#take();
    }
    if (this.#matrix.objective && state.structure.leading.length > 0) await this.#improve();
    return this.#outcome();
  }

  async #improve(): Promise<void> {
    const { state } = this.#search;
    const random = new Random(this.#run.seed + 1);
    const choosing = new Choosing<Wide | Narrow>(WIDE, {
      most: state.structure.leading.length,
      enoughTicks: ENOUGH_TICKS,
      random,
    });
    const wide = new WidePicker(state, random);
    let narrow: NarrowPicker | undefined;
    const parts = new Parts(state);
    while (!this.#allowance.isOver() && state.cost > this.#floor) {
      this.#listen();
      if (!narrow && this.#exactTicks >= RELAXED.afterTicks) {
        narrow = new NarrowPicker(state, random, this.#relax());
        choosing.add(NARROW);
      }
      const { kind, count } = choosing.next();
      const decisions = isNarrow(kind) ? narrow!.pick(kind, count) : wide.pick(kind, count);
      const part = parts.around(decisions, MOST_COLUMNS, !isNarrow(kind));
      if (!part) {
        choosing.tooLarge();
        state.touched += MOST_COLUMNS;
        continue;
      }
      const before = state.cost;
      const outcome = await this.#solvePart(part);
      choosing.learn({ gain: before - state.cost, isSolved: outcome.proof === 'optimal', ticks: outcome.ticks ?? 0 });
      if (outcome.proof === 'optimal' && part.columns.length === this.#matrix.numCols) return;
    }
  }

  /** Asks the relaxation where the solution might be better. */
  #relax(): Float64Array | undefined {
    const { ticks, deadline } = this.#run;
    const left = deadline - now();
    const { values, ticks: used } = this.#relaxed(this.#matrix, {
      ticks: ticks === undefined ? RELAXED.ticks : Math.min(RELAXED.ticks, RELAXED.share * (ticks - this.#ticks())),
      seconds: (ticks === undefined ? RELAXED.share * left : left) / 1000,
      shouldStop: () => this.#run.shouldStop(),
    });
    this.#exactTicks += used;
    return values;
  }

  /** Solves a part, and goes to its solution when that is better. */
  async #solvePart(part: Part): Promise<Outcome> {
    const began = now();
    const { ticks, deadline } = this.#run;
    const guard = ticks === undefined ? Math.min(deadline, began + PART_MS) : deadline;
    const outcome = await this.#exact.solve(part.matrix, {
      deadline: guard,
      seed: this.#run.seed,
      threads: 1,
      ticks: PART_TICKS,
      start: part.start,
      shouldStop: () => this.#run.shouldStop(),
      incoming: () => undefined,
      incumbent: () => undefined,
      bound: () => undefined,
    });
    // A solve that presolve ends takes no iteration, and yet some work.
    this.#exactTicks += (outcome.ticks ?? 0) + Math.ceil((part.matrix.indices.length + 1) / ENTRIES_PER_TICK);
    if (outcome.solution) this.#goTo(part, outcome.solution.values);
    return outcome;
  }

  #goTo(part: Part, values: Float64Array): void {
    const { state } = this.#search;
    const before = state.cost;
    part.columns.forEach((column, i) => {
      if (state.structure.level[column] === 0) state.set(column, values[i]!);
    });
    if (state.violatedCount > 0 || state.cost >= before) {
      state.rollback(0);
      return;
    }
    state.commit();
    this.#take();
  }

  #listen(): void {
    const incoming = this.#run.incoming();
    if (incoming && this.#search.adopt(incoming, this.#search.state.cost)) this.#keep();
  }

  #keep(): void {
    const { values, cost } = this.#search.state;
    this.#best = { values: values.slice(), objective: inModelUnits(this.#matrix, cost) };
  }

  #take(): void {
    this.#keep();
    this.#run.incumbent(this.#best!, this.#ticks());
  }

  #ticks(): number {
    return this.#exactTicks + Math.ceil(this.#search.state.touched / ENTRIES_PER_TICK);
  }

  #outcome(): Outcome {
    const { stopped } = this.#allowance;
    return outcomeOf(this.#matrix, { best: this.#best, floor: this.#floor, stopped, ticks: this.#ticks() });
  }
}
