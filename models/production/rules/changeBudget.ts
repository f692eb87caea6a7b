import { z } from 'zod';
import { counted } from '../../../src/domain/words.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { sum } from '../../../src/language/expression.ts';
import { isSamePlace, type Problem, type Run } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { lastOf } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({
  assignments: z
    .int()
    .min(0)
    .max(1_000_000)
    .describe('operations that may be elsewhere, or at another time, than they were'),
});

/**
 * *Means* at most `assignments` operations of the earlier schedule, or that are posted and movable, have other machines or
 * another start, or no place.
 */
export const changeBudget: Rule<z.infer<typeof parameters>> = {
  template: 'change-budget',
  hard: true,
  meaning: 'Few operations are elsewhere than they were.',
  says: ({ assignments }) => `At most ${counted(assignments, 'operation')} may be elsewhere than before.`,
  parameters,
  post({ parameters: { assignments: most } }, posting) {
    const { earlier, items } = posting.problem;
    const runs = [...earlier.values()].filter(({ item }) => items[item]!.state === 'open');
    const stay = runs.flatMap((run) => posting.staysAt(run) ?? []);
    const moved = movedIn(posting.problem, posting.fixed).filter(({ item }) => items[item]!.state !== 'open').length;
    if (earlier.size > 0) posting.add(compare(sum(stay), '>=', runs.length + moved - most));
  },
  check({ parameters: { assignments: most } }, { problem, schedule, breaks }) {
    const moved = movedIn(problem, schedule);
    if (moved.length <= most) return;
    const now = moved.flatMap(({ item }) => schedule.of(item));
    const text = `${moved.length} operations are elsewhere than before, at most ${most}.`;
    breaks({ text, assignments: now, withdraw: lastOf(problem, now) });
  },
  explain({ parameters: { assignments: most } }, { problem, schedule, candidate }) {
    const before = problem.earlier.get(candidate.item);
    if (before === undefined || isSamePlace(before, candidate)) return undefined;
    const others = movedIn(problem, schedule).filter(
      ({ item }) => item !== candidate.item && schedule.of(item).length > 0,
    );
    if (others.length + 1 <= most) return undefined;
    return {
      text: `${others.length + 1} operations would be elsewhere than before, at most ${most}.`,
      by: others.flatMap(({ item }) => schedule.of(item)),
    };
  },
  relax: ({ parameters: { assignments } }) => [{ kind: 'parameters', parameters: { assignments: assignments + 1 } }],
  milder: ({ assignments }) => ({ assignments: assignments + 1 }),
};

function movedIn({ earlier }: Problem, schedule: Schedule): Run[] {
  return [...earlier.values()].filter((run) => !schedule.of(run.item).some((one) => isSamePlace(one, run)));
}
