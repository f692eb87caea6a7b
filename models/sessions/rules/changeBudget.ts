import { z } from 'zod';
import { allOf, counted } from '../../../src/domain/words.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum } from '../../../src/language/expression.ts';
import type { InForce, Rule } from '../caseload.ts';
import type { Problem } from '../problem.ts';
import { inPriorityOrder } from '../schedule.ts';
import { affectedBy, type Changes, changesIn, postAffected, postChanges } from './changes.ts';
import { count } from './fields.ts';

const parameters = z.strictObject({
  assignments: count.describe('sessions that may be elsewhere than they were').optional(),
  people: count.describe('providers who may lose or gain one').optional(),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* at most `assignments` sessions are not where they were in the earlier schedule, and at most `people` providers
 * lose or gain one. Without an earlier schedule, at most `assignments` of the posted sessions that may move are elsewhere, and at
 * most `people` providers lose one; what is placed besides is not a change then.
 */
export const changeBudget: Rule<Parameters> = {
  template: 'change-budget',
  hard: true,
  isWhole: true,
  meaning: 'The earlier schedule is changed in a limited number of places.',
  says: ({ assignments, people }) =>
    `Of the earlier schedule, at most ${allOf([
      ...(assignments === undefined ? [] : [counted(assignments, 'session')]),
      ...(people === undefined ? [] : [`the sessions of ${counted(people, 'provider')}`]),
    ])} may change.`,
  parameters,
  post({ parameters: { assignments, people } }, posting) {
    if (assignments !== undefined) {
      const { vars, coeffs, offset } = postChanges(posting);
      const domain = [-Infinity, assignments - offset];
      if (vars.length > 0 || offset > assignments) posting.add({ kind: 'linear', vars, coeffs, domain });
    }
    if (people !== undefined) {
      const { literals, always } = postAffected(posting);
      if (literals.length + always > people) posting.add(compare(sum(literals), '<=', people - always));
    }
  },
  check(rule, { problem, schedule, breaks }) {
    const changes = changesIn(problem, schedule);
    const excess = excessOf(rule, problem, changes);
    if (!excess) return;
    const gained = changes.flatMap((one) => one.gained);
    // Only what was added can go, and only where it is not in the place of what was lost; else work is missing.
    const added = changes.flatMap((one) => one.gained.slice(one.lost.length));
    const text = `${excess.has} ${excess.what}, at most ${excess.max}.`;
    breaks({ text, assignments: gained, withdraw: inPriorityOrder(problem, added).slice(-1) });
  },
  explain(rule, { problem, schedule, candidate }) {
    const gains = (): Changes[] =>
      changesIn(problem, schedule).map((one) => ({ ...one, lost: [], count: one.gained.length }));
    const before = excessOf(rule, problem, gains());
    schedule.add(candidate);
    const changes = gains();
    schedule.remove(candidate);
    const excess = excessOf(rule, problem, changes);
    if (!excess || excess.has <= (before?.has ?? 0)) return undefined;
    const by = changes.flatMap(({ gained }) => gained.filter((one) => one !== candidate));
    const text = `${candidate.id} there would make it ${excess.has} ${excess.what}, at most ${excess.max}.`;
    return { text, by, needs: `a budget of ${excess.has} ${excess.what}` };
  },
  relax: ({ parameters: given }) => [{ kind: 'parameters', parameters: milder(given) }],
  milder,
};

/** One more of each. */
function milder({ assignments, people }: Parameters): Partial<Parameters> {
  return {
    ...(assignments === undefined ? {} : { assignments: assignments + 1 }),
    ...(people === undefined ? {} : { people: people + 1 }),
  };
}

/** What there is too much of. */
function excessOf(
  { parameters: { assignments, people } }: InForce<Parameters>,
  problem: Problem,
  changes: readonly Changes[],
) {
  const changed = changes.reduce((all, one) => all + one.count, 0);
  if (assignments !== undefined && changed > assignments) {
    return { what: 'changed sessions', has: changed, max: assignments };
  }
  const affected = people === undefined ? 0 : affectedBy(problem, changes).size;
  return people !== undefined && affected > people
    ? { what: 'providers affected', has: affected, max: people }
    : undefined;
}
