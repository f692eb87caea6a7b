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
    defineFills(draft, row, filling);
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

function defineFills(draft: Draft, row: number, filling: number[]): void {
  if (filling.length === 0) return;
  filling.sort((a, b) => draft.matrix.cost[a]! - draft.matrix.cost[b]! || a - b);
  const rows = [row];
  for (let i = filling.length - 1; i >= 0; i--) {
    draft.define(filling[i]!, rows, -1);
    draft.nextFill[filling[i]!] = filling[i + 1] ?? -1;
  }
}
