import { now } from '../../engines/engine.ts';
import type { Stopped } from '../../engines/outcome.ts';
import { DEFAULT_TIME_LIMIT_MS, type Termination } from '../termination.ts';

/** What a watch is told of a solve: the best objective and how far it is from the bound, in the model's units. */
export interface Progress {
  readonly objective: number | undefined;
  readonly distance: number | undefined;
}

/** A timer of more than 31 bits fires at once; no solve lasts the 24 days that they hold. */
function timerMs(ms: number): number {
  return Math.min(ms, 2 ** 31 - 1);
}

/**
 * Watches one solve and says when it is over, and why: the first of the conditions of a {@link Termination} that holds,
 * or the caller's signal.
 */
export class Watch {
  /** In milliseconds of `now()`. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly #termination: Termination;
  readonly #controller = new AbortController();
  readonly #cancelled: AbortSignal | undefined;
  readonly #timers: NodeJS.Timeout[] = [];
  #unimproved: NodeJS.Timeout | undefined;
  #reason: Stopped | undefined;

  constructor(termination: Termination, began: number, cancelled: AbortSignal | undefined) {
    this.#termination = termination;
    this.#cancelled = cancelled;
    this.deadline = began + (termination.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS);
    this.signal = this.#controller.signal;
    if (cancelled?.aborted) this.#onCancel();
    else cancelled?.addEventListener('abort', this.#onCancel, { once: true });
  }

  /** Why the solve is over, or undefined while it is not. */
  get reason(): Stopped | undefined {
    return this.#reason ?? (now() >= this.deadline ? 'time-limit' : undefined);
  }

  /** Ends the solve for a reason, unless it has ended. */
  end(reason: Stopped): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.close();
    this.#controller.abort();
  }

  readonly #onCancel = (): void => this.end('cancelled');

  /** To be told of each better solution. */
  improved(isFirst: boolean, standing: Progress): void {
    const { firstFeasible, afterFirstFeasibleMs, unimprovedMs } = this.#termination;
    if (firstFeasible) {
      this.end('first-feasible');
      return;
    }
    if (isFirst && afterFirstFeasibleMs !== undefined) {
      this.#timers.push(setTimeout(() => this.end('after-first-feasible'), timerMs(afterFirstFeasibleMs)));
    }
    if (unimprovedMs !== undefined) {
      clearTimeout(this.#unimproved);
      this.#unimproved = setTimeout(() => this.end('unimproved'), timerMs(unimprovedMs));
    }
    this.bounded(standing);
  }

  /** To be told of each tighter bound. */
  bounded({ objective, distance }: Progress): void {
    const { gap } = this.#termination;
    if (gap === undefined || objective === undefined || distance === undefined) return;
    if (distance <= gap * Math.max(1, Math.abs(objective))) this.end('gap');
  }

  /** Lets go of timers and of the caller's signal. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#unimproved);
    this.#cancelled?.removeEventListener('abort', this.#onCancel);
  }
}
