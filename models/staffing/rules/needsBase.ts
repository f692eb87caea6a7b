import { z } from 'zod';
import { not } from '../../../src/language/expression.ts';
import { eachPlace } from '../places.ts';
import { ABSENT } from '../posting.ts';
import { type Assignment, admits, type Companion } from '../problem.ts';
import { countOf, isOfRun, ofTypes } from '../schedule.ts';
import { dateOn, idsOf, nameOf } from '../words.ts';
import { proposalsOf } from './breaches.ts';
import { disjoint, roleNames, typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z
  .strictObject({ types: typeNames, bases: typeNames, exemptRoles: roleNames.default([]) })
  .refine(({ types, bases }) => disjoint(types, bases), 'types and bases must not share a type');

/**
 * *Means* an employee who is not exempt has work of `types` on a day only together with work of `bases` that day; a
 * posted base counts, and without any base there is none of it.
 */
export const needsBase: Rule<z.infer<typeof parameters>> = {
  template: 'needs-base',
  hard: true,
  meaning: 'Support work only for somebody who has base work that day.',
  parameters,
  needsCompany: true,
  mentions: ({ types, bases, exemptRoles }) => ({ types: [...types, ...bases], roles: exemptRoles }),
  closes({ parameters: p }, closing) {
    const { fixed, problem } = closing;
    const [types, bases] = [problem.typeSet(p.types), problem.typeSet(p.bases)];
    eachPlace(problem, ({ index, role }, day) => {
      if (p.exemptRoles.includes(role)) return;
      let hasBase = countOf(bases, fixed.at(index, day)) > 0;
      closing.eachAt(index, day, day, (cell) => {
        hasBase ||= bases.has[closing.typeOf(cell)] === 1;
      });
      if (hasBase) return;
      closing.eachAt(index, day, day, (cell) => {
        if (types.has[closing.typeOf(cell)] === 1) closing.close(cell);
      });
    });
  },
  post({ parameters: p }, posting) {
    const { fixed, problem } = posting;
    const [types, bases] = [problem.typeSet(p.types), problem.typeSet(p.bases)];
    eachPlace(problem, ({ index, role }, day) => {
      if (p.exemptRoles.includes(role) || countOf(bases, fixed.at(index, day)) > 0) return;
      const support = posting.cellsAt(types, index, day);
      if (support.length === 0) return;
      const base = posting.does(bases, index, day);
      posting.add({
        kind: 'boolAnd',
        literals: support.map(not),
        ...(base === ABSENT ? {} : { enforce: [not(base)] }),
      });
    });
  },
  check({ parameters: p }, { problem, schedule, breaks }) {
    const [types, bases] = [problem.typeSet(p.types), problem.typeSet(p.bases)];
    for (const place of schedule.places()) {
      const { employee, day } = place[0]!;
      const support = ofTypes(types, place).filter(isOfRun);
      if (support.length === 0 || p.exemptRoles.includes(problem.employees[employee]!.role)) continue;
      if (countOf(bases, place) > 0) continue;
      breaks({
        text: `${nameOf(problem, employee)} has ${idsOf(support)} on ${dateOn(problem, day)} without ${p.bases.join(' or ')}.`,
        assignments: support,
        withdraw: proposalsOf(support),
      });
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate: { employee, day, type } }) {
    const [types, bases] = [problem.typeSet(p.types), problem.typeSet(p.bases)];
    if (types.has[type] === 0 || p.exemptRoles.includes(problem.employees[employee]!.role)) return undefined;
    if (countOf(bases, schedule.at(employee, day)) > 0) return undefined;
    const missing: Companion[] = [];
    const by: Assignment[] = [];
    for (const event of problem.open) {
      if (bases.has[event.type] === 0 || !admits(problem, event, employee, day)) continue;
      const elsewhere = schedule.of(event.index);
      if (elsewhere.length) by.push(...elsewhere);
      else missing.push({ event, employee, day });
    }
    const needs = `${p.bases.join(' or ')} for ${nameOf(problem, employee)} on ${dateOn(problem, day)}`;
    return { text: `It needs ${needs}, and there is none.`, by, missing, needs };
  },
  relax({ parameters: { exemptRoles } }, { problem, candidate: { employee } }) {
    const { role } = problem.employees[employee]!;
    return [{ kind: 'parameters', parameters: { exemptRoles: [...exemptRoles, role] } }];
  },
};
