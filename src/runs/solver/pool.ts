import { DovetailError } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { type Death, type Last, type PerformOptions, SolverProcess } from './process.ts';
import type { SolveAnswer, SolverAnswer, SolverReport, SolveTask, Task, WarmTask } from './protocol.ts';
import { Turns } from './turns.ts';

/** What warming up may take: a solver that is slow to start, on a machine that does much else, is none that hangs. */
const WARM_MS = 60_000;
/** How long a question waits for its turn. */
const PATIENCE_MS = 30_000;

export interface PoolOptions {
  /** Tasks at once. */
  readonly size: number;
  /** Tasks of one tenant at once, where not all of them; what may wait then is limited too. */
  readonly sizeOfTenant?: number | undefined;
  /** URL of the module that exports `DOMAIN_MODELS`. */
  readonly models: string;
  /** What one process may hold, in MB; 4096 by default. One that wants more is ended, and its task fails. */
  readonly memoryMb?: number | undefined;
  /** How long after a stop or a deadline a process may still answer by itself; 2000 by default. */
  readonly graceMs?: number | undefined;
}

export interface TaskOptions {
  /** Whose turn it takes where several wait. */
  readonly tenant?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** From now on, in milliseconds; a process that has not answered by then, and after the grace, is ended. */
  readonly deadlineMs: number;
  readonly onReport?: ((report: SolverReport) => void) | undefined;
}

/** Processes that wait warm for tasks. Whatever happens to one of them, its task alone is concerned. */
export interface Pool {
  /**
   * JSON text of the answer to anything but a solve; asked again of another process when one is killed from outside.
   * *Errors* as the task's; `capacity/questions` where too many wait; `input/too-large` for a check that takes too much;
   * `run/crashed`; `request/incomplete` when the signal fires first.
   */
  ask(task: Exclude<Task, SolveTask | WarmTask>, options: TaskOptions): Promise<string>;
  /**
   * Solves; undefined when the process had to be ended after a stop or at the deadline.
   * *Errors* `run/crashed` for a process that died, with `details.isFromOutside` where something else killed it and
   * `details.isOutOfMemory` where it held too much; what reading, building and solving throw.
   */
  solve(task: SolveTask, options: TaskOptions): Promise<SolveAnswer | undefined>;
  /**
   * Starts processes where there are none, at most this many, and lets them load what they need, one after the other; a
   * task that has to wait cuts it short.
   */
  warm(by: WarmTask['by'], most?: number): Promise<void>;
  counts(): { readonly size: number; readonly busy: number; readonly warm: number; readonly killed: number };
  close(): Promise<void>;
}

export function openPool(options: PoolOptions): Pool {
  const { size, sizeOfTenant, models, memoryMb = 4096, graceMs = 2000 } = options;
  const idle: SolverProcess[] = [];
  const turns = new Turns({
    size,
    each: sizeOfTenant ?? size,
    waiting: sizeOfTenant === undefined ? Number.POSITIVE_INFINITY : LIMITS.questionsWaiting,
    waitingEach: sizeOfTenant === undefined ? Number.POSITIVE_INFINITY : LIMITS.questionsOfTenant,
  });
  const warming = new AbortController();
  let [killed, isClosed] = [0, false];

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
  const give = (solver: SolverProcess, isFit: boolean, tenant: string): void => {
    if (!isFit) killed++;
    if (isFit && !isClosed) idle.push(solver);
    else solver.kill();
    // What comes next has not to wait for a new one to begin.
    if (!isFit && !isClosed) idle.push(start());
    turns.give(tenant);
  };
  const perform = async (
    task: Task,
    { tenant = '', ...taskOptions }: TaskOptions & Pick<PerformOptions, 'countsWork'>,
    patience?: AbortSignal,
  ): Promise<Last> => {
    if (!turns.take(tenant)) {
      warming.abort();
      if (!(await turns.wait(tenant, patience))) throw taskOptions.signal?.aborted ? gone() : busy();
    }
    const solver = idle.pop() ?? start();
    const { last, isFit } = await solver.perform(task, { ...taskOptions, graceMs });
    give(solver, isFit, tenant);
    return last;
  };
  return {
    async ask(task, taskOptions) {
      const { signal } = taskOptions;
      const late = AbortSignal.timeout(PATIENCE_MS);
      const patience = signal ? AbortSignal.any([signal, late]) : late;
      for (let attempt = 1; ; attempt++) {
        const last = await perform(task, { ...taskOptions, countsWork: true }, patience);
        if (signal?.aborted) throw gone();
        if (last.kind === 'died' && last.isFromOutside && attempt < LIMITS.solversOfRun && !isClosed) continue;
        if (last.kind === 'ended' && last.isStarved) throw busy();
        if ((task.kind === 'validate' || task.kind === 'question' || task.kind === 'plan') && isTooMuch(last))
          throw tooLarge(last, taskOptions.deadlineMs);
        const answer = answerOf(last);
        if (typeof answer === 'string') return answer;
        throw crashed('it did not answer in time.');
      }
    },
    solve: async (task, taskOptions) => answerOf(await perform(task, taskOptions)) as SolveAnswer | undefined,
    async warm(by, most = size) {
      const count = Math.max(0, Math.min(most, size - turns.busy - idle.length));
      const names = Array.from({ length: count }, (_, i) => `warming ${i}`);
      for (const name of names) turns.take(name);
      for (const name of names) {
        if (warming.signal.aborted) {
          // Somebody waits: what is not begun yet is begun for who needs it.
          turns.give(name);
          continue;
        }
        const solver = start();
        const limits = { deadlineMs: WARM_MS, signal: warming.signal, graceMs };
        give(solver, (await solver.perform({ kind: 'warm', by }, limits)).isFit, name);
      }
    },
    counts: () => ({ size, busy: turns.busy, warm: idle.length, killed }),
    async close() {
      isClosed = true;
      warming.abort();
      for (const solver of idle.splice(0)) solver.kill();
    },
  };
}

/** Whether a task was ended for what it takes, and not for a defect. */
function isTooMuch(last: Last): boolean {
  return last.kind === 'ended' || (last.kind === 'died' && last.isOutOfMemory);
}

function answerOf(last: Last): SolverAnswer | undefined {
  if (last.kind === 'ended') return undefined;
  if (last.kind === 'done') return last.answer;
  if (last.kind === 'died') throw crashed(last.why, last);
  // The text of an error of ours already says what may help.
  if (last.code) {
    const { code, message, faults, faultCount } = last;
    throw new DovetailError(code, message, { faults, faultCount });
  }
  throw crashed(last.message);
}

function crashed(why: string, how: Partial<Death> = {}): DovetailError {
  const { isFromOutside = false, isOutOfMemory = false } = how;
  return new DovetailError('run/crashed', `The solver failed: ${why}`, {
    maybe: isFromOutside
      ? 'the machine has too little memory for all that runs on it.'
      : 'the problem is too large for the memory of one solver; otherwise report the input that does this.',
    details: { isFromOutside, isOutOfMemory },
  });
}

function tooLarge(last: Last, deadlineMs: number): DovetailError {
  const why = last.kind === 'died' ? last.why : `it takes more than ${deadlineMs / 1000} s.`;
  return new DovetailError('input/too-large', `The input is too large to be checked: ${why}`, {
    maybe: 'split it into several runs.',
  });
}

function busy(): DovetailError {
  return new DovetailError('capacity/questions', 'Too many checks and questions wait for an answer.', {
    maybe: 'send it again when Retry-After says, and fewer of them at once.',
    details: { retryAfterSeconds: 1 },
  });
}

function gone(): DovetailError {
  return new DovetailError('request/incomplete', 'Whoever asked has gone before there was an answer.');
}
