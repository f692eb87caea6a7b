import type { Matrix } from '../matrix.ts';

/**
 * The rows on which an {@link Ascent} moves, with columns in units of their widths (each is between 0 and 1) and entries in units
 * of the row's largest.
 */
export interface AscentRows {
  /** Which rows of the matrix they are. */
  readonly rows: Int32Array;
  /** Row i of these has the entries `starts[i] .. starts[i + 1] - 1`. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  /** Between -1 and 1; in no row are all below 0. */
  readonly weights: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** What a multiplier is to be divided by for the matrix's own row. */
  readonly scales: Float64Array;
  /** Whether all weights of a row are 1 or -1. */
  readonly isUnit: Uint8Array;
}

/** The rows that tie two columns or more, all of them of finite ranges. */
export function ascentRows(matrix: Matrix): AscentRows {
  const { starts, indices, values, colLower, colUpper, rowLower, rowUpper } = matrix;
  const rows = rowsToTake(matrix);
  const entries = rows.reduce((sum, row) => sum + starts[row + 1]! - starts[row]!, 0);
  const [columns, weights] = [new Int32Array(entries), new Float64Array(entries)];
  const own = {
    rows: Int32Array.from(rows),
    starts: new Int32Array(rows.length + 1),
    lower: new Float64Array(rows.length),
    upper: new Float64Array(rows.length),
    scales: Float64Array.from(rows, (row) => scaleOf(matrix, row)),
    isUnit: new Uint8Array(rows.length).fill(1),
  };
  let size = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const scale = own.scales[i]!;
    let base = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const c = indices[at]!;
      base += values[at]! * colLower[c]!;
      if (colUpper[c] === colLower[c]) continue;
      columns[size] = c;
      weights[size] = (values[at]! * (colUpper[c]! - colLower[c]!)) / scale;
      if (Math.abs(weights[size++]!) !== 1) own.isUnit[i] = 0;
    }
    own.starts[i + 1] = size;
    const ends = [(rowLower[row]! - base) / scale, (rowUpper[row]! - base) / scale];
    own.lower[i] = Math.min(...ends);
    own.upper[i] = Math.max(...ends);
  }
  return { ...own, columns: columns.subarray(0, size), weights: weights.subarray(0, size) };
}

/** The largest entry of a row in units of widths; below 0 where all are. */
function scaleOf({ starts, indices, values, colLower, colUpper }: Matrix, row: number): number {
  let [least, largest] = [0, 0];
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const c = indices[at]!;
    const weight = values[at]! * (colUpper[c]! - colLower[c]!);
    least = Math.min(least, weight);
    largest = Math.max(largest, weight);
  }
  return largest > 0 ? Math.max(largest, -least) : least;
}

/** Those with two columns at least that are not fixed, as far as all ranges are finite. */
function rowsToTake({ numRows, starts, indices, colLower, colUpper }: Matrix): number[] {
  const tying: number[] = [];
  for (let row = 0; row < numRows; row++) {
    let moving = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const width = colUpper[indices[at]!]! - colLower[indices[at]!]!;
      if (width === Number.POSITIVE_INFINITY) moving = Number.NEGATIVE_INFINITY;
      else if (width > 0) moving++;
    }
    if (moving >= 2) tying.push(row);
  }
  return tying;
}
