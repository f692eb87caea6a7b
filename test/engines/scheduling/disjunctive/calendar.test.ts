import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { type Calendar, firstStart, lastEnd } from '../../../../src/engines/scheduling/disjunctive/calendar.ts';
import { Graph } from '../../../../src/engines/scheduling/disjunctive/graph.ts';
import { BlockMoves } from '../../../../src/engines/scheduling/disjunctive/moves/block.ts';
import { Candidates } from '../../../../src/engines/scheduling/disjunctive/moves/candidates.ts';
import { Memory } from '../../../../src/engines/scheduling/disjunctive/moves/memory.ts';
import { problemOf } from '../../../../src/engines/scheduling/disjunctive/problem.ts';
import { makespanOf } from '../../../../src/engines/scheduling/makespan.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';
import { solved } from '../support/solved.ts';

/** Machine 0 always works; machine 1 rests from 10 to 20 and from 25 to 30. */
const CALENDAR: Calendar = {
  from: Int32Array.of(0, 0, 2),
  start: Int32Array.of(10, 25),
  end: Int32Array.of(20, 30),
};

test('the first start: at once, behind a pause that it would run into, behind two where the time between is too short', () => {
  expect(firstStart(CALENDAR, 0, 7, 100)).toBe(7);
  expect(firstStart(CALENDAR, 1, 7, 3)).toBe(7);
  expect(firstStart(CALENDAR, 1, 7, 4)).toBe(20);
  expect(firstStart(CALENDAR, 1, 15, 5)).toBe(20);
  expect(firstStart(CALENDAR, 1, 7, 6)).toBe(30);
  expect(firstStart(CALENDAR, 1, 40, 6)).toBe(40);
});

test('the last end, from the other end of time', () => {
  expect(lastEnd(CALENDAR, 0, 7, 100)).toBe(7);
  expect(lastEnd(CALENDAR, 1, 34, 4)).toBe(34);
  expect(lastEnd(CALENDAR, 1, 34, 5)).toBe(25);
  expect(lastEnd(CALENDAR, 1, 34, 6)).toBe(10);
  expect(lastEnd(CALENDAR, 1, 30, 5)).toBe(25);
  expect(lastEnd(CALENDAR, 1, 10, 10)).toBe(10);
});

/** Tasks of 4, 3 and 6 on a machine that rests for some time, of some of its capacity. */
function resting(pauses: readonly (readonly [start: number, size: number])[], capacity = 1): Model {
  const model = new ModelBuilder();
  const tasks = [4, 3, 6].map((size) => model.interval({ start: term(model.integer(0, 60)), size: constant(size) }));
  const blocks = pauses.map(([start, size]) => model.interval({ start: constant(start), size: constant(size) }));
  const ones = [...tasks, ...blocks].map(() => constant(1));
  if (capacity === 1) model.noOverlap([...tasks, ...blocks]);
  else model.cumulative([...tasks, ...blocks], ones, constant(capacity));
  const makespan = term(model.integer(0, 80));
  const ends = tasks.map(({ end }) => end);
  model.add(maxEquality(makespan, ends));
  model.minimize(makespan);
  return model.build();
}

test('pauses that touch become one; a machine that works on with a part of its capacity is none', () => {
  const problem = (model: Model) => {
    const { shop } = readShop(model)!;
    return problemOf(shop, makespanOf(shop)!);
  };
  const { calendar } = problem(
    resting([
      [12, 3],
      [8, 4],
      [30, 5],
    ]),
  )!;
  expect([[...calendar!.start], [...calendar!.end]]).toEqual([
    [8, 30],
    [15, 35],
  ]);
  expect(problem(resting([[8, 4]], 2))).toBeUndefined();
});

test('what fits before a pause goes before it: 4 and 3 until 7, 6 behind the pause, until 18', async () => {
  const { outcome } = await solved(resting([[8, 4]]), { ticks: 100 });
  expect(outcome.solution?.objective).toBe(18);
});

/**
 * Tasks 0 to 3, of 4, 3, 6 and 10, on a machine that rests from 10 to 20; behind task 0 there are 26 more, and behind task 1 there are 5,
 * on machines of their own, which are tasks 4 and 5.
 */
function aroundAPause(): Model {
  const model = new ModelBuilder();
  const sizes = [4, 3, 6, 10, 26, 5];
  const tasks = sizes.map((size) => model.interval({ start: term(model.integer(0, 60)), size: constant(size) }));
  model.noOverlap([...tasks.slice(0, 4), model.interval({ start: constant(10), size: constant(10) })]);
  for (const [i, behind] of [4, 5].entries()) {
    model.add(compare(tasks[behind]!.start, '>=', tasks[i]!.end));
    model.noOverlap([tasks[behind]!]);
  }
  const makespan = term(model.integer(0, 90));
  const ends = tasks.map(({ end }) => end);
  model.add(maxEquality(makespan, ends));
  model.minimize(makespan);
  return model.build();
}

test('within a block, tasks change places over a pause: to its ends, they would make nothing earlier', () => {
  const { shop } = readShop(aroundAPause())!;
  const graph = new Graph(problemOf(shop, makespanOf(shop)!)!);
  // Task 2 does not fit in before the pause: it runs from 20 to 26, and task 3 until 36.
  graph.load(Int32Array.of(0, 1, 2, 3, 4, 5), Int32Array.of(0, 1, 2, 3, 4, 5));
  expect(graph.makespan).toBe(36);
  const candidates = new Candidates(new Random(1), graph.none);
  candidates.clear();
  new BlockMoves(graph, new Memory(6, 6), candidates).offer(0, 3, 0);
  const { task, mode, after } = candidates.best;
  graph.move(task, mode, after);
  // 0 and 2 until 10, task 1 from 20 to 23, task 3 until 33. With 2 before 0, what is behind 0 would end at 36.
  expect([0, 2, 1, 3].map((t) => graph.head[t])).toEqual([4, 10, 23, 33]);
  expect(graph.makespan).toBe(33);
});

/** Keeps every move that is offered. */
class Offers extends Candidates {
  readonly all: { readonly task: number; readonly after: number; readonly estimate: number }[] = [];

  override offer(task: number, _: number, after: number, estimate: number): void {
    this.all.push({ task, after, estimate });
  }
}

test.each([
  // Task 1 runs until 5 or 8, and task 0 would end at 11 or 14, where the machine rests from 10 on.
  { release: 0, missesBy: 1 },
  { release: 3, missesBy: 4 },
])('what misses the end of a day by $missesBy is estimated by that, wherever it ends then', ({ release, missesBy }) => {
  const model = new ModelBuilder();
  const first = model.interval({ start: term(model.integer(0, 60)), size: constant(6) });
  const second = model.interval({ start: term(model.integer(release, 60)), size: constant(5) });
  model.noOverlap([first, second, model.interval({ start: constant(10), size: constant(10) })]);
  const makespan = term(model.integer(0, 90));
  model.add(maxEquality(makespan, [first.end, second.end]));
  model.minimize(makespan);
  const { shop } = readShop(model.build())!;
  const graph = new Graph(problemOf(shop, makespanOf(shop)!)!);
  graph.load(Int32Array.of(0, 1), Int32Array.of(0, 1));
  expect(graph.makespan).toBe(25);
  const offers = new Offers(new Random(1), graph.none);
  new BlockMoves(graph, new Memory(2, 2), offers).offer(0, 1, 0);
  // To be over by 24, which is what counts as better, task 0 would have to be over by 10.
  expect(offers.all).toEqual([{ task: 0, after: 1, estimate: 24 + missesBy }]);
  graph.move(0, 0, 1);
  expect(graph.makespan).toBe(26);
});
