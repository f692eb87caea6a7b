import type { Random } from '../../../random.ts';

/** A task to be put in a mode, right after another one. */
export interface Move {
  task: number;
  mode: number;
  after: number;
}

const WORST = 2 ** 30;

/** Collects moves with their estimates: the least one that is allowed, chance deciding ties, and any one that is not. */
export class Candidates {
  readonly best: Move;
  /** One of those that are tabu, for when nothing else is left. */
  readonly spare: Move;
  count = 0;
  /** The least estimate of those that are allowed. */
  least = WORST;
  #ties = 0;
  #spares = 0;
  readonly #random: Random;
  readonly #none: number;

  constructor(random: Random, none: number) {
    this.#random = random;
    this.#none = none;
    this.best = { task: none, mode: 0, after: none };
    this.spare = { task: none, mode: 0, after: none };
  }

  clear(): void {
    this.best.task = this.#none;
    this.spare.task = this.#none;
    this.least = WORST;
    this.#ties = 0;
    this.#spares = 0;
  }

  /**
   * A move whose estimate has come to this need not be looked at any further: it is not the best, and no spare one is wanted once
   * there is a best one.
   */
  enough(isTabu: boolean, aspiration: number): number {
    return isTabu && this.best.task === this.#none ? aspiration : this.least + 1;
  }

  offer(task: number, mode: number, after: number, estimate: number, isTabu: boolean): void {
    this.count++;
    if (isTabu) {
      if (this.best.task !== this.#none) return;
      if (++this.#spares === 1 || this.#random.below(this.#spares) === 0) set(this.spare, task, mode, after);
      return;
    }
    if (estimate > this.least) return;
    if (estimate < this.least) {
      this.least = estimate;
      this.#ties = 0;
    }
    if (++this.#ties === 1 || this.#random.below(this.#ties) === 0) set(this.best, task, mode, after);
  }
}

function set(move: Move, task: number, mode: number, after: number): void {
  move.task = task;
  move.mode = mode;
  move.after = after;
}
