import { columnsOf, type Matrix } from '../matrix.ts';

/**
 * An assignment of a linear model with everything that a move changes kept up to date.
 *
 * ```
 * values[c]      the value of column c
 * activity[r]    the sum of row r
 * violated       the rows outside their range, in any order; place[r] is where r stands, or -1
 * cost           the minimised sum
 * ```
 * A move costs time linear in the rows of its column.
 */
export class State {
  readonly matrix: Matrix;
  readonly columns: ReturnType<typeof columnsOf>;
  readonly values: Float64Array;
  readonly activity: Float64Array;
  readonly violated: Int32Array;
  readonly #place: Int32Array;
  violatedCount = 0;
  cost = 0;

  constructor(matrix: Matrix, start: Float64Array | undefined) {
    this.matrix = matrix;
    this.columns = columnsOf(matrix);
    this.values = startValues(matrix, start);
    this.activity = new Float64Array(matrix.numRows);
    this.violated = new Int32Array(matrix.numRows);
    this.#place = new Int32Array(matrix.numRows).fill(-1);
    for (let c = 0; c < matrix.numCols; c++) this.cost += matrix.cost[c]! * this.values[c]!;
    for (let r = 0; r < matrix.numRows; r++) {
      let sum = 0;
      for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++) {
        sum += matrix.values[at]! * this.values[matrix.indices[at]!]!;
      }
      this.activity[r] = sum;
      this.#note(r);
    }
  }

  /** By how much row r misses its range when its sum is `activity`; 0 inside. */
  miss(row: number, activity: number): number {
    const { rowLower, rowUpper } = this.matrix;
    if (activity < rowLower[row]!) return rowLower[row]! - activity;
    return activity > rowUpper[row]! ? activity - rowUpper[row]! : 0;
  }

  /** Sets a column. */
  set(column: number, value: number): void {
    const delta = value - this.values[column]!;
    if (delta === 0) return;
    this.values[column] = value;
    this.cost += delta * this.matrix.cost[column]!;
    const { starts, indices, values } = this.columns;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) {
      const row = indices[at]!;
      this.activity[row]! += delta * values[at]!;
      this.#note(row);
    }
  }

  /** How much the weighted misses change when the column changes by `delta`. */
  missChange(column: number, delta: number, weights: Float64Array): number {
    const { starts, indices, values } = this.columns;
    let change = 0;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) {
      const row = indices[at]!;
      const before = this.activity[row]!;
      const difference = this.miss(row, before + delta * values[at]!) - this.miss(row, before);
      if (difference !== 0) change += difference * weights[row]!;
    }
    return change;
  }

  #note(row: number): void {
    const isViolated = this.miss(row, this.activity[row]!) > 0;
    const at = this.#place[row]!;
    if (isViolated === at >= 0) return;
    if (isViolated) {
      this.#place[row] = this.violatedCount;
      this.violated[this.violatedCount++] = row;
      return;
    }
    const last = this.violated[--this.violatedCount]!;
    this.violated[at] = last;
    this.#place[last] = at;
    this.#place[row] = -1;
  }
}

/** The start within the bounds, and for columns without one the bound nearest to 0. */
function startValues(matrix: Matrix, start: Float64Array | undefined): Float64Array {
  return Float64Array.from({ length: matrix.numCols }, (_, c) =>
    Math.min(Math.max(start?.[c] ?? 0, matrix.colLower[c]!), matrix.colUpper[c]!),
  );
}
