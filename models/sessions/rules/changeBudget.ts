import { z } from 'zod';
import { changeBudgetOf, limitChanges } from '../../../src/domain/rules/changeBudget.ts';
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

const BUDGET = changeBudgetOf({ work: 'session', workOf: 'the sessions of', who: ['provider', 'providers'] });

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
  says: BUDGET.says,
  parameters,
  post({ parameters: { assignments, people } }, posting) {
    if (assignments !== undefined) {
      const { vars, coeffs, offset } = postChanges(posting);
      const domain = [-Infinity, assignments - offset];
      if (vars.length > 0 || offset > assignments) posting.add({ kind: 'linear', vars, coeffs, domain });
    }
    if (people !== undefined) limitChanges(posting, postAffected(posting), people);
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
    return { ...BUDGET.tooMany(excess, candidate.id), by };
  },
  relax: (rule) => BUDGET.relax(rule),
  milder: BUDGET.milder,
};

function excessOf({ parameters }: InForce<Parameters>, problem: Problem, changes: readonly Changes[]) {
  const changed = changes.reduce((all, one) => all + one.count, 0);
  return BUDGET.excessOf(parameters, changed, () => affectedBy(problem, changes).size);
}
