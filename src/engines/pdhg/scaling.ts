import type { Matrix } from '../matrix.ts';

/** The linear relaxation of a matrix in units in which its entries are of one size. */
export interface Scaled {
  /** Entries, where the matrix has them. */
  readonly values: Float64Array;
  readonly cost: Float64Array;
  readonly colLower: Float64Array;
  readonly colUpper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** What a multiplier of a scaled row is to be multiplied by for the row itself. */
  readonly rowScale: Float64Array;
  /** What a column's scaled amount is to be multiplied by for the column itself. */
  readonly colScale: Float64Array;
}

/** Passes of the first kind; a few make nearly all entries the same size. */
const PASSES = 10;

/**
 * Scales rows and columns, so that steps of one length suit all of them.
 *
 * *Means* the norm of the scaled matrix is at most 1. *Limits* linear time, about twenty passes.
 * *Source* D. Ruiz, "A scaling algorithm to equilibrate both rows and columns norms in matrices", RAL 2001; T. Pock and
 * A. Chambolle, "Diagonal preconditioning for first order primal-dual algorithms in convex optimization", ICCV 2011.
 */
export function scaled(matrix: Matrix): Scaled {
  const { numRows, numCols, starts, indices } = matrix;
  const values = Float64Array.from(matrix.values);
  const rowScale = new Float64Array(numRows).fill(1);
  const colScale = new Float64Array(numCols).fill(1);
  const rows = new Float64Array(numRows);
  const cols = new Float64Array(numCols);
  for (let pass = 0; pass <= PASSES; pass++) {
    rows.fill(0);
    cols.fill(0);
    const isLast = pass === PASSES;
    for (let r = 0; r < numRows; r++) {
      for (let at = starts[r]!; at < starts[r + 1]!; at++) {
        const size = Math.abs(values[at]!);
        const c = indices[at]!;
        rows[r] = isLast ? rows[r]! + size : Math.max(rows[r]!, size);
        cols[c] = isLast ? cols[c]! + size : Math.max(cols[c]!, size);
      }
    }
    turnIntoScales(rows, rowScale);
    turnIntoScales(cols, colScale);
    for (let r = 0; r < numRows; r++) {
      for (let at = starts[r]!; at < starts[r + 1]!; at++) values[at]! *= rows[r]! * cols[indices[at]!]!;
    }
  }
  return {
    values,
    cost: matrix.cost.map((cost, c) => cost * colScale[c]!),
    colLower: matrix.colLower.map((bound, c) => bound / colScale[c]!),
    colUpper: matrix.colUpper.map((bound, c) => bound / colScale[c]!),
    rowLower: matrix.rowLower.map((bound, r) => bound * rowScale[r]!),
    rowUpper: matrix.rowUpper.map((bound, r) => bound * rowScale[r]!),
    rowScale,
    colScale,
  };
}

/** From sizes to what divides by their roots; keeps the product of all of them. */
function turnIntoScales(sizes: Float64Array, product: Float64Array): void {
  for (let i = 0; i < sizes.length; i++) {
    sizes[i] = sizes[i]! > 0 ? 1 / Math.sqrt(sizes[i]!) : 1;
    product[i]! *= sizes[i]!;
  }
}
