import { z } from 'zod';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/** *Means* `weight` for each minute from the beginning of the horizon to the end of everything that is in place. */
export const makespan: Rule<z.infer<typeof parameters>> = {
  template: 'makespan',
  hard: false,
  meaning: 'Everything is over soon.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    posting.costBeyond([...posting.problem.items.keys()], { from: 0, amount: weight });
  },
  check({ weight }, { problem, schedule, costs }) {
    const end = schedule.endOf([...problem.items.keys()]);
    if (end > 0) costs(weight * end, schedule.lastOf([...problem.items.keys()])!);
  },
  explain: () => undefined,
  worst: ({ weight }) => weight * 1440,
};
