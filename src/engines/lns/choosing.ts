import type { Random } from '../random.ts';
import { NEIGHBOURHOODS, type Neighbourhood } from './neighbourhoods.ts';

/** Choices freed at first. */
const FIRST_COUNT = 10;
const LEAST_COUNT = 3;
/** How fast the number of choices grows where parts are solved, and shrinks where they are not. */
const GROWTH = 1.2;
const SHRINKAGE = 0.8;
/** What a neighbourhood without success is still worth. */
const LEAST_WORTH = 0.1;
/** A part that takes more ticks than this is large enough. */
const ENOUGH_TICKS = 600;
/** How much the last result counts in the worth of a neighbourhood. */
const FORGETTING = 0.1;

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
export class Choosing {
  readonly #random: Random;
  readonly #most: number;
  readonly #worth: Record<Neighbourhood, number> = alike(1);
  readonly #count: Record<Neighbourhood, number>;
  #kind: Neighbourhood = 'walk';
  /** The greatest gain, which fades with time. */
  #mostGain = 0;

  constructor(choices: number, random: Random) {
    this.#most = choices;
    this.#random = random;
    this.#count = alike(Math.min(FIRST_COUNT, choices));
  }

  next(): { readonly kind: Neighbourhood; readonly count: number } {
    const total = NEIGHBOURHOODS.reduce((sum, kind) => sum + this.#worth[kind], 0);
    let left = this.#random.unit() * total;
    this.#kind = NEIGHBOURHOODS.at(-1)!;
    for (const kind of NEIGHBOURHOODS) {
      left -= this.#worth[kind];
      if (left > 0) continue;
      this.#kind = kind;
      break;
    }
    return { kind: this.#kind, count: Math.round(this.#count[this.#kind]) };
  }

  learn({ gain, isSolved, ticks }: Lesson): void {
    this.#mostGain = Math.max(gain, this.#mostGain * (1 - FORGETTING));
    const reward = LEAST_WORTH + (this.#mostGain > 0 ? gain / this.#mostGain : 0);
    this.#worth[this.#kind] += FORGETTING * (reward - this.#worth[this.#kind]);
    if (!isSolved) this.#scale(SHRINKAGE);
    else if (ticks < ENOUGH_TICKS) this.#scale(GROWTH);
  }

  /** The last part had more columns than are tried. */
  tooLarge(): void {
    this.#scale(SHRINKAGE);
  }

  #scale(factor: number): void {
    this.#count[this.#kind] = Math.min(this.#most, Math.max(LEAST_COUNT, this.#count[this.#kind] * factor));
  }
}

function alike(value: number): Record<Neighbourhood, number> {
  return { walk: value, row: value, tight: value, costly: value, blocked: value, paid: value };
}
