import type { Draft } from './draft.ts';

/** y costs, or is an integer, and nothing else helps in the rows that push it: the smallest, or largest, value is best. */
export function extremes(draft: Draft): void {
  const { numCols, cost } = draft.matrix;
  for (let column = 0; column < numCols; column++) {
    if (draft.rows[column] !== undefined || (draft.binary[column] === 1 && cost[column] === 0)) continue;
    const ends = cost[column] === 0 ? ([-1, 1] as const) : ([cost[column]! > 0 ? -1 : 1] as const);
    for (const end of ends) {
      // Without a cost, only rows of one direction leave no reason for another value.
      const rows = rowsThatPush(draft, column, end, cost[column] === 0);
      if (rows === undefined || rows.length === 0) continue;
      draft.define(column, rows, end);
      break;
    }
  }
}

/** The rows that keep the column from its end, or undefined when one of them has something else that could give way. */
function rowsThatPush(draft: Draft, column: number, end: -1 | 1, onlyThose: boolean): number[] | undefined {
  const { rowLower, rowUpper, starts, indices, values } = draft.matrix;
  const rows: number[] = [];
  for (let i = draft.columns.starts[column]!; i < draft.columns.starts[column + 1]!; i++) {
    const row = draft.columns.indices[i]!;
    const rises = draft.columns.values[i]! * -end > 0;
    const needsMore = rowLower[row] !== Number.NEGATIVE_INFINITY;
    const needsLess = rowUpper[row] !== Number.POSITIVE_INFINITY;
    if (needsMore && needsLess) return undefined;
    if (rises !== needsMore) {
      if (onlyThose) return undefined;
      continue;
    }
    const isUnit = Math.abs(draft.columns.values[i]!) === 1;
    if (draft.defines[row] !== -1) return undefined;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      // Quotients of whole numbers are rounded up or down rightly.
      if (!isUnit && !Number.isInteger(values[at]!)) return undefined;
      if (indices[at] !== column && values[at]! > 0 === draft.columns.values[i]! > 0) return undefined;
    }
    rows.push(row);
  }
  return rows;
}
