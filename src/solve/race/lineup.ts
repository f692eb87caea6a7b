import { now } from '../../engines/engine.ts';
import type { EngineName } from '../../engines/registry.ts';
import type { Contender, ContenderTurn, Portfolio } from './portfolio.ts';
import type { Turn } from './turn.ts';

/** Those that join do so after this long, or after this share of the time. */
const WHILE = { ms: 3000, share: 0.1 };

/**
 * Who has a thread keeps it for this share of the time since the race began, within these limits: however long the race lasts,
 * those that take turns have had about equal parts of it. In the least of them an engine has read the model and constructed something.
 */
const STINT = { share: 0.1, leastMs: 200, byVariableMs: 1 / 20, mostMs: 3000 };

/**
 * The share for who proves and has found a bound. Between two bounds lie long steps, which are lost to others where they are not to
 * the end.
 */
const PROVING_SHARE = 0.3;

/**
 * Where there is one thread, who is to prove early has its first turn so much before the least of stints is over, and for this share of
 * the time: as long as all others had. Where there is time for more than these two stints, the search can make up for what it does not
 * find meanwhile: its own is as many times shorter as there is more time.
 */
const EARLY = { lessMs: 100, leastMs: 100, stints: 2, share: 0.5 };

/** Who closes less than this share of the distance to the bound in a stint has gained nothing. */
const NOTHING = 0.005;

/** How a race stands, as far as it decides who may enter. */
export interface Situation {
  /** How many engines solve. */
  readonly running: number;
  /** How many of these have been asked to make room. */
  readonly leaving: number;
  readonly hasSolution: boolean;
  /** Whether there is time, or a budget, for somebody who was not called yet. */
  readonly hasTime: boolean;
}

/** Who waits for a thread: one to be called, or one that goes on with its turn. */
type Waiting = (Contender | ContenderTurn) & { readonly paused?: Turn };

export interface LineupOptions {
  /** How many the model has: nobody has shown anything before it is read. */
  readonly variables?: number;
  /** In milliseconds of `now()`. */
  readonly deadline: number;
  /** Whether the budget is counted in ticks. */
  readonly isCounted: boolean;
  /** How many may solve at once; more than one where it is not said. */
  readonly threads?: number;
}

/** How an engine did in its stints so far. */
interface TrackRecord {
  /** What it gained in a millisecond of the last one. */
  readonly rate: number;
  /** How many in a row have gained nothing. */
  readonly failures: number;
  /** Of those that gained nothing, those come first that are due first: two stints after the last one, four after a second, and so on. */
  readonly dueAt: number;
}

const NO_RECORD: TrackRecord = { rate: 0, failures: 0, dueAt: 0 };

/** Who solves next: the contenders of a portfolio in their order, those who gave their thread up, and the substitutes. */
export class Lineup {
  readonly #queue: Waiting[];
  readonly #substitutes: EngineName[];
  readonly #beganAt = now();
  /** How many may solve at once, which is fewer while others use the machine. */
  threads: number;
  /** Whether there is one thread whatever others do: then a prover has to come early, or it would not come for long. */
  readonly #hasOneThread: boolean;
  readonly #leastMs: number;
  /** How long another solves before the one that is to prove early. */
  readonly #earlyAfterMs: number;
  /** When those that join may enter. */
  readonly #joinAt: number;
  /** How those did that have had a thread. */
  readonly #recordOf = new Map<EngineName, TrackRecord>();
  /** Who was given a thread last, or has left one since. */
  #lastOn: EngineName | undefined;

  /** With a budget of ticks the turns of the portfolio are in line. */
  constructor(portfolio: Portfolio, { variables = 0, deadline, isCounted, threads = 2 }: LineupOptions) {
    this.threads = threads;
    this.#hasOneThread = threads === 1;
    this.#queue = isCounted ? [...portfolio.turns] : [...portfolio.contenders];
    this.#substitutes = portfolio.substitutes.filter((engine) => !this.#queue.some((one) => one.engine === engine));
    this.#leastMs = STINT.leastMs + variables * STINT.byVariableMs;
    const limitMs = deadline - this.#beganAt;
    const earlyMs = (this.#leastMs - EARLY.lessMs) * Math.min(1, (EARLY.stints * this.#leastMs) / Math.max(1, limitMs));
    this.#earlyAfterMs = Math.max(EARLY.leastMs, earlyMs);
    this.#joinAt = this.#beganAt + Math.min(WHILE.ms, WHILE.share * limitMs);
  }

  get #isAlone(): boolean {
    return this.threads === 1;
  }

  /** Takes the one that is worth most of those that may enter, if there is one; a substitute when nobody is left, though time is. */
  next(situation: Situation): Waiting | undefined {
    if (situation.running === 0 && situation.hasTime) this.standIn();
    const first = this.#first((one) => this.#mayEnter(one, situation));
    // Where nobody solves, nobody waits.
    const next = first ?? (situation.running === 0 ? this.#first(() => true) : undefined);
    if (next) this.#queue.splice(this.#queue.indexOf(next), 1);
    this.#lastOn = next?.engine;
    return next;
  }

  /** Who was not called yet, in the order of the portfolio; then who gained most, and then who is due. */
  #first(isWanted: (one: Waiting) => boolean): Waiting | undefined {
    const wanted = this.#queue.filter(isWanted);
    const isNew = ({ engine, joins }: Contender): boolean => !this.#recordOf.has(engine) && !(this.#isAlone && joins);
    const news = wanted.filter(isNew);
    const known = wanted.filter((one) => !isNew(one));
    known.sort((a, b) => this.#record(b).rate - this.#record(a).rate || this.#record(a).dueAt - this.#record(b).dueAt);
    return (this.#isAlone ? this.#firstAlone(news, known) : undefined) ?? news[0] ?? known[0];
  }

  /**
   * Who goes before those that were not called yet where there is one thread: who cools down, after each of the others, as what it finds
   * becomes good at the end of that only; then who is to prove early, again when it is due until it has a bound; then who gained something.
   */
  #firstAlone(news: readonly Waiting[], known: readonly Waiting[]): Waiting | undefined {
    const cooling = known.find(({ engine, paused }) => paused?.cooled !== undefined && engine !== this.#lastOn);
    const early = this.#recordOf.size > 0 ? news.find((one) => this.isEarly(one)) : undefined;
    const dueEarly = known.find(
      (one) => one.early && one.paused?.hasFound === false && this.#record(one).dueAt <= now(),
    );
    return cooling ?? early ?? dueEarly ?? known.find((one) => this.#record(one).rate > 0);
  }

  #record({ engine }: Contender): TrackRecord {
    return this.#recordOf.get(engine) ?? NO_RECORD;
  }

  /** Whether this is the time for the first turn of one that is to prove early. */
  isEarly({ early, engine }: Contender): boolean {
    return this.#hasOneThread && early === true && !this.#recordOf.has(engine);
  }

  #mayEnter({ waits, joins, seeks }: Contender, { hasSolution }: Situation): boolean {
    // Who may find a first solution, or that there is none, is needed where there is none, whatever it does later.
    if (!hasSolution && typeof waits === 'number') return now() - this.#beganAt >= waits;
    if ((joins && now() < this.#joinAt) || (seeks && hasSolution)) return false;
    return !waits || hasSolution;
  }

  /** Calls the next substitute, unless somebody is in line who does more than to look for a first solution. */
  standIn(): void {
    if (this.#queue.some((one) => !one.seeks)) return;
    const [seeker] = this.#queue.splice(0);
    const engine = seeker?.engine ?? this.#substitutes.shift();
    if (engine) this.#queue.push({ engine, share: 1 });
  }

  /** Whether one is to make room, as its stint is over and somebody waits who has gained more, or nobody gains anything. */
  makesRoom(turn: Turn, situation: Situation): boolean {
    const { contender } = turn;
    if ((contender.yields !== 'anyway' && !situation.hasSolution) || !this.#canLeave(turn, situation)) return false;
    const waiting = this.#queue.filter((one) => this.#mayEnter(one, situation));
    if (waiting.length <= situation.leaving) return false;
    if (contender.brief && turn.beginsAnew && waiting.some(({ engine }) => !this.#recordOf.has(engine))) return true;
    const lastedMs = now() - turn.beganAt;
    // Who is to prove early does not wait until nobody gains anything.
    if (situation.hasSolution && waiting.some((one) => this.isEarly(one))) return lastedMs >= this.#earlyAfterMs;
    const stintMs = this.#stintMs(turn);
    if (lastedMs < stintMs) return false;
    const rate = rateOf(turn, stintMs);
    // What one that was not called yet is worth, nobody knows.
    if (waiting.some((one) => this.#record(one).rate > rate)) return true;
    return rate === 0 && (turn.cooled === undefined || this.#standsAside(turn, waiting, situation));
  }

  /** Whether one can be asked to wait because its core is needed by one that cools down. */
  canBeSpared(turn: Turn, situation: Situation): boolean {
    return turn.cooled === undefined && this.#canLeave(turn, situation);
  }

  #canLeave(turn: Turn, situation: Situation): boolean {
    return !turn.isLoading && !this.#keepsThread(turn, situation);
  }

  /** Whether somebody waits for whom one that cools down stands aside while it gains nothing, which it may do long before its end. */
  #standsAside(turn: Turn, waiting: readonly Waiting[], { running }: Situation): boolean {
    const isDue = (one: Waiting): boolean => this.#record(one).dueAt <= now();
    if (running === 1) return waiting.some((one) => one.proves || isDue(one));
    // One that proves has turns on the other threads.
    const hasTurns = (one: Waiting): boolean => one.proves === true && this.#recordOf.has(one.engine);
    return turn.cooled === 'each-round' && waiting.some((one) => isDue(one) && !hasTurns(one));
  }

  /** Puts one that has made room back in line: to begin again, or to go on from where it stands. */
  putBack(turn: Turn, isPaused: boolean): void {
    const { contender } = turn;
    const { failures: before } = this.#record(contender);
    const stintMs = this.#stintMs(turn);
    // Who is brief has found what it finds soon: what that gained says nothing of what it gains later.
    const rate = contender.brief && turn.beginsAnew ? 0 : rateOf(turn, stintMs);
    const failures = rate > 0 ? 0 : before + 1;
    this.#lastOn = contender.engine;
    this.#recordOf.set(contender.engine, { rate, failures, dueAt: now() + stintMs * 2 ** failures });
    this.#queue.push({ ...contender, waits: contender.yields !== 'anyway', ...(isPaused ? { paused: turn } : {}) });
  }

  /** Whether one keeps its thread whoever waits. Where there is no solution yet, only provers do. */
  #keepsThread({ beginsAnew, contender, hasFound }: Turn, { running, hasSolution }: Situation): boolean {
    if (running <= 1 || !(hasSolution || contender.proves)) return false;
    if (contender.keeps === 'until-solution') return !hasSolution;
    if (contender.keeps === 'until-found') return !hasFound;
    if (contender.keeps === 'until-anew') return !beginsAnew;
    if (contender.keeps === 'for-a-while') return now() < this.#joinAt;
    return contender.keeps === true;
  }

  #stintMs({ contender, hasFound }: Turn): number {
    const usual = contender.proves && hasFound ? PROVING_SHARE : STINT.share;
    const isEarly = this.isEarly(contender) || (this.#hasOneThread && contender.early === true && !hasFound);
    const share = isEarly ? EARLY.share : usual;
    return Math.min(STINT.mostMs, Math.max(this.#leastMs, share * (now() - this.#beganAt)));
  }

  /** Sends one away that has ended in line. */
  forget(paused: Turn): void {
    const at = this.#queue.findIndex((one) => one.paused === paused);
    if (at >= 0) this.#queue.splice(at, 1);
  }

  /** Puts one that was to make a start only first in line, as it has begun what needs its time; it stands there once. */
  goesOn(engine: EngineName): void {
    const others = this.#queue.filter((one) => one.engine !== engine);
    this.#queue.splice(0, this.#queue.length, { engine, yields: 'with-solution' }, ...others);
  }

  /** Sends everybody away. */
  clear(): void {
    this.#queue.length = 0;
    this.#substitutes.length = 0;
  }
}

/** What a turn has gained in a millisecond of late. */
function rateOf(turn: Turn, stintMs: number): number {
  const gained = turn.gainedIn(stintMs);
  return gained < NOTHING ? 0 : gained / stintMs;
}
