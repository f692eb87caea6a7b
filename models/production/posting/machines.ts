import type { IntervalHandle } from '../../../src/language/builder.ts';
import type { Transitions } from '../../../src/language/constraints/noOverlap.ts';
import type { Posting } from '../posting.ts';
import { heldBy } from './intervals.ts';

/** What may hold a machine: a batch, or something fixed. */
interface Holder {
  readonly order: number;
  readonly interval: IntervalHandle;
}

/** Something fixed, with its times. */
interface Given extends Holder {
  readonly from: number;
  readonly to: number;
}

/** One batch at a time on each machine, and the time to change over between any two of different families. */
export function postMachines(posting: Posting): void {
  for (const { index } of posting.problem.machines) {
    const open = posting.on(index).map(({ batch, choice, item }): Holder => {
      return { order: item.order, interval: heldBy(posting, batch, choice) };
    });
    if (open.length === 0) continue;
    for (const layer of layersOf(posting, index)) {
      const holders = [...layer, ...open];
      if (holders.length < 2) continue;
      const transitions = transitionsOf(posting, index, holders);
      posting.builder.noOverlap(
        holders.map(({ interval }) => interval),
        transitions && { transitions },
      );
    }
  }
}

/**
 * What is fixed on a machine, in lists each of which keeps the rule: given work may be too close to other given work,
 * which is a conflict of the input and nothing that a run could mend. One list where none is; an empty one for nothing.
 */
function layersOf(posting: Posting, machine: number): Holder[][] {
  const { items, longestSetup, setupBetween } = posting.problem;
  const layers: Given[][] = [[]];
  const isRoomBetween = (a: Given, b: Given): boolean => a.to + setupBetween(machine, a.order, b.order) <= b.from;
  for (const { run, from, to } of [...posting.fixed.on(machine)].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const given = { order: items[run.item]!.order, interval: posting.block(from, to), from, to };
    const fits = (layer: Given[]): boolean =>
      longestSetup[machine] === 0
        ? layer.length === 0 || layer.at(-1)!.to <= from
        : layer.every((before) => isRoomBetween(before, given));
    const layer = layers.find(fits);
    if (layer) layer.push(given);
    else layers.push([given]);
  }
  return layers;
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
