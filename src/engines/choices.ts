import type { Matrix } from './matrix.ts';

/**
 * Rows that are choices and share no column: exact and long ones are taken first, and the others are left.
 *
 * A choice allows at most one of its 0/1 columns, or asks for exactly one. *Limits* linear time but for sorting the choices.
 */
export function disjointChoices(matrix: Matrix): Int32Array {
  const { numRows, starts, indices, rowLower } = matrix;
  const candidates: number[] = [];
  for (let r = 0; r < numRows; r++) if (isChoice(matrix, r)) candidates.push(r);
  const length = (r: number): number => starts[r + 1]! - starts[r]!;
  candidates.sort((a, b) => Number(rowLower[b] === 1) - Number(rowLower[a] === 1) || length(b) - length(a) || a - b);
  const isTaken = new Uint8Array(matrix.numCols);
  const chosen: number[] = [];
  for (const row of candidates) {
    const columns = indices.subarray(starts[row]!, starts[row + 1]!);
    if (columns.some((column) => isTaken[column] === 1)) continue;
    for (const column of columns) isTaken[column] = 1;
    chosen.push(row);
  }
  return Int32Array.from(chosen);
}

function isChoice({ starts, indices, values, rowLower, rowUpper, colLower, colUpper }: Matrix, row: number): boolean {
  if (rowUpper[row] !== 1 || rowLower[row]! > 1 || (rowLower[row]! > 0 && rowLower[row] !== 1)) return false;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const column = indices[at]!;
    if (values[at] !== 1 || colLower[column]! < 0 || colUpper[column]! > 1) return false;
  }
  return starts[row + 1]! > starts[row]!;
}
