import { compare } from '../../../src/language/constraints/linear.ts';
import type { Literal } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import { isSamePlace, type Run } from '../problem.ts';
import { modelOrder } from './operations.ts';

/** A literal that may be true only where an operation has the same machines and starts as a run; undefined if it cannot. */
export function staysAt(posting: Posting, run: Run): Literal | undefined {
  const operation = posting.of(run.item);
  const batches = modelOrder(run);
  const places = batches.map(({ machine, phases, quantity }, b) => {
    const batch = operation?.batches[b];
    const choice = batch?.choices.find(
      (one) => one.machine === machine && one.batches === batches.length && one.quantity === quantity,
    );
    return batch && choice && { choice, start: batch.start, at: phases[0]!.from };
  });
  if (!operation || places.some((one) => one === undefined)) return undefined;
  const isSame = posting.boolean((schedule) => schedule.of(run.item).some((one) => isSamePlace(one, run)));
  for (const place of places) {
    posting.add({ kind: 'boolAnd', literals: [place!.choice.literal] }, { enforce: [isSame] });
    posting.add(compare(place!.start, '=', place!.at), { enforce: [isSame] });
  }
  return isSame;
}
