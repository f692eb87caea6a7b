import { z } from 'zod';
import { PRIORITIES } from '../input.ts';
import type { EventInfo } from '../problem.ts';
import type { InForce, Rule } from './rule.ts';
import { checkUnplaced, postUnplaced } from './unplaced.ts';

const factor = z.number().min(0).max(1000);

const parameters = z.strictObject({
  factors: z
    .strictObject({
      low: factor.default(0.5),
      normal: factor.default(1),
      high: factor.default(2),
      critical: factor.default(4),
    })
    .describe('what an event of each priority counts')
    .prefault({}),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* each unplaced event costs `round(weight x factor of its priority)`; the factors are 0.5 for low, 1 for normal,
 * 2 for high and 4 for critical, unless `factors` says otherwise.
 */
export const place: Rule<Parameters> = {
  template: 'place',
  hard: false,
  meaning: 'Every event that can be placed is placed.',
  says: ({ factors: { low, normal, high, critical } }) =>
    `Every event that can be placed is placed; one of low priority counts ${low} times, normal ${normal}, high ${high}, critical ${critical}.`,
  parameters,
  post(rule, posting) {
    postUnplaced(posting, (event) => amountOf(rule, event));
  },
  check(rule, checking) {
    checkUnplaced(checking, (event) => amountOf(rule, event));
  },
  explain(rule, { item: event }) {
    return { text: `Unplaced, ${event.label} (${PRIORITIES[event.priority]}) costs ${amountOf(rule, event)}.` };
  },
};

function amountOf({ parameters: { factors }, weight }: InForce<Parameters>, { priority }: EventInfo): number {
  return Math.round(weight * factors[PRIORITIES[priority]!]);
}
