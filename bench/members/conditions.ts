import { execFileSync, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What the machine does beside the solves that are measured. */
export const CONDITIONS = ['idle', 'busy', 'one-core'] as const;
export type Condition = (typeof CONDITIONS)[number];

/**
 * Runs something under a condition, and puts the machine back as it was: with one core kept busy, or with all threads of
 * this process on one core, which needs Linux' `taskset`. *Errors* what `taskset` says where it is missing.
 */
export async function under<T>(condition: Condition, run: () => Promise<T>): Promise<T> {
  const undo = begin(condition);
  try {
    return await run();
  } finally {
    undo();
  }
}

function begin(condition: Condition): () => void {
  if (condition === 'idle') return () => undefined;
  if (condition === 'busy') {
    const spinning = spawn(process.execPath, ['-e', 'for (;;) Math.random();']);
    return () => void spinning.kill('SIGKILL');
  }
  const cores = availableParallelism();
  pinTo('0');
  return () => pinTo(`0-${cores - 1}`);
}

/** Threads that start later inherit the cores of the one that starts them. */
function pinTo(cores: string): void {
  execFileSync('taskset', ['-a', '-c', '-p', cores, `${process.pid}`], { stdio: ['ignore', 'ignore', 'pipe'] });
}
