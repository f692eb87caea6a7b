import { type IntervalHandle, ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../src/language/constraints/max.ts';
import { constant, type Expression, term } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import type { ProjectData, ShopData } from './readShops.ts';

/** A job shop, flexible or not; with operators, each operation also needs one of a limited number of operators for its whole time. */
export function shopModel(name: string, { machines, jobs }: ShopData, operators?: number): Model {
  const model = new ModelBuilder(name);
  const horizon = jobs.flat().reduce((total, choices) => total + Math.max(...choices.map(({ time }) => time)), 0);
  const onMachine: IntervalHandle[][] = Array.from({ length: machines }, () => []);
  const all: IntervalHandle[] = [];
  const ends = jobs.map((job) => {
    let last: Expression | undefined;
    for (const choices of job) {
      const start = term(model.integer(0, horizon));
      if (last) model.add(compare(start, '>=', last));
      const end = choices.length > 1 ? term(model.integer(0, horizon)) : undefined;
      const presences = choices.map(({ machine, time }) => {
        const presence = end ? [model.boolean()] : [];
        const interval = model.interval({ start, size: constant(time), presence, ...(end ? { end } : {}) });
        onMachine[machine]!.push(interval);
        all.push(interval);
        last = interval.end;
        return presence;
      });
      if (end) model.add({ kind: 'exactlyOne', literals: presences.flat() });
    }
    return last ?? constant(0);
  });
  for (const intervals of onMachine) model.noOverlap(intervals);
  if (operators !== undefined) {
    const ones = all.map(() => constant(1));
    model.cumulative(all, ones, constant(operators));
  }
  const makespan = term(model.integer(0, horizon));
  model.add(maxEquality(makespan, ends));
  model.minimize(makespan);
  return model.build();
}

/** A resource-constrained project whose last activity is to end soon. */
export function projectModel(name: string, { successors, durations, demands, capacities }: ProjectData): Model {
  const model = new ModelBuilder(name);
  const horizon = durations.reduce((total, duration) => total + duration, 0);
  const activities = durations.map((duration) =>
    model.interval({ start: term(model.integer(0, horizon)), size: constant(duration) }),
  );
  successors.forEach((list, a) => {
    for (const b of list) model.add(compare(activities[b]!.start, '>=', activities[a]!.end));
  });
  capacities.forEach((capacity, r) => {
    const users = activities.flatMap((activity, a) =>
      demands[a]![r]! > 0 ? [{ activity, demand: demands[a]![r]! }] : [],
    );
    model.cumulative(
      users.map(({ activity }) => activity),
      users.map(({ demand }) => constant(demand)),
      constant(capacity),
    );
  });
  model.minimize(activities.at(-1)!.end);
  return model.build();
}
