import type { Random } from '../random.ts';

/** Choices, or tasks, freed at first. */
const FIRST_COUNT = 10;
const LEAST_COUNT = 3;
/** How fast the number of choices grows where parts are solved, and shrinks where they are not. */
const GROWTH = 1.2;
const SHRINKAGE = 0.8;
/** What a neighbourhood without success is still worth. */
const LEAST_WORTH = 0.1;
/** How much the last result counts in the worth of a neighbourhood. */
const FORGETTING = 0.1;

interface ChoosingOptions {
  /** How many there are to be freed. */
  readonly most: number;
  /** A part that takes more ticks than this is large enough. */
  readonly enoughTicks: number;
  readonly random: Random;
}

interface Lesson {
  /** By how much the cost fell. */
  readonly gain: number;
  /** Whether the part was solved to the end. */
  readonly isSolved: boolean;
  readonly ticks: number;
}

/**
 * Decides which neighbourhood comes next and how many choices it frees: the kinds by the success they had for the work
 * they took, the number so that parts are as large as can be solved to the end.
 */
export class Choosing<Kind extends string> {
  readonly #kinds: readonly Kind[];
  readonly #options: ChoosingOptions;
  readonly #worth: Map<Kind, number>;
  readonly #count: Map<Kind, number>;
  #kind: Kind;
  /** The greatest gain, which fades with time. */
  #mostGain = 0;

  constructor(kinds: readonly Kind[], options: ChoosingOptions) {
    this.#kinds = kinds;
    this.#kind = kinds[0]!;
    this.#options = options;
    this.#worth = new Map(kinds.map((kind) => [kind, 1]));
    this.#count = new Map(kinds.map((kind) => [kind, Math.min(FIRST_COUNT, options.most)]));
  }

  next(): { readonly kind: Kind; readonly count: number } {
    const total = this.#kinds.reduce((sum, kind) => sum + this.#worth.get(kind)!, 0);
    let left = this.#options.random.unit() * total;
    this.#kind = this.#kinds.at(-1)!;
    for (const kind of this.#kinds) {
      left -= this.#worth.get(kind)!;
      if (left > 0) continue;
      this.#kind = kind;
      break;
    }
    return { kind: this.#kind, count: Math.round(this.#count.get(this.#kind)!) };
  }

  learn({ gain, isSolved, ticks }: Lesson): void {
    this.#mostGain = Math.max(gain, this.#mostGain * (1 - FORGETTING));
    const reward = LEAST_WORTH + (this.#mostGain > 0 ? gain / this.#mostGain : 0);
    const worth = this.#worth.get(this.#kind)!;
    this.#worth.set(this.#kind, worth + FORGETTING * (reward - worth));
    if (!isSolved) this.#scale(SHRINKAGE);
    else if (ticks < this.#options.enoughTicks) this.#scale(GROWTH);
  }

  /** The last part had more columns than are tried. */
  tooLarge(): void {
    this.#scale(SHRINKAGE);
  }

  #scale(factor: number): void {
    const count = this.#count.get(this.#kind)! * factor;
    this.#count.set(this.#kind, Math.min(this.#options.most, Math.max(LEAST_COUNT, count)));
  }
}
