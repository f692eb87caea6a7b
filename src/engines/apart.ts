import { type EngineRun, now, type Solver } from './engine.ts';
import { columnsOf, inModelUnits, type Matrix, solutionOf } from './matrix.ts';
import type { Outcome, Stopped } from './outcome.ts';

/** One independent part of a matrix. */
export interface Component {
  readonly matrix: Matrix;
  /** For each column of the part, its column in the whole. */
  readonly columns: Int32Array;
}

/** Parts of fewer columns are put together, since each solve has a price of its own. */
const LEAST_COLUMNS = 200;

/**
 * Splits a matrix into parts that share no row, the smallest first; those with fewer than `least` columns are put
 * together. *Means* a solution of the whole is a solution of each part, and its cost the sum of theirs. *Limits* linear
 * time.
 */
export function componentsOf(matrix: Matrix, least = LEAST_COLUMNS): Component[] {
  const part = partOfColumns(matrix);
  const count = part.reduce((most, p) => Math.max(most, p), -1) + 1;
  if (count <= 1) return [{ matrix, columns: Int32Array.from({ length: matrix.numCols }, (_, c) => c) }];
  const columns: number[][] = Array.from({ length: count }, () => []);
  const rows: number[][] = Array.from({ length: count }, () => []);
  const place = new Int32Array(matrix.numCols);
  part.forEach((p, column) => void columns[p]!.push(column));
  for (let row = 0; row < matrix.numRows; row++) {
    // A row without entries says something of no column; the first part has to answer for it.
    const first = matrix.starts[row]! < matrix.starts[row + 1]! ? matrix.indices[matrix.starts[row]!]! : 0;
    rows[part[first]!]!.push(row);
  }
  const parts = columns.map((own, p) => ({ own, rows: rows[p]! })).sort((a, b) => a.own.length - b.own.length);
  return bundled(parts, least).map((one) => {
    one.own.forEach((column, i) => {
      place[column] = i;
    });
    return { columns: Int32Array.from(one.own), matrix: restricted(matrix, { ...one, place }) };
  });
}

interface Members {
  readonly own: number[];
  readonly rows: number[];
}

function bundled(parts: readonly Members[], least: number): Members[] {
  const bundles: Members[] = [];
  for (const part of parts) {
    const last = bundles.at(-1);
    if (!last || last.own.length >= least) {
      bundles.push({ own: [...part.own], rows: [...part.rows] });
      continue;
    }
    for (const column of part.own) last.own.push(column);
    for (const row of part.rows) last.rows.push(row);
  }
  return bundles;
}

/** For each column the number of its part, by going from column to row to column. */
function partOfColumns(matrix: Matrix): Int32Array {
  const byColumn = columnsOf(matrix);
  const part = new Int32Array(matrix.numCols).fill(-1);
  const isSeen = new Uint8Array(matrix.numRows);
  let count = 0;
  const open: number[] = [];
  for (let first = 0; first < matrix.numCols; first++) {
    if (part[first]! >= 0) continue;
    part[first] = count;
    open.push(first);
    for (let column = open.pop(); column !== undefined; column = open.pop()) {
      for (let at = byColumn.starts[column]!; at < byColumn.starts[column + 1]!; at++) {
        const row = byColumn.indices[at]!;
        if (isSeen[row] === 1) continue;
        isSeen[row] = 1;
        for (let i = matrix.starts[row]!; i < matrix.starts[row + 1]!; i++) {
          const reached = matrix.indices[i]!;
          if (part[reached]! >= 0) continue;
          part[reached] = count;
          open.push(reached);
        }
      }
    }
    count++;
  }
  return part;
}

function restricted(
  matrix: Matrix,
  { own, rows, place }: { own: readonly number[]; rows: readonly number[]; place: Int32Array },
): Matrix {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    starts[r + 1] = starts[r]! + matrix.starts[row + 1]! - matrix.starts[row]!;
  });
  const indices = new Int32Array(starts[rows.length]!);
  const values = new Float64Array(indices.length);
  rows.forEach((row, r) => {
    for (let i = 0; i < starts[r + 1]! - starts[r]!; i++) {
      indices[starts[r]! + i] = place[matrix.indices[matrix.starts[row]! + i]!]!;
      values[starts[r]! + i] = matrix.values[matrix.starts[row]! + i]!;
    }
  });
  const of = (all: Float64Array, which: readonly number[]): Float64Array => Float64Array.from(which, (i) => all[i]!);
  return {
    numCols: own.length,
    numRows: rows.length,
    colLower: of(matrix.colLower, own),
    colUpper: of(matrix.colUpper, own),
    cost: of(matrix.cost, own),
    rowLower: of(matrix.rowLower, rows),
    rowUpper: of(matrix.rowUpper, rows),
    starts,
    indices,
    values,
    ...(matrix.objective ? { objective: { sense: 'minimize' as const, offset: 0, scale: 1 } } : {}),
  };
}

/** A solver that solves the independent parts of a matrix one after the other, each in its share of the time left. */
export function solvingApart(solver: Solver<Matrix>, least = LEAST_COLUMNS): Solver<Matrix> {
  return {
    solve(matrix, run) {
      const components = componentsOf(matrix, least);
      return components.length <= 1 ? solver.solve(matrix, run) : new ApartSolve(solver, matrix, run).solve(components);
    },
  };
}

/** One solve in parts: the values, costs and bounds of all parts together. */
class ApartSolve {
  readonly #solver: Solver<Matrix>;
  readonly #matrix: Matrix;
  readonly #run: EngineRun;
  readonly #values: Float64Array;
  /** Costs below which no part is, of those not solved by the ends of their columns' bounds. */
  readonly #bounds = new Map<Component, number>();
  /** Parts without a solution of their own so far. */
  readonly #open = new Set<Component>();
  #isComplete = false;
  #ticks: number | undefined = 0;

  constructor(solver: Solver<Matrix>, matrix: Matrix, run: EngineRun) {
    this.#solver = solver;
    this.#matrix = matrix;
    this.#run = run;
    this.#values = new Float64Array(matrix.numCols);
  }

  async solve(components: readonly Component[]): Promise<Outcome> {
    for (const component of components) {
      this.#bounds.set(component, leastCost(component.matrix));
      this.#open.add(component);
    }
    let left = components.reduce((sum, { columns }) => sum + columns.length, 0);
    let unsolved = 0;
    let stopped: Stopped = 'finished';
    this.#fill(this.#run.start);
    for (const component of components) {
      const outcome = await this.#solvePart(component, component.columns.length / left);
      left -= component.columns.length;
      if (outcome.proof === 'infeasible') return { proof: 'infeasible', stopped: 'finished', ...this.#counted() };
      this.#fill(this.#run.incoming());
      this.#take(component, outcome);
      if (outcome.proof === 'none') [unsolved, stopped] = [unsolved + 1, outcome.stopped];
    }
    if (this.#open.size === 0) this.#isComplete = true;
    if (!this.#isComplete) return { proof: 'none', stopped, ...this.#bound(), ...this.#counted() };
    const solution = solutionOf(this.#matrix, this.#values.slice());
    if (!solution) return { proof: 'none', stopped: 'engine-limit', ...this.#counted() };
    this.#run.incumbent(solution, this.#ticks);
    if (unsolved > 0) return { proof: 'none', stopped, solution, ...this.#bound(), ...this.#counted() };
    return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective, ...this.#counted() };
  }

  async #solvePart(component: Component, share: number): Promise<Outcome> {
    const { matrix, columns } = component;
    const { deadline, ticks } = this.#run;
    const isLast = share > 0.999;
    const ticksLeft = ticks === undefined ? undefined : Math.max(1, Math.floor((ticks - (this.#ticks ?? 0)) * share));
    const outcome = await this.#solver.solve(matrix, {
      ...this.#run,
      deadline: isLast ? deadline : now() + Math.max(0, deadline - now()) * Math.max(share, 0.05),
      ...(ticksLeft === undefined ? {} : { ticks: ticksLeft }),
      ...(this.#run.start ? { start: Float64Array.from(columns, (column) => this.#run.start![column] ?? 0) } : {}),
      incoming: () => undefined,
      incumbent: () => undefined,
      bound: (value) => this.#takeBound(component, value),
    });
    this.#ticks = outcome.ticks === undefined || this.#ticks === undefined ? undefined : this.#ticks + outcome.ticks;
    return outcome;
  }

  /** Has open parts take what a solution of the whole says of them, so that each part that is solved makes a better whole. */
  #fill(known: Float64Array | undefined): void {
    if (known?.length !== this.#matrix.numCols || !solutionOf(this.#matrix, known)) return;
    for (const { columns } of this.#open) for (const column of columns) this.#values[column] = known[column]!;
    this.#isComplete = true;
  }

  /** Writes a part's solution into the whole, and passes on what is complete and better. */
  #take(component: Component, { solution, bound }: Outcome): void {
    if (solution) {
      this.#open.delete(component);
      component.columns.forEach((column, i) => {
        this.#values[column] = solution.values[i]!;
      });
    }
    if (this.#isComplete && solution) {
      const whole = solutionOf(this.#matrix, this.#values.slice());
      if (whole) this.#run.incumbent(whole, this.#ticks);
    }
    if (bound !== undefined) this.#takeBound(component, bound);
  }

  /** Passes on what a part's tighter bound makes of the bound of the whole. */
  #takeBound(component: Component, bound: number): void {
    if (!this.#matrix.objective || bound <= this.#bounds.get(component)!) return;
    this.#bounds.set(component, bound);
    const total = this.#bound().bound;
    if (total !== undefined) this.#run.bound(total);
  }

  #bound(): { bound?: number } {
    if (!this.#matrix.objective) return {};
    let total = 0;
    for (const bound of this.#bounds.values()) total += bound;
    return Number.isFinite(total) ? { bound: inModelUnits(this.#matrix, total) } : {};
  }

  #counted(): { ticks?: number } {
    return this.#ticks === undefined ? {} : { ticks: this.#ticks };
  }
}

function leastCost({ numCols, cost, colLower, colUpper }: Matrix): number {
  let least = 0;
  for (let c = 0; c < numCols; c++) {
    if (cost[c] !== 0) least += Math.min(cost[c]! * colLower[c]!, cost[c]! * colUpper[c]!);
  }
  return least;
}
