import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../../src/engines/exhaustive/enumerate.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { costOf } from '../../../../src/engines/scheduling/shop.ts';
import { type IntervalHandle, ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { constant, minus, not, term, weighted } from '../../../../src/language/expression.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';
import { arbitraryShop } from '../support/arbitraryShop.ts';
import { FT06, jobShop } from '../support/shops.ts';
import { solved } from '../support/solved.ts';

test('a job shop is tasks with one mode each, chained, on machines, with one term', () => {
  const { shop } = readShop(jobShop(FT06))!;
  expect([shop.taskCount, shop.duration.length, shop.resources.length, shop.precedences.length]).toEqual([
    36, 36, 6, 30,
  ]);
  // Each job's last operation counts for the makespan.
  expect(shop.terms.map(({ weight, refs }) => [weight, refs.length])).toEqual([[1, 6]]);
});

test('the flexible shop of the OR-Tools sample: alternatives with starts, sizes and ends of their own', () => {
  const model = new ModelBuilder();
  const [start, size, end] = [model.integer(0, 20), model.integer(1, 5), model.integer(0, 20)];
  model.interval({ start: term(start), size: term(size), end: term(end) });
  const machines = [3, 5].map((duration) => {
    const presence = model.boolean();
    const [ownStart, ownEnd] = [model.integer(0, 20), model.integer(0, 20)];
    const own = model.interval({
      start: term(ownStart),
      size: constant(duration),
      end: term(ownEnd),
      presence: [presence],
    });
    model.add(compare(term(start), '=', term(ownStart)), { enforce: [presence] });
    model.add(compare(term(size), '=', duration), { enforce: [presence] });
    model.add(compare(term(end), '=', term(ownEnd)), { enforce: [presence] });
    model.noOverlap([own]);
    return presence;
  });
  model.add({ kind: 'exactlyOne', literals: machines });
  model.minimize(term(end));
  const { shop, projection } = readShop(model.build())!;
  expect([shop.taskCount, [...shop.duration], [...shop.useResource]]).toEqual([1, [3, 5], [0, 1]]);
  const values = projection.valuesOf({ start: Int32Array.of(4), mode: Int32Array.of(1) });
  expect(isFeasible(model.build(), values)).toBe(true);
  expect([values[start], values[size], values[end]]).toEqual([4, 5, 9]);
});

test('intervals tied by equations are one task; setup, work and cleanup of it take their resources in turn', () => {
  const model = new ModelBuilder();
  const start = term(model.integer(0, 20));
  const work = term(model.integer(0, 20));
  const setup = model.interval({ start, size: constant(2) });
  const core = model.interval({ start: work, size: constant(4) });
  model.add(compare(work, '=', setup.end));
  model.noOverlap([setup, core]);
  model.cumulative([setup], [constant(3)], constant(5));
  model.minimize(core.end);
  const { shop } = readShop(model.build())!;
  expect([shop.taskCount, shop.duration[0]]).toEqual([1, 6]);
  const uses = [...shop.useResource].map((r, u) => [r, shop.useOffset[u], shop.useSize[u], shop.useDemand[u]]);
  expect(uses).toEqual([
    [0, 0, 2, 1],
    [1, 0, 2, 3],
    [0, 2, 4, 1],
  ]);
});

/** A task on one of two machines, of which a Boolean beside its intervals says whether it is there. */
function leftOut(model: ModelBuilder, machines: IntervalHandle[][], most: number) {
  const [presence, start] = [model.boolean(), term(model.integer(0, most))];
  const ways = machines.map((machine) => {
    const way = model.boolean();
    machine.push(model.interval({ start, size: constant(2), presence: [way] }));
    return way;
  });
  model.add({ kind: 'exactlyOne', literals: [...ways, not(presence)] });
  return { presence, start };
}

test('a task whose presence is a Boolean beside its intervals, and one that depends on it', () => {
  const model = new ModelBuilder();
  const machines: IntervalHandle[][] = [[], []];
  const [first, then] = [leftOut(model, machines, 9), leftOut(model, machines, 9)];
  for (const machine of machines) model.noOverlap(machine);
  const gap = compare(then.start, '>=', { ...first.start, offset: 2 });
  model.add(gap, { enforce: [first.presence, then.presence] });
  model.add({ kind: 'boolOr', literals: [not(then.presence), first.presence] });
  model.minimize(weighted([first.presence, then.presence], [-1, -1]));
  const { shop, unread } = readShop(model.build())!;
  // Either machine, or not there.
  expect([shop.taskCount, [...shop.modeFrom], unread]).toEqual([2, [0, 3, 6], []]);
  const isThere = [...shop.duration].map((minutes) => Number(minutes > 0));
  const [{ from, to, lag }] = shop.precedences as [(typeof shop.precedences)[0]];
  const at = isThere.slice(0, 3).map((there) => (there ? 0 : Number.NEGATIVE_INFINITY));
  expect([[...from.at], [...to.at], lag]).toEqual([at, at, 2]);
  // The one that depends is away, or the other one is there.
  const parts = shop.clauses.map((clause) => clause.parts.map(({ task, isTrue }) => [task, [...isTrue]]));
  const [[inFirst, inThen]] = [[isThere.slice(0, 3), isThere.slice(3).map((there) => 1 - there)]];
  expect(parts.map((one) => one.toSorted())).toEqual([
    [
      [0, inFirst],
      [1, inThen],
    ],
  ]);
});

test('a Boolean that rows of several tasks tell belongs to all of them', () => {
  // Done whole, on either machine, or in two halves, each on either machine; the second half is there only in two.
  const model = new ModelBuilder();
  const machines: IntervalHandle[][] = [[], []];
  const whole = leftOut(model, machines, 9);
  const starts = [whole.start, term(model.integer(0, 9))];
  const [halves, placed] = [model.boolean(), model.boolean()];
  for (const start of starts) {
    const ways = machines.map((machine) => {
      const way = model.boolean();
      machine.push(model.interval({ start, size: constant(1), presence: [way] }));
      return way;
    });
    model.add({ kind: 'exactlyOne', literals: [...ways, not(halves)] });
  }
  model.add({ kind: 'exactlyOne', literals: [whole.presence, halves, not(placed)] });
  for (const machine of machines) model.noOverlap(machine);
  model.minimize(weighted([placed, halves], [-5, -1]));
  const { shop, unread } = readShop(model.build())!;
  expect(unread).toEqual([]);
  // Whole or halves on two machines, or neither; the second half on two machines, or not there.
  expect([...shop.modeFrom]).toEqual([0, 5, 8]);
  // What the first half says of being two, the second one says too.
  const [share] = shop.shares;
  expect([shop.shares.length, share && [...share.tasks]]).toEqual([1, [0, 1]]);
  expect(share?.values.map((values) => [...values].toSorted())).toEqual([
    [0, 0, 0, 1, 1],
    [0, 1, 1],
  ]);
});

test('whether a task is late is one of its modes', () => {
  // 2 and 2 on one machine, both to be over at 3: one of them is late, which costs 4 or 7.
  const model = new ModelBuilder();
  const starts = [0, 1].map(() => model.integer(0, 9));
  model.noOverlap(starts.map((start) => model.interval({ start: term(start), size: constant(2) })));
  const late = starts.map((start) => {
    const literal = model.boolean();
    model.add(compare(term(start), '<=', 1), { enforce: [not(literal)] });
    return literal;
  });
  model.minimize(weighted(late, [4, 7]));
  const { shop, unread } = readShop(model.build())!;
  expect([unread, [...shop.modeFrom], [...shop.latest].toSorted()]).toEqual([[], [0, 2, 4], [1, 1, 9, 9]]);
});

/** A setup of 2 and a core of 3, at most 9 apart, on a machine that is closed from 4 to 9 and held from first to last. */
function phasesBeforeTheNight() {
  const model = new ModelBuilder();
  const [from, until, since, to] = [0, 0, 0, 0].map(() => term(model.integer(0, 30)));
  const phases = [
    model.interval({ start: from!, size: constant(2), end: until! }),
    model.interval({ start: since!, size: constant(3), end: to! }),
  ];
  const held = model.interval({ start: from!, size: term(model.integer(0, 30)), end: to! });
  model.add(compare(minus(since!, until!), '<=', 9));
  model.add(compare(since!, '>=', until!));
  model.noOverlap([...phases, model.interval({ start: constant(4), size: constant(5) })]);
  model.noOverlap([held, model.interval({ start: constant(0), size: constant(1) })]);
  model.minimize(to!);
  return { model: model.build(), from: from!, to: to! };
}

test('a gap within a task is the least one, or as long as what it needs is closed', () => {
  const { shop, unread } = readShop(phasesBeforeTheNight().model)!;
  expect([shop.taskCount, unread]).toEqual([1, []]);
  const uses = Array.from(shop.duration, (_, m) => {
    const own = [...Array(shop.useFrom[m + 1]! - shop.useFrom[m]!).keys()].map((u) => u + shop.useFrom[m]!);
    return own.map((u) => [shop.useResource[u], shop.useOffset[u], shop.useSize[u]]);
  });
  // Of the machine that is closed: setup and core; of the one that is held, everything. The night lasts 5; one is 1.
  const night = [
    [0, 0, 2],
    [1, 0, 10],
    [0, 7, 3],
  ];
  expect(uses.map((one) => one.toSorted((a, b) => a[1]! - b[1]! || a[0]! - b[0]!))).toContainEqual(night);
  expect([...shop.duration].toSorted((a, b) => a - b)).toEqual([5, 6, 10]);
});

test('the setup goes before the night, and the core behind it', async () => {
  // From 1 on the setup ends before 4, so the core begins at 9 when the machine is open again: 12, and not 14 in one go.
  const { model, from, to } = phasesBeforeTheNight();
  const { outcome } = await solved(model, { ticks: 100 });
  const { values } = outcome.solution!;
  expect([values[from.vars[0]!], values[to.vars[0]!]]).toEqual([2, 12]);
});

test.each([
  ['an objective that is better when tasks are later', (model: ModelBuilder) => model.maximize(term(0))],
  [
    'a variable that follows from nothing',
    (model: ModelBuilder) => model.add({ kind: 'allDifferent', exprs: [term(0), term(model.integer(0, 9))] }),
  ],
])('%s is not read', (_, add) => {
  const model = new ModelBuilder();
  model.noOverlap([0, 1].map(() => model.interval({ start: term(model.integer(0, 9)), size: constant(2) })));
  add(model);
  expect(readShop(model.build())).toBeUndefined();
});

const EVERYTHING = { alternatives: true, optional: true, operators: true, calendar: true, tardiness: true };

test('every solution of the model is a schedule of the same cost, and the schedule is a solution again', () => {
  fc.assert(
    fc.property(arbitraryShop({ ...EVERYTHING, tardiness: false }, 2), fc.nat(), (model, skip) => {
      const { shop, projection } = readShop(model)!;
      let seen = 0;
      for (const values of everySolution(model)) {
        if (seen++ % 97 !== skip % 97) continue;
        const schedule = projection.scheduleOf(values)!;
        const again = projection.valuesOf(schedule);
        expect(isFeasible(model, again)).toBe(true);
        // What follows from a schedule may be better than what was given, never worse.
        expect(objectiveOf(model, again)).toBeLessThanOrEqual(objectiveOf(model, values));
        expect(costOf(shop, schedule)).toBe(objectiveOf(model, again));
        if (seen > 2000) break;
      }
    }),
    { numRuns: 40, seed: 3 },
  );
});
