import { inModelUnits, type Matrix } from '../matrix.ts';
import type { Outcome, Solution, Stopped } from '../outcome.ts';

/** How a search ended. */
export interface Searched {
  readonly best: Solution | undefined;
  /** No assignment costs less, in the units of the matrix. */
  readonly floor: number;
  readonly stopped: Stopped;
  readonly ticks: number;
}

/** The outcome of a search that proves nothing by itself: what reaches the floor is optimal all the same. */
export function outcomeOf(matrix: Matrix, { best: solution, floor, stopped, ticks }: Searched): Outcome {
  if (!solution) return { proof: 'none', stopped, ticks };
  const bound = inModelUnits(matrix, floor);
  const isBest = !matrix.objective || solution.objective === bound;
  if (isBest) return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective, ticks };
  return { proof: 'none', stopped, solution, bound, ticks };
}
