import type { Columns, Matrix } from '../matrix.ts';
import { type Definitions, definitionsOf } from './definitions/index.ts';
import { type Demands, demandsOf } from './demands.ts';

/**
 * How the columns of a matrix hang together: which are decided by the search, which follow from others, and which rows
 * choose one of several.
 *
 * ```
 * decisions   columns that the search sets
 * level[c]    0 for a decision; a dependent column stands after everything that it follows from
 * defines[r]  the dependent column that row r defines, or -1
 * end[c]      which end of what its defining rows allow a dependent takes: -1 the smallest, +1 the largest
 * rowsOf      the defining rows of column c stand at starts[c] .. starts[c + 1] - 1
 * group[c]    the row that allows at most one of its decisions to be 1, of which the decision c is one; or -1
 * ```
 */
export interface Structure extends Definitions {
  readonly decisions: Int32Array;
  readonly group: Int32Array;
  readonly groups: Int32Array;
  /** The groups that nothing else opens or closes, as a choice of blocks is opened by the choice of its day. */
  readonly leading: Int32Array;
  readonly demands: Demands;
}

/** Finds the structure of a matrix, in time about linear in its entries. */
export function structureOf(matrix: Matrix, columns: Columns): Structure {
  const definitions = definitionsOf(matrix, columns);
  const { group, groups } = groupsOf(matrix, definitions.level);
  const structure = {
    ...definitions,
    decisions: positionsOf(definitions.level, 0),
    group,
    groups,
    // Without room of its own, a choice waits for a dependent column to give it some, unless that column follows from it.
    leading: groups.filter((row) => matrix.rowUpper[row]! >= 1 || definitions.defines[row]! >= 0),
  };
  return { ...structure, demands: demandsOf(matrix, structure) };
}

/** Where a list has a value. */
function positionsOf(values: Int32Array | Uint8Array, wanted: number): Int32Array {
  const found = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === wanted) found[count++] = i;
  return found.slice(0, count);
}

/** The choices: rows in which at most one decision can be 1. Of several for one column the longest exact one counts. */
function groupsOf(matrix: Matrix, level: Int32Array): { group: Int32Array; groups: Int32Array } {
  const { numCols, numRows, starts, indices, rowLower, rowUpper } = matrix;
  const rank = new Float64Array(numCols);
  const group = new Int32Array(numCols).fill(-1);
  for (let row = 0; row < numRows; row++) {
    const size = choiceSize(matrix, level, row);
    if (size < 2) continue;
    const worth = size + (rowLower[row] === rowUpper[row] ? numCols : 0);
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const column = indices[at]!;
      if (level[column] !== 0 || worth <= rank[column]!) continue;
      rank[column] = worth;
      group[column] = row;
    }
  }
  const used = new Uint8Array(numRows);
  for (const row of group) if (row >= 0) used[row] = 1;
  return { group, groups: positionsOf(used, 1) };
}

/** How many decisions a row chooses among, when it allows at most one of them; 0 when it is no choice. */
function choiceSize(matrix: Matrix, level: Int32Array, row: number): number {
  const { starts, indices, values, rowUpper, colLower, colUpper } = matrix;
  let room = rowUpper[row]!;
  let size = 0;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    const column = indices[at]!;
    const value = values[at]!;
    if (level[column] === 0) {
      if (value !== 1 || colLower[column] !== 0 || colUpper[column] !== 1) return 0;
      size++;
    } else {
      room -= Math.min(value * colLower[column]!, value * colUpper[column]!);
    }
  }
  return room < 2 && room >= 0 ? size : 0;
}
