import type { IntervalHandle } from '../../../../src/language/builder.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { constant, type Expression, term } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';

/** An operation of a job: its machine and how long it takes. */
export type Operation = readonly [machine: number, duration: number];

/**
 * Six jobs on six machines; the shortest makespan is 55.
 *
 * *Source* instance 6 x 6 of H. Fisher and G. L. Thompson, "Probabilistic learning combinations of local job-shop
 * scheduling rules", in Industrial Scheduling, Prentice-Hall, 1963; the optimum as in J. Carlier and E. Pinson, "An
 * algorithm for solving the job-shop problem", Management Science 35, 1989.
 */
export const FT06: readonly (readonly Operation[])[] = [
  [
    [2, 1],
    [0, 3],
    [1, 6],
    [3, 7],
    [5, 3],
    [4, 6],
  ],
  [
    [1, 8],
    [2, 5],
    [4, 10],
    [5, 10],
    [0, 10],
    [3, 4],
  ],
  [
    [2, 5],
    [3, 4],
    [5, 8],
    [0, 9],
    [1, 1],
    [4, 7],
  ],
  [
    [1, 5],
    [0, 5],
    [2, 5],
    [3, 3],
    [4, 8],
    [5, 9],
  ],
  [
    [2, 9],
    [1, 3],
    [4, 5],
    [5, 4],
    [0, 3],
    [3, 1],
  ],
  [
    [1, 3],
    [3, 3],
    [5, 9],
    [0, 10],
    [4, 4],
    [2, 1],
  ],
];

/** Jobs whose operations follow each other, on machines that do one at a time, as soon as possible. */
export function jobShop(jobs: readonly (readonly Operation[])[]): Model {
  const model = new ModelBuilder('job shop');
  const horizon = jobs.flat().reduce((total, [, duration]) => total + duration, 0);
  const machines = new Map<number, IntervalHandle[]>();
  const ends = jobs.map((job) => {
    let end: Expression = constant(0);
    for (const [machine, duration] of job) {
      const start = term(model.integer(0, horizon));
      const operation = model.interval({ start, size: constant(duration) });
      model.add(compare(start, '>=', end));
      machines.set(machine, [...(machines.get(machine) ?? []), operation]);
      end = operation.end;
    }
    return end;
  });
  for (const operations of machines.values()) model.noOverlap(operations);
  minimizeMakespan(model, ends, horizon);
  return model.build();
}

export function minimizeMakespan(model: ModelBuilder, ends: readonly Expression[], horizon: number): void {
  const makespan = term(model.integer(0, horizon, 'makespan'));
  model.add(maxEquality(makespan, ends));
  model.minimize(makespan);
}
