import { Worker } from 'node:worker_threads';
import { DovetailError } from '../../errors.ts';
import type { Answer, Report, Request, SolveAnswer, SolveTask, Task, WarmTask } from './protocol.ts';

/** The other end: TypeScript in a clone, JavaScript in an installed package. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** What warming up may take. */
const WARM_MS = 5000;

export interface PoolOptions {
  /** Tasks at once. */
  readonly size: number;
  /** URL of the module that exports `DOMAIN_MODELS`. */
  readonly models: string;
  /** What the JavaScript of one thread may hold; 4096 by default. A thread that wants more ends, and its task fails. */
  readonly memoryMb?: number | undefined;
  /** How long after a stop or a deadline a thread may still answer by itself; 2000 by default. */
  readonly graceMs?: number | undefined;
}

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  /** From now on, in milliseconds; a thread that has not answered by then, and after the grace, is ended. */
  readonly deadlineMs: number;
  readonly onReport?: ((report: Report) => void) | undefined;
}

/** Threads that wait warm for tasks. Whatever happens to a thread, its task alone is concerned. */
export interface Pool {
  /** JSON text of the answer to anything but a solve. *Errors* as the task's; `run/crashed`. */
  ask(task: Exclude<Task, SolveTask | WarmTask>, options: TaskOptions): Promise<string>;
  /**
   * Solves; undefined when the thread had to be ended after a stop or at the deadline.
   * *Errors* `run/crashed` for a thread that died; what reading, building and solving throw.
   */
  solve(task: SolveTask, options: TaskOptions): Promise<SolveAnswer | undefined>;
  /** Starts the threads and lets them load what they need, one after the other; a task that comes meanwhile cuts it short. */
  warm(by: WarmTask['by']): Promise<void>;
  counts(): { readonly size: number; readonly busy: number; readonly warm: number; readonly killed: number };
  close(): Promise<void>;
}

export function openPool(options: PoolOptions): Pool {
  const { graceMs = 2000 } = options;
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const warming = new AbortController();
  let [busy, killed, isClosed] = [0, 0, false];

  const start = (): Worker => {
    const worker = new Worker(WORKER, {
      execArgv: [],
      workerData: { models: options.models },
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? 4096 },
    });
    worker.on('error', () => undefined);
    worker.unref();
    return worker;
  };
  const take = async (): Promise<Worker> => {
    busy++;
    if (busy <= options.size) return idle.pop() ?? start();
    warming.abort();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (worker: Worker, isFit: boolean): void => {
    busy--;
    worker.unref();
    if (!isFit) {
      killed++;
      void worker.terminate();
    }
    if (isClosed) return void worker.terminate();
    const next = isFit ? worker : start();
    const asker = waiting.shift();
    if (asker) asker(next);
    else idle.push(next);
  };
  const perform = async (task: Task, taskOptions: TaskOptions): Promise<Answer | undefined> => {
    const worker = await take();
    const { answer, isFit } = await performOn(worker, task, { ...taskOptions, graceMs });
    give(worker, isFit);
    if (answer.kind === 'ended') return undefined;
    if (answer.kind === 'done') return answer.answer;
    throw errorOf(answer);
  };
  return {
    async ask(task, taskOptions) {
      const answer = await perform(task, taskOptions);
      if (typeof answer === 'string') return answer;
      throw crashed('it did not answer in time.');
    },
    solve: async (task, taskOptions) => (await perform(task, taskOptions)) as SolveAnswer | undefined,
    warm(by) {
      busy += options.size;
      const warmOne = async (): Promise<void> => {
        const worker = start();
        const limits = { deadlineMs: WARM_MS, signal: warming.signal, graceMs };
        give(worker, (await performOn(worker, { kind: 'warm', by }, limits)).isFit);
      };
      let last = Promise.resolve();
      for (let i = 0; i < options.size; i++) last = last.then(warmOne);
      return last;
    },
    counts: () => ({ size: options.size, busy: Math.min(busy, options.size), warm: idle.length, killed }),
    async close() {
      isClosed = true;
      warming.abort();
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

type Last = Extract<Report, { kind: 'done' | 'error' }> | { readonly kind: 'ended' };

/** Gives a thread one task; it is fit for another unless it died, was ended, or threw what is no error of ours. */
function performOn(
  worker: Worker,
  task: Task,
  options: TaskOptions & { graceMs: number },
): Promise<{ answer: Last; isFit: boolean }> {
  const { signal, deadlineMs, onReport, graceMs } = options;
  const { promise, resolve } = Promise.withResolvers<{ answer: Last; isFit: boolean }>();
  const control = new Int32Array(new SharedArrayBuffer(4));
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number, action: () => void): void =>
    void timers.push(setTimeout(action, Math.min(ms, 2 ** 31 - 1)));
  const onMessage = (report: Report): void => {
    if (report.kind === 'done') resolve({ answer: report, isFit: true });
    else if (report.kind === 'error') resolve({ answer: report, isFit: report.code !== undefined });
    else onReport?.(report);
  };
  const onError = (cause: Error): void => resolve({ answer: died(cause.message), isFit: false });
  const onExit = (code: number): void => resolve({ answer: died(`it ended with code ${code}.`), isFit: false });
  const onAbort = (): void => {
    Atomics.store(control, 0, 1);
    worker.postMessage('stop');
    after(graceMs, () => resolve({ answer: { kind: 'ended' }, isFit: false }));
  };
  worker.ref();
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  after(deadlineMs, onAbort);
  worker.postMessage({ task, control } satisfies Request);
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return promise.finally(() => {
    signal?.removeEventListener('abort', onAbort);
    for (const timer of timers) clearTimeout(timer);
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
  });
}

function died(message: string): Last {
  return { kind: 'error', code: undefined, message, faults: [] };
}

function errorOf({ code, message, faults }: Extract<Report, { kind: 'error' }>): DovetailError {
  // The text of an error of ours already says what may help.
  return code ? new DovetailError(code, message, { faults }) : crashed(message);
}

function crashed(message: string): DovetailError {
  return new DovetailError('run/crashed', `The solver thread failed: ${message}`, {
    maybe: 'the problem is too large for the memory of one thread; otherwise report the input that does this.',
  });
}
