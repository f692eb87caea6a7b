import { type Columns, columnsOf, type Matrix } from '../matrix.ts';
import { Dirty } from './dirty.ts';
import { Journal } from './journal.ts';
import { type Structure, structureOf } from './structure.ts';

/**
 * An assignment of a linear model with everything that a move changes kept up to date.
 *
 * ```
 * values[c]      the value of column c
 * activity       the sum of row r is activityOf(r)
 * violated       the rows outside their range, in any order; place[r] is where r stands, or -1
 * missed         the sum of the rows' misses, each times its weight
 * cost           the minimised sum
 * chosen[r]      for a row that is a choice, the decision in it that is 1, or -1
 * upper[c]       what column c may be at most: its bound, or less for a dependent column while a move says so
 * journal        columns and their values before, since the last `commit`
 * ```
 * Setting a decision also sets the columns that follow from it, level by level. A move costs time linear in the rows of
 * the columns that change.
 */
export class State {
  readonly matrix: Matrix;
  readonly columns: Columns;
  readonly structure: Structure;
  readonly values: Float64Array;
  readonly violated: Int32Array;
  readonly weights: Float64Array;
  readonly chosen: Int32Array;
  readonly upper: Float64Array;
  readonly journal = new Journal();
  violatedCount = 0;
  missed = 0;
  cost = 0;
  /** Entries of rows touched: the work done. */
  touched = 0;
  /** The sum, the lower and the upper bound of row r at 4r, 4r + 1 and 4r + 2: what a change of a column reads is together. */
  readonly #rows: Float64Array;
  readonly #place: Int32Array;
  readonly #dirty: Dirty;

  constructor(matrix: Matrix, start: Float64Array | undefined) {
    this.matrix = matrix;
    this.columns = columnsOf(matrix);
    this.structure = structureOf(matrix, this.columns);
    this.values = startValues(matrix, start);
    this.#rows = rowsOf(matrix);
    this.violated = new Int32Array(matrix.numRows);
    this.weights = new Float64Array(matrix.numRows).fill(1);
    this.chosen = new Int32Array(matrix.numRows).fill(-1);
    this.upper = matrix.colUpper.slice();
    this.#place = new Int32Array(matrix.numRows).fill(-1);
    this.#dirty = new Dirty(this.structure);
    this.#countAnew();
    this.#settleAll();
    this.commit();
  }

  #countAnew(): void {
    const { numCols, numRows, cost, starts, indices, values } = this.matrix;
    const { group } = this.structure;
    for (let c = 0; c < numCols; c++) {
      this.cost += cost[c]! * this.values[c]!;
      if (group[c]! >= 0 && this.values[c] === 1) this.chosen[group[c]!] = c;
    }
    for (let r = 0; r < numRows; r++) {
      let sum = 0;
      for (let at = starts[r]!; at < starts[r + 1]!; at++) sum += values[at]! * this.values[indices[at]!]!;
      this.#rows[4 * r] = sum;
      this.#note(r, 0, this.miss(r, sum));
    }
  }

  /** Sets every dependent column from what it follows from. */
  #settleAll(): void {
    const { defines } = this.structure;
    for (let r = 0; r < defines.length; r++) if (defines[r]! >= 0) this.#dirty.add(defines[r]!);
    this.#propagate();
  }

  /** The sum of a row. */
  activityOf(row: number): number {
    return this.#rows[4 * row]!;
  }

  /** By how much row r misses its range when its sum is `activity`; 0 inside. */
  miss(row: number, activity: number): number {
    const { rowLower, rowUpper } = this.matrix;
    if (activity < rowLower[row]!) return rowLower[row]! - activity;
    return activity > rowUpper[row]! ? activity - rowUpper[row]! : 0;
  }

  /** Sets a decision and everything that follows. */
  set(column: number, value: number): void {
    this.#write(column, value);
    this.#propagate();
  }

  /** Sets a dependent column, and everything that follows, from what it follows from. */
  follow(column: number): void {
    this.#dirty.add(column);
    this.#propagate();
  }

  /** What was set up to now stays. */
  commit(): void {
    this.journal.length = 0;
  }

  /** Takes back everything behind a length of the journal. */
  rollback(mark: number): void {
    const { journal } = this;
    const { columns, values } = journal;
    for (let i = journal.length - 1; i >= mark; i--) this.#change(columns[i]!, values[i]!);
    journal.length = mark;
  }

  /** Gives the row more weight while it is violated. */
  raiseWeight(row: number): void {
    this.weights[row]! += 1;
    this.missed += this.miss(row, this.activityOf(row));
  }

  /** Brings all weights back to 1; for a state without misses. */
  resetWeights(): void {
    this.weights.fill(1);
    this.missed = 0;
  }

  #write(column: number, value: number): void {
    if (value === this.values[column]!) return;
    this.journal.push(column, this.values[column]!);
    this.#change(column, value);
    const { starts, indices } = this.columns;
    const { defines } = this.structure;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) {
      const dependent = defines[indices[at]!]!;
      if (dependent >= 0 && dependent !== column) this.#dirty.add(dependent);
    }
  }

  /** Sets one column and nothing that follows. */
  #change(column: number, value: number): void {
    const delta = value - this.values[column]!;
    const { starts, indices, values } = this.columns;
    const rows = this.#rows;
    this.values[column] = value;
    this.cost += delta * this.matrix.cost[column]!;
    const group = this.structure.group[column]!;
    if (group >= 0) {
      if (value === 1) this.chosen[group] = column;
      else if (this.chosen[group] === column) this.chosen[group] = -1;
    }
    const end = starts[column + 1]!;
    this.touched += end - starts[column]!;
    for (let at = starts[column]!; at < end; at++) {
      const row = indices[at]!;
      const before = rows[4 * row]!;
      const lower = rows[4 * row + 1]!;
      const upper = rows[4 * row + 2]!;
      const after = before + delta * values[at]!;
      rows[4 * row] = after;
      const missBefore = before < lower ? lower - before : before > upper ? before - upper : 0;
      const missAfter = after < lower ? lower - after : after > upper ? after - upper : 0;
      if (missBefore !== missAfter) this.#note(row, missBefore, missAfter);
    }
  }

  #propagate(): void {
    const dirty = this.#dirty;
    for (let level = 1; level < dirty.levels; level++) {
      // What is set here only marks higher levels.
      for (let column = dirty.take(level); column >= 0; column = dirty.take(level)) this.#follow(column);
    }
  }

  /** Sets a dependent column to what follows. */
  #follow(column: number): void {
    if (this.structure.nextFill[column]! < 0) this.#write(column, this.following(column));
    else this.filling(column, 0, this.#writeFilled);
  }

  readonly #writeFilled = (column: number, value: number): void => this.#write(column, value);

  /** The value of a dependent column at its end of what its rows allow, if the sum of `row` were higher by `delta`. */
  following(column: number, row = -1, delta = 0): number {
    const { starts, end, rowsOf, coefficients } = this.structure;
    const { upper } = this;
    const { colLower } = this.matrix;
    const isLowest = end[column]! < 0;
    let value = isLowest ? colLower[column]! : upper[column]!;
    for (let i = starts[column]!; i < starts[column + 1]!; i++) {
      const other = rowsOf[i]!;
      const coefficient = coefficients[i]!;
      const rest = this.#rows[4 * other]! + (other === row ? delta : 0) - coefficient * this.values[column]!;
      const limit = this.#rows[4 * other + (coefficient > 0 === isLowest ? 1 : 2)]!;
      const exact = (limit - rest) / coefficient;
      const allowed = isLowest ? Math.ceil(exact) : Math.floor(exact);
      if (isLowest ? allowed > value : allowed < value) value = allowed;
    }
    return Math.min(Math.max(value, colLower[column]!), upper[column]!);
  }

  /**
   * Tells what a row needs, or has too much, of the columns that fill it, in their order, if its sum were higher by `delta`;
   * gives what is left when they are full.
   */
  filling(first: number, delta: number, take: (column: number, value: number) => void): number {
    const { starts, rowsOf, coefficients, nextFill } = this.structure;
    const { rowLower, rowUpper } = this.matrix;
    const row = rowsOf[starts[first]!]!;
    let rest = this.activityOf(row) + delta;
    for (let c = first; c >= 0; c = nextFill[c]!) rest -= coefficients[starts[c]!]! * this.values[c]!;
    let short = Math.max(0, Math.ceil(rowLower[row]! - rest));
    let over = Math.max(0, Math.ceil(rest - rowUpper[row]!));
    for (let c = first; c >= 0; c = nextFill[c]!) {
      const raises = coefficients[starts[c]!]! > 0;
      const value = Math.min(raises ? short : over, this.upper[c]!);
      if (raises) short -= value;
      else over -= value;
      take(c, value);
    }
    return short + over;
  }

  #note(row: number, before: number, after: number): void {
    this.missed += (after - before) * this.weights[row]!;
    const at = this.#place[row]!;
    if (after > 0 === at >= 0) return;
    if (after > 0) {
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

/** The rows as {@link State} keeps them, with sums of 0. */
function rowsOf({ numRows, rowLower, rowUpper }: Matrix): Float64Array {
  const rows = new Float64Array(4 * numRows);
  for (let r = 0; r < numRows; r++) {
    rows[4 * r + 1] = rowLower[r]!;
    rows[4 * r + 2] = rowUpper[r]!;
  }
  return rows;
}

/** The start within the bounds, and for columns without one the bound nearest to 0. */
function startValues(matrix: Matrix, start: Float64Array | undefined): Float64Array {
  const values = new Float64Array(matrix.numCols);
  for (let c = 0; c < matrix.numCols; c++) {
    values[c] = Math.min(Math.max(start?.[c] ?? 0, matrix.colLower[c]!), matrix.colUpper[c]!);
  }
  return values;
}
