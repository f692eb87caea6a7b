import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Rule } from '../caseload.ts';
import { loads } from './busy.ts';
import { count } from './fields.ts';

const parameters = z.strictObject({
  free: count.describe('sessions at once with one provider that cost nothing').default(3),
});

/**
 * *Means* at each start of the grid, `weight` for each session of a provider that runs then beyond the first `free` (3);
 * posted ones count.
 */
export const secondPass: Rule<z.infer<typeof parameters>> = {
  template: 'second-pass',
  hard: false,
  meaning: 'A provider holds more than `free` sessions at once only where there is no other place.',
  says: ({ free }) =>
    `A provider holds more than ${counted(free, 'session')} at once only where there is no other place.`,
  parameters,
  post({ parameters: { free }, weight }, posting) {
    for (const day of weight === 0 ? [] : posting.providerDays()) {
      for (const moment of day.slots) {
        posting.costBeyond(day.load(moment), free - day.fixedAt(moment), weight);
      }
    }
  },
  check({ parameters: { free }, weight }, { problem, schedule, costs }) {
    for (const day of schedule.providerDays()) {
      for (const load of loads(problem, day)) costs(weight * Math.max(0, load - free));
    }
  },
  explain({ parameters: { free } }, { problem, schedule, candidate }) {
    const own = loads(problem, [candidate]);
    const all = loads(problem, schedule.with(candidate.provider, candidate.day));
    const beyond = all.filter((load, slot) => own[slot]! > 0 && load >= free).length;
    if (beyond === 0) return undefined;
    return { text: `There would be more than ${free} sessions at once for ${beyond * problem.grid.every} minutes.` };
  },
};
