import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { isSamePlace } from '../problem.ts';
import { changesIn, postChanges } from './changes.ts';

const parameters = z.strictObject({});

/** *Means* `weight` for each session that is not where it was in the earlier schedule: moved, dropped or added. */
export const leastChange: Rule<z.infer<typeof parameters>> = {
  template: 'least-change',
  hard: false,
  meaning: 'The schedule stays as it was in the earlier schedule.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0 || !posting.problem.earlier) return;
    const { vars, coeffs, offset } = postChanges(posting);
    vars.forEach((variable, i) => void posting.costs.add(variable, weight * coeffs[i]!));
    posting.costs.always(weight * offset);
  },
  check({ weight }, { problem, schedule, costs }) {
    if (!problem.earlier) return;
    for (const { count, gained } of changesIn(problem, schedule)) {
      gained.forEach((session) => void costs(weight, session));
      costs(weight * (count - gained.length));
    }
  },
  explain(_, { problem, candidate }) {
    const before = problem.earlier?.get(candidate.student) ?? [];
    const isNew = !before.some((place) => isSamePlace(place, candidate));
    return problem.earlier && isNew ? { text: `${candidate.id} was not there in the earlier schedule.` } : undefined;
  },
};
