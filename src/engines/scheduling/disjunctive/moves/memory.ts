/** More pairs than this share places, which forbids a little more than was meant. */
const MOST_PLACES = 2 ** 22;

/**
 * Tabu memory: orders of two tasks on a machine, and modes, that may not come back before some iteration.
 *
 * *Source* E. Nowicki and C. Smutnicki, "A fast taboo search algorithm for the job shop problem", Management Science 42,
 * 1996.
 */
export class Memory {
  iteration = 0;
  readonly #taskCount: number;
  readonly #order: Int32Array;
  readonly #mask: number;
  readonly #mode: Int32Array;

  constructor(taskCount: number, modeCount: number) {
    this.#taskCount = taskCount;
    const pairs = Math.min(taskCount * taskCount, MOST_PLACES);
    this.#order = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1, pairs))));
    this.#mask = this.#order.length - 1;
    this.#mode = new Int32Array(modeCount);
  }

  /** Whether `first` may not go before `second` on a machine. */
  isOrderTabu(first: number, second: number): boolean {
    return this.#order[(Math.imul(first, this.#taskCount) + second) & this.#mask]! > this.iteration;
  }

  forbidOrder(first: number, second: number, until: number): void {
    this.#order[(Math.imul(first, this.#taskCount) + second) & this.#mask] = until;
  }

  isModeTabu(mode: number): boolean {
    return this.#mode[mode]! > this.iteration;
  }

  forbidMode(mode: number, until: number): void {
    this.#mode[mode] = until;
  }
}
