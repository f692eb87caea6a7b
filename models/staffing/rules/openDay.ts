import { z } from 'zod';
import type { Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn } from '../words.ts';
import { lastOf } from './breaches.ts';
import type { Rule } from './rule.ts';

const parameters = z.strictObject({
  closed: z.enum(['holidays', 'locked-days']).describe('the list of the input whose days are closed'),
});

/** *Means* nothing is placed on a holiday, or on a locked day. */
export const openDay: Rule<z.infer<typeof parameters>> = {
  template: 'open-day',
  hard: true,
  meaning: 'Nothing is placed on a closed day.',
  says: ({ closed }) => `Nothing is placed on ${closed === 'holidays' ? 'a holiday' : 'a locked day'}.`,
  parameters,
  narrows({ parameters: { closed } }, { open }, problem) {
    const closedDays = daysOf(problem, closed);
    for (let day = 0; day < open.length; day++) if (closedDays[day] === 1) open[day] = 0;
  },
  post() {},
  check({ parameters: { closed } }, { problem, schedule, breaks }) {
    const closedDays = daysOf(problem, closed);
    for (const assignment of schedule.assignments) {
      if (closedDays[assignment.day] === 0 || !isOfRun(assignment)) continue;
      const text = sentence(problem, assignment.day, closed);
      breaks({ text, assignments: [assignment], withdraw: lastOf(problem, [assignment], 1) });
    }
  },
  explain({ parameters: { closed } }, { problem, candidate: { day } }) {
    if (daysOf(problem, closed)[day] === 0) return undefined;
    return { text: sentence(problem, day, closed), needs: closed === 'holidays' ? 'the day open' : 'the day unlocked' };
  },
  relax({ parameters: { closed } }, { candidate: { day } }) {
    return [{ kind: 'open-day', day, list: closed === 'holidays' ? 'holidays' : 'lockedDays' }];
  },
};

function daysOf(problem: Problem, closed: z.infer<typeof parameters>['closed']): Uint8Array {
  return closed === 'holidays' ? problem.holidays : problem.lockedDays;
}

function sentence(problem: Problem, day: number, closed: string): string {
  return `${dateOn(problem, day)} is ${closed === 'holidays' ? 'a holiday' : 'locked'}.`;
}
