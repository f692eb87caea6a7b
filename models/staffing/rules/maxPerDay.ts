import { z } from 'zod';
import { beyond, freeOf } from '../../../src/domain/posting/excess.ts';
import { plainCount } from '../../../src/domain/posting/sharing.ts';
import { eachPlace } from '../places.ts';
import { countOf, inPriorityOrder, isOfRun, ofTypes } from '../schedule.ts';
import { dateOn, either, nameOf, workNames } from '../words.ts';
import { lastOf } from './breaches.ts';
import { count, exemptRoles, typeNames } from './fields.ts';
import { capOf, type Rule, roomIn } from './rule.ts';

const parameters = z.strictObject({
  types: typeNames,
  max: count.describe('events a day, of all the types together'),
  exemptRoles: exemptRoles.optional(),
});

/**
 * *Means* for each employee who is not exempt and each day: work of the types, posted included, is at most `max`.
 * Where it is not hard, each event that the run adds beyond that costs `weight`.
 */
export const maxPerDay: Rule<z.infer<typeof parameters>> = {
  template: 'max-per-day',
  hard: true,
  softens: true,
  meaning: 'At most `max` events of some types a day for one employee.',
  says: ({ types, max }) => `At most ${max} ${either(types)} ${max === 1 ? 'event' : 'events'} a day for one employee.`,
  parameters,
  hasCap: true,
  mentions: ({ types, exemptRoles }) => ({ types, roles: exemptRoles ?? [] }),
  closes(rule, closing) {
    const types = closing.problem.typeSet(rule.parameters.types);
    eachPlace(closing.problem, (employee, day) => {
      if (countOf(types, closing.fixed.at(employee.index, day)) < capOf(rule, employee)) return;
      closing.eachAt(employee.index, day, day, (cell) => {
        if (types.has[closing.typeOf(cell)] === 1) closing.close(cell);
      });
    });
  },
  post(rule, posting) {
    const types = posting.problem.typeSet(rule.parameters.types);
    eachPlace(posting.problem, (employee, day) => {
      const literals = posting.cellsAt(types, employee.index, day);
      const fixed = ofTypes(types, posting.fixed.at(employee.index, day));
      const room = roomIn(capOf(rule, employee), fixed.length);
      if (rule.hardness !== 'hard') {
        const max = capOf(rule, employee);
        if (max === Number.POSITIVE_INFINITY) return;
        return posting.costBeyond(plainCount(literals), freeOf(fixed, max), rule.weight);
      }
      if (literals.length <= room) return;
      if (room === 1) posting.add({ kind: 'atMostOne', literals });
      else posting.add({ kind: 'linear', vars: literals, coeffs: literals.map(() => 1), domain: [-Infinity, room] });
    });
  },
  check(rule, { problem, schedule, breaks }) {
    const types = problem.typeSet(rule.parameters.types);
    for (const place of schedule.places()) {
      const work = ofTypes(types, place);
      const { employee, day } = place[0]!;
      const cap = capOf(rule, problem.employees[employee]!);
      if (work.length <= cap || !work.some(isOfRun)) continue;
      breaks({
        text: `${nameOf(problem, employee)} has ${work.length} on ${dateOn(problem, day)}, at most ${cap}: ${workNames(work)}.`,
        assignments: work,
        withdraw: lastOf(problem, work, work.length - cap),
        size: beyond(inPriorityOrder(problem, work), cap).length,
      });
    }
  },
  explain(rule, { problem, schedule, candidate: { employee, day, type } }) {
    const types = problem.typeSet(rule.parameters.types);
    if (types.has[type] === 0) return undefined;
    const by = ofTypes(types, schedule.at(employee, day));
    const cap = capOf(rule, problem.employees[employee]!);
    if (by.length < cap) return undefined;
    const has = by.length ? `has ${workNames(by)} on ${dateOn(problem, day)}` : `takes none on ${dateOn(problem, day)}`;
    return { text: `${nameOf(problem, employee)} ${has}; at most ${cap} a day.`, by, needs: 'one of them elsewhere' };
  },
  relax({ parameters }, { problem, schedule, candidate: { employee, day } }) {
    return [{ kind: 'cap', employee, max: countOf(problem.typeSet(parameters.types), schedule.at(employee, day)) + 1 }];
  },
  milder: ({ max }) => ({ max: max + 1 }),
};
