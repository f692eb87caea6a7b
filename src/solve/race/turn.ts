import { type Cooled, now } from '../../engines/engine.ts';
import { engineNamed } from '../../engines/registry.ts';
import { Gate } from '../../engines/thread/gate.ts';
import type { Contender, ContenderTurn } from './portfolio.ts';

/** A first solution, and a bound that meets the best, count like this much of {@link Turn.gained}. */
const MOST_GAIN = 1;

/** One engine's turn in a race: who it is, and what it has found since it got its thread. */
export class Turn {
  readonly contender: Contender | ContenderTurn;
  /** Ends this one alone. */
  readonly stop = new AbortController();
  /** Where it waits while another has its thread; undefined where it has to end for that. */
  readonly gate: Gate | undefined;
  /** Who it is on the board; 0 is the start that the caller gave. */
  readonly number: number;
  /** When it began to solve, or went on, the last time. */
  beganAt = now();
  /** Whether its engine is being loaded, which brings nothing and is not to be done twice. */
  isLoading = true;
  hasFound = false;
  /** When the engine will have cooled down, if it has said that it does. */
  cooled: Cooled | undefined;
  /** Whether the engine has said that it begins anew. */
  beginsAnew = false;
  /** What it has found since it got its thread, the last time. */
  #gains: { readonly at: number; readonly gain: number }[] = [];

  constructor(contender: Contender | ContenderTurn, number: number) {
    this.contender = contender;
    this.number = number;
    this.gate = contender.yields && engineNamed(contender.engine).pauses ? new Gate() : undefined;
  }

  /** Its engine is loaded, and begins. */
  begins(): void {
    this.isLoading = false;
    this.beganAt = now();
  }

  /** It has a thread again. */
  resumes(): void {
    this.beganAt = now();
    this.beginsAnew = false;
    this.#gains = [];
    this.gate?.open();
  }

  /**
   * It has found a better solution or a tighter bound. *Shapes* `before` and `after` are how far the best solution was from the
   * bound, and is; infinite where there was none.
   */
  gained(before: number, after: number): void {
    this.hasFound = true;
    const gain = Math.log(before / after);
    if (gain > 0) this.#gains.push({ at: now(), gain: Math.min(MOST_GAIN, gain) });
  }

  /** What it has gained in the last `ms` milliseconds, as the logarithm of how many times nearer the bound is to the best solution. */
  gainedIn(ms: number): number {
    const since = now() - ms;
    return this.#gains.reduce((sum, { at, gain }) => (at < since ? sum : sum + gain), 0);
  }
}
