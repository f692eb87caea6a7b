import type { Supply } from './supply.ts';

/** Above this many tasks only the one interval that holds them all is looked at. */
const MOST_TASKS = 2000;

/** Tasks on one resource, with what they take of it over their whole time. */
export interface Energies {
  readonly supply: Supply;
  readonly heads: ArrayLike<number>;
  readonly energies: ArrayLike<number>;
  readonly tails: ArrayLike<number>;
}

/**
 * The least time at which tasks that share a capacity can all be over: for each set of those that begin no earlier and
 * have no shorter a tail, what they take together has to fit.
 *
 * *Source* the energetic relaxation by which a resource of capacity c is c machines that share all work: J. Carlier and
 * E. Pinson, "Jackson's pseudo-preemptive schedule for the Pm/ri,qi/Cmax scheduling problem", Annals of Operations
 * Research 83, 1998, of which this is the simplest case.
 */
export function energyBound({ supply, heads, energies, tails }: Energies): number {
  const byTail = Array.from({ length: heads.length }, (_, i) => i).sort((a, b) => tails[b]! - tails[a]!);
  let starts = [...new Set(Array.from(heads))].sort((a, b) => a - b);
  if (heads.length > MOST_TASKS) starts = starts.slice(0, 1);
  let bound = Number.NEGATIVE_INFINITY;
  for (const start of starts) {
    let given = supply.givenUpTo(start);
    for (const task of byTail) {
      if (heads[task]! < start) continue;
      given += energies[task]!;
      // Beyond this, sums are rounded, and a bound could come out too high.
      if (!(Math.abs(given) <= Number.MAX_SAFE_INTEGER)) break;
      bound = Math.max(bound, supply.timeOf(given) + tails[task]!);
    }
  }
  return bound;
}
