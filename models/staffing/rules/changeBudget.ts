import { z } from 'zod';
import { changeBudgetOf, limitChanges } from '../../../src/domain/rules/changeBudget.ts';
import type { Problem } from '../problem.ts';
import { inPriorityOrder } from '../schedule.ts';
import { workNames } from '../words.ts';
import { proposalsOf } from './breaches.ts';
import {
  affectedBy,
  baselineOf,
  type ChangedEvent,
  certainChanges,
  changesIn,
  postAffected,
  postChanges,
} from './changes.ts';
import { count } from './fields.ts';
import type { Explanation, InForce, Rule } from './rule.ts';

const parameters = z
  .strictObject({
    assignments: count.describe('events that may be elsewhere than they were, dropped or added').optional(),
    people: count.describe('people who may lose or gain something').optional(),
  })
  .refine(
    ({ assignments, people }) => assignments !== undefined || people !== undefined,
    'assignments or people is needed',
  );

type Parameters = z.infer<typeof parameters>;

const BUDGET = changeBudgetOf({ work: 'assignment', workOf: 'the work of', who: ['person', 'people'] });

/**
 * *Means* compared with the earlier schedule, at most `assignments` events are on another day, in another block, with
 * somebody else, dropped or added, and at most `people` lose or gain something. Without an earlier schedule, the same of
 * what is posted and may move; what is placed besides is not a change then.
 */
export const changeBudget: Rule<Parameters> = {
  template: 'change-budget',
  hard: true,
  isWhole: true,
  meaning: 'The earlier schedule is changed in a limited number of places.',
  says: BUDGET.says,
  parameters,
  idle(_, problem) {
    const { countsAdded, places } = baselineOf(problem);
    if (countsAdded || places.size > 0) return undefined;
    const text = 'there is no earlier schedule, and nothing that is posted may move.';
    return { text, maybe: 'add previous, the solution of an earlier run.' };
  },
  post({ parameters: { assignments, people } }, posting) {
    if (assignments !== undefined) limitChanges(posting, postChanges(posting), assignments);
    if (people !== undefined) limitChanges(posting, postAffected(posting), people);
  },
  check(rule, { problem, schedule, breaks }) {
    const changes = changesIn(problem, schedule);
    const excess = excessOf(rule, problem, changes);
    if (!excess) return;
    // Only what was added can go: to drop anything else would be a change as well.
    const added = proposalsOf(changes.flatMap(({ before, now }) => (before || !now ? [] : [now])));
    // Where what is there does not exceed the budget by itself, it is work that is missing.
    const present = changes.filter(({ now }) => now);
    const assignments = excessOf(rule, problem, present) ? present.map(({ now }) => now!) : [];
    const text = `${excess.has} ${excess.what}, at most ${excess.max}: ${workNames(changes.map(({ event }) => event))}.`;
    breaks({ text, assignments, withdraw: inPriorityOrder(problem, added).slice(-1) });
  },
  explain(rule, { problem, schedule, candidate }): Explanation | undefined {
    const before = certainChanges(problem, schedule);
    schedule.add(candidate);
    const changes = certainChanges(problem, schedule);
    schedule.remove(candidate);
    const excess = excessOf(rule, problem, changes);
    if (!excess || excess.has <= (excessOf(rule, problem, before)?.has ?? 0)) return undefined;
    const by = changes.flatMap(({ now }) => (now && now !== candidate ? [now] : []));
    return { ...BUDGET.tooMany(excess, candidate.label), by };
  },
  relax: (rule) => BUDGET.relax(rule),
  milder: BUDGET.milder,
};

function excessOf({ parameters }: InForce<Parameters>, problem: Problem, changes: readonly ChangedEvent[]) {
  return BUDGET.excessOf(parameters, changes.length, () => affectedBy(problem, changes).size);
}
