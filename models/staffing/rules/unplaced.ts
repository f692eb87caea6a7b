import type { Posting } from '../posting.ts';
import type { EventInfo } from '../problem.ts';
import type { Checking } from './rule.ts';

/** Posts that each open event costs an amount when it stays unplaced. */
export function postUnplaced(posting: Posting, amountOf: (event: EventInfo) => number): void {
  for (const event of posting.problem.open) {
    if (posting.hasCells(event.index)) posting.costs.add(posting.unplaced(event.index), amountOf(event));
    else posting.costs.always(amountOf(event));
  }
}

/** Adds an amount for each open event that the schedule does not have. */
export function checkUnplaced({ problem, schedule, costs }: Checking, amountOf: (event: EventInfo) => number): void {
  for (const event of problem.open) if (schedule.of(event.index).length === 0) costs(amountOf(event), event);
}
