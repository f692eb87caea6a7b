import { z } from 'zod';
import { isOfRun } from '../schedule.ts';
import { nameOf } from '../words.ts';
import { postCells } from './cellCosts.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/**
 * *Means* placed work of an event that has affinity scores costs `weight - floor(score x weight)`, with the score of
 * its employee, or 0 for an employee without one; events without scores cost nothing.
 */
export const affinity: Rule<z.infer<typeof parameters>> = {
  template: 'affinity',
  hard: false,
  meaning: 'Events go to the people who suit them.',
  parameters,
  idle: (_, problem) =>
    problem.affinity.size > 0 ? undefined : { text: 'there are no scores.', maybe: 'add scores under affinity.' },
  post({ weight }, posting) {
    const { problem } = posting;
    if (problem.affinity.size === 0) return;
    postCells(posting, problem.typeSet(undefined), ({ event, employee }) => {
      const scores = problem.affinity.get(event);
      return scores === undefined ? 0 : weight - Math.floor((scores.get(employee) ?? 0) * weight);
    });
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const [event, scores] of problem.affinity) {
      for (const work of schedule.of(event)) {
        if (isOfRun(work)) costs(weight - Math.floor(weight * (scores.get(work.employee) ?? 0)), work);
      }
    }
  },
  explain(_, { problem, candidate: { event, employee } }) {
    const scores = problem.affinity.get(event);
    return scores && { text: `${nameOf(problem, employee)} has the affinity ${scores.get(employee) ?? 0}.` };
  },
};
