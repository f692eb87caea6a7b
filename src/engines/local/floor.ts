import type { Matrix } from '../matrix.ts';
import type { Structure } from './structure.ts';

/** More than the error that sums of quotients add up to, relative to the sum. */
const ROUNDING = 1e-10;

/**
 * A cost below which no solution is: every choice of exactly one takes its cheapest, every other column the end of its
 * bounds that costs less, and rows that those ends break, as long as they share no column, pay what breaking them least
 * costs. *Limits* linear time but for sorting the rows that pay; far from tight where choices are in each other's way.
 */
export function floorOf(matrix: Matrix, { groups }: Pick<Structure, 'groups'>): number {
  const isCounted = new Uint8Array(matrix.numCols);
  let floor = 0;
  for (const row of groups) if (isExact(matrix, row)) floor += cheapestOf(matrix, row, isCounted);
  for (let c = 0; c < matrix.numCols; c++) {
    if (isCounted[c] === 0) floor += matrix.cost[c]! * cheapEnd(matrix, c);
  }
  // Divisions round: what they add up to is believed to ten digits.
  const paid = paidByRows(matrix, isCounted) * (1 - ROUNDING) - ROUNDING;
  return floor + Math.max(0, Math.ceil(paid));
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

/** The value of a column that costs least. */
function cheapEnd({ cost, colLower, colUpper }: Matrix, column: number): number {
  return cost[column]! >= 0 ? colLower[column]! : colUpper[column]!;
}

/** What rows cost that the cheap ends break, each column in one row only. */
function paidByRows(matrix: Matrix, isCounted: Uint8Array): number {
  const paying: { row: number; price: number }[] = [];
  for (let row = 0; row < matrix.numRows; row++) {
    const price = priceOf(matrix, row, isCounted);
    if (price > 0) paying.push({ row, price });
  }
  paying.sort((a, b) => b.price - a.price || a.row - b.row);
  let paid = 0;
  for (const { row, price } of paying) {
    const [from, to] = [matrix.starts[row]!, matrix.starts[row + 1]!];
    const own = matrix.indices.subarray(from, to);
    if (own.some((column) => isCounted[column] === 1)) continue;
    for (const column of own) isCounted[column] = 1;
    paid += price;
  }
  return paid;
}

/** What it costs at least to bring a row into its range from the cheap ends; 0 when a column of it is counted already. */
function priceOf(matrix: Matrix, row: number, isCounted: Uint8Array): number {
  const { starts, indices, values, rowLower, rowUpper, cost, colLower } = matrix;
  let activity = 0;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    if (isCounted[indices[at]!] === 1) return 0;
    activity += values[at]! * cheapEnd(matrix, indices[at]!);
  }
  const isShort = activity < rowLower[row]!;
  const need = isShort ? rowLower[row]! - activity : activity - rowUpper[row]!;
  if (need <= 0) return 0;
  let cheapest = Number.POSITIVE_INFINITY;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const column = indices[at]!;
    const goesUp = cheapEnd(matrix, column) === colLower[column];
    if ((values[at]! > 0 === goesUp) !== isShort) continue;
    cheapest = Math.min(cheapest, Math.abs(cost[column]! / values[at]!));
  }
  return Number.isFinite(cheapest) ? need * cheapest : 0;
}
