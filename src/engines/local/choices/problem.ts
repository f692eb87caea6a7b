import { disjointChoices } from '../../choices.ts';
import { columnsOf, type Matrix } from '../../matrix.ts';

/**
 * A matrix in which every free column is a member of one choice, as flat arrays.
 *
 * ```
 * first[g]        the members of choice g stand at first[g] .. first[g + 1] - 1, cheapest first
 * choiceOf[m]     the choice of member m
 * columnOf[m]     its column, or -1 for "none of them"
 * memberOf[c]     the member of column c, or -1 for a column that is fixed
 * cost[m]         what it costs
 * entries[m]      its rows stand at entries[m] .. entries[m + 1] - 1 of entryRow, with their weights in entryValue
 * members[r]      the members with an entry in row r stand at members[r] .. members[r + 1] - 1 of rowMember, rising
 * isHeld[m]       whether a row can fall out of its range when the member goes
 * lower, upper    the range of what members add up to in a row
 * ```
 * The rows of the choices themselves are not among the rows.
 */
export interface Choices {
  readonly count: number;
  readonly rows: number;
  readonly first: Int32Array;
  readonly choiceOf: Int32Array;
  readonly columnOf: Int32Array;
  readonly memberOf: Int32Array;
  readonly cost: Float64Array;
  readonly entries: Int32Array;
  readonly entryRow: Int32Array;
  readonly entryValue: Float64Array;
  readonly members: Int32Array;
  readonly rowMember: Int32Array;
  readonly isHeld: Uint8Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The rows of the matrix that are choices. */
  readonly choiceRows: Int32Array;
}

/**
 * Reads a matrix as choices with rows over them; undefined when a free column is not 0/1 or belongs to no choice, or
 * when a choice has nothing to choose from.
 *
 * A choice is a row that allows at most one of its 0/1 columns, or asks for exactly one. Where columns are in several
 * such rows, exact and long ones come first, and the others stay rows. *Limits* about linear time.
 */
export function choicesOf(matrix: Matrix): Choices | undefined {
  const { numCols, colLower, colUpper } = matrix;
  for (let c = 0; c < numCols; c++) {
    if (colLower[c] !== colUpper[c] && (colLower[c] !== 0 || colUpper[c] !== 1)) return undefined;
  }
  const choiceRows = disjointChoices(matrix);
  const lists = membersOf(matrix, choiceRows);
  return lists && flatten(matrix, choiceRows, lists);
}

/** For each choice its columns that can be 1, cheapest first, with -1 where none is a choice, too. */
function membersOf(matrix: Matrix, choiceRows: Int32Array): Int32Array[] | undefined {
  const { numCols, starts, indices, rowLower, cost, colLower, colUpper } = matrix;
  const isMember = new Uint8Array(numCols);
  const costOf = (column: number): number => (column < 0 ? 0 : cost[column]!);
  const lists: Int32Array[] = [];
  for (const row of choiceRows) {
    // None is the first of them; where one is fixed to be chosen, it is the only one.
    const list = new Int32Array(1 + starts[row + 1]! - starts[row]!);
    list[0] = -1;
    let [from, to, fixed] = [rowLower[row] === 1 ? 1 : 0, 1, 0];
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const column = indices[at]!;
      isMember[column] = 1;
      if (colLower[column] === 1) [from, list[0], to, fixed] = [0, column, 1, fixed + 1];
      else if (colUpper[column] === 1 && fixed === 0) list[to++] = column;
    }
    if (fixed > 1 || from === to) return undefined;
    lists.push(byCost(list.subarray(from, to), costOf));
  }
  for (let c = 0; c < numCols; c++) if (isMember[c] === 0 && colLower[c] !== colUpper[c]) return undefined;
  return lists;
}

/** The columns, cheapest first; whole costs that leave room are joined with the place, so that numbers alone are sorted. */
function byCost(list: Int32Array, costOf: (column: number) => number): Int32Array {
  const { length } = list;
  const keys = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    keys[i] = costOf(list[i]!) * length + i;
    if (!Number.isSafeInteger(keys[i])) return list.sort((a, b) => costOf(a) - costOf(b) || a - b);
  }
  keys.sort();
  const sorted = new Int32Array(length);
  for (let i = 0; i < length; i++) sorted[i] = list[((keys[i]! % length) + length) % length]!;
  return sorted;
}

function flatten(matrix: Matrix, choiceRows: Int32Array, lists: readonly Int32Array[]): Choices {
  const columns = columnsOf(matrix);
  const rowOf = new Int32Array(matrix.numRows);
  for (const row of choiceRows) rowOf[row] = -1;
  let rows = 0;
  for (let r = 0; r < matrix.numRows; r++) if (rowOf[r] === 0) rowOf[r] = rows++;
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, g) => {
    first[g + 1] = first[g]! + list.length;
  });
  const size = first[lists.length]!;
  const columnOf = new Int32Array(size);
  const choiceOf = new Int32Array(size);
  const memberOf = new Int32Array(matrix.numCols).fill(-1);
  const cost = new Float64Array(size);
  const entries = new Int32Array(size + 1);
  const entryRow = new Int32Array(matrix.indices.length);
  const entryValue = new Float64Array(matrix.indices.length);
  let end = 0;
  lists.forEach((list, g) => {
    for (let i = 0; i < list.length; i++) {
      const [member, column] = [first[g]! + i, list[i]!];
      choiceOf[member] = g;
      columnOf[member] = column;
      if (column >= 0) {
        memberOf[column] = member;
        cost[member] = matrix.cost[column]!;
        for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
          const row = rowOf[columns.indices[at]!]!;
          if (row < 0) continue;
          entryRow[end] = row;
          entryValue[end++] = columns.values[at]!;
        }
      }
      entries[member + 1] = end;
    }
  });
  const { lower, upper } = rangesOf(matrix, { rowOf, rows, memberOf });
  const flat = { first, choiceOf, columnOf, memberOf, cost, entries, entryRow, entryValue, lower, upper };
  return { ...flat, count: lists.length, rows, choiceRows, ...byRows(flat, rows) };
}

/** The ranges of the rows without what fixed columns put in them. */
function rangesOf(
  matrix: Matrix,
  { rowOf, rows, memberOf }: { rowOf: Int32Array; rows: number; memberOf: Int32Array },
): Pick<Choices, 'lower' | 'upper'> {
  const lower = new Float64Array(rows);
  const upper = new Float64Array(rows);
  for (let r = 0; r < matrix.numRows; r++) {
    const row = rowOf[r]!;
    if (row < 0) continue;
    let fixed = 0;
    for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++) {
      const column = matrix.indices[at]!;
      if (memberOf[column]! < 0) fixed += matrix.values[at]! * matrix.colLower[column]!;
    }
    lower[row] = matrix.rowLower[r]! - fixed;
    upper[row] = matrix.rowUpper[r]! - fixed;
  }
  return { lower, upper };
}

type ByMembers = Pick<Choices, 'entries' | 'entryRow' | 'entryValue' | 'lower' | 'upper'>;

function byRows(
  { entries, entryRow, entryValue, lower, upper }: ByMembers,
  rows: number,
): Pick<Choices, 'members' | 'rowMember' | 'isHeld'> {
  const size = entries.length - 1;
  const members = new Int32Array(rows + 1);
  for (let k = 0; k < entries[size]!; k++) members[entryRow[k]! + 1]!++;
  for (let r = 0; r < rows; r++) members[r + 1]! += members[r]!;
  const fill = members.slice();
  const rowMember = new Int32Array(members[rows]!);
  const isHeld = new Uint8Array(size);
  for (let m = 0; m < size; m++) {
    for (let k = entries[m]!; k < entries[m + 1]!; k++) {
      const row = entryRow[k]!;
      rowMember[fill[row]!++] = m;
      const limit = entryValue[k]! > 0 ? -lower[row]! : upper[row]!;
      if (limit !== Number.POSITIVE_INFINITY) isHeld[m] = 1;
    }
  }
  return { members, rowMember, isHeld };
}
