import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { Dispatch, RULES } from '../../../../src/engines/scheduling/disjunctive/dispatch.ts';
import { Graph } from '../../../../src/engines/scheduling/disjunctive/graph.ts';
import { laterOf } from '../../../../src/engines/scheduling/disjunctive/later.ts';
import { BlockMoves } from '../../../../src/engines/scheduling/disjunctive/moves/block.ts';
import { Candidates } from '../../../../src/engines/scheduling/disjunctive/moves/candidates.ts';
import { offerMachines } from '../../../../src/engines/scheduling/disjunctive/moves/machine.ts';
import { Memory } from '../../../../src/engines/scheduling/disjunctive/moves/memory.ts';
import { Population } from '../../../../src/engines/scheduling/disjunctive/population.ts';
import { type Problem, problemOf } from '../../../../src/engines/scheduling/disjunctive/problem.ts';
import { makespanOf } from '../../../../src/engines/scheduling/makespan.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { maxEquality } from '../../../../src/language/constraints/max.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';
import { cases } from '../../../support/deep.ts';
import { arbitraryShop } from '../support/arbitraryShop.ts';
import { FT06, jobShop } from '../support/shops.ts';

const RUNS = cases(50, 500);

function problem(model: Model): Problem | undefined {
  const { shop } = readShop(model)!;
  return problemOf(shop, makespanOf(shop)!);
}

/** The longest path through a stretch of a machine in a new order, with heads before it and tails behind it as they are. */
function estimateOf(graph: Graph, stretch: readonly number[], before: number, behind: number): number {
  const { time, arcHead, arcTail } = graph;
  let [h, last] = [graph.head[before]!, before];
  const heads = stretch.map((x) => {
    h = Math.max(h + graph.setup(last, x), arcHead[x]!) + time[x]!;
    last = x;
    return h;
  });
  let [t, next, longest] = [graph.tail[behind]!, behind, 0];
  for (const x of stretch.toReversed()) {
    t = Math.max(t + graph.setup(x, next), arcTail[x]!) + time[x]!;
    next = x;
    longest = Math.max(longest, heads[stretch.indexOf(x)]! + t - time[x]!);
  }
  return longest;
}

/** The estimates of all moves of a stretch, by the definition of the neighbourhood, nothing shared and nothing left out early. */
function estimates(graph: Graph, block: readonly number[]): number[] {
  const { problem: p, head, tail, time, none } = graph;
  const [before, behind] = [graph.previous[block[0]!]!, graph.next[block.at(-1)!]!];
  const around = [before, ...block, behind];
  const found: number[] = [];
  const offer = (from: number, to: number): void => {
    const [u, v] = [block[from]!, block[to]!];
    const arcs =
      from < to ? p.outTask.slice(p.outFrom[u], p.outFrom[u + 1]) : p.inTask.slice(p.inFrom[u], p.inFrom[u + 1]);
    const far = from < to ? tail : head;
    if ([...arcs].some((s) => s === v || far[v]! + time[s]! <= far[s]!)) return;
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const stretch = block.slice(low, high + 1).filter((x) => x !== u);
    if (from < to) stretch.push(u);
    else stretch.unshift(u);
    found.push(estimateOf(graph, stretch, around[low] ?? none, around[high + 2] ?? none));
  };
  const last = block.length - 1;
  for (let i = 1; i <= last; i++) offer(0, i);
  if (last > 1) for (let i = last - 1; i >= 0; i--) offer(last, i);
  for (let i = 1; i < last; i++) {
    offer(i, last);
    offer(i, 0);
  }
  return found;
}

test('of the moves of any stretch of a machine, the one offered has the least estimate of all', () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitraryShop({ alternatives: true, setups: true }, 12), fc.nat(1000), (model, seed) => {
      const p = problem(model);
      fc.pre(p !== undefined);
      const random = new Random(seed);
      const graph = new Graph(p);
      const { order, mode } = new Dispatch(p, random).build(RULES[seed % RULES.length]!, 1);
      graph.load(order, mode);
      const candidates = new Candidates(random, graph.none);
      const blocks = new BlockMoves(graph, new Memory(p.taskCount, p.modeTime.length), candidates);
      for (const front of graph.front) {
        const machine: number[] = [];
        for (let t = front; t !== graph.none; t = graph.next[t]!) machine.push(t);
        for (let size = 2; size <= machine.length; size++) {
          for (let from = 0; from + size <= machine.length; from++) {
            const block = machine.slice(from, from + size);
            candidates.clear();
            blocks.offer(block[0]!, block.at(-1)!, 0);
            const expected = estimates(graph, block);
            expect(candidates.best.task === graph.none).toBe(expected.length === 0);
            if (expected.length > 0) expect(candidates.least).toBe(Math.min(...expected));
            compared++;
          }
        }
      }
    }),
    { numRuns: RUNS, seed: 3 },
  );
  expect(compared).toBeGreaterThan(RUNS);
});

test('the later of two times, of either sign and as far apart as times may be', () => {
  for (const [a, b, later] of [
    [3, 5, 5],
    [5, 3, 5],
    [-7, -7, -7],
    [-(2 ** 30), 2 ** 29, 2 ** 29],
    [2 ** 29, -(2 ** 30), 2 ** 29],
  ] as const)
    expect(laterOf(a, b)).toBe(later);
});

/** Job 0: 4 on machine 0; job 1: 3 on machine 0 or 5 on machine 1, then 2 on machine 1. */
function flexible(): Model {
  const model = new ModelBuilder();
  const time = () => term(model.integer(0, 30));
  const first = model.interval({ start: time(), size: constant(4) });
  const [start, end] = [time(), time()];
  const [on0, on1] = [model.boolean(), model.boolean()];
  const slow = model.interval({ start, size: constant(5), end, presence: [on1] });
  const quick = model.interval({ start, size: constant(3), end, presence: [on0] });
  model.add({ kind: 'exactlyOne', literals: [on0, on1] });
  const last = model.interval({ start: time(), size: constant(2) });
  model.add(compare(last.start, '>=', end));
  model.noOverlap([first, quick]);
  model.noOverlap([slow, last]);
  const makespan = time();
  model.add(maxEquality(makespan, [first.end, last.end]));
  model.minimize(makespan);
  return model.build();
}

test('another machine: the estimate by hand, the move, and its tabu', () => {
  const p = problem(flexible())!;
  const graph = new Graph(p);
  // Whatever the reading calls them: the task with two modes, and the one before it in time.
  const free = [0, 1, 2].find((t) => p.modeFrom[t + 1]! - p.modeFrom[t]! === 2)!;
  const last = [0, 1, 2].find((t) => p.inFrom[t + 1]! > p.inFrom[t]!)!;
  const first = 3 - free - last;
  const modes = [p.modeFrom[free]!, p.modeFrom[free]! + 1];
  const quick = modes.find((m) => p.modeTime[m] === 3)!;
  const slow = modes.find((m) => p.modeTime[m] === 5)!;
  const mode = new Int32Array(3);
  for (const t of [first, last]) mode[t] = p.modeFrom[t]!;
  mode[free] = quick;
  // Both on machine 0: 4, then 3 until 7, and the last one until 9.
  graph.load(Int32Array.of(first, free, last), mode);
  expect(graph.makespan).toBe(9);
  const memory = new Memory(3, p.modeTime.length);
  const candidates = new Candidates(new Random(1), graph.none);
  candidates.clear();
  offerMachines(graph, free, { memory, candidates, aspiration: 9 });
  // Before the last one on machine 1, from 0 to 5, and 2 more.
  expect(candidates.best).toEqual({ task: free, mode: slow, after: graph.none });
  expect(candidates.least).toBe(7);
  memory.forbidMode(slow, 1);
  candidates.clear();
  offerMachines(graph, free, { memory, candidates, aspiration: 7 });
  expect(candidates.best.task).toBe(graph.none);
  expect(candidates.spare).toEqual({ task: free, mode: slow, after: graph.none });
  // What is better than everything before is allowed all the same.
  candidates.clear();
  offerMachines(graph, free, { memory, candidates, aspiration: 8 });
  expect(candidates.best.mode).toBe(slow);
  graph.move(free, slow, graph.none);
  expect(graph.makespan).toBe(7);
});

/** On machine 0: task 0 of 2 with 9 behind it, task 2 of 5 with 1 behind it, task 4 of 3 alone. */
const RULED = [
  [
    [0, 2],
    [1, 9],
  ],
  [
    [0, 5],
    [2, 1],
  ],
  [[0, 3]],
] as const;

test('each dispatch rule puts the machine in its order', () => {
  const p = problem(jobShop(RULED))!;
  const dispatch = new Dispatch(p, new Random(1));
  // Of an active schedule, task 0 ends first, at 2; those that begin before 2 compete with it: all three begin at 0.
  const onMachine0 = RULES.map((rule) => [...dispatch.build(rule, 0).order].filter((t) => t % 2 === 0));
  // Most work remaining: 11, 6, 3. By duration: 5.5, 1.2, 1. Shortest: 2, 3, 5. Longest: 5, 3, 2. Work behind by duration: 4.5, 0.2, 0.
  expect(onMachine0[0]).toEqual([0, 2, 4]);
  expect(onMachine0[1]).toEqual([0, 2, 4]);
  expect(onMachine0[2]).toEqual([0, 4, 2]);
  expect(onMachine0[3]).toEqual([2, 4, 0]);
  expect(onMachine0[5]).toEqual([0, 2, 4]);
});

test('what lies between two schedules keeps every order on which they agree', () => {
  const p = problem(jobShop(FT06))!;
  const random = new Random(5);
  const graph = new Graph(p);
  const dispatch = new Dispatch(p, random);
  const population = new Population(2, graph, random);
  for (const rule of [RULES[0]!, RULES[2]!]) {
    const { order, mode } = dispatch.build(rule, 0);
    graph.load(order, mode);
    population.take(graph.save());
  }
  const [a, b] = population.members;
  const agreed: [number, number][] = [];
  for (let s = 0; s < p.taskCount; s++) {
    for (let t = 0; t < p.taskCount; t++) {
      if (a!.rank[s]! < a!.rank[t]! && b!.rank[s]! < b!.rank[t]!) agreed.push([s, t]);
    }
  }
  // The two differ, and agree on the orders within each of 6 jobs at least: 15 pairs each.
  expect(agreed.length).toBeLessThan((36 * 35) / 2);
  expect(agreed.length).toBeGreaterThanOrEqual(90);
  for (let round = 0; round < 20; round++) {
    const { order } = population.between();
    const place = new Map([...order].map((t, i) => [t, i]));
    expect(agreed.every(([s, t]) => place.get(s)! < place.get(t)!)).toBe(true);
  }
});
