import type { Assignment } from '../problem.ts';

/** The minutes of some work together. */
export function minutesOf(work: readonly Assignment[]): number {
  let total = 0;
  for (const { minutes } of work) total += minutes;
  return total;
}

/** From the end, as many as it takes to make up the minutes. */
export function lastMinutes(work: readonly Assignment[], minutes: number): Assignment[] {
  const taken: Assignment[] = [];
  for (let left = minutes, i = work.length - 1; left > 0 && i >= 0; i--) {
    taken.push(work[i]!);
    left -= work[i]!.minutes;
  }
  return taken;
}
