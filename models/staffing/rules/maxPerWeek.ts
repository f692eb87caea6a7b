import { z } from 'zod';
import { weekOf } from '../../../src/domain/calendar.ts';
import { beyond, freeOf } from '../../../src/domain/posting/excess.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { eachWeek } from '../places.ts';
import { countOf, inPriorityOrder, isOfRun, ofTypes } from '../schedule.ts';
import { dateOn, either, nameOf, workNames } from '../words.ts';
import { lastOf } from './breaches.ts';
import { count, exemptRoles, typeNames } from './fields.ts';
import { capOf, type Rule, roomIn } from './rule.ts';

const parameters = z.strictObject({
  types: typeNames,
  max: count.describe('events a week, of all the types together'),
  exemptRoles: exemptRoles.optional(),
});

/**
 * *Means* for each employee who is not exempt and each week: work of the types, posted included, is at most `max`.
 * Where it is not hard, each event that the run adds beyond that costs `weight`.
 */
export const maxPerWeek: Rule<z.infer<typeof parameters>> = {
  template: 'max-per-week',
  hard: true,
  softens: true,
  meaning: 'At most `max` events of some types a week for one employee.',
  says: ({ types, max }) =>
    `At most ${max} ${either(types)} ${max === 1 ? 'event' : 'events'} a week for one employee.`,
  parameters,
  hasCap: true,
  mentions: ({ types, exemptRoles }) => ({ types, roles: exemptRoles ?? [] }),
  closes(rule, closing) {
    const types = closing.problem.typeSet(rule.parameters.types);
    eachWeek(closing.problem, (employee, week) => {
      if (countOf(types, closing.fixed.inWeek(employee.index, week)) < capOf(rule, employee)) return;
      closing.eachAt(employee.index, 7 * week, 7 * week + 6, (cell) => {
        if (types.has[closing.typeOf(cell)] === 1) closing.close(cell);
      });
    });
  },
  post(rule, posting) {
    const types = posting.problem.typeSet(rule.parameters.types);
    eachWeek(posting.problem, (employee, week) => {
      const cap = capOf(rule, employee);
      if (cap === Number.POSITIVE_INFINITY) return;
      const fixed = ofTypes(types, posting.fixed.inWeek(employee.index, week));
      const room = roomIn(cap, fixed.length);
      const count = posting.weekCount(types, employee.index, week);
      if (rule.hardness !== 'hard') {
        return posting.costBeyond(count, freeOf(fixed, cap), rule.weight);
      }
      if (count.most > room) posting.add(compare(count.expression(), '<=', room));
    });
  },
  check(rule, { problem, schedule, breaks }) {
    const types = problem.typeSet(rule.parameters.types);
    for (const week of schedule.weeks()) {
      const work = ofTypes(types, week);
      const { employee, day } = week[0]!;
      const cap = capOf(rule, problem.employees[employee]!);
      if (work.length <= cap || !work.some(isOfRun)) continue;
      const first = dateOn(problem, 7 * weekOf(day));
      breaks({
        text: `${nameOf(problem, employee)} has ${work.length} in the week of ${first}, at most ${cap}: ${workNames(work)}.`,
        assignments: work,
        withdraw: lastOf(problem, work, work.length - cap),
        size: beyond(inPriorityOrder(problem, work), cap).length,
      });
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day, type } }) {
    const types = problem.typeSet(rule.parameters.types);
    if (types.has[type] === 0) return undefined;
    const by = ofTypes(types, schedule.inWeek(employee, weekOf(day)));
    const cap = capOf(rule, problem.employees[employee]!);
    if (by.length < cap) return undefined;
    const text = `${nameOf(problem, employee)} has ${by.length} in the week of ${dateOn(problem, 7 * weekOf(day))}; at most ${cap} a week.`;
    return { text, by, needs: 'one of them in another week' };
  },
  relax({ parameters }, { problem, schedule, candidate: { employee, day } }) {
    return [
      {
        kind: 'cap',
        employee,
        max: countOf(problem.typeSet(parameters.types), schedule.inWeek(employee, weekOf(day))) + 1,
      },
    ];
  },
  milder: ({ max }) => ({ max: max + 1 }),
};
