import { parentPort, workerData } from 'node:worker_threads';
import { DovetailError, impossible, messageOf } from '../../errors.ts';
import type { Domains } from './problem.ts';
import type { Answer, Report, Request, Task } from './protocol.ts';
import { answer, diff, resultOf, validate } from './questions.ts';
import { solveTask } from './solveTask.ts';

/** The other end of `pool.ts`: does one task after another, and keeps what it has loaded. */
const port = parentPort ?? impossible('A solver thread without a parent');
const { models } = workerData as { models: string };
const report = (message: Report): void => port.postMessage(message);

// The models are not known here: whoever starts the service says where they are.
const loading = import(models).then(({ DOMAIN_MODELS }: { DOMAIN_MODELS: Domains }) => DOMAIN_MODELS);
loading.catch(() => undefined);

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
  if (task.kind !== 'solve') return JSON.stringify((await performSmall(domains, task)) ?? null);
  return solveTask(task, { domains, signal, isStopped: () => Atomics.load(control, 0) === 1, report });
}

function performSmall(domains: Domains, task: Exclude<Task, { kind: 'solve' }>): unknown {
  switch (task.kind) {
    case 'warm':
      return warm(domains);
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

/** Solves the demo of the first domain for a moment, so that engines are loaded and code is compiled for the first customer. */
async function warm(domains: Domains): Promise<void> {
  const [name, domain] = Object.entries(domains)[0] ?? [];
  if (!name || !domain) return;
  const task = {
    kind: 'solve',
    model: name,
    input: JSON.stringify(domain.demo()),
    from: undefined,
    timeLimitMs: 1000,
  } as const;
  const quiet = { domains, signal: stop.signal, isStopped: () => false, report: () => undefined };
  await solveTask({ ...task, options: {} }, quiet);
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
