import type { IntervalHandle } from '../../../src/language/builder.ts';
import type { Transitions } from '../../../src/language/constraints/noOverlap.ts';
import type { Posting } from '../posting.ts';
import { heldBy } from './intervals.ts';

/** What may hold a machine: a batch, or something fixed. */
interface Holder {
  readonly order: number;
  readonly interval: IntervalHandle;
}

/** One batch at a time on each machine, and the time to change over between any two of different families. */
export function postMachines(posting: Posting): void {
  for (const { index } of posting.problem.machines) {
    const holders = holdersOf(posting, index);
    if (holders.length < 2) continue;
    const transitions = transitionsOf(posting, index, holders);
    posting.builder.noOverlap(
      holders.map(({ interval }) => interval),
      transitions && { transitions },
    );
  }
}

function holdersOf(posting: Posting, machine: number): Holder[] {
  const fixed = posting.fixed.on(machine).map(({ run, from, to }): Holder => {
    return { order: posting.problem.items[run.item]!.order, interval: posting.block(from, to) };
  });
  const open = posting.on(machine).map(({ batch, choice, item }): Holder => {
    return { order: item.order, interval: heldBy(posting, batch, choice) };
  });
  return [...fixed, ...open];
}

/** The minutes to change over between the families of what may hold a machine; undefined where there are none. */
function transitionsOf({ problem }: Posting, machine: number, holders: readonly Holder[]): Transitions | undefined {
  if (problem.longestSetup[machine] === 0) return undefined;
  const byFamily = Map.groupBy(holders, ({ order }) => problem.familyOf[order]!);
  const numbers = new Map([...byFamily.keys()].map((family, number) => [family, number]));
  // One order stands for all of its family.
  const orders = [...byFamily.values()].map(([first]) => first!.order);
  return {
    families: holders.map(({ order }) => numbers.get(problem.familyOf[order]!)!),
    times: orders.map((from) => orders.map((to) => problem.setupBetween(machine, from, to))),
  };
}
