import { z } from 'zod';
import { postStructure } from '../posting/structure.ts';
import { type Batch, batchCounts, isOfRun, type OperationInfo, type Problem, type Run } from '../problem.ts';
import { lastOf, machineName, runNames } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* an operation is placed once or not at all: in at most `most` batches, as equal as they can be and each of at
 * least `smallest` pieces, each on one of its machines, through all its phases in order. A phase lasts its minutes: of
 * the core for each piece, divided by the speed of the machine, a part of a minute counting as one, and work that takes no
 * time as one too; the pauses of an interruptible one come on top.
 */
export const structure: Rule<z.infer<typeof parameters>> = {
  template: 'structure',
  hard: true,
  isEssential: true,
  meaning: 'An operation is done once, on machines that can do it, in batches that are allowed.',
  parameters,
  post(_, posting) {
    for (const operation of posting.operations) postStructure(posting, operation);
  },
  check(_, { problem, schedule, breaks }) {
    for (const item of problem.items) {
      const runs = schedule.of(item.index);
      for (const run of runs) {
        const text = isOfRun(run) ? faultOf(problem, item, run) : undefined;
        if (text) breaks({ text, assignments: [run], withdraw: lastOf(problem, [run]) });
      }
      if (runs.length < 2 || !runs.some(isOfRun)) continue;
      breaks({
        text: `${item.label} is done ${runs.length} times.`,
        assignments: runs,
        withdraw: lastOf(problem, runs),
      });
    }
  },
  explain(_, { problem, schedule, candidate, item }) {
    const by = schedule.of(item.index);
    if (by.length > 0) return { text: `${runNames(by)} is in place already.`, by };
    const text = faultOf(problem, item, candidate);
    return text === undefined ? undefined : { text };
  },
  relax: (_, { problem, candidate, item }) =>
    candidate.batches
      .filter(({ machine }) => !item.ways.some((way) => way.machine === machine))
      .map(({ machine }) => ({ kind: 'capability', machine: problem.machines[machine]!.id, item: item.index })),
};

function faultOf(problem: Problem, item: OperationInfo, { batches }: Run): string | undefined {
  const sizes = batches.map(({ quantity }) => quantity);
  if (!batchCounts(item).includes(sizes.length)) {
    return `${item.label} is done in ${sizes.length} batches: at most ${item.mostBatches}, each of at least ${item.smallestBatch} pieces.`;
  }
  const pieces = sizes.reduce((sum, size) => sum + size, 0);
  if (pieces !== item.quantity || Math.max(...sizes) - Math.min(...sizes) > 1) {
    return `${item.label} is done in batches of ${sizes.join(' and ')} pieces: ${item.quantity} are needed, in batches as equal as they can be.`;
  }
  for (const batch of batches) {
    const text = faultOfBatch(problem, item, batch);
    if (text) return text;
  }
  return undefined;
}

function faultOfBatch(problem: Problem, item: OperationInfo, { machine, phases, quantity }: Batch): string | undefined {
  const way = item.ways.find((one) => one.machine === machine);
  if (!way) return `${machineName(problem, machine)} cannot do ${item.label}.`;
  if (phases.length !== item.phases.length) {
    return `${item.label} has ${item.phases.length} phases, and ${phases.length} are given.`;
  }
  for (const [p, { from, to }] of phases.entries()) {
    const { kind } = item.phases[p]!;
    const minutes = way.minutes(p, quantity);
    if (p > 0 && from < phases[p - 1]!.to)
      return `The ${kind} of ${item.label} begins before the phase before it is over.`;
    if (!item.isInterruptible && to - from !== minutes) {
      return `The ${kind} of ${item.label} takes ${minutes} minutes on ${machineName(problem, machine)}, not ${to - from}.`;
    }
    if (to - from < minutes) return `The ${kind} of ${item.label} takes at least ${minutes} minutes, not ${to - from}.`;
  }
  return undefined;
}
