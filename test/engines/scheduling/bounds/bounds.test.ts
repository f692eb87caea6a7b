import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../../src/engines/exhaustive/enumerate.ts';
import { energyBound } from '../../../../src/engines/scheduling/bounds/energy.ts';
import { lowerBound } from '../../../../src/engines/scheduling/bounds/index.ts';
import { preemptiveBound } from '../../../../src/engines/scheduling/bounds/jackson.ts';
import { Supply } from '../../../../src/engines/scheduling/bounds/supply.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';
import { cases } from '../../../support/deep.ts';
import { arbitraryShop, sizeOf } from '../support/arbitraryShop.ts';

test('one machine, interrupted: the example of Carlier 1982', () => {
  // The bound is the greatest of least head + all time + least tail over all sets of tasks; here the set of the second,
  // third and fourth: 11 + (6 + 7 + 4) + 21 = 49.
  const heads = [10, 13, 11, 20, 30, 0, 30];
  const times = [5, 6, 7, 4, 3, 6, 2];
  const tails = [7, 26, 24, 21, 8, 17, 0];
  expect(preemptiveBound(heads, times, tails)).toBe(49);
});

test('energy: all work over the capacity, and more where some begin late and have long tails', () => {
  // 7 tasks of 2 that need 1 of 4 take 3.5, so 4.
  const supply = new Supply({ capacity: 4, blocks: [] });
  const seven = {
    supply,
    heads: new Array(7).fill(0),
    energies: new Array(7).fill(2),
    tails: new Array(7).fill(0),
  };
  expect(energyBound(seven)).toBe(4);
  // Two of them, from 5 on with tails of 3: 5 + 8 / 4 + 3 when they need all of it.
  expect(energyBound({ supply, heads: [0, 5, 5], energies: [2, 4, 4], tails: [0, 3, 3] })).toBe(10);
});

test('energy around what is fixed: four of a resource, of which three are taken from 1 to 3', () => {
  const supply = new Supply({ capacity: 4, blocks: [{ start: 1, size: 2, demand: 3, family: 0 }] });
  // 4 until 1, and 5 and 6 until 2 and 3: the seventh needs part of the time after it.
  expect([4, 5, 6, 7].map((energy) => energyBound({ supply, heads: [0], energies: [energy], tails: [0] }))).toEqual([
    1, 2, 3, 4,
  ]);
});

test('energy that is too large to be exact says nothing', () => {
  const capacity = 2 ** 28 - 1;
  for (let start = 2 ** 28 - 20; start < 2 ** 28; start++) {
    // One that takes all of it for 3 is over after 3, in numbers of any size.
    const one = { supply: new Supply({ capacity, blocks: [] }), heads: [start], energies: [3 * capacity], tails: [0] };
    expect(energyBound(one)).toBeLessThanOrEqual(start + 3);
  }
});

test('what a resource gives is the sum of what is free at each time', () => {
  const block = fc.record({
    start: fc.integer({ min: -5, max: 20 }),
    size: fc.nat(6),
    demand: fc.nat(4),
    family: fc.constant(0),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(block, { maxLength: 5 }), (capacity, blocks) => {
      const supply = new Supply({ capacity, blocks });
      const freeAt = (time: number): number => {
        const taken = blocks.filter(({ start, size }) => start <= time && time < start + size);
        return Math.max(0, capacity - taken.reduce((sum, { demand }) => sum + demand, 0));
      };
      const wrong: number[] = [];
      for (let from = -8; from < 30; from++) {
        const before = supply.givenUpTo(from);
        let given = 0;
        for (let time = from; time < 30; time++) {
          if (supply.givenUpTo(time) !== before + given) wrong.push(time);
          // The first time by which more than before is given.
          if (freeAt(time) > 0 && supply.timeOf(before + given + 1) !== time + 1) wrong.push(time);
          given += freeAt(time);
        }
      }
      expect(wrong).toEqual([]);
    }),
    { seed: 3 },
  );
});

test('one machine, interrupted, that rests: what is always right is what is done minute by minute', () => {
  const task = fc.record({ head: fc.nat(12), time: fc.integer({ min: 1, max: 4 }), tail: fc.nat(12) });
  const rest = fc.record({ start: fc.nat(20), size: fc.nat(6), demand: fc.constant(1), family: fc.constant(0) });
  fc.assert(
    fc.property(fc.array(task, { minLength: 1, maxLength: 6 }), fc.array(rest, { maxLength: 3 }), (tasks, blocks) => {
      const left = tasks.map(({ time }) => time);
      let least = Number.NEGATIVE_INFINITY;
      for (let minute = 0; left.some((time) => time > 0); minute++) {
        if (blocks.some(({ start, size }) => start <= minute && minute < start + size)) continue;
        const open = [...tasks.keys()].filter((t) => left[t]! > 0 && tasks[t]!.head <= minute);
        const [next] = open.sort((a, b) => tasks[b]!.tail - tasks[a]!.tail);
        if (next === undefined) continue;
        left[next]!--;
        if (left[next] === 0) least = Math.max(least, minute + 1 + tasks[next]!.tail);
      }
      const [heads, times, tails] = [tasks.map((t) => t.head), tasks.map((t) => t.time), tasks.map((t) => t.tail)];
      expect(preemptiveBound(heads, times, tails, new Supply({ capacity: 1, blocks }))).toBe(least);
    }),
    { seed: 4 },
  );
});

test('a bound minds when machines rest, before a task and behind it', () => {
  // Two machines that rest from 8 to 12 and from 10 to 20. A takes 5 on the first, then 5 on the second; B takes 3 and 6.
  // The second machine can begin at 3: until 10 it has room for one of the two. The other begins at 20 and is over at 25,
  // if it is A. Of 11 in all 4 would be left at 10, but to be over at 24 both had to be done before.
  const model = new ModelBuilder();
  const rests = [
    { start: 8, size: 4 },
    { start: 10, size: 10 },
  ];
  const machines = rests.map(({ start, size }) => [model.interval({ start: constant(start), size: constant(size) })]);
  const ends = [
    [5, 5],
    [3, 6],
  ].map((times) => {
    let end = constant(0);
    times.forEach((time, m) => {
      const start = term(model.integer(0, 100));
      model.add(compare(start, '>=', end));
      const interval = model.interval({ start, size: constant(time) });
      machines[m]!.push(interval);
      end = interval.end;
    });
    return end;
  });
  for (const machine of machines) model.noOverlap(machine);
  const makespan = term(model.integer(0, 200));
  model.add(maxEquality(makespan, ends));
  model.minimize(makespan);
  expect(lowerBound(readShop(model.build())!.shop)).toBe(25);
});

test('a bound minds that a task may need a machine some time after its start', () => {
  // A is on the machine from 5 to 8 after its start, and then over. D takes 5 there, and what comes after it 5 more: D from
  // 0 to 5, A from 5 to 8, over at 10.
  const model = new ModelBuilder();
  const [a, d, after] = [model.integer(0, 50), model.integer(0, 50), model.integer(0, 50)].map((v) => term(v));
  const first = model.interval({ start: a!, size: constant(5) });
  const second = model.interval({ start: { ...a!, offset: 5 }, size: constant(3) });
  const own = model.interval({ start: d!, size: constant(5) });
  const last = model.interval({ start: after!, size: constant(5) });
  model.add(compare(after!, '>=', own.end));
  model.noOverlap([first, last]);
  model.noOverlap([second, own]);
  const makespan = term(model.integer(0, 200));
  model.add(maxEquality(makespan, [first.end, second.end, last.end]));
  model.minimize(makespan);
  expect(lowerBound(readShop(model.build())!.shop)).toBe(10);
});

test('no solution of a small shop is better than its bound', () => {
  let bounds = 0;
  fc.assert(
    fc.property(
      fc
        .boolean()
        .chain((tardiness) =>
          arbitraryShop(
            { alternatives: true, operators: true, calendar: true, optional: true, phases: true, tardiness },
            2,
          ),
        ),
      (model) => {
        fc.pre(sizeOf(model) < 300_000);
        const bound = lowerBound(readShop(model)!.shop);
        if (bound === undefined) return;
        bounds++;
        let best = Number.POSITIVE_INFINITY;
        for (const values of everySolution(model)) best = Math.min(best, objectiveOf(model, values));
        expect(best).toBeGreaterThanOrEqual(bound);
      },
    ),
    { numRuns: cases(30, 300), seed: 2 },
  );
  expect(bounds).toBeGreaterThan(10);
});
