import { z } from 'zod';
import { postEarliness } from '../posting/earliness.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* for each order with a due time `weight` for each minute from the end of the last of its operations that are in
 * place to that time; nothing for an order that has none in place.
 */
export const earliness: Rule<z.infer<typeof parameters>> = {
  template: 'earliness',
  hard: false,
  meaning: 'Orders are not done long before they are due.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const order of posting.problem.orders) postEarliness(posting, order, weight);
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const { due, items } of problem.orders) {
      const last = schedule.lastOf(items);
      const early = last ? due - schedule.endOf(items) : 0;
      if (early > 0 && Number.isFinite(early)) costs(weight * early, last);
    }
  },
  explain: () => undefined,
  worst: ({ weight }) => weight * 1440,
};
