import { z } from 'zod';
import { NONE } from '../problem.ts';
import { dateOn, nameOf } from '../words.ts';
import { affectedBy, changesIn, postAffected, postChanges } from './changes.ts';
import { isSamePlace } from './frozenDays.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  per: z
    .enum(['assignment', 'person'])
    .describe('what is counted: assignments that change, or people who lose or gain something')
    .default('assignment'),
});

/**
 * *Means* `weight` for each event that is not where the earlier schedule has it (on another day, in another block, with
 * somebody else, dropped or added), or for each person who loses or gains something; without an earlier schedule,
 * nothing.
 */
export const leastChange: Rule<z.infer<typeof parameters>> = {
  template: 'least-change',
  hard: false,
  isWhole: true,
  meaning: 'As little as possible of the earlier schedule is changed.',
  says: ({ per }) =>
    per === 'person'
      ? 'As few people as possible have other work than in the earlier schedule.'
      : 'As little as possible of the earlier schedule is changed.',
  parameters,
  idle: (_, { earlier }) =>
    earlier
      ? undefined
      : { text: 'there is no earlier schedule.', maybe: 'add previous, the solution of an earlier run.' },
  post({ parameters: { per }, weight }, posting) {
    if (weight === 0 || !posting.problem.earlier) return;
    const { literals, always } = per === 'person' ? postAffected(posting) : postChanges(posting);
    for (const literal of literals) posting.costs.add(literal, weight);
    posting.costs.always(always * weight);
  },
  check({ parameters: { per }, weight }, { problem, schedule, costs }) {
    if (!problem.earlier) return;
    const changes = changesIn(problem, schedule);
    if (per === 'person') costs(affectedBy(problem, changes).size * weight);
    else for (const { event, now } of changes) costs(weight, now ?? event);
  },
  explain(_, { problem, candidate }) {
    const before = problem.earlier?.get(candidate.event);
    if (!problem.earlier) return undefined;
    if (!before) return { text: 'It was not in the earlier schedule.' };
    if (isSamePlace(before, candidate)) return { text: 'It stays where it was.' };
    const who = before.employee === NONE ? before.who : nameOf(problem, before.employee);
    const day = before.day >= 0 && before.day < problem.frame.days ? dateOn(problem, before.day) : 'a day out of sight';
    return { text: `It was with ${who} on ${day}.` };
  },
};
