import { z } from 'zod';
import { eachAlone } from '../eachAlone.ts';
import { postIdle } from '../posting/structure.ts';
import type { Problem, Run } from '../problem.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/** *Means* between the end of a phase and the start of the next lie at least `idle.min` and at most `idle.max` minutes. */
export const idleBounds: Rule<z.infer<typeof parameters>> = {
  template: 'idle-bounds',
  hard: true,
  isEssential: true,
  meaning: 'The time between two phases of an operation keeps to its bounds.',
  parameters,
  post(_, posting) {
    for (const operation of posting.operations) postIdle(posting, operation);
  },
  check: (_, checking) => eachAlone(checking, faultOf),
  explain(_, { problem, candidate }) {
    const text = faultOf(problem, candidate);
    return text === undefined ? undefined : { text, needs: 'another start' };
  },
};

function faultOf({ items }: Problem, { batches, item, label }: Run): string | undefined {
  const { min, max } = items[item]!.idle;
  for (const { phases } of batches) {
    for (let p = 1; p < phases.length; p++) {
      const gap = phases[p]!.from - phases[p - 1]!.to;
      if (gap < min || gap > max)
        return `${label} is idle for ${gap} minutes between two phases: ${min} to ${max} are allowed.`;
    }
  }
  return undefined;
}
