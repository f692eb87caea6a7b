import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { DovetailError } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import { type Cooled, now } from '../engine.ts';
import type { Matrix } from '../matrix.ts';
import type { Outcome, Solution, Stopped } from '../outcome.ts';
import type { EngineName } from '../registry.ts';
import type { Board } from './board.ts';
import type { Gate } from './gate.ts';
import { endsFirst, type Holder, mayGiveUp } from './giveUp.ts';
import { heldBytesOf } from './held.ts';
import { CONTROL, type Report, type SolveRequest } from './protocol.ts';

/** How long after a stop or a deadline an engine may still answer by itself before its thread is ended. */
const GRACE_MS = 150;

/** The other end: TypeScript in a clone, JavaScript in an installed package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** A listener that takes longer than this hears only the latest of the incumbents that wait... */
const SHORT_MS = 5;

/** ...and not before this many times as long has passed, so that listening takes little of the thread. */
const REST = 4;

/** At most this many threads stay warm for one engine. */
const WARM_THREADS = 2;

export interface ThreadOptions {
  /** When to be finished, in milliseconds of `now()`. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  readonly start?: Float64Array | undefined;
  readonly seed?: number | undefined;
  /** Units of work after which to stop, for engines that count them. */
  readonly ticks?: number | undefined;
  /** Threads that the engine may use inside; 1 by default, which is the deterministic choice. */
  readonly threads?: number | undefined;
  /** Where the engine waits, with all that it knows, while another has its place. */
  readonly gate?: Gate | undefined;
  /** Solutions of others, for the engine to look at. */
  readonly board?: Board | undefined;
  /** Number of this engine among those that share the board. */
  readonly self?: number | undefined;
  readonly onIncumbent?: ((solution: Solution, ticks?: number) => void) | undefined;
  readonly onBound?: ((value: number) => void) | undefined;
  readonly onCooling?: ((until: Cooled) => void) | undefined;
  readonly onBeginsAnew?: (() => void) | undefined;
  /** Called when the engine is loaded and begins to solve. */
  readonly onBegin?: (() => void) | undefined;
  /** Called when it waits at its gate. */
  readonly onWaiting?: (() => void) | undefined;
}

const warm = new Map<EngineName, Worker[]>();
let busy = 0;

function warmThreads(engine: EngineName): Worker[] {
  const threads = warm.get(engine) ?? [];
  warm.set(engine, threads);
  return threads;
}

/** A new thread, which leaves the warm ones by itself if it dies while it waits. */
function startThread(engine: EngineName): Worker {
  // CP-SAT needs promise integration, which Node has by default from 24.20 on; before, a thread that starts later gets it.
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: object };
  if (engine === 'cp-sat' && !('promising' in wasm)) setFlagsFromString('--experimental-wasm-jspi');
  const worker = new Worker(WORKER, { execArgv: [] });
  worker.on('exit', () => {
    const waiting = warmThreads(engine);
    const at = waiting.indexOf(worker);
    if (at >= 0) waiting.splice(at, 1);
  });
  return worker;
}

/**
 * Solves a model, in the form that the engine takes, on a thread of its own.
 *
 * A stop through `signal` and the deadline first ask the engine, by shared memory; one that does not answer within the
 * grace period is ended with its thread, and what it had reported is kept. Threads that finish stay warm.
 *
 * *Errors* `engine/crashed` when the thread dies or throws without being asked to end, and what loading the engine or
 * reading its answer throws. The process lives on in every case.
 */
export function solveOnThread(engine: EngineName, input: Model | Matrix, options: ThreadOptions): Promise<Outcome> {
  if (options.signal?.aborted) return Promise.resolve({ proof: 'none', stopped: 'cancelled' });
  return new Solve(engine, options).run(input);
}

/** How many threads are solving now, and how many wait warm. */
export function threadCounts(): { busy: number; warm: number } {
  let waiting = 0;
  for (const list of warm.values()) waiting += list.length;
  return { busy, warm: waiting };
}

/** Ends all warm threads; those that solve are left alone. */
export async function endWarmThreads(): Promise<void> {
  const all = [...warm.values()].flat();
  warm.clear();
  await Promise.all(all.map((worker) => worker.terminate()));
}

endsFirst(async () => {
  if (threadCounts().warm === 0) return false;
  await endWarmThreads();
  return true;
});

/** One solve on one thread, from its start to its outcome. */
class Solve implements Holder {
  readonly #engine: EngineName;
  readonly #options: ThreadOptions;
  readonly #control = new Int32Array(new SharedArrayBuffer(8));
  readonly #worker: Worker;
  readonly #answer = Promise.withResolvers<Outcome>();
  #best: Solution | undefined;
  #bestTicks: number | undefined;
  #unheard: NodeJS.Timeout | undefined;
  #toldAt = 0;
  #tellingMs = 0;
  #bound: number | undefined;
  #timers: NodeJS.Timeout[] = [];
  #isOver = false;

  constructor(engine: EngineName, options: ThreadOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#worker = warmThreads(engine).pop() ?? startThread(engine);
  }

  async run(input: Model | Matrix): Promise<Outcome> {
    const { deadline, signal, start, seed, threads, ticks, gate, board, self } = this.#options;
    busy++;
    const unwatch = mayGiveUp(this);
    this.#worker.ref();
    this.#worker.on('message', this.#onReport);
    this.#worker.on('error', this.#onCrash);
    this.#worker.on('exit', this.#onExit);
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    this.#after(deadline - now() + GRACE_MS, () => this.#end('time-limit'));
    this.#worker.postMessage({
      engine: this.#engine,
      input,
      deadline,
      seed: seed ?? 1,
      threads: threads ?? 1,
      ticks,
      start,
      control: this.#control,
      gate: gate?.word,
      board,
      self: self ?? 0,
    } satisfies SolveRequest);
    try {
      return await this.#answer.promise;
    } finally {
      signal?.removeEventListener('abort', this.#onAbort);
      for (const timer of this.#timers) clearTimeout(timer);
      unwatch();
      busy--;
    }
  }

  #after(ms: number, action: () => void): void {
    this.#timers.push(setTimeout(action, Math.min(Math.max(ms, 0), 2 ** 31 - 1)));
  }

  readonly #onAbort = (): void => {
    Atomics.store(this.#control, CONTROL.stop, 1);
    this.#options.gate?.open();
    this.#after(GRACE_MS, () => this.#end('cancelled'));
  };

  readonly #onReport = (report: Report): void => {
    if (this.#isOver) return;
    switch (report.kind) {
      case 'incumbent':
        this.#best = report.solution;
        this.#bestTicks = report.ticks;
        this.#unheard ??= setTimeout(() => this.#tell(), Math.max(0, this.#toldAt + REST * this.#tellingMs - now()));
        // Under a work budget every incumbent counts, whatever the clock says.
        if (this.#tellingMs < SHORT_MS || this.#options.ticks !== undefined) this.#tell();
        return;
      case 'begins':
        this.#options.onBegin?.();
        return;
      case 'bound':
        this.#bound = report.value;
        this.#options.onBound?.(report.value);
        return;
      case 'cools':
        this.#options.onCooling?.(report.until);
        return;
      case 'beginsAnew':
        this.#options.onBeginsAnew?.();
        return;
      case 'waits':
        this.#tell();
        this.#options.onWaiting?.();
        return;
      case 'outcome':
        this.#tell();
        this.#release();
        this.#answer.resolve(report.outcome);
        return;
      case 'full':
        void this.giveUp(report.shortage);
        return;
      case 'error':
        // What a vendor's code throws may leave its memory in any state, so that thread is not used again.
        if (report.code) this.#release();
        else void this.#discard();
        this.#answer.reject(this.#errorOf(report.code, report.message));
        return;
    }
  };

  /** Passes on the latest incumbent; where listening takes long, those that it overtook in the queue are left out. */
  #tell(): void {
    if (this.#unheard === undefined) return;
    clearTimeout(this.#unheard);
    this.#unheard = undefined;
    const began = now();
    this.#options.onIncumbent?.(this.#best!, this.#bestTicks);
    this.#toldAt = now();
    this.#tellingMs = this.#toldAt - began;
  }

  #errorOf(code: DovetailError['code'] | undefined, message: string): DovetailError {
    if (code) return new DovetailError(code, message);
    return new DovetailError('engine/crashed', `The engine ${this.#engine} failed: ${message}`, {
      maybe: 'try another engine with --engine, and report the model that does this.',
    });
  }

  readonly #onCrash = (cause: Error): void => {
    if (this.#isOver) return;
    if ((cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return void this.giveUp(`the thread of ${this.#engine} had no more`);
    }
    this.#forget();
    this.#answer.reject(this.#errorOf(undefined, cause.message));
  };

  readonly #onExit = (code: number): void => {
    if (this.#isOver) return;
    this.#forget();
    this.#answer.reject(this.#errorOf(undefined, `its thread ended with code ${code}.`));
  };

  /** Ends a thread that did not answer in time; what it found stays. */
  #end(stopped: Stopped, rest: Pick<Outcome, 'shortage'> = {}): Promise<unknown> | undefined {
    if (this.#isOver) return undefined;
    this.#tell();
    const gone = this.#discard();
    this.#answer.resolve({
      proof: 'none',
      stopped,
      ...(this.#best ? { solution: this.#best } : {}),
      ...(this.#bound === undefined ? {} : { bound: this.#bound }),
      ...rest,
    });
    return gone;
  }

  /** Ends the thread because memory is short; done when it has gone. */
  async giveUp(shortage: string): Promise<void> {
    await this.#end('memory-limit', { shortage });
  }

  heldBytes(): Promise<number> {
    return heldBytesOf(this.#worker, this.#control);
  }

  /** Ends the thread; one inside native code can take its time to go. */
  #discard(): Promise<unknown> {
    this.#forget();
    return this.#worker.terminate();
  }

  /** Lets go of the thread for good. */
  #forget(): void {
    this.#isOver = true;
    clearTimeout(this.#unheard);
    this.#worker.off('message', this.#onReport);
    this.#worker.off('exit', this.#onExit);
    // A thread on its way out may still report an error; nobody waits for it.
    this.#worker.off('error', this.#onCrash).on('error', () => undefined);
  }

  /** Gives a healthy thread back. */
  #release(): void {
    this.#isOver = true;
    this.#worker.off('message', this.#onReport).off('exit', this.#onExit).off('error', this.#onCrash);
    const waiting = warmThreads(this.#engine);
    if (waiting.length >= WARM_THREADS) {
      void this.#worker.terminate();
      return;
    }
    this.#worker.unref();
    waiting.push(this.#worker);
  }
}
