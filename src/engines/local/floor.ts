import type { Matrix } from '../matrix.ts';
import type { Structure } from './structure.ts';

/**
 * A cost below which no assignment is, feasible or not: every choice of exactly one takes its cheapest, and every other
 * column the end of its bounds that costs less. *Limits* linear time; far from tight where choices are in each other's
 * way.
 */
export function floorOf(matrix: Matrix, { groups }: Pick<Structure, 'groups'>): number {
  const isCounted = new Uint8Array(matrix.numCols);
  let floor = 0;
  for (const row of groups) if (isExact(matrix, row)) floor += cheapestOf(matrix, row, isCounted);
  for (let c = 0; c < matrix.numCols; c++) {
    if (isCounted[c] === 0)
      floor += Math.min(matrix.cost[c]! * matrix.colLower[c]!, matrix.cost[c]! * matrix.colUpper[c]!);
  }
  return floor;
}

/** Whether the row reads: exactly one of its 0/1 columns. */
function isExact({ starts, indices, values, rowLower, rowUpper, colLower, colUpper }: Matrix, row: number): boolean {
  if (rowLower[row] !== 1 || rowUpper[row] !== 1) return false;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const column = indices[at]!;
    if (values[at] !== 1 || colLower[column] !== 0 || colUpper[column] !== 1) return false;
  }
  return true;
}

/** The least cost of the row's columns, which are counted with it; what was counted before costs nothing more. */
function cheapestOf({ starts, indices, cost }: Matrix, row: number, isCounted: Uint8Array): number {
  let cheapest = Number.POSITIVE_INFINITY;
  let others = 0;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const column = indices[at]!;
    const isNew = isCounted[column] === 0;
    isCounted[column] = 1;
    if (!isNew) others = 1;
    else cheapest = Math.min(cheapest, cost[column]!);
  }
  return others === 1 ? Math.min(cheapest, 0) : cheapest;
}
