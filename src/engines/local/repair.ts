import type { Random } from '../random.ts';
import type { State } from './state.ts';

/** At most this many changes are tried to repair one row; of longer lists a random part. */
const MOST_TRIED = 24;
/** How far changes are looked for behind dependent columns. */
const DEPTH = 3;
/** Chains for which a change may be ruled out. */
export const MOST_TABU = 10;
/** Entries of a row that are looked at for changes; longer rows are sampled. */
const MOST_LOOKED_AT = 400;

/**
 * Finds and makes changes of decisions that bring violated rows back into their range.
 *
 * Decisions behind a dependent column of the row count as the row's own. Each change is made, weighed with all that
 * follows from it, and taken back; the best one is made for good.
 */
export class Repair {
  readonly #state: State;
  readonly #random: Random;
  /** The chain in which a decision last changed; one that changed in this chain stays. */
  readonly #changedIn: Int32Array;
  readonly #columns = new Int32Array(MOST_TRIED);
  readonly #values = new Float64Array(MOST_TRIED);
  #found = 0;
  #seen = 0;
  #chain = 0;
  #tabu = 0;

  constructor(state: State, random: Random) {
    this.#state = state;
    this.#random = random;
    this.#changedIn = new Int32Array(state.matrix.numCols).fill(-MOST_TABU - 1);
  }

  /** Begins a chain of changes; no decision changes twice in it, nor one that changed in the `tabu` chains before. */
  begin(tabu = 0): void {
    this.#chain++;
    this.#tabu = tabu;
  }

  /** Sets a decision as a part of the chain; what its choice had chosen goes. */
  choose(column: number, value: number): void {
    const { group } = this.#state.structure;
    const before = value === 1 && group[column]! >= 0 ? this.#state.chosen[group[column]!]! : -1;
    if (before >= 0 && before !== column && this.#state.values[before] === 1) this.#set(before, 0);
    this.#set(column, value);
  }

  #set(column: number, value: number): void {
    this.#changedIn[column] = this.#chain;
    this.#state.set(column, value);
  }

  isFresh(column: number): boolean {
    return this.#changedIn[column]! < this.#chain - this.#tabu;
  }

  /** Repairs one violated row after another, at most `steps` times; says whether no row is violated then. */
  settle(steps: number): boolean {
    const { violated } = this.#state;
    for (let step = 0; this.#state.violatedCount > 0; step++) {
      if (step >= steps) return false;
      const row = violated[this.#random.below(this.#state.violatedCount)]!;
      if (this.repairRow(row) === undefined) return false;
    }
    return true;
  }

  /**
   * Repairs any one of the violated rows in a chain of its own, of which a decision that changed in one of the `tabu` + 1 chains before
   * is no part: a short memory keeps repairs from going back and forth (tabu search: F. Glover, ORSA J. on Computing 1, 1989). Where
   * that lowers no misses, all violated rows weigh more from now on (B. Luteberget and G. Sartor, "Feasibility Jump: an LP-free
   * Lagrangian MIP heuristic", Mathematical Programming Computation 15, 2023).
   */
  repairAny(tabu: number): void {
    const state = this.#state;
    this.begin(1 + tabu);
    const change = this.repairRow(state.violated[this.#random.below(state.violatedCount)]!);
    if (change !== undefined && change < 0) return;
    for (let i = 0; i < state.violatedCount; i++) state.raiseWeight(state.violated[i]!);
  }

  /** Makes the change that lowers the weighted misses most, then the cost; gives the change of the misses. */
  repairRow(row: number): number | undefined {
    this.#collect(row);
    if (this.#found === 0) return undefined;
    const state = this.#state;
    const missedBefore = state.missed;
    const [costBefore, mark] = [state.cost, state.journal.length];
    let [best, bestMissed, bestCost] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < this.#found; i++) {
      state.set(this.#columns[i]!, this.#values[i]!);
      const missed = state.missed - missedBefore;
      const cost = state.cost - costBefore + this.#random.unit() * 1e-3;
      state.rollback(mark);
      if (missed > bestMissed || (missed === bestMissed && cost >= bestCost)) continue;
      [best, bestMissed, bestCost] = [i, missed, cost];
    }
    this.#set(this.#columns[best]!, this.#values[best]!);
    return bestMissed;
  }

  /** Collects changes that bring the row nearer to its range. */
  #collect(row: number): void {
    this.#found = 0;
    this.#seen = 0;
    const { rowLower } = this.#state.matrix;
    const activity = this.#state.activityOf(row);
    const isShort = activity < rowLower[row]!;
    this.#collectIn(row, isShort ? 1 : -1, { amount: this.#state.miss(row, activity), except: -1, depth: DEPTH });
  }

  #collectIn(
    row: number,
    direction: -1 | 1,
    { amount, except, depth }: { amount: number; except: number; depth: number },
  ): void {
    const { starts, indices, values, colLower } = this.#state.matrix;
    const { upper } = this.#state;
    const { level } = this.#state.structure;
    const length = starts[row + 1]! - starts[row]!;
    const looked = Math.min(length, MOST_LOOKED_AT);
    const offset = looked < length ? this.#random.below(length) : 0;
    for (let i = 0; i < looked; i++) {
      const at = starts[row]! + ((offset + i) % length);
      const column = indices[at]!;
      if (column === except) continue;
      const now = this.#state.values[column]!;
      const rises = values[at]! > 0 === direction > 0;
      if (rises ? now >= upper[column]! : now <= colLower[column]!) continue;
      const step = Math.max(1, Math.ceil(amount / Math.abs(values[at]!)));
      if (level[column]! > 0) {
        if (depth > 0) this.#collectBehind(column, rises ? 1 : -1, { amount: step, depth: depth - 1 });
      } else if (this.isFresh(column)) {
        this.#keep(column, rises ? Math.min(now + step, upper[column]!) : Math.max(now - step, colLower[column]!));
      }
    }
  }

  /** Collects changes that move a dependent column, through the row that holds it where it is. */
  #collectBehind(column: number, direction: -1 | 1, { amount, depth }: { amount: number; depth: number }): void {
    const { starts, rowsOf, coefficients } = this.#state.structure;
    for (let i = starts[column]!; i < starts[column + 1]!; i++) {
      const row = rowsOf[i]!;
      // The rest of the row has to make room for the column on the other side.
      const towards = coefficients[i]! * direction > 0 ? -1 : 1;
      if (starts[column + 1]! - starts[column]! > 1 && !this.#isTight(row)) continue;
      this.#collectIn(row, towards, { amount, except: column, depth });
    }
  }

  #isTight(row: number): boolean {
    const { rowLower, rowUpper } = this.#state.matrix;
    const activity = this.#state.activityOf(row);
    return activity <= rowLower[row]! || activity >= rowUpper[row]!;
  }

  /** Keeps a uniform sample of all changes (J. Vitter's algorithm R). */
  #keep(column: number, value: number): void {
    const at = this.#found < MOST_TRIED ? this.#found++ : this.#random.below(this.#seen + 1);
    this.#seen++;
    if (at >= MOST_TRIED) return;
    this.#columns[at] = column;
    this.#values[at] = value;
  }
}
