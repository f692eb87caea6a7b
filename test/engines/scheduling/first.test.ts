import { afterAll, expect, test } from 'vitest';
import { firstSchedule } from '../../../src/engines/scheduling/first.ts';
import { endWarmThreads, threadCounts } from '../../../src/engines/thread/host.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { term } from '../../../src/language/expression.ts';
import { isFeasible } from '../../../src/language/holds.ts';
import { solve } from '../../../src/solve/solve.ts';
import { FT06, jobShop } from './support/shops.ts';

afterAll(endWarmThreads);

test('a first schedule of a shop holds', () => {
  const model = jobShop(FT06);
  expect(isFeasible(model, firstSchedule(model)!)).toBe(true);
});

test('of what is no shop there is none', () => {
  const model = new ModelBuilder();
  model.minimize(term(model.integer(0, 3)));
  expect(firstSchedule(model.build())).toBeUndefined();
});

test('whoever wants no more than a first schedule gets it without a thread', async () => {
  await endWarmThreads();
  const { outcome, engine } = await solve(jobShop(FT06), { firstFeasible: true });
  expect([outcome.stopped, engine]).toEqual(['first-feasible', 'scheduling']);
  expect(threadCounts()).toEqual({ busy: 0, warm: 0 });
});

test('a solve that is cancelled before it begins finds nothing', async () => {
  const { outcome } = await solve(jobShop(FT06), { signal: AbortSignal.abort() });
  expect([outcome.stopped, outcome.solution]).toEqual(['cancelled', undefined]);
});
