import type { Matrix } from '../../matrix.ts';
import type { State } from '../state.ts';

/** Fewer steps than these are no line: a chain of repairs changes as many. */
const LEAST_STEPS = 7;
/** More steps than these make too many ways. */
const MOST_STEPS = 400;
/** Unless lines have at least this share of all decisions, the model is not made of them. */
const LEAST_SHARE = 9 / 10;
/** A line has at most this share of all steps, or it is the model as a whole. */
const MOST_SHARE = 1 / 3;

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
  return joined.lines();
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

/** Columns that belong together (disjoint sets: B. Galler and M. Fischer, Communications of the ACM 7, 1964). */
class Joined {
  readonly #state: State;
  #parent: Int32Array;
  /** Of each root, how many steps its set has. */
  #steps: Int32Array;
  /** Of each root, how many decisions its set has. */
  #size: Int32Array;
  /** Steps and decisions in all, and decisions in sets with too many steps. */
  #total = 0;
  #decisions = 0;
  #long = 0;

  constructor(state: State) {
    this.#state = state;
    const { matrix, structure } = state;
    this.#parent = Int32Array.from({ length: matrix.numCols }, (_, c) => c);
    this.#steps = new Int32Array(matrix.numCols);
    this.#size = new Int32Array(matrix.numCols);
    const seen = new Uint8Array(matrix.numRows);
    const first = new Int32Array(matrix.numRows);
    for (const column of structure.decisions) {
      if (matrix.colLower[column] === matrix.colUpper[column]) continue;
      this.#decisions++;
      this.#size[column] = 1;
      const group = structure.group[column]!;
      if (group >= 0 && seen[group] === 1) {
        this.#unite(column, first[group]!);
        continue;
      }
      if (group >= 0) {
        seen[group] = 1;
        first[group] = column;
      }
      this.#steps[column] = 1;
      this.#total++;
    }
  }

  /** Whether too many decisions are in sets that are too long already, since sets only grow. */
  get isHopeless(): boolean {
    return this.#long > (1 - LEAST_SHARE) * this.#decisions;
  }

  /** Joins what each of the rows touches, unless a set would become too large: then nothing is joined, and it says false. */
  join(rows: readonly number[]): boolean {
    const before = [this.#parent.slice(), this.#steps.slice(), this.#size.slice(), this.#long] as const;
    const { starts, indices, colLower, colUpper } = this.#state.matrix;
    for (const row of rows) {
      let first = -1;
      for (let at = starts[row]!; at < starts[row + 1]!; at++) {
        const column = indices[at]!;
        if (colLower[column] === colUpper[column]) continue;
        if (first < 0) first = column;
        else if (this.#unite(first, column) > MOST_SHARE * this.#total) {
          [this.#parent, this.#steps, this.#size, this.#long] = before;
          return false;
        }
      }
    }
    return true;
  }

  #find(column: number): number {
    let root = column;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    for (let c = column; this.#parent[c] !== root; ) {
      const next = this.#parent[c]!;
      this.#parent[c] = root;
      c = next;
    }
    return root;
  }

  /** Joins two sets; gives the steps of both together. */
  #unite(a: number, b: number): number {
    const [one, other] = [this.#find(a), this.#find(b)];
    if (one !== other) {
      this.#long -= this.#inLong(one) + this.#inLong(other);
      this.#parent[other] = one;
      this.#steps[one]! += this.#steps[other]!;
      this.#size[one]! += this.#size[other]!;
      this.#long += this.#inLong(one);
    }
    return this.#steps[one]!;
  }

  #inLong(root: number): number {
    return this.#steps[root]! > MOST_STEPS ? this.#size[root]! : 0;
  }

  /** The sets that are lines; none unless they have nearly all decisions. */
  lines(): Line[] {
    const own = this.#state.structure.decisions.filter((column) => {
      const root = this.#find(column);
      return this.#size[root]! > 0 && this.#steps[root]! >= LEAST_STEPS && this.#steps[root]! <= MOST_STEPS;
    });
    return own.length > 0 && own.length >= LEAST_SHARE * this.#decisions ? this.#linesOf(own) : [];
  }

  #linesOf(decisions: Int32Array): Line[] {
    const { matrix, structure } = this.#state;
    const steps = new Map<number, Map<number, number[]>>();
    for (const column of decisions) {
      const root = this.#find(column);
      if (!steps.has(root)) steps.set(root, new Map());
      const own = steps.get(root)!;
      // A decision without a choice is a step of its own.
      const step = structure.group[column]! >= 0 ? structure.group[column]! : -1 - column;
      if (!own.has(step)) own.set(step, []);
      own.get(step)!.push(column);
    }
    const owner = this.#owners(steps);
    const followers = new Map<number, number[]>([...steps.keys()].map((root) => [root, []]));
    const level = structure.level;
    for (let c = 0; c < matrix.numCols; c++) if (level[c]! > 0) followers.get(owner[c]!)?.push(c);
    const rows = this.#rowsBy(owner);
    return [...steps].map(([root, own]) => ({
      steps: [...own.values()].map((columns) => Int32Array.from(columns)),
      followers: followers.get(root)!.sort((a, b) => level[a]! - level[b]! || a - b),
      rows: rows.get(root) ?? [],
    }));
  }

  /** Of each column the line that it belongs to, -1 for what does not change, or -2. */
  #owners(lines: ReadonlyMap<number, unknown>): Int32Array {
    const { matrix, structure } = this.#state;
    const owner = new Int32Array(matrix.numCols).fill(-2);
    for (let c = 0; c < matrix.numCols; c++) {
      if (matrix.colLower[c] === matrix.colUpper[c]) owner[c] = -1;
      else if (structure.level[c] === 0 && lines.has(this.#find(c))) owner[c] = this.#find(c);
    }
    const byLevel = [...structure.level.keys()].filter((c) => structure.level[c]! > 0);
    byLevel.sort((a, b) => structure.level[a]! - structure.level[b]!);
    for (const column of byLevel) {
      if (owner[column] !== -1) owner[column] = this.#ownerOfFollower(column, owner);
    }
    return owner;
  }

  #ownerOfFollower(column: number, owner: Int32Array): number {
    const { matrix, structure } = this.#state;
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

  #rowsBy(owner: Int32Array): Map<number, number[]> {
    const { starts, indices, numRows } = this.#state.matrix;
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
}
