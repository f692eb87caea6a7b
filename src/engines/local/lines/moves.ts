import type { Random } from '../../random.ts';
import type { State } from '../state.ts';
import { Cheapest } from './cheapest.ts';
import { type Compiled, compiled } from './compiled.ts';
import { Prices } from './prices.ts';
import { type Line, linesOf } from './reading.ts';

/** Of the temperature, the mean of what prices are blurred by. */
const BLUR = 0.6;

/** Arcs of a diagram that are looked at in the time that an entry of the matrix takes. */
const ARCS_PER_ENTRY = 4;

/** The diagrams of all lines have at most about this many arcs, of 8 bytes each. */
const MOST_ARCS = 10_000_000;
/** Once this many lines have had too many ways, no other is tried: to find that out takes up to a second each. */
const TRIED = 3;

/** A line that a move takes out and puts back, with its memory. */
interface Moved extends Compiled {
  /** The labels that it has, and those that it gets. */
  readonly now: Int32Array;
  readonly path: Int32Array;
  readonly ways: Cheapest;
  readonly price: Float64Array;
}

/**
 * Takes one or two lines out of an assignment and puts each back in the cheapest way that keeps its own rows, at blurred prices.
 *
 * *Means* the rows between lines give each label a price at the state without the lines; a shortest path through the
 * diagram of a line is its cheapest way (cost-regular: S. Demassey, G. Pesant and L.-M. Rousseau, Constraints 11, 2006).
 * Prices are blurred by exponential noise, so that a way is drawn from the good ones.
 */
export class LineMoves {
  readonly #state: State;
  readonly #random: Random;
  readonly #prices: Prices;
  /** Those that may be moved; the ways through each are found when it is moved first. */
  readonly #lines: Line[];
  readonly #moved: (Moved | undefined)[];
  #arcs = 0;
  #givenUp = 0;
  /** What the sums of rows outside would be higher by than they are. */
  readonly #shift: Float64Array;
  readonly #shifted: number[] = [];

  constructor(state: State, random: Random) {
    this.#state = state;
    this.#random = random;
    this.#lines = [...linesOf(state)];
    this.#moved = this.#lines.map(() => undefined);
    this.#prices = new Prices(state, penaltyOf(state));
    this.#shift = new Float64Array(state.matrix.numRows);
    let tries = 0;
    while (tries < TRIED && this.#lines.length > 0 && !this.#take(0)) tries++;
    if (tries === TRIED) this.#lines.length = 0;
  }

  /** Whether there is nothing to move. */
  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /**
   * Makes one move at a temperature; nothing is committed. Rows between lines may be broken then. False when nothing was
   * moved, as a line has turned out to have too many ways, or is on none of them.
   */
  make(heat: number): boolean {
    const one = this.#pick();
    const other = this.#random.below(2) === 0 ? this.#pick() : one;
    if (!one || !other) return false;
    const lines = other === one ? [one] : [one, other];
    if (!lines.every((line) => this.#read(line))) return false;
    for (const line of lines) this.#shiftBy(line, line.now, -1);
    for (const line of lines) {
      this.#price(line, heat);
      let most = 0;
      for (const label of line.now) most += line.price[label]!;
      line.path.set(line.now);
      const looked = line.ways.find(line.price, most, line.path);
      this.#state.touched += (looked + line.row.length) / ARCS_PER_ENTRY;
      this.#shiftBy(line, line.path, 1);
    }
    for (const row of this.#shifted) this.#shift[row] = 0;
    this.#shifted.length = 0;
    for (const line of lines) this.#put(line);
    return true;
  }

  /** Reads which labels a line has; false when its decisions are no way through it. */
  #read({ diagram, column, decisions, now }: Moved): boolean {
    const { arcs, to, label } = diagram;
    const { values } = this.#state;
    let node = 0;
    for (let s = 0; s < now.length; s++) {
      const own = decisions[s]!;
      let chosen = -1;
      for (let i = 0; i < own.length; i++) if (values[own[i]!] === 1) chosen = own[i]!;
      let a = arcs[node]!;
      const end = arcs[node + 1]!;
      while (a < end && column[label[a]!] !== chosen) a++;
      if (a === end) return false;
      now[s] = label[a]!;
      node = to[a]!;
    }
    return true;
  }

  #pick(): Moved | undefined {
    return this.isEmpty ? undefined : this.#take(this.#random.below(this.#lines.length));
  }

  /** A line with its ways; one that has too many is given up. */
  #take(at: number): Moved | undefined {
    const known = this.#moved[at];
    if (known) return known;
    const isTried = this.#arcs < MOST_ARCS && this.#givenUp < TRIED;
    const ways = isTried ? compiled(this.#state, this.#lines[at]!) : undefined;
    if (!ways) {
      this.#givenUp++;
      this.#lines[at] = this.#lines.at(-1)!;
      this.#moved[at] = this.#moved.at(-1);
      this.#lines.pop();
      this.#moved.pop();
      return undefined;
    }
    this.#arcs += ways.diagram.label.length;
    const moved: Moved = {
      ...ways,
      now: new Int32Array(ways.decisions.length),
      path: new Int32Array(ways.decisions.length),
      ways: new Cheapest(ways.diagram, ways.coarse),
      price: new Float64Array(ways.column.length),
    };
    this.#moved[at] = moved;
    return moved;
  }

  /** Adds what a path adds to the rows outside, or takes it out. */
  #shiftBy({ starts, row, value }: Moved, path: Int32Array, sign: number): void {
    for (let s = 0; s < path.length; s++) {
      for (let i = starts[path[s]!]!; i < starts[path[s]! + 1]!; i++) {
        const r = row[i]!;
        if (this.#shift[r] === 0) this.#shifted.push(r);
        this.#shift[r]! += sign * value[i]!;
      }
    }
  }

  /** What each label costs at the sums of the rows outside without the lines that are out. */
  #price({ column, cost, starts, row, value, price }: Moved, heat: number): void {
    const blur = BLUR * heat;
    for (let l = 0; l < column.length; l++) {
      let sum = cost[l]! - blur * Math.log(this.#random.unit() + 1e-9);
      for (let i = starts[l]!; i < starts[l + 1]!; i++) {
        const shift = this.#shift[row[i]!]!;
        sum += this.#prices.of(row[i]!, shift + value[i]!) - this.#prices.of(row[i]!, shift);
      }
      price[l] = sum;
    }
  }

  /** Goes from the way that a line has to the one found; what goes is taken away before anything comes. */
  #put({ now, path, column }: Moved): void {
    for (let s = 0; s < path.length; s++) {
      const before = column[now[s]!]!;
      if (before >= 0 && before !== column[path[s]!]) this.#state.set(before, 0);
    }
    for (let s = 0; s < path.length; s++) {
      const after = column[path[s]!]!;
      if (after >= 0 && after !== column[now[s]!]) this.#state.set(after, 1);
    }
  }
}

/** What breaking a row by one unit is taken to cost. */
function penaltyOf({ matrix }: State): number {
  let most = 1;
  for (const cost of matrix.cost) most = Math.max(most, Math.abs(cost));
  return 10 * most;
}
