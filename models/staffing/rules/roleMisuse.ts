import { z } from 'zod';
import { weekOf } from '../../../src/domain/calendar.ts';
import { eachWeek } from '../places.ts';
import type { Problem, TypeSet } from '../problem.ts';
import { inPriorityOrder, isOfRun, ofTypes } from '../schedule.ts';
import { dateOn, either, nameOf } from '../words.ts';
import { roleNames, typeName } from './fields.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({
  roles: roleNames.min(1).describe('the roles whose people should be kept for other work'),
  preferred: z.array(typeName).describe('the event types that they are kept for'),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* the k-th event outside the preferred types that an employee of the roles has in a week costs `k x weight`;
 * posted work is counted first and costs nothing itself.
 */
export const roleMisuse: Rule<Parameters> = {
  template: 'role-misuse',
  hard: false,
  meaning: 'Some roles do little outside their preferred types, the less the more they did already.',
  says: ({ preferred, roles }) =>
    `Whoever is ${either(roles)} does little other than ${either(preferred)}, the less the more they did already.`,
  parameters,
  mentions: ({ roles, preferred }) => ({ roles, types: preferred }),
  post(rule, posting) {
    const { parameters: p, weight } = rule;
    const { fixed, problem } = posting;
    const others = outside(rule, problem);
    eachWeek(problem, ({ index, role }, week) => {
      if (!p.roles.includes(role) || weight === 0) return;
      const before = ofTypes(others, fixed.inWeek(index, week));
      const pins = before.filter(isOfRun).length;
      for (let k = before.length - pins + 1; k <= before.length; k++) posting.costs.always(k * weight);
      const count = posting.weekCount(others, index, week);
      const steps = Array.from({ length: count.most }, () => posting.boolean());
      steps.forEach((step, i) => {
        posting.costs.add(step, (before.length + 1 + i) * weight);
      });
      if (count.most === 0) return;
      const expression = count.expression();
      const coeffs = [...steps.map(() => 1), ...expression.coeffs.map((c) => -c)];
      posting.add({ kind: 'linear', vars: [...steps, ...expression.vars], coeffs, domain: [0, Infinity] });
    });
  },
  check(rule, { problem, schedule, costs }) {
    const others = outside(rule, problem);
    for (const week of schedule.weeks()) {
      if (!rule.parameters.roles.includes(problem.employees[week[0]!.employee]!.role)) continue;
      inPriorityOrder(problem, ofTypes(others, week)).forEach((work, i) => {
        if (isOfRun(work)) costs((i + 1) * rule.weight, work);
      });
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day, type } }) {
    const others = outside(rule, problem);
    if (others.has[type] === 0 || !rule.parameters.roles.includes(problem.employees[employee]!.role)) return undefined;
    const by = ofTypes(others, schedule.inWeek(employee, weekOf(day)));
    const name = nameOf(problem, employee);
    const text = `${problem.types[type]!.name} is not for ${name}, who has ${by.length} such in the week of ${dateOn(problem, 7 * weekOf(day))}.`;
    return { text, by };
  },
};

function outside({ parameters: { preferred } }: InForce<Parameters>, problem: Problem): TypeSet {
  return problem.typeSet(problem.types.map(({ name }) => name).filter((name) => !preferred.includes(name)));
}
