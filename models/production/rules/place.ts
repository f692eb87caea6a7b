import { z } from 'zod';
import type { OperationInfo, Problem } from '../problem.ts';
import type { InForce, Rule } from '../world.ts';

const parameters = z.strictObject({
  byPriority: z.boolean().describe('whether an operation of an urgent order counts more').default(true),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* each operation that is not placed costs `weight`, times 1 for the priority low, 2 for medium, 4 for high and 8
 * for urgent, unless `byPriority` is false. In the profiles the weight is 60,000 minutes, so that an operation is late
 * by 1,000 hours before it is left out.
 */
export const place: Rule<Parameters> = {
  template: 'place',
  hard: false,
  meaning: 'Everything that can be done is done, the most urgent first.',
  says: ({ byPriority }) =>
    byPriority
      ? 'Everything that can be done is done, the most urgent first.'
      : 'Everything that can be done is done, whatever its priority.',
  parameters,
  post(rule, posting) {
    for (const { item, presence } of posting.operations)
      posting.costUnless(presence, amountOf(rule, posting.problem, item));
    for (const item of posting.hopeless) posting.costs.always(amountOf(rule, posting.problem, item));
  },
  check(rule, { problem, schedule, costs }) {
    for (const item of problem.items) {
      if (item.state !== 'posted' && schedule.of(item.index).length === 0) costs(amountOf(rule, problem, item), item);
    }
  },
  explain: (rule, { problem, item }) => ({ text: `Left out, ${item.label} costs ${amountOf(rule, problem, item)}.` }),
};

function amountOf(
  { parameters: { byPriority }, weight }: InForce<Parameters>,
  { orders }: Problem,
  item: OperationInfo,
) {
  return weight * (byPriority ? orders[item.order]!.priority : 1);
}
