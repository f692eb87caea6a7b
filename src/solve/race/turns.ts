import { now } from '../../engines/engine.ts';
import type { EngineName } from '../../engines/registry.ts';
import { memoryShortage } from '../../engines/thread/memory.ts';
import type { Lineup, Situation } from './lineup.ts';
import type { Turn } from './turn.ts';

/**
 * An engine that is asked to wait has as long to do so as its stint has lasted, and this long unless it was to prove something early
 * and has found nothing; then it is ended.
 */
const PAUSE_MS = 5000;

/** The turns of a race: who solves, who has been asked to make room, and who waits with all that it knows. */
export class Turns {
  readonly #lineup: Lineup;
  /** Those that solve and would yield. */
  readonly #yielding = new Set<Turn>();
  /** Those that have been asked to wait, and when; they still solve. */
  readonly #pausing = new Map<Turn, number>();
  /** Those that wait. */
  readonly #paused = new Set<Turn>();
  /** How often each has been ended for another. */
  readonly #returns = new Map<EngineName, number>();
  #running = 0;

  constructor(lineup: Lineup) {
    this.#lineup = lineup;
  }

  /** How many solve, and do not wait. */
  get running(): number {
    return this.#running;
  }

  /** How many of these have been asked to make room. */
  get leaving(): number {
    return this.#pausing.size;
  }

  get waiting(): number {
    return this.#paused.size;
  }

  /** Whether there is one that cools down, wherever it is. */
  get hasCooling(): boolean {
    return [...this.#yielding, ...this.#pausing.keys(), ...this.#paused].some(({ cooled }) => cooled !== undefined);
  }

  /** How often an engine has been ended for another: who begins again goes another way. */
  returnsOf(engine: EngineName): number {
    return this.#returns.get(engine) ?? 0;
  }

  /** One has a thread, for the first time or again. */
  enter(turn: Turn): void {
    this.#running++;
    if (turn.contender.yields) this.#yielding.add(turn);
    if (this.#paused.delete(turn)) turn.resumes();
  }

  /** Asks those whose stint is over to wait, so that others have a turn; ends those that do not come to it. */
  rotate(situation: () => Situation): void {
    for (const [turn, askedAt] of this.#pausing) {
      const isFruitless = this.#lineup.isEarly(turn.contender) && !turn.hasFound;
      const patience = Math.max(isFruitless ? 0 : PAUSE_MS, askedAt - turn.beganAt);
      if (now() - askedAt >= patience) this.#replace(turn);
    }
    for (const turn of this.#yielding) {
      if (this.#lineup.makesRoom(turn, situation())) this.#ask(turn);
    }
  }

  /** Asks those that came last to wait, beside one that cools down, where more solve than that many. */
  shrinkTo(count: number, situation: Situation): void {
    for (const turn of [...this.#yielding].reverse()) {
      if (this.#running - this.#pausing.size <= count) return;
      if (turn.gate && this.#lineup.canBeSpared(turn, situation)) this.#ask(turn);
    }
  }

  #ask(turn: Turn): void {
    this.#yielding.delete(turn);
    // Who waits holds its memory.
    if (!turn.gate || memoryShortage() !== undefined) this.#replace(turn);
    else {
      this.#pausing.set(turn, now());
      turn.gate.close();
    }
  }

  /** One waits at its gate; false where it was not asked to. */
  pause(turn: Turn): boolean {
    if (!this.#pausing.delete(turn)) return false;
    this.#paused.add(turn);
    this.#lineup.putBack(turn, true);
    this.#running--;
    return true;
  }

  /** One has ended, wherever it was. */
  leave(turn: Turn): void {
    this.#yielding.delete(turn);
    this.#pausing.delete(turn);
    if (this.#paused.delete(turn)) this.#lineup.forget(turn);
    else this.#running--;
  }

  /** Ends those that wait. */
  endWaiting(): void {
    for (const turn of this.#paused) turn.stop.abort();
  }

  /** Ends one, so that another has its thread; it may begin again later. */
  #replace(turn: Turn): void {
    const { engine } = turn.contender;
    this.#returns.set(engine, this.returnsOf(engine) + 1);
    this.#pausing.delete(turn);
    this.#lineup.putBack(turn, false);
    turn.stop.abort();
  }
}
