import { now } from '../engines/engine.ts';
import type { EngineName } from '../engines/registry.ts';
import type { Contender, ContenderTurn, Portfolio } from './portfolio.ts';
import type { Turn } from './turn.ts';

/**
 * Those that join do so after this long, or after this share of the time. One that yields does so after as long without
 * finding anything, while others wait; twice as long each time.
 */
const WHILE = { ms: 3000, share: 0.1 };

/** One that has learnt does so after this long, and this share of the time, at the earliest. */
const LEARNT = { ms: 3000, share: 1 / 3 };

/** Who has learnt is on a way to a proof where the bound is as near to the best solution as this share of it. */
const NEAR = 0.1;

/** One that improves has a thread for this many whiles at least, because its reading alone can take one. */
const LEAST_WHILES = 2;

/** One that improves makes room for another like it that gains this many times as much in the same time. */
const MUCH_MORE = 2;

/** How a race stands, as far as it decides who may enter. */
export interface Situation {
  /** How many engines solve. */
  readonly running: number;
  readonly hasSolution: boolean;
  /** How far the best solution is from the bound, as a share of its objective; infinite where one of them is missing. */
  readonly gap: number;
  /** Whether there is time, or a budget, for somebody who was not called yet. */
  readonly hasTime: boolean;
}

/** Who solves next: the contenders of a portfolio in their order, those who gave their thread up, and the substitutes. */
export class Lineup {
  readonly #queue: (Contender | ContenderTurn)[];
  readonly #substitutes: EngineName[];
  readonly #beganAt = now();
  /** When those that join may enter. */
  readonly #joinAt: number;
  readonly #timeMs: number;
  readonly #whileMs: number;
  /** Those that had a trial, or long, and got nowhere: they are last in line, and nobody makes room for them soon. */
  readonly #failed = new Set<EngineName>();
  /** What those that improve have gained lately, when they last had a thread. */
  readonly #gainOf = new Map<EngineName, number>();
  /** How often each has given its thread up. */
  readonly #turnsOf = new Map<EngineName, number>();

  /** *Shapes* `deadline` in milliseconds of `now()`; with a budget of ticks the turns of the portfolio are in line. */
  constructor(
    portfolio: Portfolio,
    { deadline, isCounted }: { readonly deadline: number; readonly isCounted: boolean },
  ) {
    this.#queue = isCounted ? [...portfolio.turns] : [...portfolio.contenders];
    this.#substitutes = portfolio.substitutes.filter((engine) => !this.#queue.some((one) => one.engine === engine));
    this.#timeMs = deadline - this.#beganAt;
    this.#whileMs = Math.min(WHILE.ms, WHILE.share * this.#timeMs);
    this.#joinAt = this.#beganAt + this.#whileMs;
  }

  /** Takes the next one that may enter, if there is one; a substitute when nobody is left, though time is. */
  next(situation: Situation): Contender | ContenderTurn | undefined {
    if (situation.running === 0 && situation.hasTime) this.standIn();
    const first = this.#queue.findIndex((one) => this.#mayEnter(one, situation));
    // Where nobody solves, nobody waits.
    const at = first < 0 && situation.running === 0 ? 0 : first;
    return at < 0 ? undefined : this.#queue.splice(at, 1)[0];
  }

  #mayEnter({ waits, joins, seeks }: Contender, { hasSolution }: Situation): boolean {
    if ((joins && now() < this.#joinAt) || (seeks && hasSolution)) return false;
    return !waits || hasSolution || (waits !== true && now() - this.#beganAt >= waits);
  }

  /** Calls the next substitute, unless somebody is in line who does more than to look for a first solution. */
  standIn(): void {
    if (this.#queue.some((one) => !one.seeks)) return;
    const [seeker] = this.#queue.splice(0);
    const engine = seeker?.engine ?? this.#substitutes.shift();
    if (engine) this.#queue.push({ engine, share: 1 });
  }

  /** Puts one back in line when somebody waits who is worth more than it; says whether it did. */
  takesBack(turn: Turn, situation: Situation): boolean {
    const { contender, hasFound } = turn;
    const { yields } = contender;
    if (yields !== 'anyway' && !situation.hasSolution) return false;
    const waiting = this.#queue.filter((one) => this.#mayEnter(one, situation));
    if (waiting.length === 0) return false;
    if (keepsThread(turn, situation)) return false;
    const isFailedOnly = waiting.every(({ engine }) => this.#failed.has(engine));
    const isOutdone = this.#isOutdone(turn);
    if (!isOutdone && !this.#isTired(turn, this.#patienceWith(turn, situation.gap, isFailedOnly))) return false;
    const back = { ...contender, waits: yields !== 'anyway' };
    if (contender.learns || (contender.onTrial && !hasFound)) this.#failed.add(contender.engine);
    // Who has failed comes after the others that wait.
    this.#callFirst(({ engine, improves }) => (isOutdone ? improves === true : !this.#failed.has(engine)));
    this.#queue.push(back);
    return true;
  }

  /** Whether another that improves waits who has gained much more in its turn, or had none. */
  #isOutdone(turn: Turn): boolean {
    const { engine, improves } = turn.contender;
    const rival = this.#queue.find((other) => other.improves);
    if (!improves || !rival || now() - turn.beganAt < LEAST_WHILES * this.#whileMs) return false;
    const gained = turn.gainedIn(this.#whileMs);
    this.#gainOf.set(engine, gained);
    return (this.#gainOf.get(rival.engine) ?? Number.POSITIVE_INFINITY) > MUCH_MORE * gained;
  }

  /** Whether it has found nothing for as long as it may; each time it may do so for twice as long. */
  #isTired(turn: Turn, patienceMs: number): boolean {
    const { engine } = turn.contender;
    const turns = this.#turnsOf.get(engine) ?? 0;
    if (now() - turn.foundAt < patienceMs * 2 ** turns) return false;
    this.#turnsOf.set(engine, turns + 1);
    return true;
  }

  /** Puts those who are wanted before the others, each in the order in which they wait. */
  #callFirst(isWanted: (one: Contender) => boolean): void {
    this.#queue.sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
  }

  #patienceWith({ contender, hasFound }: Turn, gap: number, isFailedOnly: boolean): number {
    const hasLearnt = contender.learns && (!contender.onTrial || (hasFound && gap <= NEAR));
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

/** Whether one keeps its thread whoever waits. Where there is no solution yet, only provers do. */
function keepsThread({ beginsAnew, contender, hasFound }: Turn, { running, hasSolution }: Situation): boolean {
  if (running <= 1 || !(hasSolution || contender.learns)) return false;
  if (contender.keeps === 'until-found') return !hasFound;
  if (contender.keeps === 'until-anew') return !beginsAnew;
  return contender.keeps === true;
}
