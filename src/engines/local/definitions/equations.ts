import type { Draft } from './draft.ts';

/** `y = sum`: an equation with a coefficient of 1 or -1 for y, where y alone stands on its side, or is the way out of a choice. */
export function equations(draft: Draft): void {
  const { numRows, rowLower, rowUpper } = draft.matrix;
  for (let row = 0; row < numRows; row++) {
    if (rowLower[row] !== rowUpper[row]) continue;
    const column = loneSideOf(draft, row) ?? wayOutOf(draft, row);
    if (column !== undefined) draft.define(column, [row], -1);
  }
}

/** The undefined column with coefficient 1 or -1 whose sign no other has; the last one in a row of two. */
function loneSideOf({ matrix, rows }: Draft, row: number): number | undefined {
  const { starts, indices, values } = matrix;
  const [from, to] = [starts[row]!, starts[row + 1]!];
  if (to - from < 2) return undefined;
  let [plus, minus, plusAt, minusAt] = [0, 0, -1, -1];
  for (let at = from; at < to; at++) {
    if (!Number.isInteger(values[at]!)) return undefined;
    if (values[at]! > 0) {
      plus++;
      plusAt = at;
    } else {
      minus++;
      minusAt = at;
    }
  }
  const definable = (at: number): number =>
    Math.abs(values[at]!) === 1 && rows[indices[at]!] === undefined ? indices[at]! : -1;
  const column = Math.max(plus === 1 ? definable(plusAt) : -1, minus === 1 ? definable(minusAt) : -1);
  return column < 0 ? undefined : column;
}

/** In a choice of exactly one, the column that costs more than each other. */
function wayOutOf(draft: Draft, row: number): number | undefined {
  const { starts, indices, values, cost, rowUpper } = draft.matrix;
  if (rowUpper[row] !== 1) return undefined;
  let [best, second, column] = [0, 0, -1];
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const c = indices[at]!;
    if (values[at] !== 1 || draft.binary[c] === 0) return undefined;
    if (cost[c]! > best) [second, best, column] = [best, cost[c]!, c];
    else second = Math.max(second, cost[c]!);
  }
  return column >= 0 && best > second && draft.rows[column] === undefined ? column : undefined;
}
