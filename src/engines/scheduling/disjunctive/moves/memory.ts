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
  readonly #mode: Int32Array;

  constructor(taskCount: number, modeCount: number) {
    this.#taskCount = taskCount;
    this.#order = new Int32Array(Math.max(1, Math.min(taskCount * taskCount, MOST_PLACES)));
    this.#mode = new Int32Array(modeCount);
  }

  /** Whether `first` may not go before `second` on a machine. */
  isOrderTabu(first: number, second: number): boolean {
    return this.#order[(first * this.#taskCount + second) % this.#order.length]! > this.iteration;
  }

  forbidOrder(first: number, second: number, until: number): void {
    this.#order[(first * this.#taskCount + second) % this.#order.length] = until;
  }

  isModeTabu(mode: number): boolean {
    return this.#mode[mode]! > this.iteration;
  }

  forbidMode(mode: number, until: number): void {
    this.#mode[mode] = until;
  }
}
