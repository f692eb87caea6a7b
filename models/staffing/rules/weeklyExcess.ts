import { z } from 'zod';
import { weekOf } from '../../../src/domain/calendar.ts';
import { beyond, freeOf } from '../../../src/domain/posting/excess.ts';
import { plainCount } from '../../../src/domain/posting/sharing.ts';
import type { Literal } from '../../../src/language/expression.ts';
import { eachWeek, weeksOf } from '../places.ts';
import type { Posting } from '../posting.ts';
import type { Assignment, TypeSet } from '../problem.ts';
import { inPriorityOrder, ofTypes } from '../schedule.ts';
import { dateOn, either, nameOf } from '../words.ts';
import { count, typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  types: typeNames,
  max: count.describe('events a week that cost nothing'),
  per: z
    .enum(['team', 'employee'])
    .describe('whether the events of all together are counted, or those of each person')
    .default('team'),
});

/**
 * *Means* each event of the types that the run adds to a week of the team (or of one employee) beyond `max` costs
 * `weight`; posted work is counted first.
 */
export const weeklyExcess: Rule<z.infer<typeof parameters>> = {
  template: 'weekly-excess',
  hard: false,
  isWhole: true,
  meaning: 'At most `max` events of some types a week.',
  says: ({ types, max, per }) =>
    `Not more than ${max} of ${either(types)} a week for ${per === 'team' ? 'the team' : 'one employee'}.`,
  parameters,
  mentions: ({ types }) => ({ types }),
  post({ parameters: p, weight }, posting) {
    const { fixed, problem } = posting;
    const types = problem.typeSet(p.types);
    if (p.per === 'employee') {
      eachWeek(problem, ({ index }, week) => {
        const count = posting.weekCount(types, index, week);
        const work = ofTypes(types, fixed.inWeek(index, week));
        posting.costBeyond(count, freeOf(work, p.max), weight);
      });
      return;
    }
    for (const week of weeksOf(problem)) {
      const { literals, events } = teamWeek(posting, types, week);
      const work = daysOf(week).flatMap((day) => ofTypes(types, fixed.on(day)));
      posting.costBeyond(plainCount(literals, events), freeOf(work, p.max), weight);
    }
  },
  check({ parameters: p, weight }, { problem, schedule, costs }) {
    const types = problem.typeSet(p.types);
    const groups = new Map<number, Assignment[]>();
    for (const work of schedule.assignments) {
      if (types.has[work.type] === 0) continue;
      const week = weekOf(work.day);
      const group = p.per === 'team' ? week : work.employee * problem.frame.weeks + week;
      const list = groups.get(group);
      if (list) list.push(work);
      else groups.set(group, [work]);
    }
    for (const work of groups.values()) {
      if (work.length <= p.max) continue;
      for (const one of beyond(inPriorityOrder(problem, work), p.max)) costs(weight, one);
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate }) {
    const types = problem.typeSet(p.types);
    if (types.has[candidate.type] === 0) return undefined;
    const week = weekOf(candidate.day);
    const work =
      p.per === 'team' ? daysOf(week).flatMap((day) => schedule.on(day)) : schedule.inWeek(candidate.employee, week);
    const others = ofTypes(types, work);
    const who = p.per === 'team' ? 'The team' : nameOf(problem, candidate.employee);
    const first = dateOn(problem, 7 * week);
    return {
      text: `${who} has ${others.length} others in the week of ${first}; up to ${p.max} are free.`,
      by: others.length >= p.max ? others : [],
    };
  },
};

function daysOf(week: number): number[] {
  return Array.from({ length: 7 }, (_, i) => 7 * week + i);
}

function teamWeek(posting: Posting, types: TypeSet, week: number): { literals: Literal[]; events: number } {
  const { cells, problem } = posting;
  const slots = daysOf(week)
    .flatMap((day) => posting.slotsOn(day))
    .filter((slot) => types.has[problem.events[cells.slotEvent[slot]!]!.type] === 1);
  const events = new Set(slots.map((slot) => cells.slotEvent[slot]!)).size;
  return { literals: slots.map((slot) => posting.onDay(slot)), events };
}
