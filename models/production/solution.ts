import type { z } from 'zod';
import { schedule } from './input.ts';
import { type Batch, itemNamed, type Problem, type Run, startOf } from './problem.ts';

/** The JSON form of a solution: where each placed operation is, and in which sequence they begin. */
export const solutionSchema = schedule;

export type Solution = z.infer<typeof solutionSchema>;
type OperationAt = Solution['operations'][number];

/** Runs by the names of the input, and their sequence. */
export function solutionOf(problem: Problem, runs: readonly Run[]): Solution {
  const { clock, items, machines, operators, orders } = problem;
  const nameOf = ({ item }: Run) => ({ order: orders[items[item]!.order]!.id, operation: items[item]!.operation });
  const sorted = [...runs].sort((a, b) => a.item - b.item);
  const inTime = [...sorted].sort((a, b) => startOf(a) - startOf(b) || a.item - b.item);
  return {
    operations: sorted.map((run) => ({
      ...nameOf(run),
      batches: inOrder(run.batches).map(({ machine, quantity, phases }) => ({
        machine: machines[machine]!.id,
        quantity,
        phases: phases.map((phase) => ({
          from: clock.textOf(phase.from),
          to: clock.textOf(phase.to),
          operators: phase.operators.map((one) => operators[one]!.id),
        })),
      })),
    })),
    sequence: inTime.map(nameOf),
  };
}

/** Batches by when they begin. */
function inOrder(batches: readonly Batch[]): Batch[] {
  return [...batches].sort(
    (a, b) => a.phases[0]!.from - b.phases[0]!.from || a.machine - b.machine || b.quantity - a.quantity,
  );
}

/** The part of a solution whose names the problem has. */
export function knownIn(problem: Problem, { operations, sequence }: Solution): Solution {
  const { machineIndex, operatorIndex } = problem;
  const isKnown = ({ order, operation }: { readonly order: string; readonly operation: string }): boolean =>
    itemNamed(problem, order, operation) !== undefined;
  const isWhole = ({ batches }: OperationAt): boolean =>
    batches.length > 0 &&
    batches.every(
      ({ machine, phases }) =>
        machineIndex.has(machine) &&
        phases.length > 0 &&
        phases.every(({ operators }) => operators.every((one) => operatorIndex.has(one))),
    );
  return {
    operations: operations.filter((one) => isKnown(one) && isWhole(one)),
    sequence: sequence.filter(isKnown),
  };
}

/** The runs of a solution, as far as its names are known. */
export function runsIn(problem: Problem, solution: Solution): Run[] {
  return knownIn(problem, solution).operations.map(({ order, operation, batches }): Run => {
    const item = itemNamed(problem, order, operation)!;
    return {
      item: item.index,
      id: item.id,
      label: item.label,
      origin: 'proposal',
      batches: batches.map((one) => batchOf(problem, one)),
    };
  });
}

/** A batch by names that are known. */
export function batchOf({ clock, machineIndex, operatorIndex }: Problem, batch: OperationAt['batches'][number]): Batch {
  return {
    machine: machineIndex.get(batch.machine)!,
    quantity: batch.quantity,
    phases: batch.phases.map(({ from, to, operators }) => ({
      from: clock.minuteOf(from),
      to: clock.minuteOf(to),
      operators: operators.map((one) => operatorIndex.get(one)!).sort((a, b) => a - b),
    })),
  };
}
