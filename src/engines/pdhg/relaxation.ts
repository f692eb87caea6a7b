import { disjointChoices } from '../choices.ts';
import type { Matrix } from '../matrix.ts';

/**
 * A matrix without its rows: what breaks a row pays the row's multiplier for each unit instead.
 *
 * *Means* with multipliers y, no solution costs less than
 * `min { (c + yA) x : x in its bounds and in its choices } - sum of y_r s_r`, where s_r is the upper end of row r for
 * y_r > 0, and the lower one for y_r < 0. Rows that are disjoint choices of one, or of at most one, stay: each takes its
 * cheapest member.
 * *Source* A. M. Geoffrion, "Lagrangean relaxation for integer programming", Mathematical Programming Study 2, 1974.
 */
export class Relaxation {
  readonly #matrix: Matrix;
  /** Rows that stay. */
  readonly #choices: Int32Array;
  readonly #isRelaxed: Uint8Array;
  /** Columns in no choice. */
  readonly #free: Int32Array;
  /** Costs with what rows pay, and the sizes of what they are the sums of. */
  readonly #reduced: Float64Array;
  readonly #sizes: Float64Array;

  constructor(matrix: Matrix) {
    const { numCols, numRows, starts, indices } = matrix;
    this.#matrix = matrix;
    this.#choices = disjointChoices(matrix);
    this.#isRelaxed = new Uint8Array(numRows).fill(1);
    const isFree = new Uint8Array(numCols).fill(1);
    for (const row of this.#choices) {
      this.#isRelaxed[row] = 0;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) isFree[indices[at]!] = 0;
    }
    this.#free = Int32Array.from(isFree.keys()).filter((c) => isFree[c] === 1);
    this.#reduced = new Float64Array(numCols);
    this.#sizes = new Float64Array(numCols);
  }

  /**
   * The bound that multipliers give, less the most that rounding can have added to it.
   *
   * *Shapes* one multiplier for each row; those of choices, and those that push against an end that is infinite, count as 0.
   */
  boundAt(multipliers: ArrayLike<number>): number {
    const { numCols, numRows, starts, indices, values, rowLower, rowUpper, colLower, colUpper, cost } = this.#matrix;
    const [reduced, sizes] = [this.#reduced, this.#sizes];
    reduced.set(cost);
    for (let c = 0; c < numCols; c++) sizes[c] = Math.abs(cost[c]!);
    let [sum, size] = [0, 0];
    for (let row = 0; row < numRows; row++) {
      const paid = multipliers[row]!;
      const end = paid > 0 ? rowUpper[row]! : rowLower[row]!;
      if (paid === 0 || this.#isRelaxed[row] === 0 || !Number.isFinite(end)) continue;
      sum -= paid * end;
      size += Math.abs(paid * end);
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        const part = paid * values[at]!;
        reduced[indices[at]!]! += part;
        sizes[indices[at]!]! += Math.abs(part);
      }
    }
    for (const row of this.#choices) {
      sum += this.#cheapestOf(row);
      size += this.#largestOf(row);
    }
    for (const c of this.#free) {
      sum += reduced[c]! * (reduced[c]! >= 0 ? colLower[c]! : colUpper[c]!);
      size += sizes[c]! * Math.max(Math.abs(colLower[c]!), Math.abs(colUpper[c]!));
    }
    // A sum of n numbers is off by at most n - 1 roundings of the sum of their sizes, and each of them is such a sum.
    return sum - size * Number.EPSILON * (numCols + 2 * numRows + 2);
  }

  /** What the cheapest member of a choice costs; nothing where none has to be chosen and none gains. */
  #cheapestOf(row: number): number {
    const { starts, indices, rowLower } = this.#matrix;
    let cheapest = rowLower[row] === 1 ? Number.POSITIVE_INFINITY : 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++)
      cheapest = Math.min(cheapest, this.#reduced[indices[at]!]!);
    return cheapest;
  }

  #largestOf(row: number): number {
    const { starts, indices } = this.#matrix;
    let largest = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) largest = Math.max(largest, this.#sizes[indices[at]!]!);
    return largest;
  }
}
