import type { Random } from '../random.ts';
import { MOST_TABU, type Repair } from './repair.ts';
import type { State } from './state.ts';

/** The share of all work that these moves may have. */
const SHARE = 0.1;
/** Columns that are looked at for one that costs something, and what that costs. */
const TRIES = 10;
const LOOK_ENTRIES = 16;
/** Repairs after which a move is given up. */
const MOST_REPAIRS = 40;

/**
 * Closes what costs something as long as any of several decisions needs it: a bin, a person who comes, an hour too much. No single
 * decision saves that cost; all of them have to go elsewhere at once.
 *
 * *Means* the column that follows from them may be one less, nothing else that costs as much may be more than it is, and what that
 * violates is repaired, with weights that rise on what stays violated (as in the ejection pool of Y. Nagata and O. Bräysy, "A powerful
 * route minimization heuristic for the vehicle routing problem with time windows", Operations Research Letters 37, 2009).
 */
export class Closing {
  readonly #state: State;
  readonly #repair: Repair;
  readonly #random: Random;
  /** The columns that follow from decisions and cost something, dear ones first. */
  readonly #columns: Int32Array;
  /** Work at which the next one is due. */
  #dueAt = 0;

  constructor(state: State, repair: Repair, random: Random) {
    this.#state = state;
    this.#repair = repair;
    this.#random = random;
    const { level, end } = state.structure;
    const { cost } = state.matrix;
    this.#columns = Int32Array.from(level.keys())
      .filter((c) => level[c]! > 0 && end[c]! < 0 && cost[c]! > 0)
      .sort((a, b) => cost[b]! - cost[a]! || a - b);
  }

  /** Whether there is something to close, and enough other work was done since the last time. */
  get isDue(): boolean {
    return this.#columns.length > 0 && this.#state.touched >= this.#dueAt;
  }

  /**
   * Closes one, in a state without violated rows; false, with everything as before the last `commit`, where none is open among some or
   * that finds no end.
   */
  make(): boolean {
    const began = this.#state.touched;
    this.#state.touched += LOOK_ENTRIES;
    const column = this.#open();
    const isClosed = column !== undefined && this.#close(column);
    const spent = this.#state.touched - began;
    this.#dueAt = this.#state.touched + spent * (1 / SHARE - 1);
    return isClosed;
  }

  /** A column that costs something as it is, if one is found. */
  #open(): number | undefined {
    const { values, matrix } = this.#state;
    for (let tries = 0; tries < TRIES; tries++) {
      const column = this.#columns[this.#random.below(this.#columns.length)]!;
      if (values[column]! > matrix.colLower[column]!) return column;
    }
    return undefined;
  }

  #close(column: number): boolean {
    const state = this.#state;
    const { cost, colUpper } = state.matrix;
    const end = this.#columns.findIndex((other) => cost[other]! < cost[column]!);
    const asDear = end < 0 ? this.#columns : this.#columns.subarray(0, end);
    for (const other of asDear) state.upper[other] = state.values[other]!;
    state.upper[column]! -= 1;
    state.touched += 2 * asDear.length;
    state.follow(column);
    const isSettled = this.#settle();
    for (const other of asDear) state.upper[other] = colUpper[other]!;
    // Steps of a growing cost are filled cheapest first again.
    if (isSettled) state.follow(column);
    else state.rollback(0);
    state.resetWeights();
    return isSettled;
  }

  #settle(): boolean {
    for (let repairs = 0; this.#state.violatedCount > 0; repairs++) {
      if (repairs === MOST_REPAIRS) return false;
      this.#repair.repairAny(this.#random.below(MOST_TABU));
    }
    return true;
  }
}
