import { z } from 'zod';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { eachPlace } from '../places.ts';
import { dateOn, nameOf } from '../words.ts';
import { isOpenedByRun } from './daysWorked.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/** *Means* each day of an employee that only the run gives work to, since nothing is posted there, costs `weight`. */
export const proximity: Rule<z.infer<typeof parameters>> = {
  template: 'proximity',
  hard: false,
  meaning: 'A day on which somebody works already is better than one more day.',
  parameters,
  post({ weight }, posting) {
    const everything = posting.problem.typeSet(undefined);
    if (weight === 0) return;
    eachPlace(posting.problem, ({ index }, day) => {
      const fixed = posting.fixed.at(index, day);
      if (isOpenedByRun(fixed)) posting.costs.always(weight);
      if (fixed.length > 0) return;
      const works = posting.does(everything, index, day);
      if (works !== ABSENT) posting.costs.add(works, weight);
    });
  },
  check({ weight }, { schedule, costs }) {
    for (const place of schedule.places()) {
      if (!isOpenedByRun(place)) continue;
      const [first, ...others] = place;
      costs(
        weight,
        others.reduce((a, b) => (a.id < b.id ? a : b), first!),
      );
    }
  },
  explain(_, { problem, schedule, candidate: { employee, day } }) {
    const works = schedule.at(employee, day).length > 0;
    return {
      text: `${nameOf(problem, employee)} ${works ? 'works' : 'would not work otherwise'} on ${dateOn(problem, day)}.`,
    };
  },
};
