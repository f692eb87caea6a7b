import { describe, expect, test } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import { solver } from '../../../src/engines/scheduling/solve.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { constant, term } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { FT06, jobShop, minimizeMakespan } from './support/shops.ts';
import { solved } from './support/solved.ts';

/** Tasks of different lengths that need one to three of four, in three chains. */
function project(): Model {
  const model = new ModelBuilder('project');
  const tasks = Array.from({ length: 18 }, (_, i) => ({ size: 1 + ((i * 7) % 5), demand: 1 + ((i * 5) % 3) }));
  const intervals = tasks.map(({ size }) =>
    model.interval({ start: term(model.integer(0, 60)), size: constant(size) }),
  );
  for (let i = 3; i < 18; i++) model.add(compare(intervals[i]!.start, '>=', intervals[i - 3]!.end));
  model.cumulative(
    intervals,
    tasks.map(({ demand }) => constant(demand)),
    constant(4),
  );
  minimizeMakespan(
    model,
    intervals.map(({ end }) => end),
    60,
  );
  return model.build();
}

/** The job shop in which every operation also needs one of this many operators. */
function withOperators(operators: number): Model {
  const shop = jobShop(FT06);
  const intervals = shop.intervals.map((_, at) => at);
  const one = constant(1);
  return {
    ...shop,
    constraints: [
      ...shop.constraints,
      { kind: 'cumulative', intervals, demands: intervals.map(() => one), capacity: constant(operators) },
    ],
  };
}

describe('a job shop of six jobs and machines', () => {
  test('is solved to its optimum, 55', async () => {
    const { outcome } = await solved(jobShop(FT06), { ticks: 500 });
    expect(outcome.solution?.objective).toBe(55);
    // Every path, and every machine with heads and tails, is shorter than that.
    expect(outcome.bound).toBeLessThan(55);
  });

  test('is proved where two operators have to share all work: 197 hours, so 99', async () => {
    const { outcome, bounds } = await solved(withOperators(2), { ticks: 2000 });
    expect(FT06.flat().reduce((total, [, duration]) => total + duration, 0)).toBe(197);
    expect(bounds).toEqual([99]);
    expect(outcome).toMatchObject({ proof: 'optimal', stopped: 'finished', bound: 99 });
  });

  test('needs 56 with four operators', async () => {
    // The least makespan is known to be 56: proved by two commercial solvers and by CP-SAT.
    expect((await solved(withOperators(4), { ticks: 2000 })).outcome.solution?.objective).toBe(56);
  });
});

test.each([
  ['a job shop', jobShop(FT06)],
  ['a project', project()],
  ['a job shop with operators', withOperators(3)],
])(
  '%s gives the same schedules after the same ticks, the beginning of them after fewer, others with another seed',
  async (_, model) => {
    const sequence = async (seed: number, ticks: number) =>
      (await solved(model, { seed, ticks })).reported.map(({ values, ticks: at }) => [at, ...values]);
    const first = await sequence(1, 200);
    expect(await sequence(1, 200)).toEqual(first);
    const short = await sequence(1, 5);
    expect(first.slice(0, short.length)).toEqual(short);
  },
);

test('it goes on from a start, and does not report what is no better', async () => {
  for (const model of [jobShop(FT06), project()]) {
    const { reported } = await solved(model);
    const again = await solved(model, { start: reported.at(-1)!.values, ticks: 50 });
    expect(again.reported[0]!.objective).toBe(reported.at(-1)!.objective);
  }
});

test('without an objective the first schedule is the answer', async () => {
  const { objective: _, ...model } = jobShop(FT06);
  const { outcome, reported } = await solved(model);
  expect(reported).toHaveLength(1);
  expect(outcome).toMatchObject({ proof: 'optimal', stopped: 'finished' });
});

test('a first schedule is told before anybody reckons a bound', async () => {
  const told: string[] = [];
  await solver.solve(jobShop(FT06), {
    deadline: now() + 60_000,
    seed: 1,
    ticks: 100,
    threads: 1,
    shouldStop: () => false,
    incoming: () => undefined,
    incumbent: () => told.push('schedule'),
    bound: () => told.push('bound'),
  });
  expect(told[0]).toBe('schedule');
  expect(told).toContain('bound');
});
