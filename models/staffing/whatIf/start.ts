import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { findCell } from '../cells.ts';
import type { Built } from '../model.ts';
import { NONE } from '../problem.ts';
import type { Schedule } from '../schedule.ts';

/** What a schedule decides of the model: each cell, whether each event stays unplaced, and the blocks that are taken. */
export function startFrom(built: Built, schedule: Schedule): Float64Array {
  const { cells, firstCell, model, posting, problem } = built;
  const values = new Float64Array(model.variables.length).fill(Number.NaN);
  values.fill(0, firstCell, firstCell + cells.count);
  for (const { index } of problem.open) if (posting.unplaced(index) !== ABSENT) values[posting.unplaced(index)] = 1;
  for (const { event, employee, day, block, origin } of schedule.assignments) {
    const cell = origin === 'proposal' ? findCell(problem, cells, { event, employee, day }) : NONE;
    if (cell === NONE) continue;
    values[firstCell + cell] = 1;
    values[posting.unplaced(event)] = 0;
    const at = problem.blocks.findIndex(({ number }) => number === block);
    if (at < 0) continue;
    const chosen = posting.block(cells.slotAt[event * problem.frame.days + day]!, at);
    if (chosen !== ABSENT) values[chosen] = 1;
  }
  return values;
}
