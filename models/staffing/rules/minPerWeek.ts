import { z } from 'zod';
import { compare } from '../../../src/language/constraints/linear.ts';
import { eachWeek, openDaysOf } from '../places.ts';
import type { EmployeeInfo, Problem } from '../problem.ts';
import { countOf } from '../schedule.ts';
import { dateOn, either } from '../words.ts';
import { count, roleNames, typeNames } from './fields.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({
  types: typeNames,
  min: count.describe('events a week, of all the types together'),
  roles: roleNames
    .describe('of which roles somebody has to be for the rule to count; everybody when left out')
    .optional(),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* each active employee (of the roles, if given) has, in each week, at least `min` events of the types, posted
 * included, or as many as the days of that week in the horizon on which the employee is available, if these are fewer.
 */
export const minPerWeek: Rule<Parameters> = {
  template: 'min-per-week',
  hard: true,
  meaning: 'At least `min` events of some types a week for one employee.',
  says: ({ types, min }) =>
    `At least ${min} ${either(types)} ${min === 1 ? 'event' : 'events'} a week for one employee.`,
  parameters,
  mentions: ({ types, roles }) => ({ types, roles: roles ?? [] }),
  post(rule, posting) {
    const types = posting.problem.typeSet(rule.parameters.types);
    eachWeek(posting.problem, (employee, week) => {
      const due = dueOf(rule, posting.problem, { employee, week });
      const left = due - countOf(types, posting.fixed.inWeek(employee.index, week));
      if (left > 0) posting.add(compare(posting.weekCount(types, employee.index, week).expression(), '>=', left));
    });
  },
  check(rule, { problem, schedule, breaks }) {
    const types = problem.typeSet(rule.parameters.types);
    eachWeek(problem, (employee, week) => {
      const due = dueOf(rule, problem, { employee, week });
      const has = countOf(types, schedule.inWeek(employee.index, week));
      if (has >= due) return;
      const text = `${employee.name} has ${has} in the week of ${dateOn(problem, 7 * week)}, at least ${due}.`;
      breaks({ text, assignments: [], withdraw: [] });
    });
  },
  explain() {
    return undefined;
  },
  milder: ({ min }) => (min > 0 ? { min: min - 1 } : {}),
};

function dueOf(
  { parameters: { min, roles } }: InForce<Parameters>,
  problem: Problem,
  { employee: { index, active, role }, week }: { employee: EmployeeInfo; week: number },
): number {
  if (!active || (roles && !roles.includes(role))) return 0;
  const days = openDaysOf(problem, week).filter((day) => problem.domains.available[index * problem.frame.days + day]);
  return Math.min(min, days.length);
}
