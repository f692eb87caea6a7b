import type { State } from '../state.ts';

/** Chains of columns that follow from each other are followed so far. */
const DEPTH = 4;

/**
 * What it would cost to change the sums of rows between lines, without changing them.
 *
 * *Means* what follows from a row is followed along; where two ways lead to the same column, each is counted by itself. A
 * row that would be broken costs `penalty` for each unit.
 */
export class Prices {
  readonly #state: State;
  readonly #penalty: number;
  #cost = 0;

  constructor(state: State, penalty: number) {
    this.#state = state;
    this.#penalty = penalty;
  }

  /** What the cost rises by when the sum of a row does by `delta`. */
  of(row: number, delta: number, depth = DEPTH): number {
    if (delta === 0) return 0;
    const { structure, matrix } = this.#state;
    const column = structure.defines[row]!;
    if (column < 0 || depth === 0) return this.#broken(row, delta);
    if (structure.nextFill[column]! >= 0) return this.#filled(column, delta) - this.#filled(column, 0);
    const by = this.#state.following(column, row, delta) - this.#state.values[column]!;
    if (by === 0) return this.#broken(row, delta);
    const { starts, indices, values } = this.#state.columns;
    let price = by * matrix.cost[column]!;
    for (let at = starts[column]!; at < starts[column + 1]!; at++) {
      const other = indices[at]!;
      if (other === row) price += this.#broken(row, delta + by * values[at]!);
      else if (structure.defines[other] !== column) price += this.of(other, by * values[at]!, depth - 1);
    }
    return price;
  }

  #broken(row: number, delta: number): number {
    const activity = this.#state.activityOf(row);
    return this.#penalty * (this.#state.miss(row, activity + delta) - this.#state.miss(row, activity));
  }

  /** The cost of the columns that fill a row when its sum is higher by `delta`. */
  #filled(first: number, delta: number): number {
    this.#cost = 0;
    const left = this.#state.filling(first, delta, this.#addCost);
    return this.#cost + this.#penalty * left;
  }

  readonly #addCost = (column: number, value: number): void => {
    this.#cost += value * this.#state.matrix.cost[column]!;
  };
}
