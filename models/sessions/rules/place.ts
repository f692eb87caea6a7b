import { z } from 'zod';
import type { InForce, Rule } from '../caseload.ts';
import { PRIORITIES } from '../input.ts';
import type { StudentInfo } from '../problem.ts';

const factor = z.number().min(0).max(1000);

const parameters = z.strictObject({
  factors: z
    .strictObject({
      low: factor.default(0.5),
      normal: factor.default(1),
      high: factor.default(2),
      critical: factor.default(4),
    })
    .describe('what a session counts by the priority of its student')
    .prefault({}),
  perMinute: z
    .number()
    .min(0)
    .max(1)
    .describe('added for each minute that the student is to have in the week')
    .default(0.001),
});

/**
 * *Means* each session that is not placed costs `round(weight x factor of the student's priority x (1 + perMinute x
 * minutes a week))`, so that whoever needs the most minutes goes first; the factors are 0.5 for low, 1 for normal, 2 for
 * high and 4 for critical, and `perMinute` is 0.001, unless the parameters say otherwise.
 */
export const place: Rule<z.infer<typeof parameters>> = {
  template: 'place',
  hard: false,
  meaning: 'Every session that can be placed is placed, the hardest first.',
  says: ({ factors: { low, normal, high, critical } }) =>
    `Every session that can be placed is placed; one of low priority counts ${low} times, normal ${normal}, high ${high}, critical ${critical}, and more the more minutes its student has.`,
  parameters,
  post(rule, posting) {
    for (const student of posting.problem.students) posting.costUnplaced(student, amountOf(rule, student));
  },
  check(rule, { problem, schedule, costs }) {
    for (const item of problem.items) {
      if (schedule.of(item.index).length === 0) costs(amountOf(rule, problem.students[item.student]!), item);
    }
  },
  explain(rule, { problem, item: { label, student } }) {
    return { text: `Unplaced, ${label} costs ${amountOf(rule, problem.students[student]!)}.` };
  },
};

function amountOf(
  { parameters: { factors, perMinute }, weight }: InForce<z.infer<typeof parameters>>,
  { minutes, priority, sessions }: StudentInfo,
): number {
  return Math.round(weight * factors[PRIORITIES[priority]!] * (1 + perMinute * sessions * minutes));
}
