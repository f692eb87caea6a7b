/** The share of all that there is to spend which the first round takes; each later one takes as much as all before it. */
const FIRST_SHARE = 1 / 32;
/** The most that the first round takes; what it takes where there is no end in sight. */
const MOST_FIRST = 400;

/** Temperatures at the beginning of the first round, at the beginning of later ones, and at the end of each. */
export interface Heats {
  readonly hot: number;
  readonly warm: number;
  readonly cold: number;
}

/**
 * The temperature of simulated annealing (S. Kirkpatrick, C. Gelatt and M. Vecchi, Science 220, 1983) in rounds that each
 * cool down, the last of them just when everything is spent. It takes about half of it.
 *
 * *Units* what is spent may be milliseconds or ticks; `total` is infinite when the end must not matter.
 */
export class Cooling {
  readonly #total: number;
  #began = 0;
  #end: number;
  readonly #heats: Heats;
  #hot: number;

  constructor(total: number, heats: Heats) {
    this.#heats = heats;
    this.#hot = heats.hot;
    this.#total = total;
    this.#end = Math.min(MOST_FIRST, total * FIRST_SHARE);
  }

  /** Whether a round has ended, so that the next one begins. */
  beginsAnew(spent: number): boolean {
    if (spent < this.#end || this.#end >= this.#total) return false;
    this.#began = spent;
    this.#hot = this.#heats.warm;
    // A round that would leave too little for another takes that as well.
    this.#end = 4 * spent > this.#total ? this.#total : 2 * spent;
    return true;
  }

  temperature(spent: number): number {
    if (this.#hot === 0) return 0;
    const share = Math.min(1, (spent - this.#began) / (this.#end - this.#began));
    return this.#hot * (this.#heats.cold / this.#hot) ** share;
  }
}
