import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { not } from '../../../src/language/expression.ts';
import { eachPlace } from '../places.ts';
import { type Assignment, admits, type Companion, type Problem, type TypeSet } from '../problem.ts';
import { countOf, isOfRun, ofTypes, type Schedule } from '../schedule.ts';
import { dateOn, either, nameOf, workNames } from '../words.ts';
import { proposalsOf } from './breaches.ts';
import { disjoint, exemptRoles, typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z
  .strictObject({
    types: typeNames,
    bases: typeNames.describe('the event types of which somebody needs one on the same day'),
    exemptRoles: exemptRoles.default([]),
  })
  .refine(({ types, bases }) => disjoint(types, bases), 'types and bases must not share a type');

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* an employee who is not exempt has work of `types` on a day only together with work of `bases` that day; a
 * posted base counts, and without any base there is none of it. A posted base that may move does not go elsewhere when
 * posted work of `types` would be left without a base; leaving it out altogether is no breach.
 */
export const needsBase: Rule<Parameters> = {
  template: 'needs-base',
  hard: true,
  meaning: 'Support work only for somebody who has base work that day.',
  says: ({ types, bases }) => `${either(types)} only for somebody who has ${either(bases)} that day.`,
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
    for (const { index, old, type } of problem.open) {
      if (!old || bases.has[type] === 0 || !posting.hasCells(index)) continue;
      const fixedThere = fixed.at(old.employee, old.day);
      const isExempt = p.exemptRoles.includes(problem.employees[old.employee]!.role);
      const isRelied = fixedThere.some((work) => types.has[work.type] === 1 && !isOfRun(work));
      if (isExempt || !isRelied || countOf(bases, fixedThere) > 0) continue;
      const base = posting.does(bases, old.employee, old.day);
      posting.add({ kind: 'boolOr', literals: [posting.unplaced(index), ...(base === ABSENT ? [] : [base])] });
    }
  },
  check({ parameters: p }, { problem, schedule, breaks }) {
    const [types, bases] = [problem.typeSet(p.types), problem.typeSet(p.bases)];
    for (const place of schedule.places()) {
      const { employee, day } = place[0]!;
      const support = ofTypes(types, place).filter(isOfRun);
      if (support.length === 0 || p.exemptRoles.includes(problem.employees[employee]!.role)) continue;
      if (countOf(bases, place) > 0) continue;
      breaks({
        text: `${nameOf(problem, employee)} has ${workNames(support)} on ${dateOn(problem, day)} without ${p.bases.join(' or ')}.`,
        assignments: support,
        withdraw: proposalsOf(support),
      });
    }
    for (const { index, old } of problem.open) {
      for (const work of old ? schedule.of(index) : []) {
        const left = abandoned(p, { problem, schedule, work });
        if (left.length === 0) continue;
        const text = `${work.label} has left ${workNames(left)} of ${placeOf(problem, old!)} without ${p.bases.join(' or ')}.`;
        breaks({ text, assignments: [work], withdraw: proposalsOf([work]) });
      }
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate, item: { old } }) {
    const { employee, day, type } = candidate;
    const [types, bases] = [problem.typeSet(p.types), problem.typeSet(p.bases)];
    const left = abandoned(p, { problem, schedule, work: candidate });
    if (left.length > 0) {
      const text = `It would leave ${workNames(left)} of ${placeOf(problem, old!)} without ${p.bases.join(' or ')}.`;
      const { missing } = company(problem, { schedule, bases, candidate }, old!);
      return { text, by: left, missing, needs: `${candidate.label} where it is posted` };
    }
    if (types.has[type] === 0 || p.exemptRoles.includes(problem.employees[employee]!.role)) return undefined;
    if (countOf(bases, schedule.at(employee, day)) > 0) return undefined;
    const { by, missing } = company(problem, { schedule, bases, candidate }, { employee, day });
    const needs = `${p.bases.join(' or ')} for ${nameOf(problem, employee)} on ${dateOn(problem, day)}`;
    return { text: `It needs ${needs}, and there is none.`, by, missing, needs };
  },
  relax({ parameters: { exemptRoles } }, { problem, candidate: { employee } }) {
    const { role } = problem.employees[employee]!;
    return [{ kind: 'parameters', parameters: { exemptRoles: [...exemptRoles, role] } }];
  },
};

type At = Pick<Assignment, 'employee' | 'day'>;

function placeOf(problem: Problem, { employee, day }: At): string {
  return `${nameOf(problem, employee)} on ${dateOn(problem, day)}`;
}

/** The posted work that has no base any more because a movable one is not where it is posted. */
function abandoned(
  { types, bases, exemptRoles }: Parameters,
  { problem, schedule, work }: { problem: Problem; schedule: Schedule; work: Assignment },
): Assignment[] {
  const { old } = problem.events[work.event]!;
  const isBase = problem.typeSet(bases).has[work.type] === 1;
  if (!old || !isBase || exemptRoles.includes(problem.employees[old.employee]!.role)) return [];
  if (work.employee === old.employee && work.day === old.day) return [];
  const there = schedule.at(old.employee, old.day);
  if (countOf(problem.typeSet(bases), there) > 0) return [];
  return ofTypes(problem.typeSet(types), there).filter((one) => !isOfRun(one));
}

/** The other bases that could come to a place, and those that are elsewhere. */
function company(
  problem: Problem,
  { schedule, bases, candidate }: { schedule: Schedule; bases: TypeSet; candidate: Assignment },
  { employee, day }: At,
): { missing: Companion[]; by: Assignment[] } {
  const missing: Companion[] = [];
  const by: Assignment[] = [];
  for (const event of problem.open) {
    if (event.index === candidate.event || bases.has[event.type] === 0) continue;
    if (!admits(problem, event, employee, day)) continue;
    const elsewhere = schedule.of(event.index);
    if (elsewhere.length) by.push(...elsewhere);
    else missing.push({ item: event, employee, day });
  }
  return { missing, by };
}
