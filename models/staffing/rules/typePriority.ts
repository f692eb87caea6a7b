import { z } from 'zod';
import { byName } from '../../../src/byName.ts';
import type { EventInfo, Problem } from '../problem.ts';
import { typeName } from './fields.ts';
import type { InForce, Rule } from './rule.ts';
import { checkUnplaced, postUnplaced } from './unplaced.ts';

const rank = z.int().min(0).max(10);

const parameters = z.strictObject({
  ranks: byName(typeName, rank, 'a rank for each event type: 0 for what matters most, 10 for what matters least'),
  otherwise: rank.describe('the rank of every other type').default(9),
});

type Parameters = z.infer<typeof parameters>;

/** *Means* each unplaced event costs `weight x (10 - rank of its type)`. */
export const typePriority: Rule<Parameters> = {
  template: 'type-priority',
  hard: false,
  meaning: 'Some types of events are placed before others.',
  says: ({ otherwise, ranks }) =>
    `What is placed first, by type: ${[...Map.groupBy(ranks, ([, rank]) => rank)]
      .sort(([a], [b]) => a - b)
      .map(([, types]) => types.map(([type]) => type).join(', '))
      .join('; then ')}; all others as rank ${otherwise}.`,
  parameters,
  mentions: ({ ranks }) => ({ types: [...ranks.keys()] }),
  post(rule, posting) {
    postUnplaced(posting, (event) => amountOf(rule, posting.problem, event));
  },
  check(rule, checking) {
    checkUnplaced(checking, (event) => amountOf(rule, checking.problem, event));
  },
  explain(rule, { problem, item: event }) {
    return { text: `Unplaced, ${problem.types[event.type]!.name} costs ${amountOf(rule, problem, event)}.` };
  },
};

function amountOf(
  { parameters: { ranks, otherwise }, weight }: InForce<Parameters>,
  problem: Problem,
  event: EventInfo,
): number {
  return weight * (10 - (ranks.get(problem.types[event.type]!.name) ?? otherwise));
}
