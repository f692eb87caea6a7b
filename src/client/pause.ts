import { DovetailProblem } from './problem.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** A pause that doubles, with jitter so that many clients do not come back at once, and never less than asked for. */
export function pause(attempt: number, failure: Error | undefined, signal?: AbortSignal | null): Promise<void> {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  const asked = failure instanceof DovetailProblem ? (failure.retryAfterMs ?? 0) : 0;
  return sleep(asked + Math.random() * most, signal);
}

export function sleep(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      over();
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      over();
      resolve();
    }, ms);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort);
  });
}
