import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { not } from '../../../src/language/expression.ts';
import { dateOn, nameOf } from '../words.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/** *Means* a movable posted event that is not on its old employee and day, placed elsewhere or not, costs `weight`. */
export const keep: Rule<z.infer<typeof parameters>> = {
  template: 'keep',
  hard: false,
  meaning: 'A movable posted assignment stays with its employee and day.',
  parameters,
  post({ weight }, posting) {
    for (const { index, old, state } of posting.problem.events) {
      if (!old) continue;
      const kept = state === 'open' ? posting.cellOf(index, old.employee, old.day) : ABSENT;
      const isPinnedThere = posting.fixed
        .of(index)
        .some(({ employee, day }) => employee === old.employee && day === old.day);
      if (kept !== ABSENT) posting.costs.add(not(kept), weight);
      else if (!isPinnedThere) posting.costs.always(weight);
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const event of problem.events) {
      if (!event.old) continue;
      const { employee, day } = event.old;
      const now = schedule.of(event.index)[0];
      if (now?.employee !== employee || now.day !== day) costs(weight, now ?? event);
    }
  },
  explain(_, { problem, item: { old }, candidate: { employee, day } }) {
    if (!old) return undefined;
    if (old.employee === employee && old.day === day) return { text: 'It stays where it is posted.' };
    return { text: `It is posted with ${nameOf(problem, old.employee)} on ${dateOn(problem, old.day)}.` };
  },
};
