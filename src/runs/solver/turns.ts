/** How many may use something at once and wait for it: all of them, and one of them. */
export interface TurnLimits {
  readonly size: number;
  /** Of one asker at once; where others wait, nobody has everything. */
  readonly each: number;
  readonly waiting: number;
  readonly waitingEach: number;
}

interface Waiter {
  readonly start: () => void;
}

/**
 * Places that many want: first come, first served for each, and in turn between them, so that who asks for much waits
 * for himself. Nobody waits whose queue is full, or who has gone.
 */
export class Turns {
  readonly #limits: TurnLimits;
  /** In the order of their turns; an asker who was served goes to the end. */
  readonly #waiting = new Map<string, Waiter[]>();
  readonly #held = new Map<string, number>();
  #waits = 0;
  #busy = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  get busy(): number {
    return this.#busy;
  }

  /** Takes a place that is free; false where the asker has to wait. */
  take(asker: string): boolean {
    const isFree = this.#isFree(asker);
    if (isFree) this.#hold(asker);
    return isFree;
  }

  /** Resolves when it is the asker's turn, whose place it then is; false when too many wait, or the signal fires first. */
  async wait(asker: string, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return false;
    const mine = this.#waiting.get(asker) ?? [];
    if (this.#waits >= this.#limits.waiting || mine.length >= this.#limits.waitingEach) return false;
    return new Promise((resolve) => {
      const settle = (isMine: boolean): void => {
        signal?.removeEventListener('abort', leave);
        this.#waits--;
        resolve(isMine);
      };
      const waiter: Waiter = { start: () => settle(true) };
      const leave = (): void => {
        this.#remove(asker, waiter);
        settle(false);
      };
      mine.push(waiter);
      this.#waiting.set(asker, mine);
      this.#waits++;
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Gives a place back, to whose turn it is. */
  give(asker: string): void {
    this.#busy--;
    const left = this.#held.get(asker)! - 1;
    if (left > 0) this.#held.set(asker, left);
    else this.#held.delete(asker);
    for (const next of this.#waiting.keys()) {
      if (!this.#isFree(next)) continue;
      const [waiter, ...others] = this.#waiting.get(next)!;
      this.#waiting.delete(next);
      if (others.length > 0) this.#waiting.set(next, others);
      this.#hold(next);
      waiter!.start();
      return;
    }
  }

  #isFree(asker: string): boolean {
    return this.#busy < this.#limits.size && (this.#held.get(asker) ?? 0) < this.#limits.each;
  }

  #hold(asker: string): void {
    this.#busy++;
    this.#held.set(asker, (this.#held.get(asker) ?? 0) + 1);
  }

  #remove(asker: string, waiter: Waiter): void {
    const others = this.#waiting.get(asker)?.filter((one) => one !== waiter) ?? [];
    if (others.length > 0) this.#waiting.set(asker, others);
    else this.#waiting.delete(asker);
  }
}
