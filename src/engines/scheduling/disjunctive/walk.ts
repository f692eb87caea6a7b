import type { Random } from '../../random.ts';
import { type Ends, valuesAt } from './ends.ts';
import { Heads } from './heads.ts';
import { LateMoves } from './moves/late.ts';
import type { Problem } from './problem.ts';
import type { Selection } from './sequences.ts';

/**
 * A way from one selection to the next for costs of any ends: each move is made, the heads behind it are computed, and it
 * is accepted or taken back.
 */
export class Walk {
  readonly heads: Heads;
  /** What it costs where the walk is. */
  cost = Number.POSITIVE_INFINITY;
  /** Moves that were made, to stay or not. */
  moves = 0;
  readonly #ends: Ends;
  readonly #lateMoves: LateMoves;
  /** What the terms are and what they cost, where the walk is and where it tries to go. */
  #value: Float64Array;
  #newValue: Float64Array;
  #sum = 0;
  #newSum = 0;
  /** Whether a move was made, and from where. */
  #isMoved = false;
  #oldMode = 0;
  #oldAfter = 0;
  readonly #oldHead: Int32Array;
  readonly #oldArcHead: Int32Array;

  constructor(problem: Problem, ends: Ends, random: Random) {
    this.heads = new Heads(problem);
    this.#ends = ends;
    this.#lateMoves = new LateMoves(this.heads, ends, random);
    this.#value = new Float64Array(ends.termCount);
    this.#newValue = new Float64Array(ends.termCount);
    this.#oldHead = new Int32Array(problem.taskCount + 1);
    this.#oldArcHead = new Int32Array(problem.taskCount + 1);
  }

  /** Tasks that were looked at. */
  get work(): number {
    return this.heads.work + this.#lateMoves.work + 16 * this.moves;
  }

  /** Goes to an order and modes. */
  load({ mode, order }: Pick<Selection, 'order' | 'mode'>): void {
    this.heads.load(order, mode);
    this.#sum = valuesAt(this.#ends, this.heads, this.#value);
    this.cost = this.#ends.constant + this.#sum;
    for (const m of mode) this.cost += this.#ends.modeCost[m]!;
    this.#saveHeads();
  }

  save(): Selection {
    const { mode, none, order } = this.heads;
    return { order: order.slice(), mode: mode.slice(0, none), cost: this.cost };
  }

  /** Makes a move; gives what it costs, infinite where there is none. It has to be accepted or taken back then. */
  tryMove(): number {
    this.moves++;
    const { move } = this.#lateMoves;
    const heads = this.heads;
    this.#isMoved = this.#lateMoves.draw(this.#value);
    if (!this.#isMoved) return Number.POSITIVE_INFINITY;
    this.#oldMode = heads.mode[move.task]!;
    this.#oldAfter = heads.previous[move.task]!;
    this.#isMoved = heads.move(move.task, move.mode, move.after);
    if (!this.#isMoved) return Number.POSITIVE_INFINITY;
    heads.updateHeads(heads.low);
    const { modeCost } = this.#ends;
    this.#newSum = valuesAt(this.#ends, heads, this.#newValue);
    return modeCost[move.mode]! - modeCost[this.#oldMode]! + this.#newSum - this.#sum;
  }

  accept(change: number): void {
    this.cost += change;
    this.#sum = this.#newSum;
    [this.#value, this.#newValue] = [this.#newValue, this.#value];
    this.#saveHeads();
  }

  takeBack(): void {
    if (!this.#isMoved) return;
    const heads = this.heads;
    heads.move(this.#lateMoves.move.task, this.#oldMode, this.#oldAfter);
    heads.head.set(this.#oldHead);
    heads.arcHead.set(this.#oldArcHead);
  }

  #saveHeads(): void {
    this.#oldHead.set(this.heads.head);
    this.#oldArcHead.set(this.heads.arcHead);
  }
}
