import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { Dispatch, RULES } from '../../../../src/engines/scheduling/disjunctive/dispatch.ts';
import { Graph } from '../../../../src/engines/scheduling/disjunctive/graph.ts';
import { BlockMoves } from '../../../../src/engines/scheduling/disjunctive/moves/block.ts';
import { Candidates } from '../../../../src/engines/scheduling/disjunctive/moves/candidates.ts';
import { offerMachines } from '../../../../src/engines/scheduling/disjunctive/moves/machine.ts';
import { Memory } from '../../../../src/engines/scheduling/disjunctive/moves/memory.ts';
import { type Problem, problemOf } from '../../../../src/engines/scheduling/disjunctive/problem.ts';
import { DisjunctiveSearch } from '../../../../src/engines/scheduling/disjunctive/search.ts';
import { makespanOf } from '../../../../src/engines/scheduling/makespan.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import type { Shop } from '../../../../src/engines/scheduling/shop.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';
import { cases } from '../../../support/deep.ts';
import { arbitraryShop } from '../support/arbitraryShop.ts';
import { FT06, jobShop } from '../support/shops.ts';

const RUNS = cases(10, 100);

function problem(model: Model): Problem {
  const { shop } = readShop(model)!;
  return problemOf(shop, makespanOf(shop)!)!;
}

/** The time between two modes on a machine. */
type Setup = (first: number, second: number) => number;

/** As the shop says it. */
function setupIn({ resources, useFrom, useResource, useFamily }: Shop): Setup {
  return (first, second) => {
    const [a, b] = [useFrom[first]!, useFrom[second]!];
    const { transitions } = resources[useResource[b]!]!;
    return transitions ? transitions[useFamily[a]!]![useFamily[b]!]! : 0;
  };
}

/** The first start from a time on in which a machine has no pause, looked for minute by minute. */
function firstFree({ calendar }: Problem, machine: number, at: number, time: number, step: 1 | -1): number {
  const isFree = (minute: number): boolean => {
    if (!calendar) return true;
    for (let i = calendar.from[machine]!; i < calendar.from[machine + 1]!; i++)
      if (calendar.start[i]! <= minute && minute < calendar.end[i]!) return false;
    return true;
  };
  for (let start = at; ; start += step)
    if (Array.from({ length: time }, (_, i) => start + i).every(isFree)) return start;
}

/** Everything that the graph says, computed from machine sequences alone, by longest paths until nothing changes. */
function fromNothing({ problem: p, next, mode, none }: Graph, setup: Setup) {
  const time = (t: number): number => p.modeTime[mode[t]!]!;
  const arcs: [number, number, number][] = [];
  for (let t = 0; t < none; t++) {
    if (next[t] !== none) arcs.push([t, next[t]!, setup(mode[t]!, mode[next[t]!]!)]);
    for (let a = p.inFrom[t]!; a < p.inFrom[t + 1]!; a++) arcs.push([p.inTask[a]!, t, p.inLag[a]!]);
  }
  const endOf = (t: number, ready: number): number =>
    firstFree(p, p.modeMachine[mode[t]!]!, ready, time(t), 1) + time(t);
  const head = Array.from({ length: none }, (_, t) => endOf(t, p.release[t]!));
  for (let round = 0; round <= none; round++)
    for (const [from, to, lag] of arcs) head[to] = Math.max(head[to]!, endOf(to, head[from]! + lag));
  const makespan = Math.max(...head.map((h, t) => h + p.delivery[t]!));
  // With pauses, the latest starts for a makespan that is less by one.
  const target = makespan - (p.calendar ? 1 : 0);
  const startOf = (t: number, end: number): number =>
    target - firstFree(p, p.modeMachine[mode[t]!]!, end - time(t), time(t), -1);
  const tail = Array.from({ length: none }, (_, t) => startOf(t, target - p.delivery[t]!));
  for (let round = 0; round <= none; round++)
    for (const [from, to, lag] of arcs) tail[from] = Math.max(tail[from]!, startOf(from, target - tail[to]! - lag));
  return { head, tail, makespan };
}

function expectConsistent(graph: Graph, setup: Setup): void {
  const { head, tail, makespan } = fromNothing(graph, setup);
  expect([...graph.head.slice(0, graph.none)]).toEqual(head);
  expect([...graph.tail.slice(0, graph.none)]).toEqual(tail);
  expect(graph.makespan).toBe(makespan);
}

/** Random moves that the neighbourhoods allow, wherever they are, critical or not. */
function walk(p: Problem, moves: number, seed: number, setup: Setup = () => 0): number {
  const random = new Random(seed);
  const graph = new Graph(p);
  const { order, mode } = new Dispatch(p, random).build(RULES[seed % RULES.length]!, 1);
  graph.load(order, mode);
  const memory = new Memory(p.taskCount, p.modeTime.length);
  const candidates = new Candidates(random, graph.none);
  const blocks = new BlockMoves(graph, memory, candidates);
  let made = 0;
  for (let i = 0; i < moves; i++) {
    candidates.clear();
    const u = random.below(p.taskCount);
    let v = graph.next[u]!;
    for (let steps = random.below(3); steps > 0 && v !== graph.none && graph.next[v] !== graph.none; steps--)
      v = graph.next[v]!;
    const kind = random.below(p.isFlexible ? 3 : 2);
    const places = random.below(2) === 0 ? 'all' : 'last';
    if (kind === 2) offerMachines(graph, u, { memory, candidates, aspiration: 0 });
    else if (v !== graph.none) kind === 0 ? blocks.right(u, v, places, 0) : blocks.left(v, u, places, 0);
    const { task, mode: to, after } = candidates.best;
    if (task === graph.none) continue;
    graph.move(task, to, after);
    made++;
    if (made % 7 === 0) expectConsistent(graph, setup);
  }
  expectConsistent(graph, setup);
  return made;
}

test('heads, tails and makespan after every few of 10,000 random moves are what they are from nothing', () => {
  expect(walk(problem(jobShop(FT06)), 10_000, 1)).toBeGreaterThan(3000);
});

test('so are they with alternatives, lags, releases and precedences of any shape', () => {
  let made = 0;
  fc.assert(
    fc.property(arbitraryShop({ alternatives: true }, 12), fc.nat(1000), (model, seed) => {
      made += walk(problem(model), 200, seed);
    }),
    { numRuns: RUNS * 5, seed: 9 },
  );
  expect(made).toBeGreaterThan(1000);
});

test('so are they with setups between tasks on a machine', () => {
  let made = 0;
  fc.assert(
    fc.property(arbitraryShop({ alternatives: true, setups: true }, 12), fc.nat(1000), (model, seed) => {
      const { shop } = readShop(model)!;
      const p = problemOf(shop, makespanOf(shop)!);
      // Where a task is quicker than the setup that it saves, this graph says too little.
      fc.pre(p !== undefined);
      made += walk(p, 200, seed, setupIn(shop));
    }),
    { numRuns: RUNS * 5, seed: 9 },
  );
  expect(made).toBeGreaterThan(1000);
});

test('so are they where machines have pauses', () => {
  let made = 0;
  fc.assert(
    fc.property(arbitraryShop({ alternatives: true, calendar: true }, 12), fc.nat(1000), (model, seed) => {
      const { shop } = readShop(model)!;
      const p = problemOf(shop, makespanOf(shop)!);
      fc.pre(p?.calendar !== undefined);
      made += walk(p!, 200, seed);
    }),
    { numRuns: RUNS * 3, seed: 9 },
  );
  expect(made).toBeGreaterThan(500);
});

test('where a task is quicker than the setup that it saves, there is no such graph', () => {
  const shopWith = (saved: number): Shop => {
    const model = new ModelBuilder();
    const tasks = [0, 1, 2].map(() => model.interval({ start: term(model.integer(0, 30)), size: constant(2) }));
    // From the first to the third by way of the second: 1 + 2 + 1 minutes.
    const times = [
      [0, 1, saved],
      [0, 0, 1],
      [0, 0, 0],
    ];
    model.noOverlap(tasks, { transitions: { families: [0, 1, 2], times } });
    const makespan = term(model.integer(0, 40));
    const ends = tasks.map(({ end }) => end);
    model.add(maxEquality(makespan, ends));
    model.minimize(makespan);
    return readShop(model.build())!.shop;
  };
  expect(problemOf(shopWith(4), makespanOf(shopWith(4))!)).toBeDefined();
  expect(problemOf(shopWith(5), makespanOf(shopWith(5))!)).toBeUndefined();
});

/** Two jobs of two operations on two machines in opposite order, and one of one operation. */
const SMALL = [
  [
    [0, 3],
    [1, 2],
  ],
  [
    [1, 4],
    [0, 2],
  ],
  [[0, 5]],
] as const;

test('moving right and left: the estimate by hand, and the move that is offered', () => {
  const p = problem(jobShop(SMALL));
  const graph = new Graph(p);
  // Machine 0: 0 (3), 4 (5), 3 (2); machine 1: 2 (4), 1 (2). Task 4 runs 3 to 8, 3 from 8 to 10.
  graph.load(Int32Array.of(0, 2, 4, 1, 3), Int32Array.of(0, 1, 2, 3, 4));
  expect(graph.makespan).toBe(10);
  const candidates = new Candidates(new Random(1), graph.none);
  const blocks = new BlockMoves(graph, new Memory(5, 5), candidates);
  candidates.clear();
  // 4 right behind 3: 3 runs from 4 (its job) to 6, then 4 to 11.
  blocks.right(4, 3, 'last', 0);
  expect(candidates.best).toEqual({ task: 4, mode: 4, after: 3 });
  graph.move(4, 4, 3);
  expect(graph.makespan).toBe(11);
  candidates.clear();
  // 4 before 0: 4 to 5, 0 to 8, 1 to 10; 3 to 10.
  blocks.left(4, 0, 'last', 0);
  expect(candidates.best).toEqual({ task: 4, mode: 4, after: 5 });
  graph.move(4, 4, 5);
  expect(graph.makespan).toBe(10);
});

test('a move that would close a circle is not offered', () => {
  const p = problem(jobShop(SMALL));
  const graph = new Graph(p);
  graph.load(Int32Array.of(0, 2, 4, 1, 3), Int32Array.of(0, 1, 2, 3, 4));
  const candidates = new Candidates(new Random(1), graph.none);
  const blocks = new BlockMoves(graph, new Memory(5, 5), candidates);
  // Machine 1: 2, 1. Machine 0: 1's predecessor 0 comes first; 0 behind 3 is behind 2, of which 1 is behind: no circle.
  candidates.clear();
  blocks.right(0, 3, 'last', 0);
  expect(candidates.best.task).toBe(0);
  // With 1 before 2 on machine 1, 3 is behind 1, and so behind 0: 0 may not go behind 3.
  graph.load(Int32Array.of(0, 1, 2, 4, 3), Int32Array.of(0, 1, 2, 3, 4));
  candidates.clear();
  blocks.right(0, 3, 'last', 0);
  expect(candidates.best.task).toBe(graph.none);
});

test('a search whose selections bring nothing any more begins anew, and says so', () => {
  let anew = 0;
  const search = new DisjunctiveSearch(problem(jobShop(SMALL)), new Random(1), {
    isOver: () => anew > 1,
    onBetter: () => undefined,
    onBeginsAnew: () => {
      anew++;
    },
  });
  search.construct();
  search.improve();
  expect(anew).toBe(2);
});
