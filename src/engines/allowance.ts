import { type EngineRun, now } from './engine.ts';
import type { Stopped } from './outcome.ts';

/** The clock and the wishes of others are looked at once in this many questions, where those come fast. */
const QUESTIONS_PER_LOOK = 8;

export interface Spending {
  /** Work so far. */
  readonly ticks: () => number;
  /** Called with each look at the clock that leaves time: to hear what others have found. */
  readonly onLook?: () => void;
  /** Whether so much lies between two questions that each of them looks at the clock. */
  readonly isSlow?: boolean;
}

/** What a solve may take, for engines that count their own work: `isOver` is to be asked often, and remembers why. */
export class Allowance {
  readonly #run: EngineRun;
  readonly #spending: Spending;
  #questions = 0;
  #stopped: Stopped | undefined;

  constructor(run: EngineRun, spending: Spending) {
    this.#run = run;
    this.#spending = spending;
  }

  /** Why the solve had to end; `finished` when it did not have to. */
  get stopped(): Stopped {
    return this.#stopped ?? 'finished';
  }

  isOver(): boolean {
    const { ticks, deadline } = this.#run;
    if (ticks !== undefined && this.#spending.ticks() >= ticks) this.#stopped ??= 'tick-limit';
    else if (this.#spending.isSlow || this.#questions++ % QUESTIONS_PER_LOOK === 0) {
      if (this.#run.shouldStop()) this.#stopped ??= 'cancelled';
      else if (now() >= deadline) this.#stopped ??= 'time-limit';
      else this.#spending.onLook?.();
    }
    return this.#stopped !== undefined;
  }
}
