import { z } from 'zod';
import type { Problem, Run } from '../problem.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* for each phase of a batch `weight x` the cost of its minutes of work, without pauses, on the machine, and once
 * more for its operators, each time rounded: `round(weight x minutes / 60 x cost per hour)`.
 */
export const cost: Rule<z.infer<typeof parameters>> = {
  template: 'cost',
  hard: false,
  meaning: 'Work is done where it costs little.',
  parameters,
  post({ weight }, posting) {
    const { machines, teams } = posting.problem;
    for (const { choices } of posting.operations.flatMap(({ batches }) => batches)) {
      for (const { literal, machine, phases } of choices) {
        for (const { crews, minutes } of phases) {
          posting.costs.add(literal, amountOf(weight, minutes, machines[machine]!.costPerHour));
          for (const choice of crews) {
            const perHour = choice.crew.reduce((sum, { team, count }) => sum + count * teams[team]!.costPerHour, 0);
            posting.costs.add(choice.literal, amountOf(weight, minutes, perHour));
          }
        }
      }
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const run of schedule.assignments) {
      if (run.origin === 'proposal') costs(costOf(problem, run, weight), run);
    }
  },
  explain({ weight }, { problem, candidate }) {
    const amount = costOf(problem, candidate, weight);
    return amount > 0 ? { text: `Its machine and operators cost ${amount}.` } : undefined;
  },
};

function costOf({ items, machines, operators }: Problem, { batches, item }: Run, weight: number): number {
  let sum = 0;
  for (const { machine, phases, quantity } of batches) {
    const way = items[item]!.ways.find((one) => one.machine === machine);
    phases.forEach((phase, p) => {
      const minutes = way?.minutes(p, quantity) ?? 0;
      const perHour = phase.operators.reduce((all, one) => all + operators[one]!.costPerHour, 0);
      sum += amountOf(weight, minutes, machines[machine]!.costPerHour) + amountOf(weight, minutes, perHour);
    });
  }
  return sum;
}

function amountOf(weight: number, minutes: number, perHour: number): number {
  return Math.round((weight * minutes * perHour) / 60);
}
