import { z } from 'zod';
import { isSamePlace, type Problem, type Run, startOf } from '../problem.ts';
import { lastOf, timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/** *Means* what begins before `frozenUntil` is what the earlier schedule has there, as if it were pinned, and nothing more. */
export const frozen: Rule<z.infer<typeof parameters>> = {
  template: 'frozen',
  hard: true,
  isEssential: true,
  meaning: 'Before the frozen time is over, the earlier schedule stays as it is.',
  parameters,
  narrows(_, { earliest }, { frozenUntil, items }) {
    for (const { index } of items) earliest[index] = Math.max(earliest[index]!, frozenUntil);
  },
  post() {},
  check(_, { problem, schedule, breaks }) {
    for (const run of schedule.assignments) {
      if (run.origin !== 'proposal' || !isAgainst(problem, run)) continue;
      const text = `${run.label} would begin at ${timeText(problem, startOf(run))}, in the frozen time.`;
      breaks({ text, assignments: [run], withdraw: lastOf(problem, [run]) });
    }
  },
  explain(_, { problem, candidate }) {
    if (!isAgainst(problem, candidate)) return undefined;
    return { text: `Nothing new begins before ${timeText(problem, problem.frozenUntil)}.`, needs: 'less frozen time' };
  },
  relax: () => [{ kind: 'unfrozen' }],
};

function isAgainst({ earlier, frozenUntil }: Problem, run: Run): boolean {
  if (startOf(run) >= frozenUntil) return false;
  const before = earlier.get(run.item);
  return before === undefined || !isSamePlace(before, run);
}
