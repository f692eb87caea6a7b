import { columnsOf, type Matrix } from '../engines/matrix.ts';
import { isFeasible } from '../language/holds.ts';
import type { Model } from '../language/model.ts';
import { Forms } from './race/forms.ts';

/** Slack for divisions, so that a bound of 2.9999999999 counts as 3. */
const EPSILON = 1e-9;

/**
 * A complete assignment from a partial one: what is decided stays, what follows from it is derived, and what is left
 * is chosen as the objective likes it best, the dearest first.
 *
 * *Means* bounds propagation over the rows of the model after each choice, without taking a choice back. Where the
 * decided values have one completion, or where auxiliary variables are bounded by them on the dear side only, the result
 * is feasible whenever there is a feasible completion; otherwise rows stay broken, and the start is still of use.
 * *Shapes* `decided` has a value for each variable of the model, NaN where it is open; so has the result, without NaN.
 * *Limits* linear in the rows that are touched; one rewriting of the model, where it is not in rows already.
 * *Errors* `engine/unsupported` for a model that cannot be brought into rows.
 */
export function complete(model: Model, decided: ArrayLike<number>): Float64Array {
  // What is complete and holds needs no rows, which a model of many intervals may be too large for.
  if (!isOpen(decided) && isFeasible(model, Float64Array.from(decided))) return Float64Array.from(decided);
  const matrix = new Forms(model).for('highs').input as Matrix;
  const bounds = new Bounds(matrix);
  // What the model decides by itself goes first, so that nothing decided contradicts it.
  bounds.propagate();
  for (let column = 0; column < decided.length; column++) {
    const value = decided[column]!;
    if (!Number.isNaN(value)) bounds.fix(column, value);
  }
  bounds.propagate();
  for (const column of byCost(matrix)) {
    if (bounds.isFixed(column)) continue;
    bounds.fix(column, matrix.cost[column]! < 0 ? bounds.greatest(column) : bounds.least(column));
    bounds.propagate();
  }
  return bounds.lower.slice(0, model.variables.length);
}

function isOpen(decided: ArrayLike<number>): boolean {
  for (let i = 0; i < decided.length; i++) if (Number.isNaN(decided[i])) return true;
  return false;
}

/** Every column, the dearest first. */
function byCost({ cost, numCols }: Matrix): Int32Array {
  const order = Int32Array.from({ length: numCols }, (_, column) => column);
  return order.sort((a, b) => Math.abs(cost[b]!) - Math.abs(cost[a]!) || a - b);
}

/** Bounds of columns that rows tighten; a row that cannot hold any more is left alone. */
class Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly #matrix: Matrix;
  readonly #columns: ReturnType<typeof columnsOf>;
  /** Rows to look at, each once. */
  readonly #queue: number[];
  readonly #isQueued: Uint8Array;
  readonly #isBroken: Uint8Array;

  constructor(matrix: Matrix) {
    this.#matrix = matrix;
    this.#columns = columnsOf(matrix);
    this.lower = matrix.colLower.slice();
    this.upper = matrix.colUpper.slice();
    this.#queue = Array.from({ length: matrix.numRows }, (_, row) => row);
    this.#isQueued = new Uint8Array(matrix.numRows).fill(1);
    this.#isBroken = new Uint8Array(matrix.numRows);
  }

  isFixed(column: number): boolean {
    return this.lower[column] === this.upper[column];
  }

  /** The least value, or the one that is nearest to 0 when there is none. */
  least(column: number): number {
    return Number.isFinite(this.lower[column]) ? this.lower[column]! : Math.min(0, this.upper[column]!);
  }

  greatest(column: number): number {
    return Number.isFinite(this.upper[column]) ? this.upper[column]! : Math.max(0, this.lower[column]!);
  }

  /** Sets a column to the value, or to the bound that is nearest to it. */
  fix(column: number, value: number): void {
    const allowed = Math.min(Math.max(value, this.lower[column]!), this.upper[column]!);
    this.lower[column] = allowed;
    this.upper[column] = allowed;
    this.#touch(column);
  }

  #touch(column: number): void {
    const { starts, indices } = this.#columns;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) {
      const row = indices[at]!;
      if (this.#isQueued[row] === 1 || this.#isBroken[row] === 1) continue;
      this.#isQueued[row] = 1;
      this.#queue.push(row);
    }
  }

  propagate(): void {
    const queue = this.#queue;
    for (let next = 0; next < queue.length; next++) {
      this.#isQueued[queue[next]!] = 0;
      this.#propagateRow(queue[next]!);
    }
    queue.length = 0;
  }

  #propagateRow(row: number): void {
    const { starts, indices, values, rowLower, rowUpper } = this.#matrix;
    let [least, most] = [0, 0];
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const [coefficient, column] = [values[at]!, indices[at]!];
      least += coefficient * (coefficient > 0 ? this.lower : this.upper)[column]!;
      most += coefficient * (coefficient > 0 ? this.upper : this.lower)[column]!;
    }
    if (least > rowUpper[row]! + EPSILON || most < rowLower[row]! - EPSILON) {
      this.#isBroken[row] = 1;
      return;
    }
    if (least >= rowLower[row]! && most <= rowUpper[row]!) return;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const [coefficient, column] = [values[at]!, indices[at]!];
      if (this.isFixed(column)) continue;
      const own = coefficient > 0 ? this.lower[column]! : this.upper[column]!;
      const ownMost = coefficient > 0 ? this.upper[column]! : this.lower[column]!;
      const room = (rowUpper[row]! - (least - coefficient * own)) / coefficient;
      const need = (rowLower[row]! - (most - coefficient * ownMost)) / coefficient;
      this.#tighten(column, coefficient > 0 ? need : room, coefficient > 0 ? room : need);
    }
  }

  /** Takes values out of a column; bounds that are not numbers, from rows without end, say nothing. */
  #tighten(column: number, from: number, to: number): void {
    const [lower, upper] = [Math.ceil(from - EPSILON), Math.floor(to + EPSILON)];
    const isHigher = lower > this.lower[column]! && lower <= this.upper[column]!;
    const isLower = upper < this.upper[column]! && upper >= this.lower[column]!;
    if (isHigher) this.lower[column] = lower;
    if (isLower && upper >= this.lower[column]!) this.upper[column] = upper;
    if (isHigher || isLower) this.#touch(column);
  }
}
