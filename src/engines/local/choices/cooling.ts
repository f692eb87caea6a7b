import type { Choices } from './problem.ts';

/** The share of all that there is to spend which the first round takes; each later one takes as much as all before it. */
const FIRST_SHARE = 1 / 32;
/** The most that the first round takes; what it takes where there is no end in sight. */
const MOST_FIRST = 400;
/** Of the typical difference in cost, the temperature at the beginning of the first round, of later ones, at the end. */
export interface Heats {
  readonly hot: number;
  readonly warm: number;
  readonly cold: number;
}
const HEATS: Heats = { hot: 0.25, warm: 0.15, cold: 0.005 };

/**
 * The temperature of simulated annealing (S. Kirkpatrick, C. Gelatt and M. Vecchi, Science 220, 1983) in rounds that each
 * cool down, the last of them just when everything is spent. It takes about half of it.
 *
 * *Units* what is spent may be milliseconds or ticks; `total` is infinite when the end must not matter.
 */
export class Cooling {
  readonly #total: number;
  readonly #typical: number;
  #began = 0;
  #end: number;
  readonly #heats: Heats;
  #hot: number;

  constructor(total: number, typical: number, heats = HEATS) {
    this.#heats = heats;
    this.#hot = heats.hot;
    this.#total = total;
    this.#typical = typical;
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
    const share = Math.min(1, (spent - this.#began) / (this.#end - this.#began));
    return this.#typical * this.#hot * (this.#heats.cold / this.#hot) ** share;
  }
}

/** The median, over the choices, of what the middle one of the members costs more than the cheapest, where it does. */
export function typicalDifference({ first, cost, count }: Choices): number {
  const differences: number[] = [];
  for (let g = 0; g < count; g++) {
    const [start, end] = [first[g]!, first[g + 1]!];
    const difference = cost[(start + end) >> 1]! - cost[start]!;
    const most = difference > 0 ? difference : cost[end - 1]! - cost[start]!;
    if (most > 0) differences.push(most);
  }
  differences.sort((a, b) => a - b);
  return differences[differences.length >> 1] ?? 0;
}
