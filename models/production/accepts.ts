import type { Accepts } from '../../src/domain/accept.ts';
import { LISTS } from './lists.ts';
import type { Problem, Run } from './problem.ts';
import { solutionOf } from './solution.ts';
import type { Workshop } from './world.ts';

const [POSTED, PINS] = ['posted', 'pins'].map((name) => LISTS.find(({ list }) => list === name)!);

/** How operations that people accept become posted ones, in every detail. */
export const ACCEPTS: Accepts<Workshop> = {
  list: POSTED!,
  pins: PINS,
  entryOf,
  entryNow: ({ input, old, orders }, { index, operation, order }) =>
    old.has(index)
      ? input.posted.find((one) => one.order === orders[order]!.id && one.operation === operation)
      : undefined,
};

function entryOf(problem: Problem, run: Run) {
  const [{ batches, ...named }] = solutionOf(problem, [run]).operations as [
    ReturnType<typeof solutionOf>['operations'][0],
  ];
  const [first] = batches;
  const operators = [...new Set(batches.flatMap(({ phases }) => phases.flatMap((phase) => phase.operators)))];
  return { ...named, machine: first!.machine, start: first!.phases[0]!.from, operators, batches };
}
