/**
 * The later of two times, without a branch: which one it is changes with every task, so that a processor that guesses is wrong
 * half of the time, which costs more than everything else about a move.
 *
 * *Limits* the times differ by less than 31 bits.
 */
export function laterOf(a: number, b: number): number {
  const more = (b - a) | 0;
  return (a + (more & ~(more >> 31))) | 0;
}
