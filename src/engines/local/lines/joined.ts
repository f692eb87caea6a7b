import type { State } from '../state.ts';

/** Fewer steps than these are no line: a chain of repairs changes as many. */
const LEAST_STEPS = 7;
/** More steps than these make too many ways. */
const MOST_STEPS = 400;
/** Unless lines have at least this share of all decisions, the model is not made of them. */
const LEAST_SHARE = 9 / 10;
/** A line has at most this share of all steps, or it is the model as a whole. */
const MOST_SHARE = 1 / 3;

/** Columns that belong together (disjoint sets: B. Galler and M. Fischer, Communications of the ACM 7, 1964). */
export class Joined {
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

  find(column: number): number {
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
    const [one, other] = [this.find(a), this.find(b)];
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

  /** Whether a decision that is free is in a set which is a line by its length. */
  isInLine(column: number): boolean {
    const root = this.find(column);
    return this.#size[root]! > 0 && this.#steps[root]! >= LEAST_STEPS && this.#steps[root]! <= MOST_STEPS;
  }

  /** Whether this many decisions are nearly all. */
  areNearlyAll(count: number): boolean {
    return count > 0 && count >= LEAST_SHARE * this.#decisions;
  }
}
