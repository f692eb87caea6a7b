import { disjointChoices } from '../choices.ts';
import type { Matrix } from '../matrix.ts';
import { type AscentRows, ascentRows } from './ascentRows.ts';

/** Temperatures: the first as a share of what the columns of a choice differ by, how it falls, and how often at most. */
const COOLING = { first: 0.15, by: 0.7, times: 40 };

/** How often rows are gone over at one temperature. */
const PASSES = 10;

/** A row is moved this much farther than to where it holds, as the rows after it take some of that back. */
const BEYOND = 1.7;

/** No row moves farther at once, in temperatures. */
const FARTHEST = 20;

/** Amounts begin no farther from 1 than this, as exponents. */
const MOST_EXPONENT = 600;

/**
 * Multipliers of rows, found one row at a time.
 *
 * *Means* at a temperature T each column wants the amount `exp(-(c + yA) / T)`, at most all of it, and each row in turn changes
 * its multiplier so far that what its columns want meets its end: for a row of ones by the logarithm of the quotient of the two.
 * As T falls, columns are wanted nearly whole or not at all, and the multipliers come near to those of the linear relaxation,
 * from which no row at a time would lead away without a temperature.
 * *Limits* linear time, at most 400 times over the rows; ends some percent below the relaxation.
 * *Source* L. M. Bregman, "The relaxation method of finding the common point of convex sets", USSR Computational Mathematics
 * and Mathematical Physics 7, 1967; J.-D. Benamou et al., "Iterative Bregman projections for regularized transportation
 * problems", SIAM Journal on Scientific Computing 37, 2015; steps beyond: A. Thibault et al., "Overrelaxed
 * Sinkhorn-Knopp algorithm for regularized optimal transport", 2017.
 */
export class Ascent {
  readonly #matrix: Matrix;
  readonly #rows: AscentRows;
  readonly #multipliers: Float64Array;
  /** What columns want, in units of their widths. */
  readonly #amounts: Float64Array;
  #temperature: number;
  #passes = 0;
  /** Rows that hold by themselves are left alone until it is cooler. */
  #moving: readonly number[] = [];

  constructor(matrix: Matrix) {
    this.#matrix = matrix;
    this.#rows = ascentRows(matrix);
    this.#multipliers = new Float64Array(this.#rows.rows.length);
    this.#amounts = new Float64Array(matrix.numCols);
    this.#temperature = COOLING.first * spreadOf(matrix);
  }

  get isOver(): boolean {
    return this.#passes >= COOLING.times * PASSES || this.#rows.rows.length === 0 || this.#temperature === 0;
  }

  /** Entries that one step touches. */
  get work(): number {
    return 2 * this.#rows.columns.length;
  }

  /** Goes over the rows once; true where the next step is at another temperature, which is where multipliers are best. */
  step(): boolean {
    if (this.#passes % PASSES === 0) {
      if (this.#passes > 0) this.#temperature *= COOLING.by;
      this.#settle();
      this.#moving = this.#rowsThatMove();
    } else {
      for (const i of this.#moving) this.#move(i);
    }
    this.#passes++;
    return this.#passes % PASSES === 0;
  }

  /** Writes multipliers of the matrix's own rows, 0 for those that take no part. */
  multipliers(to: Float64Array): void {
    const { rows, scales } = this.#rows;
    to.fill(0);
    for (let i = 0; i < rows.length; i++) to[rows[i]!] = this.#multipliers[i]! / scales[i]!;
  }

  /** The point that columns want, in the matrix's units. */
  point(): Float64Array {
    const { colLower, colUpper } = this.#matrix;
    return this.#amounts.map((amount, c) => {
      const width = colUpper[c]! - colLower[c]!;
      return width > 0 && Number.isFinite(width)
        ? colLower[c]! + width * Math.min(1, amount)
        : Math.min(Math.max(0, colLower[c]!), colUpper[c]!);
    });
  }

  /** Goes over all rows; gives those that do not hold by themselves. */
  #rowsThatMove(): number[] {
    const moving: number[] = [];
    for (let i = 0; i < this.#multipliers.length; i++) if (this.#move(i)) moving.push(i);
    return moving;
  }

  /** What columns want with the multipliers as they are. */
  #settle(): void {
    const { cost, colLower, colUpper } = this.#matrix;
    const { starts, columns, weights } = this.#rows;
    const amounts = this.#amounts;
    for (let c = 0; c < amounts.length; c++) {
      const width = colUpper[c]! - colLower[c]!;
      amounts[c] = Number.isFinite(width) ? cost[c]! * width : 0;
    }
    for (let i = 0; i < this.#multipliers.length; i++) {
      const paid = this.#multipliers[i]!;
      if (paid === 0) continue;
      for (let at = starts[i]!; at < starts[i + 1]!; at++) amounts[columns[at]!]! += paid * weights[at]!;
    }
    for (let c = 0; c < amounts.length; c++) {
      const exponent = -amounts[c]! / this.#temperature;
      amounts[c] = Math.exp(Math.min(MOST_EXPONENT, Math.max(-MOST_EXPONENT, exponent)));
    }
  }

  /** Moves the multiplier of a row to where the row holds, and beyond; false for one that has none and holds by itself. */
  #move(i: number): boolean {
    const { starts, columns, weights, lower, upper, isUnit } = this.#rows;
    const amounts = this.#amounts;
    let [plus, minus, squares] = [0, 0, 0];
    for (let at = starts[i]!; at < starts[i + 1]!; at++) {
      const amount = Math.min(1, amounts[columns[at]!]!);
      const weight = weights[at]!;
      if (weight > 0) plus += weight * amount;
      else minus -= weight * amount;
      squares += weight * weight * amount;
    }
    if (this.#multipliers[i] === 0 && plus - minus <= upper[i]! && plus - minus >= lower[i]!) return false;
    const sums = { plus, minus, squares, isUnit: isUnit[i] === 1 };
    const from = this.#multipliers[i]! / this.#temperature;
    const change = changeOf(from, wayTo(upper[i]!, sums), upper[i] === lower[i] ? undefined : wayTo(lower[i]!, sums));
    if (change === 0) return true;
    this.#multipliers[i]! += change * this.#temperature;
    if (isUnit[i] === 1) {
      const [less, more] = [Math.exp(-change), Math.exp(change)];
      for (let at = starts[i]!; at < starts[i + 1]!; at++) amounts[columns[at]!]! *= weights[at]! > 0 ? less : more;
    } else {
      for (let at = starts[i]!; at < starts[i + 1]!; at++) amounts[columns[at]!]! *= Math.exp(-weights[at]! * change);
    }
    return true;
  }
}

/** What the columns of a row want: with weights above 0, below 0, and with the squares of weights. */
interface Sums {
  readonly plus: number;
  readonly minus: number;
  readonly squares: number;
  readonly isUnit: boolean;
}

/**
 * By how many temperatures a multiplier changes until the row's activity is at an end: exactly for weights of 1 and -1,
 * and by one of Newton's steps otherwise, of the logarithm where all weights are above 0.
 */
function wayTo(end: number, { plus, minus, squares, isUnit }: Sums): number {
  if (!Number.isFinite(end)) return end > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (minus === 0) {
    if (end <= 0 || plus === 0) return plus > 0 ? FARTHEST : end > 0 ? -FARTHEST : 0;
    return within(Math.log(plus / end) * (isUnit ? 1 : plus / squares));
  }
  if (!isUnit) return Math.max(-1, Math.min(1, (plus - minus - end) / squares));
  // plus / q - minus q = end, for the q = exp(way).
  // Of each a root, as the product may be too small for a number.
  const both = 2 * Math.sqrt(plus) * Math.sqrt(minus);
  const root = Math.sqrt(end * end + both * both) || both;
  if (plus === 0 && end >= 0) return end > 0 ? -FARTHEST : 0;
  return within(end >= 0 ? Math.log((2 * plus) / (end + root)) : Math.log((root - end) / (2 * minus)));
}

function within(way: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, way));
}

/**
 * How a multiplier changes: to push against the upper end it has to be above 0, and below 0 against the lower one. Both ways are
 * given, or one for an equation.
 */
function changeOf(from: number, toUpper: number, toLower: number | undefined): number {
  if (toLower === undefined) return BEYOND * toUpper;
  const way = from + toUpper > 0 ? toUpper : from + toLower < 0 ? toLower : -from;
  const beyond = BEYOND * way;
  return (from + way >= 0 && from + beyond < 0) || (from + way <= 0 && from + beyond > 0) ? way : beyond;
}

/** What columns of one choice differ by in cost, in the mean; where none do, what a column costs. */
function spreadOf(matrix: Matrix): number {
  const { starts, indices, cost, colLower, colUpper } = matrix;
  let [sum, count] = [0, 0];
  for (const row of disjointChoices(matrix)) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const price = cost[indices[at]!]!;
      [least, most] = [Math.min(least, price), Math.max(most, price)];
    }
    if (most > least) [sum, count] = [sum + most - least, count + 1];
  }
  if (count > 0) return sum / count;
  for (let c = 0; c < cost.length; c++) {
    const price = Math.abs(cost[c]! * (colUpper[c]! - colLower[c]!));
    if (price > 0 && Number.isFinite(price)) [sum, count] = [sum + price, count + 1];
  }
  return count > 0 ? sum / count : 0;
}
