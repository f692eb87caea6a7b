import { z } from 'zod';
import { overlap, stretchOf } from '../problem.ts';
import { placeCosts } from './placeCosts.ts';

/**
 * *Means* `weight` for each session of the run that touches a time that its student avoids, and `weight` for each that is
 * not wholly within one of the times that its student prefers, where there are any.
 */
export const prefer = placeCosts({
  template: 'prefer',
  meaning: 'Sessions are at times that students prefer, and not at those that they avoid.',
  parameters: z.strictObject({}),
  times(_, { avoid, grid, prefer: preferred, prefers }, session) {
    const own = stretchOf(session);
    const key = session.student * grid.days.length + session.day;
    const touches = avoid[key]?.some((one) => overlap(own, one)) ?? false;
    const isWithin = preferred[key]?.some((one) => one.from <= own.from && own.to <= one.to) ?? false;
    return Number(touches) + Number(prefers[session.student] === 1 && !isWithin);
  },
  text: () => 'The student prefers another time.',
});
