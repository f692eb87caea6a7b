import { constant, not } from '../../../src/language/expression.ts';
import { difference, type Posting } from '../posting.ts';
import { startOf } from '../problem.ts';
import type { OperationVars } from './operations.ts';

/** What comes before an operation is in place, and over in time. */
export function postPrecedence(posting: Posting, operation: OperationVars): void {
  const { batches, item, presence } = operation;
  for (const { item: index, min, max } of item.before) {
    const before = posting.of(index);
    if (!before) {
      const gap = difference(posting.startOf(operation), constant(posting.fixed.endOf([index])), min, max);
      posting.add(gap, posting.when(presence));
      continue;
    }
    if (!posting.isSure(before.presence)) posting.add({ kind: 'boolOr', literals: [not(presence), before.presence] });
    if (max < Number.POSITIVE_INFINITY) {
      posting.add(difference(posting.startOf(operation), posting.endOf(before), min, max), posting.when(presence));
      continue;
    }
    for (const later of batches) {
      for (const earlier of before.batches) {
        for (const one of later.present) {
          for (const other of earlier.present) {
            posting.add(difference(later.start, earlier.end, min), posting.when(one, other));
          }
        }
      }
    }
  }
  postBeforeFixed(posting, operation);
}

/** What comes before fixed work is over in time; before a pin, it is in place. */
function postBeforeFixed(posting: Posting, operation: OperationVars): void {
  for (const next of operation.item.after) {
    const { before } = posting.problem.items[next]!;
    const { min, max } = before.find(({ item }) => item === operation.item.index)!;
    for (const run of posting.fixed.of(next)) {
      const gap = difference(constant(startOf(run)), posting.endOf(operation), min, max);
      posting.add(gap, posting.when(operation.presence));
      if (run.origin === 'pin') posting.add({ kind: 'boolAnd', literals: [operation.presence] });
    }
  }
}
