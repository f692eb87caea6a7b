import { z } from 'zod';
import { eachPlace } from '../places.ts';
import { inPriorityOrder, isOfRun } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { count, exemptRoles } from './fields.ts';
import { lastMinutes, minutesOf } from './minutes.ts';
import { capOf, type Rule, roomIn } from './rule.ts';

const parameters = z.strictObject({
  max: count.describe('minutes of work a day'),
  exemptRoles: exemptRoles.optional(),
});

/**
 * *Means* for each employee who is not exempt and each day: the minutes of all work, posted and followers included, are
 * at most `max`. *Units* minutes; an event without estimate counts its type's, or 60.
 */
export const dailyMinutes: Rule<z.infer<typeof parameters>> = {
  template: 'daily-minutes',
  hard: true,
  meaning: 'At most `max` minutes a day for one employee.',
  says: ({ max }) => `At most ${max} minutes of work a day for one employee.`,
  parameters,
  hasCap: true,
  mentions: ({ exemptRoles }) => ({ roles: exemptRoles ?? [] }),
  closes(rule, closing) {
    eachPlace(closing.problem, (employee, day) => {
      const room = capOf(rule, employee) - minutesOf(closing.fixed.at(employee.index, day));
      if (room >= 1440) return;
      closing.eachAt(employee.index, day, day, (cell) => {
        if (closing.problem.events[closing.cells.event[cell]!]!.minutes > room) closing.close(cell);
      });
    });
  },
  post(rule, posting) {
    eachPlace(posting.problem, (employee, day) => {
      const room = roomIn(capOf(rule, employee), minutesOf(posting.fixed.at(employee.index, day)));
      const vars: number[] = [];
      const coeffs: number[] = [];
      let most = 0;
      if (room === Number.POSITIVE_INFINITY) return;
      posting.eachAt(employee.index, { from: day, to: day }, (cell, event) => {
        vars.push(posting.cell(cell));
        coeffs.push(event.minutes);
        most += event.minutes;
      });
      if (most > room) posting.add({ kind: 'linear', vars, coeffs, domain: [-Infinity, room] });
    });
  },
  check(rule, { problem, schedule, breaks }) {
    for (const place of schedule.places()) {
      const { employee, day } = place[0]!;
      const cap = capOf(rule, problem.employees[employee]!);
      const minutes = minutesOf(place);
      if (minutes <= cap || !place.some(isOfRun)) continue;
      const ofRun = inPriorityOrder(problem, place).filter(({ origin }) => origin === 'proposal');
      breaks({
        text: `${nameOf(problem, employee)} has ${minutes} minutes on ${dateOn(problem, day)}, at most ${cap}.`,
        assignments: place,
        withdraw: lastMinutes(ofRun, minutes - cap),
      });
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day, minutes } }) {
    const by = schedule.at(employee, day);
    const cap = capOf(rule, problem.employees[employee]!);
    const has = minutesOf(by);
    if (has + minutes <= cap) return undefined;
    return {
      text: `${nameOf(problem, employee)} has ${has} of ${cap} minutes on ${dateOn(problem, day)}; ${minutes} more are ${has + minutes - cap} too many.`,
      by,
      needs: `${has + minutes - cap} minutes over the cap`,
    };
  },
  relax(_, { schedule, candidate: { employee, day, minutes } }) {
    return [{ kind: 'cap', employee, max: minutesOf(schedule.at(employee, day)) + minutes }];
  },
  milder: ({ max }) => ({ max: max + 60 }),
};
