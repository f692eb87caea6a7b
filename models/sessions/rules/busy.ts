import type { Problem, Session } from '../problem.ts';

/** For each start of the grid, how many of some sessions of one day run then. */
export function loads({ grid }: Problem, sessions: readonly Session[]): Int32Array {
  const counts = new Int32Array(grid.slots);
  for (const { start, minutes } of sessions) {
    const first = Math.max(0, Math.ceil((start - grid.from) / grid.every));
    const end = Math.min(grid.slots, Math.ceil((start + minutes - grid.from) / grid.every));
    for (let slot = first; slot < end; slot++) counts[slot]!++;
  }
  return counts;
}

/** `startsEvery` minutes for each start of the grid at which one of some sessions of one day runs. */
export function busyMinutes(problem: Problem, sessions: readonly Session[]): number {
  let busy = 0;
  for (const load of loads(problem, sessions)) if (load > 0) busy++;
  return busy * problem.grid.every;
}
