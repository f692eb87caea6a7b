import type { Random } from '../random.ts';

/** Choices, or tasks, freed at first. */
const FIRST_COUNT = 10;
const LEAST_COUNT = 3;
/** How fast the number of choices grows where parts are solved, and shrinks where they are not. */
const GROWTH = 1.2;
const SHRINKAGE = 0.8;
/** Of the work that the best kind of neighbourhood gets, what one without success gets. */
const LEAST_SHARE = 0.03;
/** How much the last part counts in what a kind has gained, and worked for it. */
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
  readonly #kinds: Kind[] = [];
  readonly #options: ChoosingOptions;
  /** What a part has gained lately, and how much work it was. */
  readonly #gain = new Map<Kind, number>();
  readonly #work = new Map<Kind, number>();
  readonly #count = new Map<Kind, number>();
  #kind: Kind;

  constructor(kinds: readonly Kind[], options: ChoosingOptions) {
    this.#kind = kinds[0]!;
    this.#options = options;
    this.add(kinds);
  }

  /** From now on there are these kinds, too. */
  add(kinds: readonly Kind[]): void {
    for (const kind of kinds) {
      this.#kinds.push(kind);
      this.#gain.set(kind, 0);
      this.#work.set(kind, 1);
      this.#count.set(kind, Math.min(FIRST_COUNT, this.#options.most));
    }
  }

  next(): { readonly kind: Kind; readonly count: number } {
    const rates = this.#kinds.map((kind) => this.#gain.get(kind)! / this.#work.get(kind)!);
    const best = Math.max(...rates);
    // Shares are of work: what takes little of it comes more often.
    const weights = rates.map((rate, i) => {
      return (best > 0 ? Math.max(LEAST_SHARE, rate / best) : 1) / this.#work.get(this.#kinds[i]!)!;
    });
    let left = this.#options.random.unit() * weights.reduce((sum, one) => sum + one, 0);
    this.#kind = this.#kinds.at(-1)!;
    for (const [i, kind] of this.#kinds.entries()) {
      left -= weights[i]!;
      if (left > 0) continue;
      this.#kind = kind;
      break;
    }
    return { kind: this.#kind, count: Math.round(this.#count.get(this.#kind)!) };
  }

  learn({ gain, isSolved, ticks }: Lesson): void {
    const [gained, worked] = [this.#gain.get(this.#kind)!, this.#work.get(this.#kind)!];
    this.#gain.set(this.#kind, gained + FORGETTING * (gain - gained));
    this.#work.set(this.#kind, worked + FORGETTING * (Math.max(1, ticks) - worked));
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
