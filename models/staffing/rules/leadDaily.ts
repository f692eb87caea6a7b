import { z } from 'zod';
import { NONE } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, either, nameOf } from '../words.ts';
import { postCells } from './cellCosts.ts';
import { typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  kind: z.string().min(1).describe('the kind of rotation, whose person of the day should have the work'),
  types: typeNames,
});

/** *Means* work of the types costs `weight` with anybody but the day's rotation employee; nothing without one. */
export const leadDaily: Rule<z.infer<typeof parameters>> = {
  template: 'lead-daily',
  hard: false,
  meaning: 'The day’s rotation employee does the daily work.',
  says: ({ kind, types }) => `The day’s ${kind} does ${either(types)}.`,
  parameters,
  idle: ({ parameters: { kind } }, { rotations }) =>
    rotations.has(kind)
      ? undefined
      : { text: `nobody has the rotation ${kind}.`, maybe: 'add rotations of that kind.' },
  mentions: ({ kind, types }) => ({ types, rotations: [kind] }),
  post({ parameters: { kind, types }, weight }, posting) {
    const primary = posting.problem.rotations.get(kind)?.primary;
    if (!primary) return;
    postCells(posting, posting.problem.typeSet(types), ({ employee, day }) =>
      primary[day] === NONE || primary[day] === employee ? 0 : weight,
    );
  },
  check({ parameters: { kind, types }, weight }, { problem, schedule, costs }) {
    for (const work of schedule.assignments) {
      if (!isOfRun(work) || !types.includes(problem.types[work.type]!.name)) continue;
      const lead = problem.rotations.get(kind)?.primary[work.day] ?? NONE;
      if (lead !== NONE && lead !== work.employee) costs(weight, work);
    }
  },
  explain({ parameters: { kind, types } }, { problem, candidate: { type, employee, day } }) {
    const lead = problem.rotations.get(kind)?.primary[day] ?? NONE;
    if (lead === NONE || !types.includes(problem.types[type]!.name)) return undefined;
    const is = lead === employee ? 'is' : 'is not';
    return { text: `${nameOf(problem, employee)} ${is} the ${kind} of ${dateOn(problem, day)}.` };
  },
};
