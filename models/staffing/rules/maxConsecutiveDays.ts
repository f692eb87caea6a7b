import { z } from 'zod';
import { MARGIN } from '../../../src/domain/calendar.ts';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { not } from '../../../src/language/expression.ts';
import type { Assignment, EmployeeInfo, Problem } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { isOpenedByRun, lastDays } from './daysWorked.ts';
import { exemptRoles } from './fields.ts';
import { capOf, type InForce, type Rule } from './rule.ts';

const parameters = z.strictObject({
  max: z
    .int()
    .min(1)
    .max(MARGIN - 1)
    .describe('days in a row'),
  exemptRoles: exemptRoles.optional(),
});

type Parameters = z.infer<typeof parameters>;

/** *Means* each employee who is not exempt works, posted work included, on at most `max` days in a row. */
export const maxConsecutiveDays: Rule<Parameters> = {
  template: 'max-consecutive-days',
  hard: true,
  meaning: 'At most `max` days of work in a row for one employee.',
  says: ({ max }) => `At most ${max} days of work in a row for one employee.`,
  parameters,
  mentions: ({ exemptRoles }) => ({ roles: exemptRoles ?? [] }),
  post(rule, posting) {
    const { fixed, problem } = posting;
    const everything = problem.typeSet(undefined);
    eachWindow(rule, problem, (employee, days) => {
      const free = days.filter((day) => fixed.at(employee.index, day).length === 0);
      const literals = free.map((day) => posting.does(everything, employee.index, day));
      if (free.length === 0 || literals.includes(ABSENT)) return;
      posting.add({ kind: 'boolOr', literals: literals.map(not) });
    });
  },
  check(rule, { problem, schedule, breaks }) {
    for (const employee of problem.employees) {
      let streak: (readonly Assignment[])[] = [];
      for (let day = 0; day <= problem.frame.days; day++) {
        const work = day === problem.frame.days ? [] : schedule.at(employee.index, day);
        if (work.length > 0) streak.push(work);
        else {
          const breach = breachOf(rule, problem, { employee, streak });
          if (breach) breaks(breach);
          streak = [];
        }
      }
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day } }) {
    if (schedule.at(employee, day).length > 0) return undefined;
    const streak = [...neighbours(schedule, employee, day, -1), ...neighbours(schedule, employee, day, 1)];
    const cap = capOf(rule, problem.employees[employee]!);
    if (streak.length < cap) return undefined;
    const text = `${nameOf(problem, employee)} would work ${streak.length + 1} days in a row around ${dateOn(problem, day)}; at most ${cap}.`;
    return { text, by: streak.flat(), needs: 'a day off next to it' };
  },
  relax({ parameters: { max } }) {
    return max < MARGIN - 1 ? [{ kind: 'parameters', parameters: { max: max + 1 } }] : [];
  },
  milder: ({ max }) => (max < MARGIN - 1 ? { max: max + 1 } : {}),
};

/** Calls back for each employee and each stretch of one day too many. */
function eachWindow(
  rule: InForce<Parameters>,
  problem: Problem,
  visit: (employee: EmployeeInfo, days: number[]) => void,
): void {
  for (const employee of problem.employees) {
    const cap = capOf(rule, employee);
    for (let first = 0; first + cap < problem.frame.days; first++) {
      visit(
        employee,
        Array.from({ length: cap + 1 }, (_, i) => first + i),
      );
    }
  }
}

function breachOf(
  rule: InForce<Parameters>,
  problem: Problem,
  { employee, streak }: { employee: EmployeeInfo; streak: readonly (readonly Assignment[])[] },
): { text: string; assignments: Assignment[]; withdraw: Assignment[] } | undefined {
  const cap = capOf(rule, employee);
  if (streak.length <= cap || !streak.some(isOpenedByRun)) return undefined;
  return {
    text: `${employee.name} works ${streak.length} days in a row from ${dateOn(problem, streak[0]![0]!.day)}, at most ${cap}.`,
    assignments: streak.flat(),
    withdraw: lastDays(problem, streak, 1),
  };
}

/** The days of work that touch a day on one side. */
function neighbours(schedule: Schedule, employee: number, day: number, step: 1 | -1): (readonly Assignment[])[] {
  const days: (readonly Assignment[])[] = [];
  for (let at = day + step; at >= 0 && at < schedule.problem.frame.days; at += step) {
    const work = schedule.at(employee, at);
    if (work.length === 0) break;
    days.push(work);
  }
  return days;
}
