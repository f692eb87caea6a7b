import { z } from 'zod';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* for each order `weight` for each minute from its release, or the beginning of the horizon, to the end of the
 * last of its operations that are in place.
 */
export const flowTime: Rule<z.infer<typeof parameters>> = {
  template: 'flow-time',
  hard: false,
  meaning: 'Orders pass through quickly.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const { items, release } of posting.problem.orders) {
      posting.costBeyond(items, { from: Math.max(0, release), amount: weight });
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const { items, release } of problem.orders) {
      const minutes = schedule.endOf(items) - Math.max(0, release);
      if (minutes > 0) costs(weight * minutes, schedule.lastOf(items)!);
    }
  },
  explain: () => undefined,
  worst: ({ weight }) => weight * 1440,
};
