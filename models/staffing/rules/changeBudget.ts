import { z } from 'zod';
import { allOf, counted } from '../../../src/domain/words.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
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
  type PostedChanges,
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
  says: ({ assignments, people }) =>
    `Of the earlier schedule, at most ${allOf([
      ...(assignments === undefined ? [] : [counted(assignments, 'assignment')]),
      ...(people === undefined ? [] : [`the work of ${counted(people, 'person', 'people')}`]),
    ])} may change.`,
  parameters,
  idle(_, problem) {
    const { countsAdded, places } = baselineOf(problem);
    if (countsAdded || places.size > 0) return undefined;
    const text = 'there is no earlier schedule, and nothing that is posted may move.';
    return { text, maybe: 'add previous, the solution of an earlier run.' };
  },
  post({ parameters: { assignments, people } }, posting) {
    if (assignments !== undefined) limit(posting, postChanges(posting), assignments);
    if (people !== undefined) limit(posting, postAffected(posting), people);
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
    const text = `${candidate.label} there would make it ${excess.has} ${excess.what}, at most ${excess.max}.`;
    return { text, by, needs: `a budget of ${excess.has} ${excess.what}` };
  },
  relax({ parameters }) {
    return [{ kind: 'parameters', parameters: milder(parameters) }];
  },
  milder,
};

function limit(posting: Posting, { literals, always }: PostedChanges, max: number): void {
  if (literals.length + always <= max) return;
  posting.add(compare(sum(literals), '<=', max - always));
}

/** One more of each. */
function milder({ assignments, people }: Parameters): Partial<Parameters> {
  return {
    ...(assignments === undefined ? {} : { assignments: assignments + 1 }),
    ...(people === undefined ? {} : { people: people + 1 }),
  };
}

interface Excess {
  readonly what: string;
  readonly has: number;
  readonly max: number;
}

/** What there is too much of. */
function excessOf(
  { parameters: { assignments, people } }: InForce<Parameters>,
  problem: Problem,
  changes: readonly ChangedEvent[],
): Excess | undefined {
  if (assignments !== undefined && changes.length > assignments) {
    return { what: 'changed assignments', has: changes.length, max: assignments };
  }
  const affected = people === undefined ? 0 : affectedBy(problem, changes).size;
  return people !== undefined && affected > people
    ? { what: 'people affected', has: affected, max: people }
    : undefined;
}
