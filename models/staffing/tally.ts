import type { Tally } from '../../src/solve/domainModel.ts';
import type { Built } from './model.ts';

/** How many events a solution places, how many have any place at all, and how many the run is to place. */
export function tally({ problem, cells, firstCell, posting }: Built, values: ArrayLike<number>): Tally {
  let placed = 0;
  for (let cell = 0; cell < cells.count; cell++) if (values[firstCell + cell] === 1) placed++;
  const placeable = problem.open.filter(({ index }) => posting.hasCells(index)).length;
  return { placed, placeable, of: problem.open.length };
}
