import type { Posting } from '../posting.ts';
import { type Assignment, assignmentOf, NONE, type TypeSet } from '../problem.ts';

/**
 * Posts a cost for each cell of some types, and for each pin, which is in place already.
 *
 * *Shapes* the amount must not depend on the block.
 */
export function postCells(posting: Posting, types: TypeSet, amountOf: (work: Assignment) => number): void {
  const { cells, problem } = posting;
  for (const event of problem.open) {
    if (types.has[event.type] === 0) continue;
    for (let cell = cells.start[event.index]!; cell < cells.start[event.index + 1]!; cell++) {
      const at = { employee: cells.employee[cell]!, day: cells.day[cell]!, block: NONE };
      const amount = amountOf(assignmentOf(event, at, 'proposal'));
      if (amount !== 0) posting.costs.add(posting.cell(cell), amount);
    }
  }
  for (const pin of posting.pins) if (types.has[pin.type] === 1) posting.costs.always(amountOf(pin));
}
