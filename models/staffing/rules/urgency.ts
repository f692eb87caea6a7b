import { z } from 'zod';
import type { EventInfo, Problem } from '../problem.ts';
import { count } from './fields.ts';
import type { InForce, Rule } from './rule.ts';
import { checkUnplaced, postUnplaced } from './unplaced.ts';

const parameters = z.strictObject({
  days: count.describe('what is due within this many days costs more, the sooner the more').default(21),
});

type Parameters = z.infer<typeof parameters>;

/** *Means* each unplaced event costs `weight x max(0, days - days from the horizon's first day to the due day)`. */
export const urgency: Rule<Parameters> = {
  template: 'urgency',
  hard: false,
  meaning: 'What is due soon is placed first.',
  says: ({ days }) => `What is due within ${days} days is placed first.`,
  parameters,
  post(rule, posting) {
    postUnplaced(posting, (event) => amountOf(rule, posting.problem, event));
  },
  check(rule, checking) {
    checkUnplaced(checking, (event) => amountOf(rule, checking.problem, event));
  },
  explain(rule, { problem, item: event }) {
    const days = event.due - problem.frame.first;
    return { text: `Due in ${days} days; unplaced, it costs ${amountOf(rule, problem, event)}.` };
  },
};

function amountOf(
  { parameters: { days }, weight }: InForce<Parameters>,
  { frame }: Problem,
  { due }: EventInfo,
): number {
  return weight * Math.max(0, days - (due - frame.first));
}
