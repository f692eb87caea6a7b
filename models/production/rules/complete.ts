import { z } from 'zod';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/** *Means* every operation is placed. */
export const complete: Rule<z.infer<typeof parameters>> = {
  template: 'complete',
  hard: true,
  meaning: 'Everything is done; without a schedule that does it there is none.',
  parameters,
  post(_, posting) {
    for (const { presence } of posting.operations) {
      if (!posting.isSure(presence)) posting.add({ kind: 'boolAnd', literals: [presence] });
    }
    if (posting.hopeless.length > 0) posting.add({ kind: 'boolAnd', literals: [posting.builder.constant(0)] });
  },
  check(_, { problem, schedule, breaks }) {
    for (const { index, label, state } of problem.items) {
      if (state === 'posted' || schedule.of(index).length > 0) continue;
      breaks({ text: `${label} is not in place.`, assignments: [], withdraw: [] });
    }
  },
  explain: () => undefined,
};
