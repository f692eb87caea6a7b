import { DovetailError } from '../../errors.ts';
import { type Last, SolverProcess } from './process.ts';
import type { Answer, Report, SolveAnswer, SolveTask, Task, WarmTask } from './protocol.ts';

/** What warming up may take. */
const WARM_MS = 5000;

export interface PoolOptions {
  /** Tasks at once. */
  readonly size: number;
  /** URL of the module that exports `DOMAIN_MODELS`. */
  readonly models: string;
  /** What one process may hold, in MB; 4096 by default. One that wants more is ended, and its task fails. */
  readonly memoryMb?: number | undefined;
  /** How long after a stop or a deadline a process may still answer by itself; 2000 by default. */
  readonly graceMs?: number | undefined;
}

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  /** From now on, in milliseconds; a process that has not answered by then, and after the grace, is ended. */
  readonly deadlineMs: number;
  readonly onReport?: ((report: Report) => void) | undefined;
}

/** Processes that wait warm for tasks. Whatever happens to one of them, its task alone is concerned. */
export interface Pool {
  /** JSON text of the answer to anything but a solve. *Errors* as the task's; `run/crashed`. */
  ask(task: Exclude<Task, SolveTask | WarmTask>, options: TaskOptions): Promise<string>;
  /**
   * Solves; undefined when the process had to be ended after a stop or at the deadline.
   * *Errors* `run/crashed` for a process that died; what reading, building and solving throw.
   */
  solve(task: SolveTask, options: TaskOptions): Promise<SolveAnswer | undefined>;
  /**
   * Starts processes where there are none, at most so many, and lets them load what they need, one after the other; a
   * task that has to wait cuts it short.
   */
  warm(by: WarmTask['by'], most?: number): Promise<void>;
  counts(): { readonly size: number; readonly busy: number; readonly warm: number; readonly killed: number };
  close(): Promise<void>;
}

export function openPool(options: PoolOptions): Pool {
  const { size, models, memoryMb = 4096, graceMs = 2000 } = options;
  const idle: SolverProcess[] = [];
  const waiting: ((solver: SolverProcess) => void)[] = [];
  const warming = new AbortController();
  let [busy, killed, isClosed] = [0, 0, false];

  const start = (): SolverProcess => {
    const solver = new SolverProcess({ models, memoryMb });
    solver.onExit(() => {
      const at = idle.indexOf(solver);
      if (at < 0) return;
      // It died while it waited.
      idle.splice(at, 1);
      killed++;
    });
    return solver;
  };
  const take = async (): Promise<SolverProcess> => {
    busy++;
    if (busy <= size) return idle.pop() ?? start();
    warming.abort();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (solver: SolverProcess, isFit: boolean): void => {
    if (!isFit) killed++;
    if (isFit && !isClosed) idle.push(solver);
    else solver.kill();
    passOn();
  };
  const passOn = (): void => {
    busy--;
    const asker = isClosed ? undefined : waiting.shift();
    if (asker) asker(idle.pop() ?? start());
  };
  const perform = async (task: Task, taskOptions: TaskOptions): Promise<Answer | undefined> => {
    const solver = await take();
    const { last, isFit } = await solver.perform(task, { ...taskOptions, graceMs });
    give(solver, isFit);
    return answerOf(last);
  };
  return {
    async ask(task, taskOptions) {
      const answer = await perform(task, taskOptions);
      if (typeof answer === 'string') return answer;
      throw crashed('it did not answer in time.');
    },
    solve: async (task, taskOptions) => (await perform(task, taskOptions)) as SolveAnswer | undefined,
    async warm(by, most = size) {
      const count = Math.min(most, size - busy - idle.length);
      busy += Math.max(0, count);
      for (let i = 0; i < count; i++) {
        if (warming.signal.aborted) {
          // Somebody waits: what is not begun yet is begun for who needs it.
          passOn();
          continue;
        }
        const solver = start();
        const limits = { deadlineMs: WARM_MS, signal: warming.signal, graceMs };
        give(solver, (await solver.perform({ kind: 'warm', by }, limits)).isFit);
      }
    },
    counts: () => ({ size, busy: Math.min(busy, size), warm: idle.length, killed }),
    async close() {
      isClosed = true;
      warming.abort();
      for (const solver of idle.splice(0)) solver.kill();
    },
  };
}

function answerOf(last: Last): Answer | undefined {
  if (last.kind === 'ended') return undefined;
  if (last.kind === 'done') return last.answer;
  if (last.kind === 'died') throw crashed(last.why);
  // The text of an error of ours already says what may help.
  if (last.code) throw new DovetailError(last.code, last.message, { faults: last.faults });
  throw crashed(last.message);
}

function crashed(why: string): DovetailError {
  return new DovetailError('run/crashed', `The solver failed: ${why}`, {
    maybe: 'the problem is too large for the memory of one solver; otherwise report the input that does this.',
  });
}
