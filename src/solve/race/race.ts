import type { Outcome, Proof, Stopped } from '../../engines/outcome.ts';
import { type EngineName, engineNamed } from '../../engines/registry.ts';
import { createBoard, writeBoard } from '../../engines/thread/board.ts';
import { solveOnThread } from '../../engines/thread/host.ts';
import { memoryShortage } from '../../engines/thread/memory.ts';
import { DovetailError } from '../../errors.ts';
import { lackOf } from '../../rewrite/limits.ts';
import type { Forms } from './forms.ts';
import type { BoundVerdict, Incumbents, SolutionVerdict } from './incumbents.ts';
import { Lineup, type Situation } from './lineup.ts';
import type { Contender, ContenderTurn, Portfolio } from './portfolio.ts';
import { Turn } from './turn.ts';
import { Turns } from './turns.ts';
import type { Watch } from './watch.ts';
import { Work } from './work.ts';

/** Whether somebody joins, or gives a thread up, is looked at this often. */
const LOOK_EVERY_MS = 50;

export interface RaceOptions {
  readonly seed: number;
  /** How many engines may run at once. */
  readonly threads: number;
  /** How many of these have a core of their own at the moment. */
  readonly free: () => number;
  /** Deterministic work for all engines together; they then follow each other. */
  readonly ticks: number | undefined;
}

/** What a race shares with the solve that it belongs to. */
interface Course {
  /** How many the model has. */
  readonly variables: number;
  readonly forms: Forms;
  readonly incumbents: Incumbents;
  readonly watch: Watch;
}

export interface RaceResult {
  readonly proof: Proof;
  readonly stopped: Stopped;
  /** The engine that proved the answer, or found it, or ran last. */
  readonly engine: EngineName;
  readonly ticks: number | undefined;
  readonly conflict?: readonly number[];
  readonly skipped: readonly { readonly engine: EngineName; readonly message: string }[];
}

/**
 * Lets engines solve one model side by side, as many as there are threads.
 *
 * Each better solution is verified and put on a board that all of them read; each bound counts for all. The race is over
 * when one proves its answer, when bound and best solution meet, when the watch says so, or when nobody is left. An
 * engine that ends without a proof, is missing, cannot take the model or answers wrongly makes room for the next, as
 * long as there is time.
 *
 * With a budget of ticks the engines follow each other in a fixed order and see nothing of a clock, so that the same
 * model, options and seed give the same solutions in the same order everywhere.
 *
 * *Errors* what the last engine threw, when none gave an outcome.
 */
export function race(course: Course, portfolio: Portfolio, options: RaceOptions): Promise<RaceResult> {
  return new Race(course, portfolio, options).run();
}

class Race {
  readonly #course: Course;
  readonly #portfolio: Portfolio;
  readonly #options: RaceOptions;
  readonly #board;
  readonly #lineup: Lineup;
  readonly #skipped: { engine: EngineName; message: string }[] = [];
  readonly #ended = Promise.withResolvers<void>();
  readonly #turns: Turns;
  /** Whether nobody has run beside another so far. */
  #isSequence = true;
  #launched = 0;
  #lastOutcome: { readonly engine: EngineName; readonly outcome: Outcome } | undefined;
  #proved: { readonly engine: EngineName; readonly outcome: Outcome } | undefined;
  #lastError: unknown;
  readonly #work = new Work();

  constructor(course: Course, portfolio: Portfolio, options: RaceOptions) {
    this.#course = course;
    this.#portfolio = portfolio;
    this.#options = options;
    const { variables, watch } = course;
    this.#lineup = new Lineup(portfolio, {
      variables,
      deadline: watch.deadline,
      isCounted: options.ticks !== undefined,
      threads: options.threads,
    });
    this.#turns = new Turns(this.#lineup);
    this.#board = options.ticks === undefined ? createBoard(course.variables) : undefined;
  }

  async run(): Promise<RaceResult> {
    const { watch, incumbents } = this.#course;
    const onEnd = (): void => this.#launch();
    watch.signal.addEventListener('abort', onEnd, { once: true });
    if (incumbents.best) this.#improved(true, 0);
    this.#launch();
    const looking = setInterval(() => this.#rotate(), LOOK_EVERY_MS);
    await this.#ended.promise;
    clearInterval(looking);
    watch.signal.removeEventListener('abort', onEnd);
    watch.close();
    if (!this.#lastOutcome && this.#lastError !== undefined && !lackOf(this.#lastError)) throw this.#lastError;
    return this.#result();
  }

  /** Gives free threads to the next contenders, or ends the race when there is nothing left to do. */
  #launch(): void {
    const turns = this.#turns;
    while (turns.running < this.#atOnce() && !this.#isOver()) {
      // Where memory is short, whoever begins would take it from those who solve.
      if (turns.running > 0 && memoryShortage() !== undefined) break;
      const next = this.#lineup.next(this.#situation());
      if (!next) break;
      const turn = next.paused ?? new Turn(next, ++this.#launched);
      turns.enter(turn);
      if (turns.running > 1) this.#isSequence = false;
      if (!next.paused) void this.#enter(turn);
    }
    if (turns.running > 0) return;
    // Whoever still waits has nothing more to do.
    turns.endWaiting();
    if (turns.waiting === 0) this.#ended.resolve();
  }

  #atOnce(): number {
    return this.#options.ticks === undefined ? Math.min(this.#lineup.threads, this.#portfolio.atOnce) : 1;
  }

  #situation(): Situation {
    const { ticks } = this.#options;
    const { watch, incumbents } = this.#course;
    const hasTime = watch.reason === undefined && !(ticks !== undefined && this.#work.spent >= ticks);
    const { running, leaving } = this.#turns;
    return { running, leaving, hasSolution: incumbents.best !== undefined, hasTime };
  }

  /** How far the best solution is from the bound, at most as far as from 0; infinite where there is none. */
  #left(): number {
    const { objective, distance = Number.POSITIVE_INFINITY } = this.#course.incumbents.standing;
    return objective === undefined ? Number.POSITIVE_INFINITY : Math.min(distance, Math.max(1, Math.abs(objective)));
  }

  /** Lets those enter who may by now, and others have a turn. */
  #rotate(): void {
    if (this.#options.ticks !== undefined) return;
    // What cools down is good at its end only: where others use the machine, nobody else takes a part of its core.
    this.#lineup.threads = this.#turns.hasCooling ? this.#options.free() : this.#options.threads;
    this.#launch();
    this.#turns.rotate(() => this.#situation());
    if (this.#lineup.threads < this.#options.threads) this.#turns.shrinkTo(this.#atOnce(), this.#situation());
  }

  /** One waits: its thread is another's. */
  #pause(turn: Turn): void {
    if (!this.#turns.pause(turn)) return;
    this.#isSequence = false;
    this.#launch();
  }

  #isOver(): boolean {
    if (this.#proved) return true;
    const { reason } = this.#course.watch;
    // An engine that starts at the deadline may still answer what needs no time; there has to be one answer.
    return reason !== undefined && (this.#launched > 0 || reason !== 'time-limit');
  }

  /** Lets one engine solve; never rejects. */
  async #enter(turn: Turn): Promise<void> {
    const { contender } = turn;
    try {
      const outcome = await this.#solveWith(turn);
      this.#lastOutcome = { engine: contender.engine, outcome };
      this.#work.add(outcome.ticks);
      if (outcome.proof !== 'none') this.#prove(contender.engine, outcome);
      else if (outcome.stopped === 'engine-limit') this.#lineup.standIn();
      else if (outcome.stopped === 'memory-limit') this.#giveUp(contender, outcome);
    } catch (thrown) {
      this.#skip(contender, thrown);
    }
    this.#turns.leave(turn);
    this.#launch();
  }

  /** What was found before is kept; the next one may need less. */
  #giveUp({ engine }: Contender, { shortage }: Outcome): void {
    this.#skipped.push({ engine, message: `There was no memory left for ${engine}: ${shortage}.` });
    this.#lineup.standIn();
  }

  #skip(contender: Contender, thrown: unknown): void {
    this.#lastError = thrown;
    if (!(thrown instanceof DovetailError)) {
      this.#lineup.clear();
      return;
    }
    this.#skipped.push({ engine: contender.engine, message: thrown.message });
    this.#lineup.standIn();
  }

  /** Runs the engine and gives its outcome in the original's terms, refusing one that is wrong. */
  async #solveWith(turn: Turn): Promise<Outcome> {
    const { contender } = turn;
    const { engine } = contender;
    const { forms, incumbents, watch } = this.#course;
    const take = (values: ArrayLike<number>, ticks: number | undefined): void => {
      const before = this.#left();
      const verdict = this.#take(values, turn, ticks);
      if (verdict === 'wrong') turn.stop.abort();
      if (verdict === 'better') turn.gained(before, this.#left());
    };
    const outcome = await solveOnThread(engine, forms.for(engine).input, {
      deadline: watch.deadline,
      signal: AbortSignal.any([watch.signal, turn.stop.signal]),
      start: this.#startFor(contender),
      seed: this.#options.seed + this.#turns.returnsOf(engine),
      threads: 1,
      ticks: this.#ticksFor(contender),
      board: this.#board,
      self: turn.number,
      gate: turn.gate,
      onIncumbent: (solution, ticks) => take(solution.values, ticks),
      onBegin: () => turn.begins(),
      onCooling: (until) => {
        turn.cooled = until;
        if (contender.mostTicks !== undefined && this.#options.ticks === undefined) this.#lineup.goesOn(engine);
      },
      onBeginsAnew: () => {
        turn.beginsAnew = true;
        this.#rotate();
      },
      onWaiting: () => this.#pause(turn),
      onBound: (bound) => {
        const before = this.#left();
        const verdict = this.#bound(bound, engine);
        if (verdict === 'wrong') turn.stop.abort();
        if (verdict === 'tighter') turn.gained(before, this.#left());
      },
    });
    if (outcome.solution) take(outcome.solution.values, outcome.ticks);
    if (!incumbents.refutes(outcome, engine) && outcome.bound !== undefined) this.#bound(outcome.bound, engine);
    const found = incumbents.defects.find((d) => d.engine === engine);
    if (!found) return outcome;
    throw new DovetailError('bug/engine-answer-wrong', found.message, {
      maybe: 'solve with another engine, and report the model that shows this.',
      details: { ...found },
    });
  }

  /** What the engine begins with; one that begins alone hears of what others find while it solves, where it can. */
  #startFor({ beginsAlone, engine }: Contender): Float64Array | undefined {
    const { incumbents } = this.#course;
    const isAlone = beginsAlone || engineNamed(engine).beginsAlone;
    return incumbents.best && isAlone ? undefined : incumbents.start();
  }

  #ticksFor(contender: Contender | ContenderTurn): number | undefined {
    const { ticks } = this.#options;
    if (ticks === undefined || !('share' in contender)) return contender.mostTicks;
    const left = Math.max(1, Math.floor((ticks - this.#work.spent) * contender.share));
    return Math.min(left, contender.mostTicks ?? left);
  }

  #take(values: ArrayLike<number>, { contender, number }: Turn, ticks: number | undefined): SolutionVerdict {
    const { incumbents, watch } = this.#course;
    // What comes after the end would make the answer depend on how fast the engines stop.
    if (watch.signal.aborted && this.#options.ticks !== undefined) return 'no-better';
    const isFirst = !incumbents.best;
    const work = this.#isSequence ? this.#work.report(ticks) : undefined;
    const verdict = incumbents.take(values, contender.engine, work);
    if (verdict === 'better') this.#improved(isFirst, number);
    return verdict;
  }

  #improved(isFirst: boolean, by: number): void {
    const { incumbents, watch } = this.#course;
    if (this.#board) writeBoard(this.#board, incumbents.best!.values, by);
    watch.improved(isFirst, incumbents.standing);
    this.#endIfMet();
    if (isFirst && this.#launched > 0) this.#launch();
  }

  #bound(bound: number, engine: EngineName): BoundVerdict {
    const { incumbents, watch } = this.#course;
    const verdict = incumbents.takeBound(bound, engine);
    if (verdict === 'tighter') {
      watch.bounded(incumbents.standing);
      this.#endIfMet();
    }
    return verdict;
  }

  /** Ends the race when somebody's bound says that the best solution of all is optimal. */
  #endIfMet(): void {
    const { incumbents, watch } = this.#course;
    if (this.#launched === 0 || !incumbents.isProved()) return;
    const by = incumbents.boundMoments.at(-1)?.engine ?? incumbents.moments.at(-1)!.engine;
    if (by === 'start') return;
    this.#proved ??= { engine: by, outcome: { proof: 'optimal', stopped: 'finished' } };
    this.#work.end();
    watch.end('finished');
  }

  #prove(engine: EngineName, outcome: Outcome): void {
    this.#proved ??= { engine, outcome };
    if (outcome.proof === 'optimal') this.#course.incumbents.takeOptimum(engine);
    this.#course.watch.end('finished');
  }

  #result(): RaceResult {
    this.#refuteLate();
    const ticks = this.#work.total(this.#options.ticks !== undefined);
    const common = { ticks, skipped: this.#skipped };
    if (this.#proved) {
      const { proof, conflict } = this.#proved.outcome;
      return { ...common, proof, stopped: 'finished', engine: this.#proved.engine, ...(conflict ? { conflict } : {}) };
    }
    const { watch, incumbents } = this.#course;
    const finder = incumbents.moments.at(-1)?.engine;
    const engine =
      finder && finder !== 'start' ? finder : (this.#lastOutcome?.engine ?? this.#portfolio.contenders[0]!.engine);
    const isSpent = this.#options.ticks !== undefined && (ticks ?? 0) >= this.#options.ticks;
    const lacked = lackOf(this.#lastError) === 'memory' ? 'memory-limit' : 'cancelled';
    const stopped = watch.reason ?? (isSpent ? 'tick-limit' : (this.#lastOutcome?.outcome.stopped ?? lacked));
    return { ...common, proof: 'none', stopped, engine };
  }

  /** A proof that a solution refutes which another engine found at the same time is not a proof. */
  #refuteLate(): void {
    if (!this.#proved) return;
    const { engine, outcome } = this.#proved;
    if (outcome.proof === 'infeasible' && this.#course.incumbents.refutes(outcome, engine)) this.#proved = undefined;
    if (outcome.proof === 'optimal' && !this.#course.incumbents.isProved()) this.#proved = undefined;
  }
}
