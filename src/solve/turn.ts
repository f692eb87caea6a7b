import { now } from '../engines/engine.ts';
import type { Contender, ContenderTurn } from './portfolio.ts';

/** A bound counts as something found where it leaves at most this share of the distance to the best solution. */
const MOST_LEFT = 0.9;

/** One engine's turn in a race: who it is, and what it has found since it got its thread. */
export class Turn {
  /** It keeps its thread once the engine has said that it cools down. */
  contender: Contender | ContenderTurn;
  /** Ends this one alone. */
  readonly stop = new AbortController();
  /** Who it is on the board; 0 is the start that the caller gave. */
  readonly number: number;
  readonly beganAt = now();
  /** When it last found something: a better solution, or a bound that is much nearer to the best solution. */
  foundAt = this.beganAt;
  hasFound = false;
  /** Whether the engine has said that it begins anew. */
  beginsAnew = false;
  /** Its better solutions after the first of all, as shares of the objective that they have gained. */
  readonly #gains: { readonly at: number; readonly gain: number }[] = [];
  /** How far the best solution was from the bound when that came much nearer. */
  #distance = Number.POSITIVE_INFINITY;

  constructor(contender: Contender | ContenderTurn, number: number) {
    this.contender = contender;
    this.number = number;
  }

  /** It has found a better solution than the best `before`, if there was one. */
  improved(before: number | undefined, after: number): void {
    this.#found();
    if (before === undefined) return;
    this.#gains.push({ at: this.foundAt, gain: Math.abs(before - after) / Math.max(1, Math.abs(after)) });
  }

  /** It has tightened the bound, which is this far from the best solution, if there is one. */
  bounded(distance: number | undefined): void {
    if (distance !== undefined) {
      if (distance > MOST_LEFT * this.#distance) return;
      this.#distance = distance;
    }
    this.#found();
  }

  /** What it has gained in the last `ms` milliseconds, as a share of the objective. */
  gainedIn(ms: number): number {
    const since = now() - ms;
    return this.#gains.reduce((sum, { at, gain }) => (at < since ? sum : sum + gain), 0);
  }

  #found(): void {
    this.foundAt = now();
    this.hasFound = true;
  }
}
