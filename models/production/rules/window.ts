import { z } from 'zod';
import { eachAlone } from '../eachAlone.ts';
import { postWindow } from '../posting/structure.ts';
import { endOf, type Problem, type Run, startOf } from '../problem.ts';
import { timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/** *Means* an operation begins at the release of its order or later, and is over when the horizon ends. */
export const window: Rule<z.infer<typeof parameters>> = {
  template: 'window',
  hard: true,
  isEssential: true,
  usesVariant: true,
  meaning: 'Work begins once its order is released, and is over within the horizon.',
  parameters,
  post(_, posting) {
    for (const operation of posting.operations) postWindow(posting, operation);
  },
  check: (_, checking) => eachAlone(checking, faultOf),
  explain(_, { problem, candidate }) {
    const text = faultOf(problem, candidate);
    return text === undefined ? undefined : { text, needs: 'a longer horizon' };
  },
  relax(_, { problem, candidate }) {
    const order = problem.orders[problem.items[candidate.item]!.order]!;
    const start = startOf(candidate);
    if (start < Math.max(0, order.release)) return start < 0 ? [] : [{ kind: 'release', order: order.id, at: start }];
    return [{ kind: 'horizon', until: endOf(candidate) }];
  },
};

function faultOf(problem: Problem, run: Run): string | undefined {
  const { name, release } = problem.orders[problem.items[run.item]!.order]!;
  const [start, end] = [startOf(run), endOf(run)];
  if (start < Math.max(0, release)) {
    const since = release > 0 ? `${name} is released at ${timeText(problem, release)}` : 'the horizon begins later';
    return `${run.label} would begin at ${timeText(problem, start)}, and ${since}.`;
  }
  if (end <= problem.horizon) return undefined;
  return `${run.label} would be over at ${timeText(problem, end)}, and the horizon ends at ${timeText(problem, problem.horizon)}.`;
}
