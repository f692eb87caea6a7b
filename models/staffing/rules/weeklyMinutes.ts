import { z } from 'zod';
import { weekOf } from '../../../src/domain/calendar.ts';
import { eachWeek } from '../places.ts';
import { inPriorityOrder, isOfRun } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { count, exemptRoles } from './fields.ts';
import { lastMinutes, minutesOf } from './minutes.ts';
import { capOf, type Rule, roomIn } from './rule.ts';

const parameters = z.strictObject({
  max: count.describe('minutes of work a week'),
  exemptRoles: exemptRoles.optional(),
});

/**
 * *Means* for each employee who is not exempt and each week: the minutes of all work, posted and followers included,
 * are at most `max`. *Units* minutes; an event without estimate counts its type's, or 60.
 */
export const weeklyMinutes: Rule<z.infer<typeof parameters>> = {
  template: 'weekly-minutes',
  hard: true,
  meaning: 'At most `max` minutes a week for one employee.',
  says: ({ max }) => `At most ${max} minutes of work a week for one employee.`,
  parameters,
  hasCap: true,
  mentions: ({ exemptRoles }) => ({ roles: exemptRoles ?? [] }),
  closes(rule, closing) {
    const { cells, fixed, problem } = closing;
    eachWeek(problem, (employee, week) => {
      const room = capOf(rule, employee) - minutesOf(fixed.inWeek(employee.index, week));
      if (room >= 1440) return;
      closing.eachAt(employee.index, 7 * week, 7 * week + 6, (cell) => {
        if (problem.events[cells.event[cell]!]!.minutes > room) closing.close(cell);
      });
    });
  },
  post(rule, posting) {
    eachWeek(posting.problem, (employee, week) => {
      const room = roomIn(capOf(rule, employee), minutesOf(posting.fixed.inWeek(employee.index, week)));
      const vars: number[] = [];
      const coeffs: number[] = [];
      const longest = new Map<number, number>();
      if (room === Number.POSITIVE_INFINITY) return;
      posting.eachAt(employee.index, { from: 7 * week, to: 7 * week + 6 }, (cell, event) => {
        vars.push(posting.cell(cell));
        coeffs.push(event.minutes);
        longest.set(event.index, event.minutes);
      });
      let most = 0;
      for (const minutes of longest.values()) most += minutes;
      if (most > room) posting.add({ kind: 'linear', vars, coeffs, domain: [-Infinity, room] });
    });
  },
  check(rule, { problem, schedule, breaks }) {
    for (const week of schedule.weeks()) {
      const { employee, day } = week[0]!;
      const cap = capOf(rule, problem.employees[employee]!);
      const minutes = minutesOf(week);
      if (minutes <= cap || !week.some(isOfRun)) continue;
      const first = dateOn(problem, 7 * weekOf(day));
      breaks({
        text: `${nameOf(problem, employee)} has ${minutes} minutes in the week of ${first}, at most ${cap}.`,
        assignments: week,
        withdraw: lastMinutes(
          inPriorityOrder(problem, week).filter(({ origin }) => origin === 'proposal'),
          minutes - cap,
        ),
      });
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day, minutes } }) {
    const by = schedule.inWeek(employee, weekOf(day));
    const cap = capOf(rule, problem.employees[employee]!);
    const has = minutesOf(by);
    if (has + minutes <= cap) return undefined;
    const name = nameOf(problem, employee);
    return {
      text: `${name} has ${has} of ${cap} minutes in the week of ${dateOn(problem, 7 * weekOf(day))}; ${minutes} more are ${has + minutes - cap} too many.`,
      by,
      needs: `${has + minutes - cap} minutes over the cap`,
    };
  },
  relax(_, { schedule, candidate: { employee, day, minutes } }) {
    return [{ kind: 'cap', employee, max: minutesOf(schedule.inWeek(employee, weekOf(day))) + minutes }];
  },
  milder: ({ max }) => ({ max: max + 60 }),
};
