import { z } from 'zod';
import type { Expression } from '../../../src/language/expression.ts';
import { weeksOf } from '../places.ts';
import type { Posting } from '../posting.ts';
import type { EmployeeInfo, Problem, TypeSet } from '../problem.ts';
import { countOf } from '../schedule.ts';
import { either } from '../words.ts';
import { exemptRoles, typeNames } from './fields.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({ types: typeNames, exemptRoles: exemptRoles.default([]) });

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* `weight x (most - least)` of the counts of work of the types, posted included, over the horizon and the
 * employees who are active, not exempt, and available on one open day at least.
 */
export const fairness: Rule<Parameters> = {
  template: 'fairness',
  hard: false,
  isWhole: true,
  meaning: 'The work of some types is shared out evenly.',
  says: ({ types }) => `The work of ${either(types)} is shared out evenly.`,
  parameters,
  mentions: ({ types, exemptRoles }) => ({ types, roles: exemptRoles }),
  post(rule, posting) {
    const types = posting.problem.typeSet(rule.parameters.types);
    const loads = sharers(rule, posting.problem).map((employee) => loadOf(posting, types, employee));
    if (loads.length < 2 || rule.weight === 0) return;
    const least = posting.integer(
      Math.min(...loads.map(({ fixed }) => fixed)),
      Math.min(...loads.map(({ fixed, most }) => fixed + most)),
    );
    const greatest = posting.integer(
      Math.max(...loads.map(({ fixed }) => fixed)),
      Math.max(...loads.map(({ fixed, most }) => fixed + most)),
    );
    posting.costs.add(greatest, rule.weight);
    posting.costs.add(least, -rule.weight);
    for (const { expression, fixed, most } of loads) {
      if (most === 0) continue;
      for (const [bound, domain] of [
        [greatest, [-Infinity, -fixed]],
        [least, [-fixed, Infinity]],
      ] as const) {
        const coeffs = [...expression.coeffs, -1];
        posting.add({ kind: 'linear', vars: [...expression.vars, bound], coeffs, domain: [...domain] });
      }
    }
  },
  check(rule, { problem, schedule, costs }) {
    const types = problem.typeSet(rule.parameters.types);
    const counts = new Int32Array(problem.employees.length);
    for (const { day, employee, type } of schedule.assignments) {
      if (day >= problem.frame.first && day <= problem.frame.last) counts[employee]! += types.has[type]!;
    }
    const shares = sharers(rule, problem).map(({ index }) => counts[index]!);
    if (shares.length < 2) return;
    costs(rule.weight * (Math.max(...shares) - Math.min(...shares)));
  },
  explain(rule, { problem, schedule, candidate: { employee, type } }) {
    const types = problem.typeSet(rule.parameters.types);
    const who = problem.employees[employee]!;
    if (types.has[type] === 0 || !sharers(rule, problem).includes(who)) return undefined;
    let others = 0;
    for (let day = problem.frame.first; day <= problem.frame.last; day++) {
      others += countOf(types, schedule.at(employee, day));
    }
    return { text: `${who.name} has ${others} others in the horizon.` };
  },
};

function sharers({ parameters: { exemptRoles } }: InForce<Parameters>, problem: Problem): EmployeeInfo[] {
  const { domains, frame } = problem;
  return problem.employees.filter(({ index, active, role }) => {
    if (!active || exemptRoles.includes(role)) return false;
    for (let day = frame.first; day <= frame.last; day++) {
      if (domains.open[day] === 1 && domains.available[index * frame.days + day] === 1) return true;
    }
    return false;
  });
}

function loadOf(
  posting: Posting,
  types: TypeSet,
  { index }: EmployeeInfo,
): { expression: Expression; fixed: number; most: number } {
  const { frame } = posting.problem;
  const weeks = weeksOf(posting.problem).map((week) => posting.weekCount(types, index, week));
  let fixed = 0;
  for (let day = frame.first; day <= frame.last; day++) fixed += countOf(types, posting.fixed.at(index, day));
  return {
    expression: {
      vars: weeks.flatMap((count) => count.expression().vars),
      coeffs: weeks.flatMap((count) => count.expression().coeffs),
      offset: 0,
    },
    fixed,
    most: weeks.reduce((sum, { most }) => sum + most, 0),
  };
}
