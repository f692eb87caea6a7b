import { z } from 'zod';
import { absenceOn, worksByPattern } from '../availability.ts';
import type { EmployeeInfo, Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  layer: z
    .enum(['absence', 'pattern'])
    .describe(
      '`absence`: time off and the days after the termination; `pattern`: the weekly pattern with its overrides',
    ),
});

type Layer = z.infer<typeof parameters>['layer'];

/**
 * Nobody works on a day that they are not available.
 *
 * *Means* time off (both ends inclusive) and the days after the termination date close a day; otherwise the override
 * with an opinion that begins latest decides, then the weekly pattern.
 */
export const available: Rule<z.infer<typeof parameters>> = {
  template: 'available',
  hard: true,
  meaning: 'An employee works only on days when available.',
  says: ({ layer }) =>
    layer === 'absence'
      ? 'Nobody works during time off or after the last day of their job.'
      : 'Everybody works only on the weekdays on which they are available.',
  parameters,
  narrows({ parameters: { layer } }, { available: days }, problem) {
    for (const employee of problem.employees) {
      const first = employee.index * problem.frame.days;
      for (let day = 0; day < problem.frame.days; day++) {
        if (days[first + day] === 1 && absence(problem, employee, { day, layer })) days[first + day] = 0;
      }
    }
  },
  post() {},
  check({ parameters: { layer } }, { problem, schedule, breaks }) {
    for (const assignment of schedule.assignments) {
      const text = absence(problem, problem.employees[assignment.employee]!, { day: assignment.day, layer });
      if (text === undefined || !isOfRun(assignment)) continue;
      breaks({ text, assignments: [assignment], withdraw: lastOf(problem, [assignment], 1) });
    }
  },
  explain({ parameters: { layer } }, { problem, candidate }) {
    const employee = problem.employees[candidate.employee]!;
    const text = absence(problem, employee, { day: candidate.day, layer });
    return text === undefined ? undefined : { text, needs: `${employee.name} available that day` };
  },
  relax({ parameters: { layer } }, { problem, candidate: { employee, day } }) {
    const { active, lastDay } = problem.employees[employee]!;
    return active && day <= lastDay ? [{ kind: 'available', employee, day, layer }] : [];
  },
};

function absence(
  problem: Problem,
  employee: EmployeeInfo,
  { day, layer }: { readonly day: number; readonly layer: Layer },
): string | undefined {
  if (layer === 'absence') {
    const reason = absenceOn(employee, day);
    return reason && `${employee.name} is away on ${dateOn(problem, day)}: ${reason}.`;
  }
  const works = worksByPattern(employee, day, problem.frame.weekday[day]!);
  return works ? undefined : `${employee.name} does not work on ${dateOn(problem, day)} by the weekly pattern.`;
}
