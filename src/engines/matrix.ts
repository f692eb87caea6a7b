import type { ConstraintOf } from '../language/constraints/index.ts';
import { type Domain, lowerOf, upperOf } from '../language/domain.ts';
import type { Model, Objective } from '../language/model.ts';
import type { Outcome, Solution } from './outcome.ts';

/**
 * A linear model as flat arrays: `rowLower <= A x <= rowUpper`, `colLower <= x <= colUpper`, x whole.
 *
 * The matrix A is in compressed rows: the entries of row r stand at `starts[r] .. starts[r + 1] - 1` of `indices`
 * (columns, each at most once in a row) and `values`.
 *
 * ```
 * starts   0     2        5
 *          |row 0|row 1   |
 * indices  4  7  0  4  9
 * values   1  1  3 -2  1
 * ```
 */
export interface Matrix {
  readonly numCols: number;
  readonly numRows: number;
  readonly colLower: Float64Array;
  readonly colUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** Objective coefficients, of a sum that is minimised whatever the model's sense. */
  readonly cost: Float64Array;
  /** How the minimised sum is shown; absent when any solution will do. */
  readonly objective?: { readonly sense: 'minimize' | 'maximize'; readonly offset: number; readonly scale: number };
}

/** Numbers that threads share, so that a matrix is not copied for each engine that reads it; nobody changes them. */
export function sharedFloats(count: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(count * Float64Array.BYTES_PER_ELEMENT));
}

/** Whole numbers that threads share; see {@link sharedFloats}. */
export function sharedInts(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}

/** Builds the matrix of a model that has only linear constraints with one range. Linear time. */
export function matrixOf(model: Model): Matrix {
  const rows = model.constraints as readonly ConstraintOf<'linear'>[];
  const numCols = model.variables.length;
  let terms = 0;
  for (const row of rows) terms += row.vars.length;
  const starts = sharedInts(rows.length + 1);
  const indices = sharedInts(terms);
  const values = sharedFloats(terms);
  const place = new Int32Array(numCols).fill(-1);
  let size = 0;
  for (let r = 0; r < rows.length; r++) {
    size = appendRow(rows[r]!, size, { indices, values, place });
    starts[r + 1] = size;
  }
  return matrixAround(model, {
    numRows: rows.length,
    ...{ rowLower: boundsOf(rows, lowerOf), rowUpper: boundsOf(rows, upperOf) },
    starts,
    indices: indices.subarray(0, size),
    values: values.subarray(0, size),
  });
}

/** The matrix of rows with the columns and the objective of a model. */
export function matrixAround(
  model: Model,
  rows: Pick<Matrix, 'numRows' | 'rowLower' | 'rowUpper' | 'starts' | 'indices' | 'values'>,
): Matrix {
  return {
    numCols: model.variables.length,
    ...rows,
    colLower: boundsOf(model.variables, lowerOf),
    colUpper: boundsOf(model.variables, upperOf),
    cost: costsOf(model),
    ...(model.objective ? { objective: shownAs(model.objective) } : {}),
  };
}

function boundsOf(list: readonly { readonly domain: Domain }[], boundOf: (domain: Domain) => number): Float64Array {
  const bounds = sharedFloats(list.length);
  for (let i = 0; i < list.length; i++) bounds[i] = boundOf(list[i]!.domain);
  return bounds;
}

interface Entries {
  readonly indices: Int32Array;
  readonly values: Float64Array;
  /** Where a column stands in the row being written, -1 elsewhere; left as it was found. */
  readonly place: Int32Array;
}

/** Writes one row behind `size`, adding up a variable that occurs twice and leaving out zeros; gives the new size. */
function appendRow(row: ConstraintOf<'linear'>, size: number, { indices, values, place }: Entries): number {
  let end = size;
  for (let i = 0; i < row.vars.length; i++) {
    const column = row.vars[i]!;
    const at = place[column]!;
    if (at >= 0) {
      values[at]! += row.coeffs[i]!;
      continue;
    }
    place[column] = end;
    indices[end] = column;
    values[end] = row.coeffs[i]!;
    end++;
  }
  let kept = size;
  for (let at = size; at < end; at++) {
    place[indices[at]!] = -1;
    // One vendor answers wrongly when an entry is 0.
    if (values[at] === 0) continue;
    indices[kept] = indices[at]!;
    values[kept++] = values[at]!;
  }
  return kept;
}

function costsOf(model: Model): Float64Array {
  const cost = sharedFloats(model.variables.length);
  const { objective } = model;
  if (!objective) return cost;
  const sign = objective.sense === 'minimize' ? 1 : -1;
  objective.vars.forEach((variable, i) => {
    cost[variable]! += sign * objective.coeffs[i]!;
  });
  return cost;
}

/** A matrix by columns: the rows of column c stand at `starts[c] .. starts[c + 1] - 1` of `indices`. */
export interface Columns {
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** The matrix by columns. Linear time. */
export function columnsOf(matrix: Matrix): Columns {
  const starts = new Int32Array(matrix.numCols + 1);
  for (let at = 0; at < matrix.indices.length; at++) starts[matrix.indices[at]! + 1]!++;
  for (let c = 0; c < matrix.numCols; c++) starts[c + 1]! += starts[c]!;
  const fill = starts.slice();
  const indices = new Int32Array(matrix.indices.length);
  const values = new Float64Array(matrix.indices.length);
  for (let r = 0; r < matrix.numRows; r++) {
    for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++) {
      const to = fill[matrix.indices[at]!]!++;
      indices[to] = r;
      values[to] = matrix.values[at]!;
    }
  }
  return { starts, indices, values };
}

/** The greatest whole number that divides every cost; 1 when there is none. */
export function costStep(cost: Float64Array): number {
  let step = 0;
  for (const c of cost) {
    let [a, b] = [step, Math.abs(c)];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
    if (step === 1) return 1;
  }
  return step || 1;
}

function shownAs({ sense, offset, scale = 1 }: Objective): NonNullable<Matrix['objective']> {
  return { sense, offset, scale };
}

/** From the minimised sum to the model's own objective: sense, offset and scale. */
export function inModelUnits({ objective }: Matrix, minimised: number): number {
  if (!objective) return 0;
  const sum = objective.sense === 'minimize' ? minimised : -minimised;
  return objective.scale * (sum + objective.offset);
}

/** The solution of values that keep every bound and every row exactly, or undefined when they do not. */
export function solutionOf(matrix: Matrix, values: Float64Array): Solution | undefined {
  const { starts, indices, values: entries, rowLower, rowUpper, colLower, colUpper } = matrix;
  let cost = 0;
  for (let c = 0; c < matrix.numCols; c++) {
    const value = values[c]!;
    if (!(value >= colLower[c]! && value <= colUpper[c]!)) return undefined;
    cost += matrix.cost[c]! * value;
  }
  for (let r = 0; r < matrix.numRows; r++) {
    let activity = 0;
    for (let at = starts[r]!; at < starts[r + 1]!; at++) activity += entries[at]! * values[indices[at]!]!;
    if (activity < rowLower[r]! || activity > rowUpper[r]!) return undefined;
  }
  return { values, objective: inModelUnits(matrix, cost) };
}

/** Whether a row without entries asks for something else than 0. */
export function hasEmptyRowOutOfRange(matrix: Matrix): boolean {
  for (let r = 0; r < matrix.numRows; r++) {
    const isEmpty = matrix.starts[r] === matrix.starts[r + 1];
    if (isEmpty && (matrix.rowLower[r]! > 0 || matrix.rowUpper[r]! < 0)) return true;
  }
  return false;
}

/** The outcome of a matrix without columns, which holds or does not; some vendors cannot be asked. */
export function outcomeWithoutColumns(matrix: Matrix): Outcome {
  const solution = solutionOf(matrix, new Float64Array(0));
  if (!solution) return { proof: 'infeasible', stopped: 'finished' };
  return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective };
}

/** The least multiple of `step` that is not below a proved bound, within the error of floating point. */
export function roundedBound(bound: number, step: number): number {
  return Math.ceil(bound / step - 1e-6) * step;
}

/** A vendor's vector as whole numbers; what follows the model's variables is dropped. */
export function wholeValues(vector: ArrayLike<number>, length: number): Float64Array {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = Math.round(vector[i]!) + 0;
  return values;
}
