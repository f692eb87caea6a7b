import { z } from 'zod';
import type { Problem } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* `weight` for each minute by which the machine that works most of those that may do anything of the run works
 * longer than the one that works least; what is posted counts, pauses do not.
 */
export const balance: Rule<z.infer<typeof parameters>> = {
  template: 'balance',
  hard: false,
  meaning: 'Machines work about equally long.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    const { problem } = posting;
    const loads = usable(problem).map((machine) => posting.workOn(machine, workOn(problem, posting.fixed, machine)));
    posting.costSpread(loads, weight);
  },
  check({ weight }, { problem, schedule, costs }) {
    const loads = usable(problem).map((machine) => workOn(problem, schedule, machine));
    if (loads.length > 0) costs(weight * (Math.max(...loads) - Math.min(...loads)));
  },
  explain: () => undefined,
  worst: ({ weight }) => weight * 480,
};

function usable({ items, machines }: Problem): number[] {
  const used = new Set(items.flatMap(({ ways }) => ways.map(({ machine }) => machine)));
  return machines.flatMap(({ index }) => (used.has(index) ? [index] : []));
}

function workOn({ items }: Problem, schedule: Schedule, machine: number): number {
  return schedule.on(machine).reduce((sum, { batch, run }) => {
    const way = items[run.item]!.ways.find((one) => one.machine === machine);
    return sum + items[run.item]!.phases.reduce((all, _, p) => all + (way?.minutes(p, batch.quantity) ?? 0), 0);
  }, 0);
}
