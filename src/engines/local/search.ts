import type { Matrix } from '../matrix.ts';
import type { Random } from './random.ts';
import { State } from './state.ts';

/** Columns of a row that one repair step looks at; longer rows are sampled. */
const CANDIDATES = 120;
/** Repair steps after which a move is taken back. */
const CHAIN_LENGTH = 12;
/** Moves between two looks at the clock. */
const MOVES_PER_LOOK = 64;

/**
 * Local search over the whole-number points of a linear model.
 *
 * *Construct* as long as rows are violated, take one and change the column of it that lowers the weighted misses most;
 * in a local minimum the violated rows gain weight (B. Luteberget and G. Sartor, "Feasibility Jump: an LP-free
 * Lagrangian MIP heuristic", Mathematical Programming Computation 15, 2023).
 * *Improve* from a feasible point, change one column, repair the rows it breaks by a short chain of changes, and keep
 * the result by the rule of simulated annealing (S. Kirkpatrick, C. Gelatt and M. Vecchi, Science 220, 1983); a chain
 * that does not end in time is taken back.
 */
export class Search {
  readonly state: State;
  readonly #matrix: Matrix;
  readonly #random: Random;
  readonly #weights: Float64Array;
  /** The move in which a column last changed, so that a chain does not undo itself. */
  readonly #changedAt: Int32Array;
  readonly #costly: Int32Array;
  readonly #chain: number[] = [];
  readonly #chainBefore: number[] = [];
  #move = 0;

  constructor(matrix: Matrix, random: Random, start: Float64Array | undefined) {
    this.#matrix = matrix;
    this.#random = random;
    this.state = new State(matrix, start);
    this.#weights = new Float64Array(matrix.numRows).fill(1);
    this.#changedAt = new Int32Array(matrix.numCols).fill(-1);
    this.#costly = Int32Array.from({ length: matrix.numCols }, (_, c) => c).filter((c) => matrix.cost[c] !== 0);
  }

  /** Moves until no row is violated or `isOver`; says which. */
  construct(isOver: () => boolean): boolean {
    const { state } = this;
    while (state.violatedCount > 0) {
      if (++this.#move % MOVES_PER_LOOK === 0 && isOver()) return false;
      const row = state.violated[this.#random.below(state.violatedCount)]!;
      const choice = this.#bestInRow(row, this.#move - 3);
      if (choice === undefined) {
        this.#weights[row]! += 1;
        continue;
      }
      if (choice.missChange >= 0) this.#raiseWeights();
      this.#set(choice.column, choice.value);
    }
    return true;
  }

  #raiseWeights(): void {
    for (let i = 0; i < this.state.violatedCount; i++) this.#weights[this.state.violated[i]!]! += 1;
  }

  /**
   * Improves a feasible state until `isOver`. `temperature` gives the cost increase that is accepted now and then;
   * `onBetter` is told of every state better than all before.
   */
  improve({ isOver, temperature, onBetter }: ImproveOptions): void {
    const { state } = this;
    if (this.#costly.length === 0) return;
    this.#weights.fill(1);
    let best = state.cost;
    let heat = temperature();
    for (let moves = 0; ; moves++) {
      if (moves % MOVES_PER_LOOK === 0) {
        if (isOver()) return;
        heat = temperature();
      }
      const before = state.cost;
      if (!this.#tryChain()) continue;
      const worse = state.cost - before;
      if (worse > 0 && this.#random.unit() >= Math.exp(-worse / heat)) {
        this.#takeBack();
      } else if (state.cost < best) {
        best = state.cost;
        onBetter();
      }
    }
  }

  /** Changes a column and repairs; false, with everything as before, when the chain finds no end. */
  #tryChain(): boolean {
    this.#move++;
    this.#chain.length = 0;
    this.#chainBefore.length = 0;
    this.#firstChange();
    for (let step = 0; this.state.violatedCount > 0; step++) {
      const row = this.state.violated[this.#random.below(this.state.violatedCount)]!;
      const choice = step < CHAIN_LENGTH ? this.#bestInRow(row, this.#move - 1) : undefined;
      if (choice === undefined) {
        this.#takeBack();
        return false;
      }
      this.#set(choice.column, choice.value);
    }
    return true;
  }

  /** Half of the time a change that lowers the cost, else any. */
  #firstChange(): void {
    const { colLower, colUpper, cost, numCols } = this.#matrix;
    for (let tries = 0; tries < 20; tries++) {
      const improve = tries < 10 && this.#random.below(2) === 0;
      const column = improve ? this.#costly[this.#random.below(this.#costly.length)]! : this.#random.below(numCols);
      const value = this.state.values[column]!;
      const down = improve ? cost[column]! > 0 : value > colLower[column]! && this.#random.below(2) === 0;
      const to = down ? value - 1 : value + 1;
      if (to < colLower[column]! || to > colUpper[column]!) continue;
      this.#set(column, to);
      return;
    }
  }

  #set(column: number, value: number): void {
    this.#chain.push(column);
    this.#chainBefore.push(this.state.values[column]!);
    this.#changedAt[column] = this.#move;
    this.state.set(column, value);
  }

  #takeBack(): void {
    for (let i = this.#chain.length - 1; i >= 0; i--) this.state.set(this.#chain[i]!, this.#chainBefore[i]!);
    this.#chain.length = 0;
  }

  /** The change of one column, not changed after move `since`, that lowers the misses most; then the cost. */
  #bestInRow(row: number, since: number): { column: number; value: number; missChange: number } | undefined {
    const { starts, indices, values, rowUpper, cost } = this.#matrix;
    const [from, to] = [starts[row]!, starts[row + 1]!];
    const length = to - from;
    const isOver = this.state.activity[row]! > rowUpper[row]!;
    const miss = this.state.miss(row, this.state.activity[row]!);
    const offset = length > CANDIDATES && !isOver ? this.#random.below(length) : 0;
    const limit = isOver ? length : Math.min(length, CANDIDATES);
    let [bestColumn, bestValue, bestMiss, bestCost] = [-1, 0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < limit; i++) {
      const at = from + ((offset + i) % length);
      const column = indices[at]!;
      if (this.#changedAt[column]! > since) continue;
      const value = this.#repairing(column, isOver ? -miss : miss, values[at]!);
      const delta = value - this.state.values[column]!;
      if (delta === 0) continue;
      const missChange = this.state.missChange(column, delta, this.#weights);
      if (missChange > bestMiss) continue;
      const costChange = delta * cost[column]! + this.#random.unit() * 1e-3;
      if (missChange === bestMiss && costChange >= bestCost) continue;
      [bestColumn, bestValue, bestMiss, bestCost] = [column, value, missChange, costChange];
    }
    return bestColumn < 0 ? undefined : { column: bestColumn, value: bestValue, missChange: bestMiss };
  }

  /** The value nearest to the present one that changes the row by `wanted`, or as much of it as the bounds allow. */
  #repairing(column: number, wanted: number, coefficient: number): number {
    const { colLower, colUpper } = this.#matrix;
    const step = wanted / coefficient;
    const value = this.state.values[column]! + (step > 0 ? Math.ceil(step) : Math.floor(step));
    return Math.min(Math.max(value, colLower[column]!), colUpper[column]!);
  }
}

interface ImproveOptions {
  isOver(): boolean;
  temperature(): number;
  onBetter(): void;
}
