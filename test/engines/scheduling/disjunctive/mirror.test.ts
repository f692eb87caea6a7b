import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generatedShop } from '../../../../bench/instances/shops/generated.ts';
import { Random } from '../../../../src/engines/random.ts';
import { BothWays } from '../../../../src/engines/scheduling/disjunctive/bothWays.ts';
import { mirrored, turned } from '../../../../src/engines/scheduling/disjunctive/mirror.ts';
import { type Problem, problemOf } from '../../../../src/engines/scheduling/disjunctive/problem.ts';
import { DisjunctiveSearch } from '../../../../src/engines/scheduling/disjunctive/search.ts';
import { makespanOf } from '../../../../src/engines/scheduling/makespan.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { costOf, type Schedule, type Shop } from '../../../../src/engines/scheduling/shop.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { constant, type Expression, term } from '../../../../src/language/expression.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import type { Model } from '../../../../src/language/model.ts';
import { arbitraryShop } from '../support/arbitraryShop.ts';

const HORIZON = 80;

/** Tasks on one machine with pauses, each some time before the latest end counts it. */
function oneMachine({
  sizes,
  pauses = [],
  releases = [],
  deliveries = [],
  families,
}: {
  readonly sizes: readonly number[];
  readonly pauses?: readonly (readonly [start: number, size: number])[];
  readonly releases?: readonly number[];
  readonly deliveries?: readonly number[];
  readonly families?: { readonly of: readonly number[]; readonly times: readonly (readonly number[])[] };
}): Model {
  const model = new ModelBuilder();
  const tasks = sizes.map((size, i) =>
    model.interval({ start: term(model.integer(releases[i] ?? 0, HORIZON)), size: constant(size) }),
  );
  const blocks = pauses.map(([start, size]) => model.interval({ start: constant(start), size: constant(size) }));
  const transitions = families && { families: families.of, times: families.times };
  model.noOverlap([...tasks, ...blocks], transitions ? { transitions } : undefined);
  const makespan = term(model.integer(0, 2 * HORIZON));
  const ends = tasks.map(({ end }, i): Expression => ({ ...end, offset: end.offset + (deliveries[i] ?? 0) }));
  model.add(maxEquality(makespan, ends));
  model.minimize(makespan);
  return model.build();
}

function read(model: Model) {
  const reading = readShop(model)!;
  const makespan = makespanOf(reading.shop);
  return { reading, problem: makespan && problemOf(reading.shop, makespan) };
}

/** Whether every task begins within its window: the graph knows when tasks may begin, and not how late. */
function isInTime({ latest }: Shop, { start, mode }: Schedule): boolean {
  return start.every((at, t) => at <= latest[mode[t]!]!);
}

/** The least makespan that a short search finds, which is the optimum of so few tasks. */
function leastOf(problem: Problem): number {
  let steps = 0;
  const search = new DisjunctiveSearch(problem, new Random(1), {
    isOver: () => ++steps > 200,
    onBetter: () => undefined,
  });
  search.construct();
  search.improve();
  return search.record;
}

describe('a problem as it looks from a target', () => {
  test('has its pauses counted back from there, and none behind it', () => {
    const { problem } = read(
      oneMachine({
        sizes: [4],
        pauses: [
          [8, 4],
          [15, 10],
          [40, 5],
        ],
      }),
    );
    // From 20 on back: a pause from 15 to 25 began 5 before it and ends behind it, one from 8 to 12 lies 8 to 12 before it.
    const { calendar } = mirrored(problem!, 20)!;
    expect([[...calendar!.start], [...calendar!.end]]).toEqual([
      [-5, 8],
      [5, 12],
    ]);
  });

  test('takes longer than the target by as much as the first task would have to begin before 0', () => {
    // 4 and 3 until 7 and 6 behind the pause: 18. Back from 17 there are 5 behind the pause and 8 before it, for 4 and for 3 and 6.
    const { problem } = read(oneMachine({ sizes: [4, 3, 6], pauses: [[8, 4]] }));
    expect(leastOf(mirrored(problem!, 18)!)).toBeLessThanOrEqual(18);
    expect(leastOf(mirrored(problem!, 17)!)).toBe(18);
  });

  test('has releases for what was delivered, and deliveries for what was released', () => {
    // 5 is ready at 10 and 2 is delivered in 7: 10 + 5, or 2 + 7. Back from 15 the same, with nothing to spare.
    const { problem } = read(oneMachine({ sizes: [5, 2], releases: [10, 0], deliveries: [0, 7] }));
    expect(leastOf(problem!)).toBe(15);
    expect(leastOf(mirrored(problem!, 15)!)).toBe(15);
  });

  test('has setups from the later task to the earlier one', () => {
    // From the first family to the second takes 9, back 1: the second goes first, in 3 + 1 + 4, and so it does from behind.
    const families = {
      of: [0, 1],
      times: [
        [0, 9],
        [1, 0],
      ],
    };
    const { problem } = read(oneMachine({ sizes: [4, 3], families }));
    const back = mirrored(problem!, 8)!;
    expect([leastOf(problem!), leastOf(back)]).toEqual([8, 8]);
    const { start } = turned({ start: Int32Array.of(0, 5), mode: Int32Array.of(0, 1) }, back, 8);
    expect([...start]).toEqual([4, 0]);
  });

  test('is none where a task may end behind the latest end of all', () => {
    const model = new ModelBuilder();
    const [counted, free] = [3, 9].map((size) =>
      model.interval({ start: term(model.integer(0, HORIZON)), size: constant(size) }),
    );
    model.noOverlap([counted!, free!, model.interval({ start: constant(4), size: constant(2) })]);
    const makespan = term(model.integer(0, 2 * HORIZON));
    model.add(compare(makespan, '>=', counted!.end));
    model.minimize(makespan);
    const { problem } = read(model.build());
    expect(mirrored(problem!, 10)).toBeUndefined();
  });

  test('has the schedules that are over by the target, and no others', () => {
    let looked = 0;
    const features = { calendar: true, alternatives: true };
    fc.assert(
      fc.property(arbitraryShop(features, 5), fc.nat(3), (model, less) => {
        const { problem, reading } = read(model);
        if (!problem) return;
        const forward = new DisjunctiveSearch(problem, new Random(1), {
          isOver: () => false,
          onBetter: () => undefined,
        });
        forward.construct();
        const target = forward.record - less;
        const back = mirrored(problem, target);
        if (!back) return;
        const found: { readonly schedule: Schedule; readonly makespan: number }[] = [];
        let steps = 0;
        const search = new DisjunctiveSearch(back, new Random(1), {
          isOver: () => ++steps > 50,
          onBetter: (schedule) => found.push({ schedule, makespan: search.record }),
        });
        search.construct();
        search.improve();
        for (const { schedule, makespan } of found) {
          const onward = turned(schedule, problem, target);
          if (makespan > target || !isInTime(reading.shop, onward)) continue;
          expect(isFeasible(model, reading.projection.valuesOf(onward))).toBe(true);
          expect(costOf(reading.shop, onward)).toBeLessThanOrEqual(target + reading.shop.constant);
          looked++;
        }
        // What is over by then is found from there, too.
        if (less === 0) expect(search.visit(turned(forward.best!, problem, target))).toBeLessThanOrEqual(target);
      }),
      { numRuns: 300 },
    );
    expect(looked).toBeGreaterThan(50);
  });
});

test('a search both ways reports what holds only, each better than the one before', () => {
  let allTurns = 0;
  fc.assert(
    fc.property(arbitraryShop({ calendar: true, alternatives: true }, 5), (model) => {
      const { problem, reading } = read(model);
      if (!problem?.calendar) return;
      const costs: number[] = [];
      let [steps, turns] = [0, 0];
      const search = new BothWays(problem, new Random(1), {
        isOver: () => ++steps > 100_000 || turns > 2,
        onBetter: (schedule) => {
          if (isInTime(reading.shop, schedule))
            expect(isFeasible(model, reading.projection.valuesOf(schedule))).toBe(true);
          costs.push(costOf(reading.shop, schedule));
        },
        onBeginsAnew: () => {
          turns++;
        },
      });
      search.construct();
      search.improve();
      expect(costs).toEqual([...new Set(costs)].sort((a, b) => b - a));
      allTurns += turns;
    }),
    { numRuns: 30 },
  );
  // It did turn round.
  expect(allTurns).toBeGreaterThan(30);
});

test('a search both ways leaves its way back for what somebody else finds', () => {
  const { problem } = read(generatedShop('calendar', 201));
  // Its work when it turned, and when it was given something on its first way back.
  const turns: number[] = [];
  let given: number | undefined;
  const search: BothWays = new BothWays(problem!, new Random(1), {
    isOver: () => {
      if (turns.length === 1 && given === undefined) {
        given = search.work;
        search.adopt(found);
      }
      return turns.length > 1;
    },
    onBetter: (schedule) => {
      found = schedule;
    },
    onBeginsAnew: () => turns.push(search.work),
  });
  let found: Schedule;
  search.construct();
  search.improve();
  // It goes on from the beginning on at once: one way long, and not two.
  expect(turns[1]! - given!).toBeLessThan(1.5 * turns[0]!);
});
