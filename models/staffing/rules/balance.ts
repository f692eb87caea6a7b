import { z } from 'zod';
import { weekOf } from '../../../src/domain/calendar.ts';
import { openDaysOf, weeksOf } from '../places.ts';
import { dateOn } from '../words.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({});

/**
 * *Means* for each week, `weight x (most - least)` of the events a day, posted included, over its days that are in the
 * horizon and open; a week with fewer than two such days costs nothing.
 */
export const balance: Rule<z.infer<typeof parameters>> = {
  template: 'balance',
  hard: false,
  isWhole: true,
  meaning: 'The days of a week have about as many events as one another.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const week of weeksOf(posting.problem)) {
      const days = openDaysOf(posting.problem, week).map((day) => ({
        fixed: posting.fixed.on(day).length,
        count: posting.dayCount(day),
      }));
      if (days.length < 2) continue;
      const [fixed, all] = [days.map((day) => day.fixed), days.map((day) => day.fixed + day.count.most)];
      const least = posting.integer(Math.min(...fixed), Math.min(...all));
      const greatest = posting.integer(Math.max(...fixed), Math.max(...all));
      posting.costs.add(greatest, weight);
      posting.costs.add(least, -weight);
      for (const { fixed: before, count } of days) {
        if (count.most === 0) continue;
        const expression = count.expression();
        const coeffs = [...expression.coeffs, -1];
        posting.add({ kind: 'linear', vars: [...expression.vars, greatest], coeffs, domain: [-Infinity, -before] });
        posting.add({ kind: 'linear', vars: [...expression.vars, least], coeffs, domain: [-before, Infinity] });
      }
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const week of weeksOf(problem)) {
      const counts = openDaysOf(problem, week).map((day) => schedule.on(day).length);
      if (counts.length >= 2) costs(weight * (Math.max(...counts) - Math.min(...counts)));
    }
  },
  explain(_, { problem, schedule, candidate: { day } }) {
    const counts = openDaysOf(problem, weekOf(day)).map((other) => schedule.on(other).length);
    if (counts.length < 2) return undefined;
    const range = `${Math.min(...counts)} to ${Math.max(...counts)}`;
    return { text: `${dateOn(problem, day)} has ${schedule.on(day).length} others; the days of its week ${range}.` };
  },
};
