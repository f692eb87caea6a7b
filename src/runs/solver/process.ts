import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type End, machineMs, type Request, type SolverReport, type Task } from './protocol.ts';
import { workOf } from './work.ts';

/** The other end: TypeScript in a clone, JavaScript in an installed package. */
const MAIN = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url));

/** The end of a task: its answer, its error, or that its process died or had to be ended. */
export type Last = End | Death | Ended;

/** That a process had to be ended; it was starved where the machine let it work for less than its deadline. */
export interface Ended {
  readonly kind: 'ended';
  readonly isStarved: boolean;
}

/** How a process died by itself, or by the hand of others. */
export interface Death {
  readonly kind: 'died';
  readonly why: string;
  /** It held more than it may. */
  readonly isOutOfMemory: boolean;
  /** Somebody else killed it, such as the system where memory ran out: its task may be tried again. */
  readonly isFromOutside: boolean;
}

export interface PerformOptions {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineMs: number;
  /** Whether the deadline is for its work, and not for the clock; a busy machine has {@link MOST_PATIENCE} times as long. */
  readonly countsWork?: boolean | undefined;
  /** How long after a stop or the deadline it may still answer by itself. */
  readonly graceMs: number;
  readonly onReport?: ((report: SolverReport) => void) | undefined;
}

/** Times its deadline, by the clock, that work may take where the machine does other things. */
const MOST_PATIENCE = 4;
/** A process that still holds more than this share of its limit would fail the next task by the memory of the last. */
const SPENT = 0.5;
/** Less than this share of the time that it should have worked, and it is starved. */
const STARVED = 0.9;

/**
 * A process that does one task at a time. A process and not a thread, because V8 ends the whole process when a large
 * array no longer fits into a thread's memory, and because only a process can be ended with all that its vendors hold.
 */
export class SolverProcess {
  readonly #child: ChildProcess;
  readonly #memoryMb: number;
  #lastWords = '';

  constructor({ models, memoryMb }: { models: string; memoryMb: number }) {
    this.#memoryMb = memoryMb;
    const { DATABASE_URL: _, ...env } = process.env;
    this.#child = fork(MAIN, [models, String(memoryMb)], {
      execArgv: [`--max-old-space-size=${memoryMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env,
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-4096);
    });
    this.#child.on('error', () => undefined);
    this.#rest();
  }

  onExit(listener: () => void): void {
    this.#child.once('exit', listener);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** It is fit for another task unless it died, was ended, threw what is not an error of ours, or still holds much. */
  async perform(task: Task, options: PerformOptions): Promise<{ last: Last; isFit: boolean }> {
    const child = this.#child;
    this.#work();
    const { promise, resolve } = Promise.withResolvers<Last>();
    const timers: NodeJS.Timeout[] = [];
    const after = (ms: number, action: () => void): void =>
      void timers.push(setTimeout(action, Math.min(ms, 2 ** 31 - 1)));
    const onMessage = (report: SolverReport | End): void => {
      if (report.kind === 'done' || report.kind === 'error') resolve(report);
      else options.onReport?.(report);
    };
    const onExit = (code: number | null, signal: string | null): void => resolve(this.#deathOf(code, signal));
    let isStarved = false;
    const onAbort = (): void => {
      this.#send('stop');
      after(options.graceMs, () => resolve({ kind: 'ended', isStarved }));
    };
    const [began, workedBefore] = [Date.now(), workOf(child.pid)];
    const onDeadline = (): void => {
      const worked = (workOf(child.pid) ?? Number.NaN) - (workedBefore ?? Number.NaN);
      isStarved = options.countsWork === true && worked < STARVED * options.deadlineMs;
      const patience = MOST_PATIENCE * options.deadlineMs - (Date.now() - began);
      if (isStarved && patience > 0) after(Math.min(options.deadlineMs - worked, patience), onDeadline);
      else onAbort();
    };
    child.on('message', onMessage).on('close', onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
    after(options.deadlineMs, onDeadline);
    this.#send({ ...task, sentAtMs: machineMs() });
    if (options.signal?.aborted) onAbort();
    else options.signal?.addEventListener('abort', onAbort, { once: true });
    const last = await promise;
    options.signal?.removeEventListener('abort', onAbort);
    for (const timer of timers) clearTimeout(timer);
    child.off('message', onMessage).off('close', onExit);
    this.#rest();
    const isWell = last.kind === 'done' || (last.kind === 'error' && last.code !== undefined);
    return { last, isFit: isWell && last.heldMb <= SPENT * this.#memoryMb };
  }

  /** What cannot be sent, because it has died, shows by its end. */
  #send(request: Request): void {
    this.#child.send(request, () => undefined);
  }

  /** While it works, this process waits for it. */
  #work(): void {
    this.#child.ref();
    this.#child.channel?.ref();
  }

  #rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as { unref?(): void } | null)?.unref?.();
  }

  #deathOf(code: number | null, signal: string | null): Death {
    const [, held, most] = /out of memory: (\d+) MB of (\d+)/.exec(this.#lastWords) ?? [];
    const isOutOfMemory = held !== undefined || /out of memory|heap limit/i.test(this.#lastWords);
    const isFromOutside = signal === 'SIGKILL' && !isOutOfMemory;
    const figures = held === undefined ? '' : `: it held ${held} MB, and may hold ${most}`;
    const why = signal ? `it was ended by ${signal}.` : `it ended with code ${code}.`;
    return { kind: 'died', why: isOutOfMemory ? `it ran out of memory${figures}.` : why, isOutOfMemory, isFromOutside };
  }
}
