import { z } from 'zod';
import { weekOf } from '../../../src/domain/calendar.ts';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { eachWeek } from '../places.ts';
import type { Assignment } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { isOpenedByRun, lastDays } from './daysWorked.ts';
import { count, exemptRoles } from './fields.ts';
import { capOf, type Rule, roomIn } from './rule.ts';

const parameters = z.strictObject({ max: count.describe('days of a week'), exemptRoles: exemptRoles.optional() });

/** *Means* each employee who is not exempt works, posted work included, on at most `max` days of a week. */
export const maxDaysPerWeek: Rule<z.infer<typeof parameters>> = {
  template: 'max-days-per-week',
  hard: true,
  meaning: 'At most `max` days of work a week for one employee.',
  says: ({ max }) => `At most ${max} days of work a week for one employee.`,
  parameters,
  hasCap: true,
  mentions: ({ exemptRoles }) => ({ roles: exemptRoles ?? [] }),
  closes(rule, closing) {
    eachWeek(closing.problem, (employee, week) => {
      const worked = daysOf(closing.fixed, employee.index, week).filter((work) => work.length > 0);
      if (worked.length < capOf(rule, employee)) return;
      closing.eachAt(employee.index, 7 * week, 7 * week + 6, (cell) => {
        if (closing.fixed.at(employee.index, closing.cells.day[cell]!).length === 0) closing.close(cell);
      });
    });
  },
  post(rule, posting) {
    const everything = posting.problem.typeSet(undefined);
    eachWeek(posting.problem, (employee, week) => {
      const days = daysOf(posting.fixed, employee.index, week);
      const room = roomIn(capOf(rule, employee), days.filter((work) => work.length > 0).length);
      const literals = days
        .flatMap((work, i) => (work.length > 0 ? [] : [posting.does(everything, employee.index, 7 * week + i)]))
        .filter((literal) => literal !== ABSENT);
      if (literals.length > room) posting.atMost(literals, room);
    });
  },
  check(rule, { problem, schedule, breaks }) {
    for (const group of schedule.weeks()) {
      const { employee, day } = group[0]!;
      const worked = [...Map.groupBy(group, (work: Assignment) => work.day).values()];
      const cap = capOf(rule, problem.employees[employee]!);
      if (worked.length <= cap || !worked.some(isOpenedByRun)) continue;
      breaks({
        text: `${nameOf(problem, employee)} works on ${worked.length} days of the week of ${dateOn(problem, 7 * weekOf(day))}, at most ${cap}.`,
        assignments: group,
        withdraw: lastDays(problem, worked, worked.length - cap),
      });
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day } }) {
    if (schedule.at(employee, day).length > 0) return undefined;
    const week = weekOf(day);
    const worked = daysOf(schedule, employee, week).filter((work) => work.length > 0);
    const cap = capOf(rule, problem.employees[employee]!);
    if (worked.length < cap) return undefined;
    const text = `${nameOf(problem, employee)} works on ${worked.length} days of the week of ${dateOn(problem, 7 * week)}; at most ${cap}.`;
    return { text, by: worked.flat(), needs: 'a day of that week free of work' };
  },
  relax(_, { schedule, candidate: { employee, day } }) {
    const worked = daysOf(schedule, employee, weekOf(day)).filter((work) => work.length > 0);
    return [{ kind: 'cap', employee, max: worked.length + 1 }];
  },
  milder: ({ max }) => ({ max: max + 1 }),
};

function daysOf(schedule: Schedule, employee: number, week: number): (readonly Assignment[])[] {
  return Array.from({ length: 7 }, (_, i) => schedule.at(employee, 7 * week + i));
}
