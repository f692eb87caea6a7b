import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { createPlans } from '../../src/plans/createPlans.ts';
import type { PlanAsker, Plans } from '../../src/plans/plans.ts';
import { performPlanTask } from '../../src/plans/task.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';

/** A host whose clock stands at the beginning of 1970: the database on the same machine knows better. */
const ASKER: PlanAsker = { tenant: 'acme' };
const actor = 'test';

let store: Store;
let plans: Plans;

beforeAll(async () => {
  store = openStore(await testDatabase());
  await store.keys.ensureTenant('acme', 'Acme');
  plans = createPlans({
    store: store.plans,
    domains: DOMAIN_MODELS,
    ask: async (task) => JSON.stringify(await performPlanTask(DOMAIN_MODELS[task.model as 'staffing'] as never, task)),
  });
});
afterEach(() => vi.useRealTimers());
afterAll(() => store.close());

const withWrongClock = (): void => void vi.useFakeTimers({ toFake: ['Date'], now: 0 });

it('says when a preference was set by the clock of the database', async () => {
  const input = JSON.stringify({ ...(DOMAIN_MODELS.staffing.example() as object), preferences: [] });
  await plans.put(ASKER, 'taste', { model: 'staffing', input, seen: 0, actor });
  const before = Date.now();
  withWrongClock();
  await plans.advice.prefer(ASKER, 'taste', { name: 'fairness', said: { direction: 'boost' }, actor });
  const { preferences } = await plans.advice.preferences('acme', 'taste');
  vi.useRealTimers();
  const [setAt] = preferences.map((one) => Date.parse(String(one.setAt)));
  expect(setAt).toBeGreaterThanOrEqual(before);
  expect(setAt).toBeLessThanOrEqual(Date.now());
});

it('ignores an issue until the day that the database knows', async () => {
  const input = JSON.stringify(DOMAIN_MODELS.staffing.example());
  await plans.put(ASKER, 'sick', { model: 'staffing', input, seen: 0, actor });
  withWrongClock();
  const ignoredUntil = async (until: string): Promise<number> => {
    const { issues } = await plans.advice.validation(ASKER, 'sick', {});
    const ignored = { issue: issues[0]!.id, until, reason: 'known' };
    await plans.advice.ignore(ASKER, 'sick', { ignored, actor });
    return (await plans.advice.validation(ASKER, 'sick', {})).counts.ignored;
  };
  // Both are in the future of 1970; the first is over.
  expect(await ignoredUntil('2020-01-01')).toBe(0);
  expect(await ignoredUntil('9999-12-31')).toBe(1);
});
