import { z } from 'zod';
import { isSamePlace, startOf } from '../problem.ts';
import { machineName, timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* `weight` for each operation of the earlier schedule, or that is posted and movable, that no longer has the same
 * machines and the same start.
 */
export const keep: Rule<z.infer<typeof parameters>> = {
  template: 'keep',
  hard: false,
  meaning: 'Operations stay where they were.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const run of posting.problem.earlier.values()) {
      const { index, state } = posting.problem.items[run.item]!;
      if (state !== 'open') {
        if (!posting.fixed.of(index).some((one) => isSamePlace(one, run))) posting.costs.always(weight);
        continue;
      }
      posting.costs.always(weight);
      const same = posting.staysAt(run);
      if (same !== undefined) posting.costs.add(same, -weight);
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const before of problem.earlier.values()) {
      const now = schedule.of(before.item);
      if (!now.some((run) => isSamePlace(run, before))) costs(weight, now[0] ?? problem.items[before.item]!);
    }
  },
  explain(_, { problem, candidate }) {
    const before = problem.earlier.get(candidate.item);
    if (before === undefined) return undefined;
    const where = `on ${machineName(problem, before.batches[0]!.machine)} at ${timeText(problem, startOf(before))}`;
    return { text: isSamePlace(before, candidate) ? 'It stays there.' : `It was ${where}.` };
  },
};
