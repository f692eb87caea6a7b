import { z } from 'zod';
import { postIdleTime } from '../posting/idleTime.ts';
import { type OperationInfo, type Run, startOf } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* `weight` for each minute that an order lies idle: for each operation that comes after others, from when the last
 * of them lets it begin, `min` included, to its start; and between two phases of a batch what is beyond `idle.min`.
 */
export const idle: Rule<z.infer<typeof parameters>> = {
  template: 'idle',
  hard: false,
  meaning: 'Orders do not lie about between their operations and phases.',
  parameters,
  post({ weight }, posting) {
    if (weight === 0) return;
    for (const operation of posting.operations) postIdleTime(posting, operation, weight);
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const run of schedule.assignments) {
      if (run.origin !== 'proposal') continue;
      const minutes = idleMinutes(problem.items[run.item]!, schedule, run);
      if (minutes > 0) costs(weight * minutes, run);
    }
  },
  explain({ weight }, { schedule, candidate, item }) {
    const minutes = idleMinutes(item, schedule, candidate);
    return minutes > 0 ? { text: `It lies idle for ${minutes} minutes, which costs ${weight * minutes}.` } : undefined;
  },
  worst: ({ weight }) => weight * 1440,
};

function idleMinutes({ before, idle: bounds }: OperationInfo, schedule: Schedule, run: Run): number {
  const ready = before.reduce((time, { item, min }) => Math.max(time, schedule.endOf([item]) + min), -Infinity);
  let minutes = Number.isFinite(ready) ? Math.max(0, startOf(run) - ready) : 0;
  for (const { phases } of run.batches) {
    for (let p = 1; p < phases.length; p++) minutes += Math.max(0, phases[p]!.from - phases[p - 1]!.to - bounds.min);
  }
  return minutes;
}
