import { z } from 'zod';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* for each order `weight x priority` for each minute from its due time to the end of the last of its operations
 * that are in place; the priority counts 1 for low, 2 for medium, 4 for high and 8 for urgent.
 */
export const tardiness: Rule<z.infer<typeof parameters>> = {
  template: 'tardiness',
  hard: false,
  meaning: 'Orders are done when they are due.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const { due, items, priority } of posting.problem.orders) {
      if (due === Number.POSITIVE_INFINITY) continue;
      posting.costBeyond(items, { from: due, amount: weight * priority });
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const { due, items, priority } of problem.orders) {
      const late = schedule.endOf(items) - due;
      if (late > 0) costs(weight * priority * late, schedule.lastOf(items)!);
    }
  },
  explain({ weight }, { problem, schedule, candidate, item }) {
    const { due, items, name, priority } = problem.orders[item.order]!;
    const others = schedule.endOf(items) - due;
    const late = Math.max(...candidate.batches.map(({ phases }) => phases.at(-1)!.to)) - due;
    if (late <= 0 || late <= others) return undefined;
    return { text: `${name} would be late by ${late} minutes, which costs ${weight * priority * late}.` };
  },
  worst: ({ weight }) => weight * 8 * 1440,
};
