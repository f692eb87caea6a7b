import type { State } from '../state.ts';
import type { Programme } from './programme.ts';

/** Labels as flat arrays; see {@link Labels}. */
export interface OutsideLabels {
  readonly column: Int32Array;
  readonly cost: Float64Array;
  readonly starts: Int32Array;
  readonly row: Int32Array;
  readonly value: Float64Array;
}

/**
 * What a step of a line makes of everything outside it: an option, with the values of what is known with it and counts
 * outside. `column[l]` is the decision that label l sets to 1, or -1; `cost[l]` what it costs by itself; what it adds to
 * row `row[i]` outside is `value[i]`, for i in `starts[l] .. starts[l + 1] - 1`.
 */
export class Labels {
  readonly column: number[] = [];
  readonly cost: number[] = [];
  readonly starts: number[] = [0];
  readonly row: number[] = [];
  readonly value: number[] = [];
  readonly #state: State;
  readonly #programme: Programme;
  readonly #isOwn: Uint8Array;
  /** Which followers of each step matter outside. */
  readonly #matters: readonly (readonly boolean[])[];
  /** Labels by what they are made of, for each step. */
  readonly #known: readonly Map<number, number>[];
  readonly #values: number[] = [];
  #s = 0;
  #option = 0;

  constructor(state: State, programme: Programme, rows: Iterable<number>) {
    this.#state = state;
    this.#programme = programme;
    this.#isOwn = new Uint8Array(state.matrix.numRows);
    for (const row of rows) this.#isOwn[row] = 1;
    this.#known = programme.steps.map(() => new Map());
    this.#matters = programme.steps.map(({ followers }) =>
      followers.map(({ column }) => state.matrix.cost[column] !== 0 || this.#hasOutside(column)),
    );
  }

  get count(): number {
    return this.column.length;
  }

  /** Begins the label of an option; the values of what follows from it are added in turn. */
  begin(s: number, option: number): number {
    this.#s = s;
    this.#option = option;
    return option;
  }

  add(key: number, follower: number, value: number): number {
    this.#values[follower] = value;
    if (!this.#matters[this.#s]![follower]) return key;
    const { lower, upper } = this.#programme.steps[this.#s]!.followers[follower]!;
    return key * (upper - lower + 1) + value - lower;
  }

  /** The number of the label. */
  end(key: number): number {
    const known = this.#known[this.#s]!.get(key);
    if (known !== undefined) return known;
    const { columns, followers } = this.#programme.steps[this.#s]!;
    const adds = new Map<number, number>();
    let cost = 0;
    const change = (column: number, by: number): void => {
      cost += by * this.#state.matrix.cost[column]!;
      const { starts, indices, values } = this.#state.columns;
      for (let at = starts[column]!; at < starts[column + 1]!; at++) {
        const row = indices[at]!;
        if (this.#isOwn[row] === 0) adds.set(row, (adds.get(row) ?? 0) + by * values[at]!);
      }
    };
    const column = columns[this.#option]!;
    if (column >= 0) change(column, 1);
    followers.forEach(({ column: follower, without }, f) => {
      if (this.#values[f] !== without) change(follower, this.#values[f]! - without);
    });
    const label = this.column.length;
    this.column.push(column);
    this.cost.push(cost);
    for (const [row, value] of adds) {
      this.row.push(row);
      this.value.push(value);
    }
    this.starts.push(this.row.length);
    this.#known[this.#s]!.set(key, label);
    return label;
  }

  /** What each label adds to a row outside. */
  addsTo(row: number): Float64Array {
    const adds = new Float64Array(this.count);
    for (let l = 0; l < this.count; l++) {
      for (let i = this.starts[l]!; i < this.starts[l + 1]!; i++) if (this.row[i] === row) adds[l]! += this.value[i]!;
    }
    return adds;
  }

  /** The labels as flat arrays, without the rows that were taken inside meanwhile. */
  outside(isInside: Uint8Array): OutsideLabels {
    const [starts, row, value]: [number[], number[], number[]] = [[0], [], []];
    for (let l = 0; l < this.count; l++) {
      for (let i = this.starts[l]!; i < this.starts[l + 1]!; i++) {
        if (isInside[this.row[i]!] === 1) continue;
        row.push(this.row[i]!);
        value.push(this.value[i]!);
      }
      starts.push(row.length);
    }
    return {
      column: Int32Array.from(this.column),
      cost: Float64Array.from(this.cost),
      starts: Int32Array.from(starts),
      row: Int32Array.from(row),
      value: Float64Array.from(value),
    };
  }

  #hasOutside(column: number): boolean {
    const { starts, indices } = this.#state.columns;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) if (this.#isOwn[indices[at]!] === 0) return true;
    return false;
  }
}
