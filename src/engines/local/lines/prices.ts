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
    if (structure.nextFill[column]! >= 0) return this.#filled(row, delta, column) - this.#filled(row, 0, column);
    const by = this.#following(column, row, delta) - this.#state.values[column]!;
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
  #filled(row: number, delta: number, first: number): number {
    const { structure, matrix, values } = this.#state;
    const { starts, coefficients, nextFill } = structure;
    let rest = this.#state.activityOf(row) + delta;
    for (let c = first; c >= 0; c = nextFill[c]!) rest -= coefficients[starts[c]!]! * values[c]!;
    let short = Math.max(0, Math.ceil(matrix.rowLower[row]! - rest));
    let over = Math.max(0, Math.ceil(rest - matrix.rowUpper[row]!));
    let cost = 0;
    for (let c = first; c >= 0; c = nextFill[c]!) {
      const raises = coefficients[starts[c]!]! > 0;
      const value = Math.min(raises ? short : over, matrix.colUpper[c]!);
      if (raises) short -= value;
      else over -= value;
      cost += value * matrix.cost[c]!;
    }
    return cost + this.#penalty * (short + over);
  }

  /** The value that a column takes when the sum of one of the rows that define it changes by `delta`. */
  #following(column: number, row: number, delta: number): number {
    const { structure, matrix, values } = this.#state;
    const { starts, rowsOf, coefficients, end } = structure;
    const isLeast = end[column]! < 0;
    let value = isLeast ? matrix.colLower[column]! : matrix.colUpper[column]!;
    for (let i = starts[column]!; i < starts[column + 1]!; i++) {
      const other = rowsOf[i]!;
      const coefficient = coefficients[i]!;
      const rest = this.#state.activityOf(other) + (other === row ? delta : 0) - coefficient * values[column]!;
      const limit = coefficient > 0 === isLeast ? matrix.rowLower[other]! : matrix.rowUpper[other]!;
      const exact = (limit - rest) / coefficient;
      value = isLeast ? Math.max(value, Math.ceil(exact)) : Math.min(value, Math.floor(exact));
    }
    return Math.min(Math.max(value, matrix.colLower[column]!), matrix.colUpper[column]!);
  }
}
