import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import type { Rule } from '../caseload.ts';
import { providerName } from '../words.ts';

const parameters = z.strictObject({});

/**
 * *Means* `weight x (most - least)` for each provider, of the numbers of sessions on the days on which the provider
 * works; posted ones count.
 */
export const evenDays: Rule<z.infer<typeof parameters>> = {
  template: 'even-days',
  hard: false,
  meaning: 'A provider’s emptiest days are filled first.',
  parameters,
  post({ weight }, posting) {
    for (const { index, days } of weight === 0 ? [] : posting.problem.providers) {
      const counts = days.map((day) => {
        const one = posting.dayOf(index, day);
        return { load: one.all(), fixed: one.fixed.length };
      });
      if (counts.length < 2) continue;
      const fixed = counts.map((one) => one.fixed);
      const most = counts.map((one) => one.fixed + one.load.most);
      const greatest = posting.integer(Math.max(...fixed), Math.max(...most));
      const least = posting.integer(Math.min(...fixed), Math.min(...most));
      posting.costs.add(greatest, weight);
      posting.costs.add(least, -weight);
      for (const one of counts) {
        if (one.load.most === 0) continue;
        const { vars } = one.load.expression();
        const coeffs = [...vars.map(() => 1), -1];
        posting.add({ kind: 'linear', vars: [...vars, greatest], coeffs, domain: [-Infinity, -one.fixed] });
        posting.add({ kind: 'linear', vars: [...vars, least], coeffs, domain: [-one.fixed, Infinity] });
      }
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const { index, days } of problem.providers) {
      if (days.length < 2) continue;
      const counts = days.map((day) => schedule.with(index, day).length);
      costs(weight * (Math.max(...counts) - Math.min(...counts)));
    }
  },
  explain(_, { problem, schedule, candidate: { provider, day } }) {
    const others = schedule.with(provider, day).length;
    return { text: `${providerName(problem, provider)} has ${counted(others, 'other session')} that day.` };
  },
};
