import { now } from '../engines/engine.ts';
import type { EngineName } from '../engines/registry.ts';
import type { Contender, ContenderTurn, Portfolio } from './portfolio.ts';

/**
 * Those that join do so after this long, or after this share of the time. One that yields does so after as long without
 * finding anything, while others wait; twice as long each time.
 */
const WHILE = { ms: 3000, share: 0.1 };

/** One that has learnt does so after this long, and this share of the time, at the earliest. */
const LEARNT = { ms: 3000, share: 1 / 3 };

/** How a race stands, as far as it decides who may enter. */
export interface Situation {
  /** How many engines solve. */
  readonly running: number;
  readonly hasSolution: boolean;
  /** Whether there is time, or a budget, for somebody who was not called yet. */
  readonly hasTime: boolean;
}

/** One that solves and would let another have its thread. */
export interface Yielding {
  readonly contender: Contender | ContenderTurn;
  /** When it last found something: a better solution, or a tighter bound. */
  readonly foundAt: number;
  /** Whether it has found anything since it began. */
  readonly hasFound: boolean;
}

/** Who solves next: the contenders of a portfolio in their order, those who gave their thread up, and the substitutes. */
export class Lineup {
  readonly #queue: (Contender | ContenderTurn)[];
  readonly #substitutes: EngineName[];
  /** When those that join may enter. */
  readonly #joinAt: number;
  readonly #timeMs: number;
  readonly #whileMs: number;
  /** Those that had a trial, or long, and got nowhere: they are last in line, and nobody makes room for them soon. */
  readonly #failed = new Set<EngineName>();
  /** How often each has given its thread up. */
  readonly #turnsOf = new Map<EngineName, number>();

  /** *Shapes* `deadline` in milliseconds of `now()`; with a budget of ticks the turns of the portfolio are in line. */
  constructor(
    portfolio: Portfolio,
    { deadline, isCounted }: { readonly deadline: number; readonly isCounted: boolean },
  ) {
    this.#queue = isCounted ? [...portfolio.turns] : [...portfolio.contenders];
    this.#substitutes = [...portfolio.substitutes];
    this.#timeMs = deadline - now();
    this.#whileMs = Math.min(WHILE.ms, WHILE.share * this.#timeMs);
    this.#joinAt = now() + this.#whileMs;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Takes the next one that may enter, if there is one; a substitute when nobody is left, though time is. */
  next(situation: Situation): Contender | ContenderTurn | undefined {
    if (situation.running === 0 && situation.hasTime) this.standIn();
    const first = this.#queue[0];
    return first && this.#mayEnter(first, situation) ? this.#queue.shift() : undefined;
  }

  #mayEnter({ waits, joins }: Contender, { running, hasSolution }: Situation): boolean {
    if (running === 0) return true;
    if (joins && now() < this.#joinAt) return false;
    return !waits || hasSolution;
  }

  /** Calls the next substitute, unless somebody is in line. */
  standIn(): void {
    if (!this.isEmpty) return;
    const engine = this.#substitutes.shift();
    if (engine) this.#queue.push({ engine, share: 1 });
  }

  /** Puts one back in line when it has found nothing for long enough and somebody waits; says whether it did. */
  takesBack(one: Yielding, { running, hasSolution }: Situation): boolean {
    const { contender } = one;
    const { engine, yields, keeps } = contender;
    if (this.isEmpty || (yields !== 'anyway' && !hasSolution)) return false;
    if (running > 1 && (keeps === true || (keeps === 'until-found' && !one.hasFound))) return false;
    const turns = this.#turnsOf.get(engine) ?? 0;
    if (now() - one.foundAt < this.#patienceWith(one) * 2 ** turns) return false;
    this.#turnsOf.set(engine, turns + 1);
    const back = { ...contender, waits: yields !== 'anyway' };
    if (contender.learns || (contender.onTrial && !one.hasFound)) {
      this.#failed.add(engine);
      this.#queue.push(back);
    } else {
      const lost = this.#queue.findIndex((other) => this.#failed.has(other.engine));
      this.#queue.splice(lost < 0 ? this.#queue.length : lost, 0, back);
    }
    return true;
  }

  #patienceWith({ contender, hasFound }: Yielding): number {
    const hasLearnt = contender.learns && (hasFound || !contender.onTrial);
    const isFailedOnly = this.#queue.every(({ engine }) => this.#failed.has(engine));
    return hasLearnt || isFailedOnly ? Math.max(LEARNT.ms, LEARNT.share * this.#timeMs) : this.#whileMs;
  }

  /** Puts one that was to make a start only first in line, as it has begun what needs its time; it stands there once. */
  goesOn(engine: EngineName): void {
    const others = this.#queue.filter((one) => one.engine !== engine);
    this.#queue.splice(0, this.#queue.length, { engine, yields: 'with-solution', keeps: true }, ...others);
  }

  /** Sends everybody away. */
  clear(): void {
    this.#queue.length = 0;
    this.#substitutes.length = 0;
  }
}
