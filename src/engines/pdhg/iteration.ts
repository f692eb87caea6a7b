import type { Matrix } from '../matrix.ts';
import { type Scaled, scaled } from './scaling.ts';

/** Of the longest step that is known to converge. */
const STEP = 0.998;

/** It begins anew where one step has become so much shorter than the first, surely or as soon as it grows again. */
const RESTART = { surely: 0.2, atGrowth: 0.8 };

/** It begins anew after this share of all steps at the latest. */
const LONGEST = 0.36;

/** Distances below this are no distance. */
const TINY = 1e-10;

/** From where an iteration goes: an amount for each column, a multiplier for each row. */
export interface Start {
  readonly point: Float64Array;
  readonly multipliers: Float64Array;
}

/**
 * The primal-dual hybrid gradient method on the linear relaxation of a matrix: each step moves a point along its costs
 * with what rows pay, and multipliers of the rows along what is broken of them; both are drawn back to where they began, which
 * is moved now and then.
 *
 * ```
 * x' = x - t (c + yA), put into its bounds
 * y' = y + s (A (2 x' - x) - the nearest of the rows' ranges)
 * ```
 *
 * *Source* A. Chambolle and T. Pock, Journal of Mathematical Imaging and Vision 40, 2011; for linear programs, with restarts
 * and weights: D. Applegate et al., "Practical large-scale linear programming using primal-dual hybrid gradient",
 * NeurIPS 2021; reflected and drawn back: H. Lu and J. Yang, "Restarted Halpern PDHG for linear programming", 2024.
 */
export class Iteration {
  readonly #matrix: Matrix;
  readonly #scaled: Scaled;
  /** The point and the multipliers from which the next step goes. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  /** Where they began. */
  readonly #beganX: Float64Array;
  readonly #beganY: Float64Array;
  /** Where the last step led. */
  readonly #nextX: Float64Array;
  readonly #nextY: Float64Array;
  readonly #slope: Float64Array;
  /** How long a step of the multipliers is, measured in steps of the point. */
  #weight: number;
  #sinceRestart = 0;
  #steps = 0;
  #firstLength = 0;
  #lastLength = 0;

  constructor(matrix: Matrix, start: Start) {
    this.#matrix = matrix;
    this.#scaled = scaled(matrix);
    const { cost, colLower, colUpper, colScale, rowScale } = this.#scaled;
    this.#x = start.point.map((amount, c) => Math.min(Math.max(amount / colScale[c]!, colLower[c]!), colUpper[c]!));
    this.#y = start.multipliers.map((multiplier, r) => multiplier / rowScale[r]!);
    [this.#beganX, this.#beganY] = [this.#x.slice(), this.#y.slice()];
    [this.#nextX, this.#nextY] = [this.#x.slice(), this.#y.slice()];
    this.#slope = new Float64Array(matrix.numCols);
    const [costs, ranges] = [lengthOf(cost), lengthOf(nearestEnds(this.#scaled))];
    this.#weight = costs > 0 && ranges > 0 ? costs / ranges : 1;
  }

  /** Entries that one step touches. */
  get work(): number {
    const { indices, numRows, numCols } = this.#matrix;
    return 2 * indices.length + 2 * numRows + 2 * numCols;
  }

  /** Goes one step; true where it begins anew, which is where multipliers are best. */
  step(): boolean {
    const length = Math.sqrt(this.#stepPoint() * this.#weight + this.#stepMultipliers() / this.#weight);
    this.#steps++;
    if (this.#sinceRestart === 0) this.#firstLength = length;
    const isRestart = this.#sinceRestart > 0 && this.#isTime(length);
    this.#lastLength = length;
    if (isRestart) this.#restart();
    else this.#drawBack();
    return isRestart;
  }

  /** Writes the multipliers of the matrix's own rows. */
  multipliers(to: Float64Array): void {
    const { rowScale } = this.#scaled;
    for (let r = 0; r < to.length; r++) to[r] = this.#nextY[r]! * rowScale[r]!;
  }

  /** Moves the point; leaves where it is reflected to in the slope, and gives how far it went, squared. */
  #stepPoint(): number {
    const { numRows, starts, indices } = this.#matrix;
    const { values, cost, colLower, colUpper } = this.#scaled;
    const [x, y, next, slope] = [this.#x, this.#y, this.#nextX, this.#slope];
    slope.set(cost);
    for (let r = 0; r < numRows; r++) {
      const paid = y[r]!;
      if (paid === 0) continue;
      for (let at = starts[r]!; at < starts[r + 1]!; at++) slope[indices[at]!]! += paid * values[at]!;
    }
    const step = STEP / this.#weight;
    let far = 0;
    for (let c = 0; c < x.length; c++) {
      const to = Math.min(Math.max(x[c]! - step * slope[c]!, colLower[c]!), colUpper[c]!);
      far += (to - x[c]!) ** 2;
      next[c] = to;
      slope[c] = 2 * to - x[c]!;
    }
    return far;
  }

  /** Moves the multipliers; gives how far they went, squared. */
  #stepMultipliers(): number {
    const { numRows, starts, indices } = this.#matrix;
    const { values, rowLower, rowUpper } = this.#scaled;
    const [y, next, reflected] = [this.#y, this.#nextY, this.#slope];
    const step = STEP * this.#weight;
    let far = 0;
    for (let r = 0; r < numRows; r++) {
      let activity = 0;
      for (let at = starts[r]!; at < starts[r + 1]!; at++) activity += values[at]! * reflected[indices[at]!]!;
      const wanted = y[r]! / step + activity;
      const to = step * (wanted - Math.min(Math.max(wanted, rowLower[r]!), rowUpper[r]!));
      far += (to - y[r]!) ** 2;
      next[r] = to;
    }
    return far;
  }

  #isTime(length: number): boolean {
    if (length <= RESTART.surely * this.#firstLength || this.#sinceRestart >= LONGEST * this.#steps) return true;
    return length <= RESTART.atGrowth * this.#firstLength && length > this.#lastLength;
  }

  /** Begins anew from where the last step led, with a weight that would have made both ways there as long. */
  #restart(): void {
    const [point, multipliers] = [distance(this.#nextX, this.#beganX), distance(this.#nextY, this.#beganY)];
    // The first way says nothing of later ones: it leads away from where another method ended.
    if (this.#steps > this.#sinceRestart + 1 && point > TINY && multipliers > TINY)
      this.#weight = Math.sqrt((multipliers / point) * this.#weight);
    this.#x.set(this.#nextX);
    this.#y.set(this.#nextY);
    this.#beganX.set(this.#nextX);
    this.#beganY.set(this.#nextY);
    this.#sinceRestart = 0;
  }

  #drawBack(): void {
    const share = (this.#sinceRestart + 1) / (this.#sinceRestart + 2);
    drawBack(this.#x, { next: this.#nextX, began: this.#beganX, share });
    drawBack(this.#y, { next: this.#nextY, began: this.#beganY, share });
    this.#sinceRestart++;
  }
}

interface Draw {
  readonly next: Float64Array;
  readonly began: Float64Array;
  readonly share: number;
}

/** Goes as far again as the step led, and back by a share that falls. */
function drawBack(from: Float64Array, { next, began, share }: Draw): void {
  for (let i = 0; i < from.length; i++) from[i] = share * (2 * next[i]! - from[i]!) + (1 - share) * began[i]!;
}

/** The ends of the rows' ranges that are finite, the lower one where both are. */
function nearestEnds({ rowLower, rowUpper }: Scaled): Float64Array {
  return rowLower.map((lower, r) => {
    if (Number.isFinite(lower)) return lower;
    return Number.isFinite(rowUpper[r]!) ? rowUpper[r]! : 0;
  });
}

function lengthOf(vector: Float64Array): number {
  let sum = 0;
  for (const one of vector) sum += one ** 2;
  return Math.sqrt(sum);
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}
