import type { Draft } from './draft.ts';

/** A clause with y, when y's literal excludes each other literal of it: y's literal is exactly "none of the others". */
export function gates(draft: Draft): void {
  const { numRows, starts, indices, values } = draft.matrix;
  const signs = new Int8Array(numRows);
  for (let row = 0; row < numRows; row++) signs[row] = clauseSign(draft, row);
  const partners = exclusionCounts(draft, signs);
  const mark = new Int32Array(draft.matrix.numCols).fill(-1);
  for (let row = 0; row < numRows; row++) {
    const length = starts[row + 1]! - starts[row]!;
    if (length < 2 || draft.defines[row] !== -1) continue;
    const sign = signs[row]!;
    if (sign === 0) continue;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const column = indices[at]!;
      if (draft.rows[column] !== undefined || partners[column]! < length - 1) continue;
      if (!excludesOthers(draft, { row, at }, { signs, mark })) continue;
      // The literal is as small as the clause allows.
      draft.define(column, [row], sign * values[at]! > 0 ? -1 : 1);
      break;
    }
  }
}

/** +1 when the row reads "at least one literal" as it is, -1 when negated, 0 when it is no clause. */
function clauseSign(draft: Draft, row: number): -1 | 0 | 1 {
  const { starts, indices, values, rowLower, rowUpper } = draft.matrix;
  let [plus, minus] = [0, 0];
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    if (draft.binary[indices[at]!] === 0) return 0;
    if (values[at] === 1) plus++;
    else if (values[at] === -1) minus++;
    else return 0;
  }
  if (rowLower[row] === 1 - minus && rowUpper[row]! >= plus) return 1;
  return rowUpper[row] === plus - 1 && rowLower[row]! <= -minus ? -1 : 0;
}

function exclusionCounts(draft: Draft, signs: Int8Array): Int32Array {
  const { numRows, numCols, starts, indices } = draft.matrix;
  const counts = new Int32Array(numCols);
  for (let row = 0; row < numRows; row++) {
    if (starts[row + 1]! - starts[row]! !== 2 || signs[row] === 0) continue;
    counts[indices[starts[row]!]!]!++;
    counts[indices[starts[row]! + 1]!]!++;
  }
  return counts;
}

interface Scratch {
  readonly signs: Int8Array;
  readonly mark: Int32Array;
}

/** Whether, for each other literal m of the clause, there is a clause of the negations of y's literal and m. */
function excludesOthers(draft: Draft, { row, at }: { row: number; at: number }, { signs, mark }: Scratch): boolean {
  const { starts, indices, values } = draft.matrix;
  const column = indices[at]!;
  const sign = signs[row]!;
  const literal = sign * values[at]!;
  for (let i = draft.columns.starts[column]!; i < draft.columns.starts[column + 1]!; i++) {
    const other = draft.columns.indices[i]!;
    if (starts[other + 1]! - starts[other]! !== 2) continue;
    const itsSign = signs[other]!;
    if (itsSign === 0 || itsSign * draft.columns.values[i]! !== -literal) continue;
    const first = starts[other]!;
    const partner = indices[first] === column ? first + 1 : first;
    // Which literal of the partner is excluded: column and sign in one number.
    mark[indices[partner]!] = 2 * row + (itsSign * values[partner]! > 0 ? 0 : 1);
  }
  for (let i = starts[row]!; i < starts[row + 1]!; i++) {
    if (i === at) continue;
    if (mark[indices[i]!] !== 2 * row + (sign * values[i]! > 0 ? 1 : 0)) return false;
  }
  return true;
}
