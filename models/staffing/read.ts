import { ABSENT } from '../../src/domain/posting/poster.ts';
import { isTrue } from '../../src/language/constraint.ts';
import type { Built } from './model.ts';
import { type Assignment, assignmentOf, NONE } from './problem.ts';

/** The proposals that a solution of the model says, in the order of cells. *Shapes* a value for each variable. */
export function read({ problem, cells, firstCell, posting }: Built, values: ArrayLike<number>): Assignment[] {
  const proposals: Assignment[] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    if (values[firstCell + cell] !== 1) continue;
    const event = problem.events[cells.event[cell]!]!;
    const day = cells.day[cell]!;
    const slot = cells.slotAt[event.index * problem.frame.days + day]!;
    const at = problem.blocks.findIndex((_, position) => {
      const literal = posting.block(slot, position);
      return literal !== ABSENT && isTrue(literal, values);
    });
    const block = at < 0 ? NONE : problem.blocks[at]!.number;
    proposals.push(assignmentOf(event, { employee: cells.employee[cell]!, day, block }, 'proposal'));
  }
  return proposals;
}
