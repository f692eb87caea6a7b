import type { Draft } from './draft.ts';

/** Several columns that occur in one row only, and that alone can help it, take what it needs, cheapest first. */
export function fills(draft: Draft): void {
  const { numRows, indices, starts, rowLower, rowUpper } = draft.matrix;
  for (let row = 0; row < numRows; row++) {
    if (draft.defines[row] !== -1) continue;
    const needsMore = rowLower[row] !== Number.NEGATIVE_INFINITY;
    if (needsMore && rowUpper[row] !== Number.POSITIVE_INFINITY) continue;
    const filling: number[] = [];
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      if (draft.matrix.values[at]! > 0 !== needsMore) continue;
      if (!isFilling(draft, at, needsMore)) {
        filling.length = 0;
        break;
      }
      filling.push(indices[at]!);
    }
    defineFills(draft, row, byCost(draft, filling));
  }
}

/**
 * What a sum is short of, or has too much, of a value, for a price (deviations of goal programming: A. Charnes and W. Cooper,
 * 1961): columns of both signs that occur in one equation only.
 */
export function deviations(draft: Draft): void {
  const { numRows, indices, starts, values, rowLower, rowUpper } = draft.matrix;
  for (let row = 0; row < numRows; row++) {
    if (rowLower[row] !== rowUpper[row]) continue;
    const [short, over]: [number[], number[]] = [[], []];
    let isWhole = true;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      if (!Number.isInteger(values[at]!)) isWhole = false;
      if (draft.matrix.cost[indices[at]!]! <= 0) continue;
      if (isFilling(draft, at, true)) short.push(indices[at]!);
      else if (isFilling(draft, at, false)) over.push(indices[at]!);
    }
    if (!isWhole || short.length === 0 || over.length === 0) continue;
    if (short.length + over.length === starts[row + 1]! - starts[row]!) continue;
    defineFills(draft, row, [...byCost(draft, short), ...byCost(draft, over)]);
  }
}

function isFilling(draft: Draft, at: number, needsMore: boolean): boolean {
  const { indices, values, cost, colLower } = draft.matrix;
  const column = indices[at]!;
  const isSingle = draft.columns.starts[column + 1]! - draft.columns.starts[column]! === 1;
  return (
    isSingle &&
    values[at] === (needsMore ? 1 : -1) &&
    cost[column]! >= 0 &&
    colLower[column] === 0 &&
    !draft.rows[column]
  );
}

function byCost({ matrix }: Draft, columns: readonly number[]): number[] {
  return columns.toSorted((a, b) => matrix.cost[a]! - matrix.cost[b]! || a - b);
}

function defineFills(draft: Draft, row: number, filling: readonly number[]): void {
  if (filling.length === 0) return;
  const rows = [row];
  for (let i = filling.length - 1; i >= 0; i--) {
    draft.define(filling[i]!, rows, -1);
    draft.nextFill[filling[i]!] = filling[i + 1] ?? -1;
  }
}
