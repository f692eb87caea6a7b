import { z } from 'zod';
import { not } from '../../../src/language/expression.ts';
import { eachPlace } from '../places.ts';
import { countOf, ofTypes } from '../schedule.ts';
import { dateOn, either, nameOf, workNames } from '../words.ts';
import { clashing, proposalsOf } from './breaches.ts';
import { disjoint, typeNames } from './fields.ts';
import type { Rule } from './rule.ts';

const parameters = z
  .strictObject({ types: typeNames, excludes: typeNames.describe('the event types that they do not go with') })
  .refine(({ types, excludes }) => disjoint(types, excludes), 'types and excludes must not share a type');

/** *Means* no employee has work of `types` and work of `excludes` on one day. */
export const exclusivePerDay: Rule<z.infer<typeof parameters>> = {
  template: 'exclusive-per-day',
  hard: true,
  meaning: 'Work of some types excludes work of others for the same employee and day.',
  says: ({ types, excludes }) => `Nobody has ${either(types)} and ${either(excludes)} on one day.`,
  parameters,
  mentions: ({ types, excludes }) => ({ types: [...types, ...excludes] }),
  closes({ parameters: p }, closing) {
    const { fixed, problem } = closing;
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    eachPlace(problem, ({ index }, day) => {
      const work = fixed.at(index, day);
      if (work.length === 0) return;
      const [hasTypes, hasExcludes] = [countOf(types, work) > 0, countOf(excludes, work) > 0];
      closing.eachAt(index, day, day, (cell) => {
        const type = closing.typeOf(cell);
        if ((hasTypes && excludes.has[type] === 1) || (hasExcludes && types.has[type] === 1)) closing.close(cell);
      });
    });
  },
  post({ parameters: p }, posting) {
    const { problem } = posting;
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    eachPlace(problem, ({ index }, day) => {
      if (!posting.canDo(types, index, day) || !posting.canDo(excludes, index, day)) return;
      const literals = [not(posting.does(types, index, day)), not(posting.does(excludes, index, day))];
      posting.add({ kind: 'boolOr', literals });
    });
  },
  check({ parameters: p }, { problem, schedule, breaks }) {
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    const sides = {
      a: ({ type }: { type: number }) => types.has[type] === 1,
      b: ({ type }: { type: number }) => excludes.has[type] === 1,
    };
    for (const place of schedule.places()) {
      const clashes = clashing(problem, place, sides);
      if (clashes.length === 0) continue;
      const { employee, day } = place[0]!;
      const work = place.filter((one) => sides.a(one) || sides.b(one));
      const text = `${nameOf(problem, employee)} has work that excludes each other on ${dateOn(problem, day)}: ${workNames(work)}.`;
      breaks({ text, assignments: work, withdraw: proposalsOf(clashes) });
    }
  },
  explain({ parameters: p }, { problem, schedule, candidate: { employee, day, type } }) {
    const [types, excludes] = [problem.typeSet(p.types), problem.typeSet(p.excludes)];
    const other = types.has[type] === 1 ? excludes : excludes.has[type] === 1 ? types : undefined;
    const by = other ? ofTypes(other, schedule.at(employee, day)) : [];
    if (by.length === 0) return undefined;
    const text = `${nameOf(problem, employee)} has ${workNames(by)} on ${dateOn(problem, day)}, which excludes ${problem.types[type]!.name}.`;
    return { text, by, needs: `${workNames(by)} elsewhere` };
  },
};
