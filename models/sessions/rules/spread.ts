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
    for (const { index } of weight === 0 ? [] : posting.problem.students) {
      posting.problem.grid.days.forEach((_, day) => {
        posting.costBeyond(posting.dayCount(index, day), 1 - posting.fixed.at(index, day).length, weight);
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
