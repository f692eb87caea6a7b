import { z } from 'zod';
import { postChangeovers } from '../posting/changeovers.ts';
import type { Problem } from '../problem.ts';
import type { Held } from '../schedule.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* `weight` for each minute of the setup phases that a run places, and for each minute that `setups` gives for the
 * families of two batches of which one follows the other on a machine, what is given included.
 * *Limits* the order on each machine with setup times is a circuit, with an arc for each two batches that may be there.
 */
export const setup: Rule<z.infer<typeof parameters>> = {
  template: 'setup',
  hard: false,
  meaning: 'Little time goes into setups and changing over.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const { batches, item } of posting.operations) {
      for (const { choices } of batches) {
        for (const { literal, phases } of choices) {
          const minutes = phases.reduce(
            (sum, phase, p) => sum + (item.phases[p]!.kind === 'setup' ? phase.minutes : 0),
            0,
          );
          posting.costs.add(literal, weight * minutes);
        }
      }
    }
    for (const { index } of posting.problem.machines) postChangeovers(posting, index, weight);
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const run of schedule.assignments) {
      if (run.origin !== 'proposal') continue;
      const item = problem.items[run.item]!;
      const minutes = run.batches.reduce((sum, { machine, quantity }) => {
        const way = item.wayOn(machine);
        return (
          sum + item.phases.reduce((all, { kind }, p) => all + (kind === 'setup' ? way.minutes(p, quantity) : 0), 0)
        );
      }, 0);
      if (minutes > 0) costs(weight * minutes, run);
    }
    for (const { index } of problem.machines) {
      const inOrder = [...schedule.on(index)].sort((a, b) => a.from - b.from || a.to - b.to || a.run.item - b.run.item);
      inOrder.slice(1).forEach((held, i) => {
        const minutes = changeover(problem, index, inOrder[i]!, held);
        if (minutes > 0) costs(weight * minutes, held.run);
      });
    }
  },
  explain: () => undefined,
  worst: ({ weight }) => weight * 240,
};

function changeover({ items, setupBetween }: Problem, machine: number, before: Held, after: Held): number {
  return setupBetween(machine, items[before.run.item]!.order, items[after.run.item]!.order);
}
