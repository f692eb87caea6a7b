import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { byTime } from '../schedule.ts';
import { studentName } from '../words.ts';

const parameters = z.strictObject({});

/** *Means* `weight` for each session of a student on a day beyond the first; posted ones count. */
export const spread: Rule<z.infer<typeof parameters>> = {
  template: 'spread',
  hard: false,
  meaning: 'The sessions of a student are on different days.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const { index } of posting.problem.students) {
      posting.problem.grid.days.forEach((_, day) => {
        const fixed = posting.fixed.at(index, day).length;
        const placed = posting.dayCount(index, day);
        posting.costs.always(weight * Math.max(0, fixed - 1));
        if (fixed + placed.most < 2) return;
        const { vars } = placed.expression();
        if (fixed > 0) {
          for (const variable of vars) posting.costs.add(variable, weight);
          return;
        }
        const excess = posting.integer(0, placed.most - 1);
        const coeffs = [...vars.map(() => 1), -1];
        posting.add({ kind: 'linear', vars: [...vars, excess], coeffs, domain: [-Infinity, 1] });
        posting.costs.add(excess, weight);
      });
    }
  },
  check({ weight }, { schedule, costs }) {
    for (const day of schedule.studentDays()) for (const session of byTime(day).slice(1)) costs(weight, session);
  },
  explain(_, { problem, schedule, candidate: { student, day } }) {
    if (schedule.at(student, day).length === 0) return undefined;
    return { text: `${studentName(problem, student)} has another session that day.` };
  },
};
