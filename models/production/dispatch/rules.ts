import type { Problem } from '../problem.ts';

/** Dispatch rules: each gives every item a key, and the least comes first. */
export const DISPATCH = ['due-date', 'critical-ratio', 'longest-tail', 'least-slack', 'first-come'] as const;

export type DispatchRule = (typeof DISPATCH)[number];

/**
 * The key of each item by each rule.
 *
 * *Means* `due-date`: when the order is due, the more urgent sooner; `critical-ratio`: time left for each minute of work
 * that is left; `longest-tail`: the most work that follows; `least-slack`: time left less work left; `first-come`: when
 * the order is released.
 */
export function keysBy(problem: Problem): Record<DispatchRule, Float64Array> {
  const { horizon, items, orders } = problem;
  const tail = tailsOf(problem);
  const keyOf = (of: (item: (typeof items)[number], due: number, tail: number) => number): Float64Array =>
    Float64Array.from(items, (item) => {
      const { due, release } = orders[item.order]!;
      return of(item, (Number.isFinite(due) ? due : 2 * horizon) - release, tail[item.index]!);
    });
  const releaseOf = (order: number): number => orders[order]!.release;
  const priorityOf = (order: number): number => orders[order]!.priority;
  return {
    'due-date': keyOf(({ order }, left) => releaseOf(order) + left / priorityOf(order)),
    'critical-ratio': keyOf(({ order }, left, after) => releaseOf(order) / horizon + left / after / priorityOf(order)),
    'longest-tail': keyOf((_, __, after) => -after),
    'least-slack': keyOf(({ order }, left, after) => releaseOf(order) + (left - after) / priorityOf(order)),
    'first-come': keyOf(({ order }) => releaseOf(order)),
  };
}

/** The minutes of an item and of the longest chain after it, on the quickest machines. */
function tailsOf({ items }: Problem): Float64Array {
  const tail = new Float64Array(items.length).fill(Number.NaN);
  const lengthOf = ({ phases, quantity, ways }: (typeof items)[number]): number =>
    ways.length === 0
      ? 0
      : Math.min(...ways.map((way) => phases.reduce((sum, _, p) => sum + way.minutes(p, quantity), 0)));
  for (const { index } of items) {
    // Depth first, without recursion, since chains may be long.
    const stack = [index];
    while (stack.length > 0) {
      const item = items[stack.at(-1)!]!;
      const open = item.after.filter((next) => Number.isNaN(tail[next]!));
      if (Number.isNaN(tail[item.index]!) && open.length > 0) {
        stack.push(...open);
        continue;
      }
      stack.pop();
      tail[item.index] = lengthOf(item) + item.after.reduce((most, next) => Math.max(most, tail[next]!), 0);
    }
  }
  return tail.map((value) => Math.max(1, value));
}
