import { DovetailError } from '../errors.ts';
import { costStep, type Matrix } from './matrix.ts';

/** How large the numbers of a matrix can become: what decides whether floating point can carry a proof. */
export interface Magnitude {
  /** The largest sum of the absolute terms of a row or of its limits. */
  readonly row: number;
  /** The sum of the absolute terms of the objective, in steps of it. */
  readonly cost: number;
}

/** The magnitude of a matrix. Linear time. */
export function magnitudeOf(matrix: Matrix): Magnitude {
  const { starts, indices, values, rowLower, rowUpper, cost } = matrix;
  let row = 0;
  for (let r = 0; r < matrix.numRows; r++) {
    let size = 0;
    for (let at = starts[r]!; at < starts[r + 1]!; at++) size += Math.abs(values[at]!) * reach(matrix, indices[at]!);
    row = Math.max(row, size, finite(rowLower[r]!), finite(rowUpper[r]!));
  }
  let total = 0;
  for (let c = 0; c < matrix.numCols; c++) {
    total += Math.abs(cost[c]!) * reach(matrix, c);
    row = Math.max(row, reach(matrix, c));
  }
  return { row, cost: total / costStep(cost) };
}

function reach({ colLower, colUpper }: Matrix, column: number): number {
  return Math.max(1, Math.abs(colLower[column]!), Math.abs(colUpper[column]!));
}

/** A limit that is not there is of no size. */
function finite(limit: number): number {
  return Number.isFinite(limit) ? Math.abs(limit) : 0;
}

/** Whether both sizes stay within a limit. */
export function isWithin({ row, cost }: Magnitude, most: number): boolean {
  return row <= most && cost <= most;
}

/** Refuses a matrix whose numbers are beyond what a vendor's arithmetic can carry. *Errors* `engine/unsupported`. */
export function refuseMagnitude(matrix: Matrix, engine: string, most: number): void {
  const magnitude = magnitudeOf(matrix);
  if (isWithin(magnitude, most)) return;
  const size = Math.max(magnitude.row, magnitude.cost);
  throw new DovetailError(
    'engine/unsupported',
    `The model has a sum that can reach ${size}; ${engine} takes sums up to ${most}.`,
    { maybe: 'use the engine cp-sat or auto, or smaller numbers.', details: { size, most } },
  );
}
