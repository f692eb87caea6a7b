import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { GraphAnnealing } from '../../../../src/engines/scheduling/disjunctive/annealing.ts';
import { Dispatch, dueRules, RULES } from '../../../../src/engines/scheduling/disjunctive/dispatch.ts';
import { endsOf, valuesAt } from '../../../../src/engines/scheduling/disjunctive/ends.ts';
import { Heads } from '../../../../src/engines/scheduling/disjunctive/heads.ts';
import { LateMoves } from '../../../../src/engines/scheduling/disjunctive/moves/late.ts';
import { problemOf } from '../../../../src/engines/scheduling/disjunctive/problem.ts';
import { Walk } from '../../../../src/engines/scheduling/disjunctive/walk.ts';
import { prioritiesOf } from '../../../../src/engines/scheduling/lists/priorities.ts';
import { latestEndOf } from '../../../../src/engines/scheduling/makespan.ts';
import { readShop } from '../../../../src/engines/scheduling/reading/index.ts';
import { costOf, type Schedule } from '../../../../src/engines/scheduling/shop.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { constant, term, weighted } from '../../../../src/language/expression.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import type { Model } from '../../../../src/language/model.ts';
import { objectiveOf } from '../../../../src/language/objective.ts';
import { cases } from '../../../support/deep.ts';
import { arbitraryShop, type Features } from '../support/arbitraryShop.ts';

const RUNS = cases(40, 600);

/** Everything that the search needs of a model; undefined where the graph cannot say it. */
function read(model: Model) {
  const { projection, shop, unread } = readShop(model)!;
  const [ends, form] = [endsOf(shop), latestEndOf(shop)];
  const problem = form && problemOf(shop, form);
  if (!ends || !problem || unread.length > 0) return undefined;
  return { ends, problem, projection, rules: dueRules(prioritiesOf(shop)!), shop };
}

/** Tasks of 3 on one machine; each costs its weight for every unit that it ends behind its due time. */
function oneMachine(dues: readonly number[], weights: readonly number[]): Model {
  const model = new ModelBuilder();
  const late = dues.map(() => model.integer(0, 50));
  const tasks = dues.map(() => model.interval({ start: term(model.integer(0, 50)), size: constant(3) }));
  model.noOverlap(tasks);
  tasks.forEach(({ end }, i) => {
    model.add(compare(term(late[i]!), '>=', { ...end, offset: end.offset - dues[i]! }));
  });
  model.minimize(weighted(late, weights));
  return model.build();
}

/** Every move that is drawn for the tasks in this order, as `task > the one that it goes behind`. */
function movesOn(model: Model, order: readonly number[]): string[] {
  const { ends, problem } = read(model)!;
  const heads = new Heads(problem);
  heads.load(Int32Array.from(order), problem.modeFrom.slice(0, problem.taskCount));
  const value = new Float64Array(ends.termCount);
  valuesAt(ends, heads, value);
  const late = new LateMoves(heads, ends, new Random(1));
  const found = new Set<string>();
  for (let i = 0; i < 400; i++) {
    if (!late.draw(value)) continue;
    const { after, mode, task } = late.move;
    expect(mode).toBe(heads.mode[task]);
    found.add(`${task} > ${after === heads.none ? '-' : after}`);
  }
  return [...found].sort();
}

test('moves are drawn on the paths of what is late, and nowhere else', () => {
  // 0, 1, 2 end at 3, 6, 9. Only the last is late: any of the three changes places with any other, whose order is 0, 1, 2.
  expect(movesOn(oneMachine([3, 6, 8], [1, 1, 1]), [0, 1, 2])).toEqual(
    ['0 > 1', '0 > 2', '1 > -', '1 > 2', '2 > -', '2 > 0'].sort(),
  );
  // Only the middle one is late: the first goes behind it, or further, or it goes to the front.
  expect(movesOn(oneMachine([3, 5, 9], [1, 1, 1]), [0, 1, 2])).toEqual(['0 > 1', '0 > 2', '1 > -'].sort());
  // What is late and first on its machine cannot be helped.
  expect(movesOn(oneMachine([2, 6, 9], [1, 1, 1]), [0, 1, 2])).toEqual([]);
  // Nothing is late.
  expect(movesOn(oneMachine([3, 6, 9], [1, 1, 1]), [0, 1, 2])).toEqual([]);
  // A weight of nothing is no reason to move.
  expect(movesOn(oneMachine([3, 5, 8], [1, 0, 0]), [0, 1, 2])).toEqual([]);
});

test('a late task goes to its other machine', () => {
  const model = new ModelBuilder();
  const tardiness = model.integer(0, 50);
  const first = model.interval({ start: term(model.integer(0, 50)), size: constant(4) });
  const [start, end] = [term(model.integer(0, 50)), term(model.integer(0, 50))];
  const on = [model.boolean(), model.boolean()];
  const [here, there] = on.map((literal) => model.interval({ start, size: constant(3), end, presence: [literal] }));
  model.add({ kind: 'exactlyOne', literals: on });
  model.noOverlap([first, here!]);
  model.noOverlap([there!]);
  model.add(compare(term(tardiness), '>=', { ...end, offset: -3 }));
  model.minimize(term(tardiness));
  const { ends, problem, shop } = read(model.build())!;
  const heads = new Heads(problem);
  const free = [0, 1].find((t) => problem.modeFrom[t + 1]! - problem.modeFrom[t]! === 2)!;
  const modes = [problem.modeFrom[free]!, problem.modeFrom[free]! + 1];
  const fixed = problem.modeFrom[1 - free]!;
  // Behind the first one it ends at 7, late by 4; on its own machine it is in time.
  const shared = modes.find((m) => problem.modeMachine[m] === problem.modeMachine[fixed])!;
  const mode = new Int32Array(2).fill(fixed);
  mode[free] = shared;
  heads.load(Int32Array.of(1 - free, free), mode);
  const value = new Float64Array(ends.termCount);
  expect(valuesAt(ends, heads, value) + ends.constant).toBe(4);
  const late = new LateMoves(heads, ends, new Random(1));
  for (let tries = 0; tries < 50 && !(late.draw(value) && heads.mode[late.move.task] !== late.move.mode); tries++);
  expect(late.move).toEqual({ task: free, mode: modes.find((m) => m !== shared), after: heads.none });
  expect(heads.move(late.move.task, late.move.mode, late.move.after)).toBe(true);
  heads.updateHeads(heads.low);
  expect(costOf(shop, heads.schedule())).toBe(0);
});

test('rules for due times: the first due, and what is worth most for its length while there is no time to lose', () => {
  const { problem, shop } = read(oneMachine([8, 4, 6], [1, 1, 9]))!;
  const dispatch = new Dispatch(problem, new Random(1));
  const orders = dueRules(prioritiesOf(shop)!).map((rule) => [...dispatch.build(rule, 0).order]);
  expect(orders[0]).toEqual([1, 2, 0]);
  // Task 2 has the greatest weight, and its time of 6 is near; of the others, task 1 is due first.
  expect(orders[1]).toEqual([2, 1, 0]);
});

const MIXTURES: readonly Features[] = [
  { tardiness: true },
  { tardiness: true, alternatives: true },
  { tardiness: true, calendar: true },
  { tardiness: true, setups: true, alternatives: true },
  { tardiness: true, calendar: true, alternatives: true },
];

/** Asserts something of shops of every mixture that the graph can say, each with a seed of its own. */
function assertOnShops(
  seed: number,
  claim: (known: NonNullable<ReturnType<typeof read>>, model: Model, seed: number) => void,
) {
  fc.assert(
    fc.property(
      fc.constantFrom(...MIXTURES).chain((features) => arbitraryShop(features, 10)),
      fc.nat(999),
      (model, own) => {
        const known = read(model);
        fc.pre(known !== undefined);
        claim(known!, model, own);
      },
    ),
    { numRuns: RUNS, seed },
  );
}

test('any move, or that it would close a circle, leaves the heads that there are from nothing', () => {
  let [made, refused] = [0, 0];
  assertOnShops(4, ({ ends, problem, shop }, _, seed) => {
    const random = new Random(seed);
    const [heads, fresh] = [new Heads(problem), new Heads(problem)];
    const { mode, order } = new Dispatch(problem, random).build(RULES[seed % RULES.length]!, 1);
    heads.load(order, mode);
    const value = new Float64Array(ends.termCount);
    for (let i = 0; i < 100; i++) {
      const task = random.below(problem.taskCount);
      const to = problem.modeFrom[task]! + random.below(problem.modeFrom[task + 1]! - problem.modeFrom[task]!);
      const onMachine = [...order].filter((t) => t !== task && heads.machine[t] === problem.modeMachine[to]);
      const at = random.below(onMachine.length + 1);
      const after = at === onMachine.length ? heads.none : onMachine[at]!;
      const wanted = sequencesWith(heads, { task, to, after });
      const isMoved = heads.move(task, to, after);
      expect(isMoved).toBe(isFree(problem, wanted));
      if (isMoved) heads.updateHeads(heads.low);
      isMoved ? made++ : refused++;
      fresh.load(heads.order, heads.mode);
      expect([...fresh.head]).toEqual([...heads.head]);
      expect([...fresh.previous]).toEqual([...heads.previous]);
      expect([...fresh.gap]).toEqual([...heads.gap]);
      const modes = heads.mode.slice(0, heads.none).reduce((sum, m) => sum + ends.modeCost[m]!, ends.constant);
      expect(modes + valuesAt(ends, heads, value)).toBe(costOf(shop, heads.schedule()));
    }
  });
  expect(made).toBeGreaterThan(RUNS * 20);
  expect(refused).toBeGreaterThan(RUNS);
});

/** The sequences of all machines with a task elsewhere, by the definitions. */
function sequencesWith(heads: Heads, { after, task, to }: { task: number; to: number; after: number }): number[][] {
  const { front, next, none, problem } = heads;
  return Array.from(front, (first, machine) => {
    const line: number[] = [];
    for (let t = first; t !== none; t = next[t]!) if (t !== task) line.push(t);
    if (machine === problem.modeMachine[to]) line.splice(after === none ? 0 : line.indexOf(after) + 1, 0, task);
    return line;
  });
}

/** Whether sequences and arcs close no circle: every task goes once what comes before it has gone. */
function isFree({ inFrom, inTask, taskCount }: NonNullable<ReturnType<typeof problemOf>>, lines: number[][]): boolean {
  const gone = new Set<number>();
  for (let round = 0; round < taskCount; round++) {
    for (let t = 0; t < taskCount; t++) {
      const line = lines.find((one) => one.includes(t))!;
      const before = [...inTask.subarray(inFrom[t]!, inFrom[t + 1]!), ...line.slice(0, line.indexOf(t))];
      if (before.every((one) => gone.has(one))) gone.add(t);
    }
  }
  return gone.size === taskCount;
}

test('a walk whose moves are accepted or taken back is where its sequences say, at the cost of its schedule', () => {
  let [accepted, takenBack] = [0, 0];
  assertOnShops(5, ({ ends, problem, shop }, _, seed) => {
    const random = new Random(seed);
    const walk = new Walk(problem, ends, random);
    const fresh = new Heads(problem);
    walk.load(new Dispatch(problem, random).build(RULES[seed % RULES.length]!, 1));
    for (let i = 0; i < 100; i++) {
      const [before, change] = [walk.cost, walk.tryMove()];
      const isAccepted = change < Number.POSITIVE_INFINITY && random.below(2) === 0;
      if (isAccepted) walk.accept(change);
      else walk.takeBack();
      isAccepted ? accepted++ : takenBack++;
      const { arcHead, head, mode, order } = walk.heads;
      fresh.load(order, mode);
      expect([...fresh.head]).toEqual([...head]);
      expect([...fresh.arcHead]).toEqual([...arcHead]);
      expect([...fresh.previous]).toEqual([...walk.heads.previous]);
      expect(walk.cost).toBe(costOf(shop, walk.heads.schedule()));
      expect(walk.cost).toBe(isAccepted ? before + change : before);
    }
  });
  expect(accepted).toBeGreaterThan(RUNS * 10);
  expect(takenBack).toBeGreaterThan(RUNS * 10);
});

test('schedules of the annealing hold, cost what the model says, and are the same for the same seed', () => {
  let better = 0;
  assertOnShops(6, ({ ends, problem, projection, rules, shop }, model, seed) => {
    const [first, second] = [0, 1].map(() => {
      const found: Schedule[] = [];
      const search: GraphAnnealing = new GraphAnnealing(problem, { ends, rules }, new Random(seed), {
        isOver: () => search.work > 30_000,
        onBetter: (schedule) => found.push(schedule),
      });
      search.construct();
      search.improve();
      return found;
    });
    for (const schedule of first!) {
      const values = projection.valuesOf(schedule);
      expect(isFeasible(model, values)).toBe(true);
      expect(costOf(shop, schedule)).toBe(objectiveOf(model, values));
    }
    expect(second).toEqual(first);
    better += first!.length - 1;
  });
  expect(better).toBeGreaterThan(RUNS / 8);
});
