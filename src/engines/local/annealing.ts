import type { State } from './state.ts';

/** Chains that are looked at before the temperature is set. */
const SAMPLE = 64;
/** Of the median rise in cost, what a round begins with. */
const HOT = 0.5;
/** What a round ends with: of the median, or of the least tenth where rises differ much, as of what opens something and what does not. */
const COLD = { median: 0.01, tenth: 0.03 };
/** Entries touched in the first round for each decision; each round is longer than the one before. */
const ENTRIES_PER_DECISION = 2000;
const LEAST_ENTRIES = 4_000_000;
const GROWTH = 2;

/**
 * The temperature of simulated annealing, in rounds that each take twice the work of the one before: whenever the search
 * is ended, it has had a round that cooled down. Counted in work, so that the clock has no say.
 */
export class Annealing {
  readonly #rises: number[] = [];
  #median = 0;
  #cold = 0;
  #beganAt: number;
  #length: number;
  #now: number;

  constructor(state: State) {
    this.#beganAt = state.touched;
    this.#now = state.touched;
    this.#length = Math.max(LEAST_ENTRIES, ENTRIES_PER_DECISION * state.structure.decisions.length);
  }

  /** Whether a round has ended at this much work, so that the next one begins, from the best. */
  beginsAnew(touched: number): boolean {
    this.#now = touched;
    if (touched - this.#beganAt < this.#length) return false;
    this.#beganAt = touched;
    this.#length *= GROWTH;
    return true;
  }

  /** The temperature for a change that costs so much more. */
  heat(worse: number): number {
    if (this.#rises.length < SAMPLE) this.#sample(worse);
    const share = (this.#now - this.#beganAt) / this.#length;
    const hot = HOT * this.#median;
    return Math.max(1e-9, hot * (this.#cold / hot) ** share);
  }

  #sample(worse: number): void {
    this.#rises.push(worse);
    const sorted = this.#rises.toSorted((a, b) => a - b);
    this.#median = sorted[sorted.length >> 1]!;
    this.#cold = Math.min(COLD.median * this.#median, COLD.tenth * sorted[Math.floor(sorted.length / 10)]!);
  }
}
