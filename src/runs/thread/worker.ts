import { parentPort, workerData } from 'node:worker_threads';
import { DovetailError, impossible, messageOf } from '../../errors.ts';
import type { Domains } from './problem.ts';
import type { Answer, Report, Request, SolveTask, Task, WarmTask } from './protocol.ts';
import { answer, diff, resultOf, validate } from './questions.ts';
import { type SolveContext, solveTask } from './solveTask.ts';

/** The other end of `pool.ts`: does one task after another, and keeps what it has loaded. */
const port = parentPort ?? impossible('A solver thread without a parent');
const { models } = workerData as { models: string };
const report = (message: Report): void => port.postMessage(message);

// The models are not known here: whoever starts the service says where they are.
const loading = import(models).then(({ DOMAIN_MODELS }: { DOMAIN_MODELS: Domains }) => DOMAIN_MODELS);
loading.catch(() => undefined);

/** How long the solve that warms up may take. */
const WARM_MS = 300;

let stop = new AbortController();

port.on('message', (message: Request | 'stop') => {
  if (message === 'stop') return stop.abort();
  stop = new AbortController();
  return void perform(message).then(
    (answered) => report({ kind: 'done', answer: answered }),
    (thrown: unknown) => report(errorOf(thrown)),
  );
});

async function perform({ task, control }: Request): Promise<Answer> {
  const domains = await loading;
  const { signal } = stop;
  const isStopped = (): boolean => Atomics.load(control, 0) === 1;
  if (task.kind === 'solve') return solveTask(task, { domains, signal, isStopped, report });
  if (task.kind === 'warm') await warm(task, { domains, signal, isStopped, report: () => undefined });
  else return JSON.stringify((await performSmall(domains, task)) ?? null);
  return '';
}

function performSmall(domains: Domains, task: Exclude<Task, SolveTask | WarmTask>): unknown {
  switch (task.kind) {
    case 'validate':
      return validate(domains, task);
    case 'ask':
      return answer(domains, task);
    case 'result':
      return resultOf(domains, task);
    case 'diff':
      return diff(domains, task.from, task.to);
  }
}

/** Does with the demo of the first domain what customers will ask for, so that engines are loaded and code is compiled. */
async function warm({ by }: WarmTask, context: SolveContext): Promise<void> {
  const [name, domain] = Object.entries(context.domains)[0] ?? [];
  if (!name || !domain) return;
  const input = JSON.stringify(domain.demo());
  if (by === 'checking') return validate(context.domains, { model: name, input });
  await solveTask({ kind: 'solve', model: name, input, from: undefined, timeLimitMs: WARM_MS, options: {} }, context);
}

function errorOf(thrown: unknown): Report {
  if (thrown instanceof DovetailError)
    return { kind: 'error', code: thrown.code, message: thrown.message, faults: thrown.faults };
  return {
    kind: 'error',
    code: undefined,
    message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown),
    faults: [],
  };
}
