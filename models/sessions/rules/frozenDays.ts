import { z } from 'zod';
import type { Rule } from '../caseload.ts';
import { isSamePlace, type Problem, type Session } from '../problem.ts';
import { isOfRun, lastOf } from '../schedule.ts';
import { dayName } from '../words.ts';

const parameters = z.strictObject({});

/** *Means* on a frozen day the run has what the earlier schedule has there, as if it were pinned, and nothing more. */
export const frozenDays: Rule<z.infer<typeof parameters>> = {
  template: 'frozen-days',
  hard: true,
  isEssential: true,
  meaning: 'On a frozen day the earlier schedule stays as it is.',
  parameters,
  narrows(_, { open }, { frozen, grid, lanes }) {
    for (let at = 0; at < lanes.length * grid.days.length; at++) {
      if (frozen[at % grid.days.length] === 1) open.fill(0, at * grid.slots, (at + 1) * grid.slots);
    }
  },
  post() {},
  check(_, { problem, schedule, breaks }) {
    for (const session of schedule.assignments) {
      if (!isOfRun(session) || !isAgainst(problem, session)) continue;
      const text = `${session.id} was not there on ${dayName(problem, session.day)}, which is frozen.`;
      breaks({ text, assignments: [session], withdraw: lastOf(problem, [session], 1) });
    }
  },
  explain(_, { problem, candidate }) {
    if (!isAgainst(problem, candidate)) return undefined;
    return { text: `${dayName(problem, candidate.day)} is frozen.`, needs: 'the day not frozen' };
  },
  relax: (_, { candidate: { day } }) => [{ kind: 'unfrozen', day }],
};

function isAgainst({ earlier, frozen }: Problem, session: Session): boolean {
  const before = earlier?.get(session.student) ?? [];
  return frozen[session.day] === 1 && !before.some((place) => isSamePlace(place, session));
}
