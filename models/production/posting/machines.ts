import type { IntervalHandle } from '../../../src/language/builder.ts';
import { type Expression, type Literal, not } from '../../../src/language/expression.ts';
import { difference, type Posting, valueAt } from '../posting.ts';
import { heldBy } from './intervals.ts';

/** What may hold a machine: a batch where a literal is true, or something fixed. */
interface Holder {
  readonly order: number;
  readonly interval: IntervalHandle;
  readonly literal: Literal;
  readonly start: Expression;
  readonly end: Expression;
}

/** One batch at a time on each machine, and the time to change over between any two of different families. */
export function postMachines(posting: Posting): void {
  for (const { index } of posting.problem.machines) {
    const holders = holdersOf(posting, index);
    if (holders.length < 2) continue;
    posting.builder.noOverlap(holders.map(({ interval }) => interval));
    if (posting.problem.longestSetup[index]! > 0) postSetups(posting, index, holders);
  }
}

function holdersOf(posting: Posting, machine: number): Holder[] {
  const sure = posting.builder.constant(1);
  const fixed = posting.fixed.on(machine).map(({ run, from, to }): Holder => {
    const interval = posting.block(from, to);
    return { order: posting.problem.items[run.item]!.order, interval, literal: sure, ...interval };
  });
  const open = posting.operations.flatMap(({ batches, item }) =>
    batches.flatMap((batch) =>
      batch.choices
        .filter((choice) => choice.machine === machine)
        .map((choice): Holder => {
          const interval = heldBy(posting, batch, choice);
          return { order: item.order, interval, literal: choice.literal, start: interval.start, end: interval.end };
        }),
    ),
  );
  return [...fixed, ...open];
}

/** Of two batches on a machine one comes first, and the machine is changed over before the other. */
function postSetups(posting: Posting, machine: number, holders: readonly Holder[]): void {
  const { setupBetween } = posting.problem;
  holders.forEach((a, i) => {
    for (const b of holders.slice(i + 1)) {
      const [ab, ba] = [setupBetween(machine, a.order, b.order), setupBetween(machine, b.order, a.order)];
      if (ab === 0 && ba === 0) continue;
      if (posting.isSure(a.literal) && posting.isSure(b.literal) && a.start.vars.length + b.start.vars.length === 0)
        continue;
      const isFirst = posting.boolean((_, values) => valueAt(a.start, values) < valueAt(b.start, values));
      posting.add(difference(b.start, a.end, ab), posting.when(a.literal, b.literal, isFirst));
      posting.add(difference(a.start, b.end, ba), posting.when(a.literal, b.literal, not(isFirst)));
    }
  });
}
