import { afterAll, expect, test } from 'vitest';
import { endWarmThreads } from '../../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { constant, term } from '../../../src/language/expression.ts';
import { solve } from '../../../src/solve/solve.ts';
import { FT06, jobShop } from './support/shops.ts';

afterAll(endWarmThreads);

test('solve makes a first schedule with it, and engines that prove go on from there', async () => {
  const { outcome, engine, incumbents, defects } = await solve(jobShop(FT06), { timeLimitMs: 60_000 });
  expect(incumbents[0]).toMatchObject({ engine: 'scheduling' });
  expect([outcome.proof, outcome.solution?.objective, outcome.bound]).toEqual(['optimal', 55, 55]);
  // Its own bounds stay below 55, as paths and machines do.
  expect(engine).not.toBe('scheduling');
  expect(defects).toEqual([]);
});

test('a model whose schedules it cannot find is still proved to have none', async () => {
  // Three tasks of 2 that start by 3 need 6 hours and have 5.
  const model = new ModelBuilder();
  model.noOverlap([0, 1, 2].map(() => model.interval({ start: term(model.integer(0, 3)), size: constant(2) })));
  expect((await solve(model.build())).outcome.proof).toBe('infeasible');
});

test('a budget of ticks is shared with CP-SAT, and gives the same twice', async () => {
  const once = async () => {
    const { incumbents } = await solve(jobShop(FT06), { ticks: 2000, timeLimitMs: 60_000 });
    return incumbents.map(({ engine, objective, ticks }) => [engine, objective, ticks]);
  };
  const first = await once();
  expect(first[0]![0]).toBe('scheduling');
  expect(await once()).toEqual(first);
});
