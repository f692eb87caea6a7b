import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../engines/engine.ts';
import { DovetailError, messageOf } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { DEFAULT_TIME_LIMIT_MS } from '../solve/termination.ts';
import { Journal } from './journal.ts';
import type { RunQueue } from './queue.ts';
import type { RunError, RunTimings } from './run.ts';
import type { Pool } from './solver/pool.ts';
import type { SolveAnswer, SolverReport, SolveTask } from './solver/protocol.ts';
import type { Ending, Feed, LeasedRun, RunPlace, RunStore } from './store.ts';
import { watchLease } from './watchLease.ts';

const AGAIN_MS = 500;
/** What a run that is taken up again gets at least, so that it can end in order. */
const LEAST_MS = 1000;
/** What a solve may take over its limit before its solver is told to stop. */
const SLACK_MS = 500;
/** How long a run waits that cannot be taken now, though the queue let it through. */
const POSTPONE_SECONDS = 1;

export interface AttemptContext {
  readonly store: RunStore;
  readonly feed: Feed;
  readonly queue: RunQueue;
  readonly pool: Pool;
  /** Name of this worker. */
  readonly worker: string;
  /** Runs of one tenant that are solved at once, over all workers. */
  readonly tenantRunning: number;
  /** Fires when the service stops: runs are given back with what they have. */
  readonly closing: AbortSignal;
}

/** Takes a run and solves it, or what is left of it. Gives whether it was this attempt that ended it. */
export function attempt(place: RunPlace, context: AttemptContext): Promise<boolean> {
  const { store, queue, worker, tenantRunning } = context;
  return store.counted(async (statements) => {
    const began = now();
    const run = await store.lease(place, worker, {
      tenantRunning,
      postpone: (order, tx) =>
        queue.send(place, { priority: order, isGivenBack: true, delaySeconds: POSTPONE_SECONDS }, tx),
    });
    // Somebody has ended it while its job waited, or it waits again.
    if (run === 'ended' || run === 'not-now') return false;
    return new Attempt(run, context, { load: now() - began, statements }).run();
  });
}

interface Beginning {
  readonly load: number;
  statements(): number;
}

/** One worker's hold on one run, from the lease to the end, the release or the loss of it. */
class Attempt {
  readonly #run: LeasedRun;
  readonly #context: AttemptContext;
  readonly #beginning: Beginning;
  readonly #journal: Journal;
  readonly #abort = new AbortController();
  #isLost = false;
  #isStopped: boolean;
  /** Whether its solver has held more than it may, after it had found something. */
  #isFull = false;
  /** The latest solution that a solver of this attempt has found. */
  #latest: string | undefined;
  /** Time that solvers have had, of this attempt: what else took time is no search. */
  #searchedMs = 0;
  #searchBegan: number | undefined;

  constructor(run: LeasedRun, context: AttemptContext, beginning: Beginning) {
    this.#run = run;
    this.#context = context;
    this.#beginning = beginning;
    this.#isStopped = run.stopRequested;
    this.#journal = new Journal({
      store: context.store,
      lease: run.lease,
      keepsAll: run.options.termination?.ticks !== undefined,
      onLost: () => this.#lose(),
      onFailed: () => this.#abort.abort(),
    });
  }

  async run(): Promise<boolean> {
    if (this.#isStopped) return this.#end(this.#stoppedEnding());
    if (this.#run.attempts > 1) this.#journal.log(`Taken up again: attempt ${this.#run.attempts}.`, {});
    const { fromRun } = this.#run.options.warmStart ?? {};
    if (fromRun !== undefined && this.#run.warmStart === undefined) {
      this.#journal.log('The run to start from has no solution; this one begins without a start.', { fromRun });
    }
    const unwatch = watchLease({
      ...this.#context,
      lease: this.#run.lease,
      spentMs: () => this.#spentMs(),
      onLost: () => this.#lose(),
      onStop: () => {
        this.#isStopped = true;
        this.#abort.abort();
      },
      onClosing: () => this.#abort.abort(),
    });
    let ending: Partial<Ending>;
    try {
      const answer = await this.#solve().finally(() => this.#journal.close());
      if (this.#journal.failure !== undefined) throw this.#journal.failure;
      ending = answer ? this.#endingOf(answer) : this.#stoppedEnding();
    } catch (thrown) {
      ending = this.#failure(thrown);
    } finally {
      unwatch();
    }
    if (this.#isLost) return false;
    const isUnfinished = this.#context.closing.aborted && !this.#isStopped && ending.stopped === 'cancelled';
    if (isUnfinished && (await this.#release())) return false;
    return this.#end(ending);
  }

  /** What a solver finds; another goes on with its best where something outside of the run has killed it. */
  async #solve(): Promise<SolveAnswer | undefined> {
    for (let solver = 1; ; solver++) {
      try {
        return await this.#search();
      } catch (thrown) {
        if (isOutOfMemory(thrown) && (this.#latest ?? this.#run.best) !== undefined) {
          this.#isFull = true;
          this.#journal.log((thrown as DovetailError).message, {});
          return undefined;
        }
        if (!isFromOutside(thrown)) throw thrown;
        if (this.#abort.signal.aborted) return undefined;
        if (solver === LIMITS.solversOfRun) throw thrown;
        this.#journal.log('The solver was killed from outside; another one goes on with the best so far.', { solver });
      }
    }
  }

  async #search(): Promise<SolveAnswer | undefined> {
    const { model, input, options, best, warmStart } = this.#run;
    const { timeLimitMs: limit = DEFAULT_TIME_LIMIT_MS, ticks } = options.termination ?? {};
    const spentMs = this.#spentMs();
    const timeLimitMs = spentMs > 0 ? Math.max(LEAST_MS, limit - spentMs) : limit;
    // Counted work means the same schedules whatever happens on the way, so that begins anew.
    const from = ticks === undefined && !options.repeatable ? (this.#latest ?? best?.solution ?? warmStart) : warmStart;
    const task: SolveTask = { kind: 'solve', model, input, options, timeLimitMs, from };
    this.#searchBegan = now();
    try {
      return await this.#context.pool.solve(task, {
        signal: this.#abort.signal,
        deadlineMs: timeLimitMs + SLACK_MS,
        onReport: (report) => this.#take(report, spentMs),
      });
    } finally {
      this.#searchedMs += now() - this.#searchBegan;
      this.#searchBegan = undefined;
    }
  }

  #take(report: SolverReport, spentMs: number): void {
    if (report.kind === 'incumbent') {
      this.#latest = report.found.solution;
      this.#journal.incumbent({ ...report.found, ms: report.found.ms + spentMs });
    } else if (report.kind === 'bound') this.#journal.bound(report.bound, report.ms + spentMs);
    else if (report.kind === 'log') this.#journal.log(report.message, report.data);
  }

  #spentMs(): number {
    const searching = this.#searchBegan === undefined ? 0 : now() - this.#searchBegan;
    return this.#run.spentMs + this.#searchedMs + searching;
  }

  /** Somebody else has the run, or has ended it: nothing that is found any more counts. */
  #lose(): void {
    this.#isLost = true;
    this.#journal.abandon();
    this.#abort.abort();
  }

  #endingOf(answer: SolveAnswer): Partial<Ending> {
    const { outcome, refused, repeatTicks, timings, result, ...rest } = answer;
    const { objective } = this.#run.best ?? {};
    const { last } = this.#journal;
    // A start that could not be used may have led to something worse than what an earlier attempt has stored.
    const isBest = last !== undefined && (last.isStored || last.objective === objective);
    const common = { ...rest, stopped: this.#whyStopped(answer.stopped), timings: this.#timings(timings) };
    if (this.#run.options.question) return { ...common, outcome, result };
    if (refused.length > 0) {
      const message = `The review refused ${refused.length} solutions. ${refused[0]}`;
      return { ...common, ...failed({ code: 'bug/review-refuted', message, faults: [] }) };
    }
    return { ...common, outcome, ...(isBest ? { result, repeatTicks } : {}) };
  }

  #stoppedEnding(): Partial<Ending> {
    return { stopped: this.#whyStopped('cancelled') };
  }

  /** A solver knows that it was told to stop, and not whether by somebody or by the clock. */
  #whyStopped(stopped: string): string {
    if (this.#isFull) return 'memory-limit';
    const isTold = this.#abort.signal.aborted || this.#isStopped;
    return stopped === 'cancelled' && !isTold ? 'time-limit' : stopped;
  }

  #failure(thrown: unknown): Partial<Ending> {
    if (thrown instanceof DovetailError)
      return failed({ code: thrown.code, message: thrown.message, faults: thrown.faults });
    return failed({ code: 'bug/internal', message: messageOf(thrown), faults: [] });
  }

  #timings(phases: Partial<RunTimings>): RunTimings {
    const { load } = this.#beginning;
    return { load, parse: 0, build: 0, solve: 0, review: 0, ...phases, persist: this.#journal.persistMs };
  }

  /** Ends the run, however long the database is away; only who has lost the lease gives up. */
  async #end(ending: Partial<Ending>): Promise<boolean> {
    const written = await this.#insist(() =>
      this.#context.store.end(this.#run.lease, {
        ...NOTHING,
        outcome: this.#run.options.question ? undefined : 'unknown',
        timings: this.#timings({}),
        ...ending,
        spentMs: this.#spentMs(),
        statements: this.#beginning.statements() + 1,
      }),
    );
    return written === 'written';
  }

  /** False when there was nothing to give back: somebody has just asked for the run to stop. */
  async #release(): Promise<boolean> {
    const { store, queue } = this.#context;
    const { lease } = this.#run;
    const written = await this.#insist(() =>
      store.release(lease, this.#spentMs(), (tx, order) =>
        queue.send(lease, { priority: order, isGivenBack: true }, tx),
      ),
    );
    return written === 'written';
  }

  async #insist<T>(write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (thrown) {
        if (!(thrown instanceof DovetailError && thrown.code === 'capacity/database')) throw thrown;
        // The job comes to somebody else then.
        if (this.#context.closing.aborted) throw thrown;
        await sleep(AGAIN_MS);
      }
    }
  }
}

/** Whether a solver died of something that has nothing to do with its run. */
function isFromOutside(thrown: unknown): boolean {
  return thrown instanceof DovetailError && thrown.details.isFromOutside === true;
}

/** Whether a solver died because it held more than it may. */
function isOutOfMemory(thrown: unknown): boolean {
  return thrown instanceof DovetailError && thrown.details.isOutOfMemory === true;
}

function failed(error: RunError): Partial<Ending> {
  return { status: 'failed', error };
}

const NOTHING: Omit<Ending, 'outcome' | 'timings' | 'spentMs' | 'statements'> = {
  status: 'succeeded',
  stopped: undefined,
  bound: undefined,
  engine: undefined,
  ticks: undefined,
  repeatTicks: undefined,
  size: undefined,
  ledger: undefined,
  result: undefined,
  conflict: undefined,
  error: undefined,
};
