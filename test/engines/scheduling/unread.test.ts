import { describe, expect, test } from 'vitest';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import { readShop } from '../../../src/engines/scheduling/reading/index.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { constant, not, term, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { minimizeMakespan } from './support/shops.ts';
import { solved } from './support/solved.ts';

function bestOf(model: Model): number {
  let best = Number.POSITIVE_INFINITY;
  for (const values of everySolution(model)) best = Math.min(best, objectiveOf(model, values));
  return best;
}

describe('what a shop does not say is checked on schedules:', () => {
  test('a second task may begin at most so long after a first', async () => {
    // On one machine 4, then 1 and 1 that belong together: the second no more than 2 after the first has begun. The
    // long one is not in between, so the pair takes 2 and all 6; apart from each other they would also take 6.
    const model = new ModelBuilder();
    const tasks = [4, 1, 1].map((size) => model.interval({ start: term(model.integer(0, 8)), size: constant(size) }));
    model.add(compare(tasks[2]!.start, '>=', tasks[1]!.end));
    model.add(compare(tasks[2]!.start, '<=', { ...tasks[1]!.start, offset: 2 }));
    model.noOverlap(tasks);
    minimizeMakespan(
      model,
      tasks.map(({ end }) => end),
      9,
    );
    const built = model.build();
    expect(readShop(built)!.unread).toHaveLength(1);
    expect((await solved(built, { ticks: 100 })).outcome.solution?.objective).toBe(bestOf(built));
  });

  test('starts with holes in their domains, and assumptions', async () => {
    const model = new ModelBuilder();
    const starts = [model.integerIn([1, 2, 6, 9]), model.integerIn([0, 1, 5, 5])];
    const [here, there] = [model.boolean(), model.boolean()];
    const tasks = [
      model.interval({ start: term(starts[0]!), size: constant(3) }),
      model.interval({ start: term(starts[1]!), size: constant(2), presence: [here] }),
      model.interval({ start: term(starts[1]!), size: constant(1), presence: [there] }),
    ];
    model.add({ kind: 'exactlyOne', literals: [here, there] });
    model.assume(not(there));
    model.noOverlap(tasks);
    model.minimize(weighted(starts, [1, 3]));
    const built = model.build();
    const { outcome } = await solved(built, { ticks: 100 });
    const best = bestOf({ ...built, assumptions: built.assumptions });
    expect(outcome.solution?.objective).toBe(best);
  });

  test('a rule on alternatives of several tasks: not both on the second machine', async () => {
    const model = new ModelBuilder();
    const machines: ReturnType<ModelBuilder['interval']>[][] = [[], []];
    const second: number[] = [];
    const ends = [3, 2, 2].map((size) => {
      const start = term(model.integer(0, 9));
      const literals = [0, 1].map((m) => {
        const presence = model.boolean();
        machines[m]!.push(model.interval({ start, size: constant(size), presence: [presence] }));
        return presence;
      });
      model.add({ kind: 'exactlyOne', literals });
      second.push(literals[1]!);
      return { ...start, offset: size };
    });
    for (const machine of machines) model.noOverlap(machine);
    model.add({ kind: 'atMostOne', literals: second });
    minimizeMakespan(model, ends, 12);
    // Without the rule 3 beside 2 and 2 take 4; with it one of 2 goes to the first machine: 5, or 3 alone on the second
    // one and both of 2 on the first: 4.
    const { outcome } = await solved(model.build(), { ticks: 100 });
    expect(outcome.solution?.objective).toBe(4);
  });
});

test('tasks of an order that is there or is not come and go together', async () => {
  // Two orders of two tasks each on one machine that has room for one of them before its end at 6: the dearer one stays.
  const model = new ModelBuilder();
  const tasks: ReturnType<ModelBuilder['interval']>[] = [];
  const orders = [0, 1].map(() => {
    const presence = model.boolean();
    const [first, then] = [2, 3].map((size) =>
      model.interval({ start: term(model.integer(0, 6 - size)), size: constant(size), presence: [presence] }),
    ) as [ReturnType<ModelBuilder['interval']>, ReturnType<ModelBuilder['interval']>];
    model.add(compare(then.start, '>=', first.end), { enforce: [presence] });
    tasks.push(first, then);
    return presence;
  });
  model.noOverlap(tasks);
  model.minimize(weighted(orders, [-5, -7]));
  const built = model.build();
  const reading = readShop(built)!;
  expect([reading.unread.length, reading.shop.shares.map((share) => [...share.tasks])]).toEqual([
    0,
    [
      [0, 1],
      [2, 3],
    ],
  ]);
  expect((await solved(built, { ticks: 100 })).outcome.solution?.objective).toBe(-7);
});
