import { z } from 'zod';
import { postMachines } from '../posting/machines.ts';
import { isOfRun, type Problem } from '../problem.ts';
import type { Held } from '../schedule.ts';
import { lastOf, machineName, runNames, timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* a batch holds its machine from the start of its first phase to the end of its last, pauses and idle time
 * included; two batches on a machine do not overlap, and from the end of one to the start of another that comes later
 * lie at least the minutes that `setups` gives for their families.
 */
export const machines: Rule<z.infer<typeof parameters>> = {
  template: 'machines',
  hard: true,
  isEssential: true,
  usesVariant: true,
  meaning: 'A machine does one thing at a time, with the time to change over between families.',
  parameters,
  post: (_, posting) => postMachines(posting),
  check(_, { problem, schedule, breaks }) {
    for (const { index } of problem.machines) {
      const sorted = [...schedule.on(index)].sort((a, b) => a.from - b.from || a.to - b.to || a.run.item - b.run.item);
      for (const [before, after] of tooClose(problem, index, sorted)) {
        const runs = [before.run, after.run];
        if (!runs.some(isOfRun)) continue;
        breaks({ text: textOf(problem, index, [before, after]), assignments: runs, withdraw: lastOf(problem, runs) });
      }
    }
  },
  explain(_, { problem, schedule, candidate }) {
    for (const batch of candidate.batches) {
      const own = { run: candidate, batch, from: batch.phases[0]!.from, to: batch.phases.at(-1)!.to };
      const inWay = schedule.on(batch.machine).filter((other) => areTooClose(problem, batch.machine, own, other));
      if (inWay.length === 0) continue;
      const by = inWay.map(({ run }) => run);
      const text = `${machineName(problem, batch.machine)} does ${runNames(by)} then, from ${timeText(problem, inWay[0]!.from)} to ${timeText(problem, inWay[0]!.to)}.`;
      return { text, by, needs: 'another time or machine' };
    }
    return undefined;
  },
};

/** Pairs that overlap or leave too little time between them; each batch with those before it that may reach it. */
function* tooClose(problem: Problem, machine: number, sorted: readonly Held[]): Generator<[Held, Held]> {
  const longest = problem.longestSetup[machine]!;
  let reaching: Held[] = [];
  for (const held of sorted) {
    reaching = reaching.filter(({ to }) => to + longest > held.from);
    for (const before of reaching) if (areTooClose(problem, machine, before, held)) yield [before, held];
    reaching.push(held);
  }
}

function areTooClose({ items, setupBetween }: Problem, machine: number, a: Held, b: Held): boolean {
  const [before, after] = a.from < b.from || (a.from === b.from && a.to <= b.to) ? [a, b] : [b, a];
  const setup = setupBetween(machine, items[before.run.item]!.order, items[after.run.item]!.order);
  return before.to + setup > after.from;
}

function textOf(problem: Problem, machine: number, [before, after]: readonly [Held, Held]): string {
  const { items, setupBetween } = problem;
  const name = machineName(problem, machine);
  if (before.to > after.from) {
    return `${name} does ${runNames([before.run, after.run])} at once at ${timeText(problem, after.from)}.`;
  }
  const setup = setupBetween(machine, items[before.run.item]!.order, items[after.run.item]!.order);
  return `${name} has ${after.from - before.to} minutes between ${before.run.label} and ${after.run.label}, and needs ${setup} to change over.`;
}
