import type { Solver } from '../engine.ts';
import { hasEmptyRowOutOfRange, type Matrix } from '../matrix.ts';
import { Ascent } from './ascent.ts';
import { Bounding } from './bounding.ts';

/** Of the time that is left when it begins, what it takes at most. */
const MOST_TIME = 1 / 3;

export const solver: Solver<Matrix> = {
  async solve(matrix, run) {
    if (hasEmptyRowOutOfRange(matrix)) return { proof: 'infeasible', stopped: 'finished', ticks: 0 };
    if (!matrix.objective) return { proof: 'none', stopped: 'finished', ticks: 0 };
    const bounding = new Bounding(matrix, run, MOST_TIME);
    climb(new Ascent(matrix), bounding);
    return bounding.outcome();
  },
};

/** Takes an ascent to its end, as far as there is time, and tells of its bounds. */
export function climb(ascent: Ascent, bounding: Bounding): void {
  bounding.look(ascent);
  while (!ascent.isOver && !bounding.isOver()) {
    const isBest = ascent.step();
    bounding.worked(ascent.work);
    if (isBest) bounding.look(ascent);
  }
}
