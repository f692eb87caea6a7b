import { z } from 'zod';
import type { EmployeeInfo } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { either } from '../words.ts';
import { lastOf } from './breaches.ts';
import { roleNames, typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  types: typeNames,
  roles: roleNames.describe('roles that are enough; one of these or one of the skills will do').default([]),
  skills: z
    .array(z.string().min(1))
    .describe(
      'skills that are enough; one of these or one of the roles will do, so use two rules where both are needed',
    )
    .default([]),
});

type Parameters = z.infer<typeof parameters>;

/** *Means* work of the types goes to people who have one of the roles or one of the skills. */
export const qualified: Rule<Parameters> = {
  template: 'qualified',
  hard: true,
  meaning: 'Work of some types needs one of some roles or skills.',
  says: (p) => `Work of ${either(p.types)} needs ${wanted(p)}.`,
  parameters,
  mentions: ({ types, roles }) => ({ types, roles }),
  narrows(rule, { eligible }, problem) {
    const { has } = problem.typeSet(rule.parameters.types);
    for (const employee of problem.employees) {
      if (isQualified(rule.parameters, employee)) continue;
      for (let type = 0; type < has.length; type++) {
        if (has[type] === 1) eligible[type * problem.employees.length + employee.index] = 0;
      }
    }
  },
  post() {},
  check(rule, { problem, schedule, breaks }) {
    const { has } = problem.typeSet(rule.parameters.types);
    const fits = problem.employees.map((employee) => isQualified(rule.parameters, employee));
    for (const assignment of schedule.assignments) {
      if (has[assignment.type] === 0 || fits[assignment.employee] || !isOfRun(assignment)) continue;
      const text = sentence(problem.employees[assignment.employee]!, problem.types[assignment.type]!.name);
      breaks({ text, assignments: [assignment], withdraw: lastOf(problem, [assignment], 1) });
    }
  },
  explain({ parameters: p }, { problem, candidate }) {
    const employee = problem.employees[candidate.employee]!;
    if (problem.typeSet(p.types).has[candidate.type] === 0 || isQualified(p, employee)) return undefined;
    return {
      text: sentence(employee, problem.types[candidate.type]!.name),
      needs: wanted(p),
    };
  },
  relax({ parameters: { roles, skills } }, { candidate: { employee } }) {
    return [
      ...skills.slice(0, 1).map((skill) => ({ kind: 'skill', employee, skill }) as const),
      ...roles.map((role) => ({ kind: 'role', employee, role }) as const),
    ];
  },
};

function isQualified({ roles, skills }: Parameters, employee: EmployeeInfo): boolean {
  return roles.includes(employee.role) || skills.some((skill) => employee.skills.includes(skill));
}

function sentence(employee: EmployeeInfo, type: string): string {
  return `${employee.name} (${employee.role}) is not qualified for ${type}.`;
}

/** The roles and skills of which any one is enough. */
function wanted({ roles, skills }: Parameters): string {
  return either([...roles.map((role) => `the role ${role}`), ...skills.map((skill) => `the skill ${skill}`)]);
}
