import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everySolution } from '../../../../src/engines/exhaustive/enumerate.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { KINDS, type Kind } from '../../../../src/language/constraints/index.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { constant, not, sum, term, weighted } from '../../../../src/language/expression.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import type { Model } from '../../../../src/language/model.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';
import { print } from '../../../../src/language/print.ts';
import { arbitraryModel } from '../../../support/models.ts';
import { FT06, jobShop, minimizeMakespan } from '../support/shops.ts';
import { run } from './support/run.ts';

/** Everything that is reported holds, gets better and ends with the outcome's solution. */
async function checked(model: Model, options?: Parameters<typeof run>[1]) {
  const ran = await run(model, options);
  const sign = model.objective?.sense === 'maximize' ? -1 : 1;
  ran.reported.forEach(({ values, objective }, i) => {
    expect(isFeasible(model, values), print(model)).toBe(true);
    expect(objectiveOf(model, values)).toBe(objective);
    if (i > 0) expect(sign * objective).toBeLessThan(sign * ran.reported[i - 1]!.objective);
  });
  expect(ran.outcome.solution?.objective).toBe(ran.reported.at(-1)?.objective);
  return ran;
}

describe('a job shop', () => {
  test('of six jobs on six machines has a schedule at once, and one of at most 58 soon', async () => {
    const { outcome, reported } = await checked(jobShop(FT06));
    expect(reported[0]!.objective).toBeLessThanOrEqual(80);
    // The optimum is 55; 58 is five percent above.
    expect(outcome.solution!.objective).toBeGreaterThanOrEqual(55);
    expect(outcome.solution!.objective).toBeLessThanOrEqual(58);
    expect(outcome).toMatchObject({ proof: 'none', stopped: 'tick-limit' });
  });

  test('gives the same schedules after the same ticks, and others with another seed', async () => {
    const model = jobShop(FT06);
    const sequence = async (seed: number, ticks: number) =>
      (await run(model, { seed, ticks })).reported.map(({ values, ticks: at }) => [at, ...values]);
    const first = await sequence(1, 300);
    expect(await sequence(1, 300)).toEqual(first);
    // A smaller budget sees the beginning of the same.
    const short = await sequence(1, 20);
    expect(first.slice(0, short.length)).toEqual(short);
    expect(await sequence(2, 300)).not.toEqual(first);
  });

  test('goes on from a start, and does not report what is no better', async () => {
    const model = jobShop(FT06);
    const { reported } = await run(model);
    const again = await checked(model, { start: reported.at(-1)!.values, ticks: 20 });
    expect(again.reported[0]!.values).toEqual(reported.at(-1)!.values);
  });
});

describe('alternatives', () => {
  test('go where they end first, in each of three ways to say that one is taken', async () => {
    const ways: Record<string, (model: ModelBuilder, here: number[]) => void> = {
      exactlyOne: (model, literals) => model.add({ kind: 'exactlyOne', literals }),
      boolOr: (model, literals) => model.add({ kind: 'boolOr', literals }),
      linear: (model, literals) => model.add(compare(sum(literals), '=', 1)),
    };
    for (const [name, post] of Object.entries(ways)) {
      const model = new ModelBuilder(name);
      const start = [0, 1, 2, 3].map(() => term(model.integer(0, 20)));
      const machines: ReturnType<ModelBuilder['interval']>[][] = [[], []];
      const ends = start.map((at) => {
        const size = term(model.integer(2, 3));
        const whole = model.interval({ start: at, size, end: term(model.integer(0, 30)) });
        const here = [2, 3].map((duration, machine) => {
          const presence = model.boolean();
          machines[machine]!.push(model.interval({ start: at, size: constant(duration), presence: [presence] }));
          model.add(compare(size, '=', duration), { enforce: [presence] });
          return presence;
        });
        post(model, here);
        return whole.end;
      });
      for (const machine of machines) model.noOverlap(machine);
      minimizeMakespan(model, ends, 40);
      const { outcome } = await checked(model.build());
      // Two on each machine end at 6, three on the fast one and one on the slow one too, all four on the fast one at 8;
      // within 5, the fast one takes two and the slow one takes one.
      expect(outcome.solution?.objective, name).toBe(6);
    }
  });

  test('with starts of their own follow the operation that they stand for', async () => {
    // Two operations, one after the other; each on a machine of its choice, one of which is blocked until 5.
    const model = new ModelBuilder();
    const machines = [[model.interval({ start: constant(0), size: constant(5) })], []] as ReturnType<
      ModelBuilder['interval']
    >[][];
    const operation = () => {
      const [start, end] = [term(model.integer(0, 20)), term(model.integer(0, 20))];
      model.interval({ start, size: constant(3), end });
      const literals = machines.map((machine) => {
        const presence = model.boolean();
        const own = term(model.integer(0, 20));
        machine.push(model.interval({ start: own, size: constant(3), presence: [presence] }));
        model.add(compare(own, '=', start), { enforce: [presence] });
        return presence;
      });
      model.add({ kind: 'exactlyOne', literals });
      return { start, end };
    };
    // The second is written first, so that the order of writing does not help.
    const [second, first] = [operation(), operation()];
    model.add(compare(second.start, '>=', first.end));
    for (const machine of machines) model.noOverlap(machine);
    minimizeMakespan(model, [second.end], 40);
    expect((await checked(model.build())).outcome.solution?.objective).toBe(6);
  });
});

describe('optional intervals', () => {
  test('are taken when that pays, as many as fit', async () => {
    // Room for 10: of 4, 4, 4 and 6 at most two fit; worth 3, 3, 3 and 5, the best are 4 and 6: 8.
    const model = new ModelBuilder();
    const present = [4, 4, 4, 6].map((size) => {
      const presence = model.boolean();
      return {
        presence,
        interval: model.interval({
          start: term(model.integer(0, 10 - size)),
          size: constant(size),
          presence: [presence],
        }),
      };
    });
    model.noOverlap(present.map(({ interval }) => interval));
    model.maximize(
      weighted(
        present.map(({ presence }) => presence),
        [3, 3, 3, 5],
      ),
    );
    expect((await checked(model.build())).outcome.solution?.objective).toBe(8);
  });

  test('are left out when they only cost, unless something asks for them', async () => {
    const model = new ModelBuilder();
    const [a, b] = [model.boolean('a'), model.boolean('b')];
    const at = [a, b].map((presence) =>
      model.interval({ start: term(model.integer(0, 5)), size: constant(2), presence: [presence] }),
    );
    model.noOverlap(at);
    model.add({ kind: 'boolOr', literals: [a], enforce: [not(b)] });
    model.minimize(weighted([a, b], [2, 3]));
    expect((await checked(model.build())).outcome.solution?.objective).toBe(2);
  });
});

describe('a cumulative resource', () => {
  test('is filled up to its capacity', async () => {
    // 6 tasks of 2 hours that need 2 of 5: two at a time, so 6 hours.
    const model = new ModelBuilder();
    const tasks = Array.from({ length: 6 }, () =>
      model.interval({ start: term(model.integer(0, 20)), size: constant(2) }),
    );
    model.cumulative(
      tasks,
      tasks.map(() => constant(2)),
      constant(5),
    );
    minimizeMakespan(
      model,
      tasks.map(({ end }) => end),
      40,
    );
    expect((await checked(model.build())).outcome.solution?.objective).toBe(6);
  });

  test('whose capacity is to be small gets what its schedule needs', async () => {
    // 3 tasks of 2 within 4 hours that need 3 each: two of them overlap, so 6; a capacity of 9 would be enough at once.
    const model = new ModelBuilder();
    const capacity = model.integer(0, 9);
    const tasks = [0, 1, 2].map(() => model.interval({ start: term(model.integer(0, 2)), size: constant(2) }));
    model.cumulative(
      tasks,
      tasks.map(() => constant(3)),
      term(capacity),
    );
    model.minimize(term(capacity));
    expect((await checked(model.build())).outcome.solution?.objective).toBe(6);
  });
});

test('what has no room goes before what was placed too early', async () => {
  // The machine is busy from 9 to 11. The one of 4 has the least latest start, 5, and goes first, to 0; the one of 2 may
  // start at 0 or at 9 only and has no room any more. So it has to go first, and the other one to 2 at the earliest.
  const model = new ModelBuilder();
  const [long, short] = [model.integer(0, 5), model.integerIn([0, 0, 9, 9])];
  model.noOverlap([
    model.interval({ start: constant(9), size: constant(2) }),
    model.interval({ start: term(long), size: constant(4) }),
    model.interval({ start: term(short), size: constant(2) }),
  ]);
  const { outcome } = await checked(model.build(), { ticks: 5 });
  // Without an objective the first schedule is the answer.
  expect(outcome).toMatchObject({ proof: 'optimal', stopped: 'finished' });
  expect([...outcome.solution!.values]).toEqual([2, 0]);
});

test('rectangles are packed beside and upon each other', async () => {
  // A 2 x 2, a 2 x 1 and a 1 x 3 in a box of 3 x 3: the area is 9, so there is no room to lose.
  const model = new ModelBuilder();
  const sides = [
    [2, 2],
    [2, 1],
    [1, 3],
  ] as const;
  const axes = [0, 1].map((axis) =>
    sides.map((side) =>
      model.interval({ start: term(model.integer(0, 3 - side[axis]!)), size: constant(side[axis]!) }),
    ),
  );
  model.noOverlap2D(axes[0]!, axes[1]!);
  expect((await checked(model.build())).outcome.solution).toBeDefined();
});

describe('nothing is found', () => {
  test('where nothing holds, and nothing is claimed', async () => {
    // Three tasks of 2 that start by 3 need 6 hours and have 5.
    const model = new ModelBuilder();
    model.noOverlap([0, 1, 2].map(() => model.interval({ start: term(model.integer(0, 3)), size: constant(2) })));
    const { outcome, reported } = await run(model.build());
    expect(reported).toEqual([]);
    expect(outcome.proof).toBe('none');
    expect(outcome.solution).toBeUndefined();
  });

  test('at once, where there are no intervals', async () => {
    const model = new ModelBuilder();
    model.minimize(term(model.integer(0, 3)));
    expect((await run(model.build())).outcome).toEqual({ proof: 'none', stopped: 'finished', ticks: 0 });
  });
});

/** One interval that takes part in nothing, for kinds whose generated models have none. */
const IDLE = { start: constant(0), size: constant(1), end: constant(1) };

test.each(Object.keys(KINDS) as Kind[])(
  'whatever it reports about %s holds, and nothing where nothing does',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(arbitraryModel(kind), async (generated) => {
        const model = generated.intervals.length > 0 ? generated : { ...generated, intervals: [IDLE] };
        const { outcome } = await checked(model, { ticks: 20 });
        if (outcome.solution) return;
        // What it does not find may exist; what does not exist it must not find, which `checked` sees to.
        expect(outcome.proof).toBe('none');
      }),
      { numRuns: 30, seed: 11, endOnFailure: true },
    );
  },
);

/** Tasks in an order that precedences follow, on one cumulative resource, with time for all in a row. */
const easyModel = fc
  .array(
    fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.array(fc.nat(30), { maxLength: 3 })),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((tasks) => {
    const model = new ModelBuilder();
    const horizon = tasks.reduce((total, [size]) => total + size, 0);
    const intervals = tasks.map(([size]) =>
      model.interval({ start: term(model.integer(0, horizon)), size: constant(size) }),
    );
    tasks.forEach(([, , before], i) => {
      for (const at of before) if (i > 0) model.add(compare(intervals[at % i]!.end, '<=', intervals[i]!.start));
    });
    model.cumulative(
      intervals,
      tasks.map(([, demand]) => constant(demand)),
      constant(4),
    );
    minimizeMakespan(
      model,
      intervals.map(({ end }) => end),
      horizon,
    );
    return model.build();
  });

test('precedences and one resource never keep it from a schedule, when there is time for all in a row', async () => {
  await fc.assert(
    fc.asyncProperty(easyModel, async (model) => {
      expect((await checked(model, { ticks: 100 })).reported.length).toBeGreaterThan(0);
    }),
    { numRuns: 60, seed: 5 },
  );
});

test('on small models with resources it finds the optimum nearly always', async () => {
  const found: boolean[] = [];
  for (const kind of ['noOverlap', 'noOverlap2D', 'cumulative'] as const) {
    for (const model of fc.sample(arbitraryModel(kind), { numRuns: 40, seed: 2 })) {
      const sign = model.objective?.sense === 'maximize' ? -1 : 1;
      let best = Number.POSITIVE_INFINITY;
      for (const values of everySolution(model)) best = Math.min(best, sign * objectiveOf(model, values));
      if (best === Number.POSITIVE_INFINITY) continue;
      found.push(sign * ((await run(model)).outcome.solution?.objective ?? Number.NaN) === best);
    }
  }
  expect(found.length).toBeGreaterThan(40);
  expect(found.filter((isBest) => !isBest).length).toBeLessThanOrEqual(found.length / 20);
});
