import type { Matrix } from '../../matrix.ts';
import type { State } from '../state.ts';
import { Joined } from './joined.ts';

/**
 * Some of the choices of a model that are tied to each other by rows of their own, as the days of one person are.
 *
 * ```
 * steps      for each choice, in order, its decisions, of which at most one is 1
 * followers  the columns that follow from these decisions alone, lower levels first
 * rows       the rows that touch nothing else
 * ```
 */
export interface Line {
  readonly steps: readonly Int32Array[];
  readonly followers: readonly number[];
  readonly rows: readonly number[];
}

/**
 * The lines of a model: what stays together when the rows between lines are left out.
 *
 * Rows join what they touch, narrow ones first, and last of all those that can be broken for a price; as soon as rows of
 * one width would make one line of too much, they and all wider ones only count where they join nothing new. So the rows
 * between lines are those over many lines, or at a price. *Limits* about linear time.
 */
export function linesOf(state: State): readonly Line[] {
  const { matrix, structure } = state;
  if (structure.decisions.some((column) => matrix.colLower[column]! < 0 || matrix.colUpper[column]! > 1)) return [];
  const joined = new Joined(state);
  for (const rows of byWidth(state)) {
    if (!joined.join(rows)) break;
    if (joined.isHopeless) return [];
  }
  const own = structure.decisions.filter((column) => joined.isInLine(column));
  return joined.areNearlyAll(own.length) ? linesAmong(state, joined, own) : [];
}

/** Rows of several free columns, by how many these are; rows at a price behind all others. */
function byWidth({ matrix, structure }: State): number[][] {
  const classes = new Map<number, number[]>();
  for (let row = 0; row < matrix.numRows; row++) {
    const width = freeIn(matrix, row);
    if (width < 2) continue;
    const defined = structure.defines[row]!;
    const rank = defined >= 0 && matrix.cost[defined] !== 0 ? matrix.numCols + width : width;
    if (!classes.has(rank)) classes.set(rank, []);
    classes.get(rank)!.push(row);
  }
  return [...classes].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

/** How many columns of a row are not fixed. */
export function freeIn({ starts, indices, colLower, colUpper }: Matrix, row: number): number {
  let free = 0;
  for (let at = starts[row]!; at < starts[row + 1]!; at++) {
    if (colLower[indices[at]!]! < colUpper[indices[at]!]!) free++;
  }
  return free;
}

function linesAmong(state: State, joined: Joined, decisions: Int32Array): Line[] {
  const { matrix, structure } = state;
  const steps = new Map<number, Map<number, number[]>>();
  for (const column of decisions) {
    const root = joined.find(column);
    if (!steps.has(root)) steps.set(root, new Map());
    const own = steps.get(root)!;
    // A decision without a choice is a step of its own.
    const step = structure.group[column]! >= 0 ? structure.group[column]! : -1 - column;
    if (!own.has(step)) own.set(step, []);
    own.get(step)!.push(column);
  }
  const owner = ownersOf(state, joined, steps);
  const followers = new Map<number, number[]>([...steps.keys()].map((root) => [root, []]));
  const level = structure.level;
  for (let c = 0; c < matrix.numCols; c++) if (level[c]! > 0) followers.get(owner[c]!)?.push(c);
  const rows = rowsBy(matrix, owner);
  return [...steps].map(([root, own]) => ({
    steps: [...own.values()].map((columns) => Int32Array.from(columns)),
    followers: followers.get(root)!.sort((a, b) => level[a]! - level[b]! || a - b),
    rows: rows.get(root) ?? [],
  }));
}

/** Of each column the line that it belongs to, -1 for what does not change, or -2. */
function ownersOf(state: State, joined: Joined, lines: ReadonlyMap<number, unknown>): Int32Array {
  const { matrix, structure } = state;
  const owner = new Int32Array(matrix.numCols).fill(-2);
  for (let c = 0; c < matrix.numCols; c++) {
    if (matrix.colLower[c] === matrix.colUpper[c]) owner[c] = -1;
    else if (structure.level[c] === 0 && lines.has(joined.find(c))) owner[c] = joined.find(c);
  }
  const byLevel = [...structure.level.keys()].filter((c) => structure.level[c]! > 0);
  byLevel.sort((a, b) => structure.level[a]! - structure.level[b]!);
  for (const column of byLevel) {
    if (owner[column] !== -1) owner[column] = ownerOfFollower(state, column, owner);
  }
  return owner;
}

function ownerOfFollower({ matrix, structure }: State, column: number, owner: Int32Array): number {
  let common = -1;
  for (let i = structure.starts[column]!; i < structure.starts[column + 1]!; i++) {
    const row = structure.rowsOf[i]!;
    if (structure.nextFill[column]! >= 0 || structure.defines[row] !== column) return -2;
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
      const input = matrix.indices[at]!;
      if (input === column || owner[input] === -1) continue;
      if (owner[input] === -2 || (common !== -1 && owner[input] !== common)) return -2;
      common = owner[input]!;
    }
  }
  return common;
}

function rowsBy({ starts, indices, numRows }: Matrix, owner: Int32Array): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < numRows; row++) {
    let common = -1;
    for (let at = starts[row]!; at < starts[row + 1]! && common !== -2; at++) {
      const of = owner[indices[at]!]!;
      if (of === -1) continue;
      if (of === -2 || (common !== -1 && of !== common)) common = -2;
      else common = of;
    }
    if (common < 0) continue;
    if (!rows.has(common)) rows.set(common, []);
    rows.get(common)!.push(row);
  }
  return rows;
}
