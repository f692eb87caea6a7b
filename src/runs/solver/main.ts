import { Worker } from 'node:worker_threads';
import { limitMemory } from '../../engines/thread/memory.ts';
import { DovetailError, messageOf } from '../../errors.ts';
import { performPlanTask } from '../../plans/task.ts';
import { type Domains, domainOf } from './problem.ts';
import {
  type End,
  machineMs,
  type Request,
  type Sent,
  type SolverAnswer,
  type SolverReport,
  type WarmTask,
} from './protocol.ts';
import { answer, diff, resultOf, validate } from './questions.ts';
import { checkQuestion, questionTask } from './questionTask.ts';
import { type SolveContext, solveTask } from './solveTask.ts';

/** The other end of `process.ts`: does one task after another, and keeps what it has loaded. */

/** How long the solve that warms up may take. */
const WARM_MS = 600;

const [models, memoryMb] = process.argv.slice(2) as [string, string];

// It goes when its parent goes, and only then: a signal to the whole group is the parent's to answer.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// From here on it is known as one, and stands what one has to stand.
process.title = 'dovetail solver';

// Engines are given up before the watchdog has to end all that is known here.
limitMemory(Number(memoryMb));
const watchdog = new URL(import.meta.url.endsWith('.ts') ? './watchdog.ts' : './watchdog.js', import.meta.url);
new Worker(watchdog, { execArgv: [], workerData: { memoryMb: Number(memoryMb) } }).unref();

// The models are not known here: whoever starts the service says where they are.
const loading = import(models).then(({ DOMAIN_MODELS }: { DOMAIN_MODELS: Domains }) => DOMAIN_MODELS);
loading.catch(() => undefined);

let stop = new AbortController();

process.on('message', (message: Request) => {
  if (message === 'stop') return stop.abort();
  stop = new AbortController();
  return void perform(message, stop.signal).then(
    (answered) => say({ kind: 'done', answer: answered, heldMb: heldMb() }),
    (thrown: unknown) => say({ ...errorOf(thrown), heldMb: heldMb() }),
  );
});

function say(message: SolverReport | End): void {
  process.send?.(message);
}

async function perform(task: Sent, signal: AbortSignal): Promise<SolverAnswer> {
  const domains = await loading;
  switch (task.kind) {
    case 'solve': {
      const context = { domains, signal, report: say };
      const { question } = task.options;
      return question ? questionTask(task, question, context) : solveTask(task, context);
    }
    case 'warm':
      return JSON.stringify((await warm(task, { domains, signal, report: () => undefined })) ?? null);
    case 'validate':
      return JSON.stringify(validate(domains, task));
    case 'ask':
      return JSON.stringify(answer(domains, task));
    case 'result':
      return JSON.stringify(resultOf(domains, task));
    case 'plan':
      return JSON.stringify(await performPlanTask(domainOf(domains, task.model), task));
    case 'question':
      return JSON.stringify(checkQuestion(domains, task) ?? null);
    case 'diff':
      return JSON.stringify(diff(domains, task.from, task.to));
  }
}

/** Does with the demo of the first domain what customers will ask for, so that engines are loaded and code is compiled. */
async function warm({ by }: WarmTask, context: SolveContext): Promise<void> {
  const [name, domain] = Object.entries(context.domains)[0] ?? [];
  if (!name || !domain) return;
  const input = JSON.stringify(domain.demo());
  if (by === 'checking') return void validate(context.domains, { model: name, input });
  const task = { kind: 'solve', model: name, input, from: undefined, timeLimitMs: WARM_MS, options: {} } as const;
  await solveTask({ ...task, sentAtMs: machineMs() }, context);
}

function heldMb(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

function errorOf(thrown: unknown): Omit<Extract<End, { kind: 'error' }>, 'heldMb'> {
  if (thrown instanceof DovetailError)
    return {
      kind: 'error',
      code: thrown.code,
      message: thrown.message,
      faults: thrown.faults,
      faultCount: thrown.faultCount,
    };
  return {
    kind: 'error',
    code: undefined,
    message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown),
    faults: [],
    faultCount: 0,
  };
}
