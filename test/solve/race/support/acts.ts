import { vi } from 'vitest';
import { now } from '../../../../src/engines/engine.ts';
import type { Outcome } from '../../../../src/engines/outcome.ts';
import type { EngineName } from '../../../../src/engines/registry.ts';
import type { ThreadOptions } from '../../../../src/engines/thread/host.ts';
import { limitMemory } from '../../../../src/engines/thread/memory.ts';

/** What an engine does instead of solving. */
export type Act = (options: ThreadOptions) => Promise<Outcome>;

export const acts = new Map<EngineName, Act>();
/** Who was asked, and who went on, in order. */
export const asked: string[] = [];

/** Those that never look at their gates. */
export const deaf = new Set<EngineName>();
/** Those that are being loaded all the time. */
export const loading = new Set<EngineName>();

/** What a test puts in the place of `src/engines/thread/host.ts`. */
export const host = {
  solveOnThread: (engine: EngineName, _: unknown, options: ThreadOptions): Promise<Outcome> => {
    asked.push(engine);
    const leaveGate = standAtGate(engine, options);
    if (!loading.has(engine)) options.onBegin?.();
    return acts.get(engine)!(options).finally(leaveGate);
  },
};

/** How often an engine looks at its gate. */
const GATE_MS = 10;

function standAtGate(engine: EngineName, { gate, onWaiting }: ThreadOptions): () => void {
  let waits = false;
  const looking = setInterval(() => {
    if (!gate || deaf.has(engine)) return;
    const isClosed = gate.word[0] === 1;
    if (isClosed && !waits) onWaiting!();
    if (!isClosed && waits) asked.push(`${engine} goes on`);
    waits = isClosed;
  }, GATE_MS);
  return () => clearInterval(looking);
}

/** For after each test. */
export function forget(): void {
  acts.clear();
  asked.length = 0;
  deaf.clear();
  loading.clear();
  vi.useRealTimers();
  limitMemory(Number.POSITIVE_INFINITY);
}

export const found = (...values: number[]) => ({ values: Float64Array.from(values), objective: Number.NaN });
export const best: Outcome = { proof: 'optimal', stopped: 'finished', solution: found(0, 0, 1), bound: 1 };

/** Solves for so long by the clock of the test. */
export const solvesFor = (ms: number, outcome: Outcome): Promise<Outcome> =>
  new Promise((resolve) => setTimeout(() => resolve(outcome), ms));

/** Ends when it is asked to, or when the time is over. */
export const endless: Act = ({ signal, deadline }) =>
  new Promise((resolve) => {
    const end = (stopped: 'cancelled' | 'time-limit') => resolve({ proof: 'none', stopped });
    if (signal!.aborted) end('cancelled');
    signal!.addEventListener('abort', () => end('cancelled'));
    setTimeout(() => end('time-limit'), deadline - now());
  });
