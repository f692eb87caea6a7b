import { afterAll, beforeAll, expect, it } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { createPlans } from '../../src/plans/createPlans.ts';
import type { PlanAsker, Plans } from '../../src/plans/plans.ts';
import { performPlanTask } from '../../src/plans/task.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';

const ASKER: PlanAsker = { tenant: 'acme' };
const actor = 'test';

let store: Store;
let plans: Plans;
/** Statements until one fails; never when undefined. */
let left: number | undefined;

beforeAll(async () => {
  store = openStore(await testDatabase(), {
    onStatement() {
      if (left !== undefined && left-- === 0) throw new Error('planted');
    },
  });
  await store.keys.ensureTenant('acme', 'Acme');
  plans = createPlans({
    store: store.plans,
    domains: DOMAIN_MODELS,
    ask: async (task) => JSON.stringify(performPlanTask(DOMAIN_MODELS.staffing as never, task)),
  });
});
afterAll(async () => {
  left = undefined;
  await store.close();
});

async function counted(work: () => Promise<unknown>): Promise<number> {
  return store.counted(async (statements) => {
    await work();
    return statements();
  });
}

/** Statements of everything that is done to a plan with so many events. */
async function statementsAt(events: number): Promise<Record<string, number>> {
  const id = `of-${events}`;
  const employees = Math.ceil(events / 5);
  const generated = DOMAIN_MODELS.staffing.generator.generate({ events, employees, days: 21, posted: events, seed: 1 });
  const input = JSON.stringify(generated);
  const { horizon } = generated as { horizon: { from: string; to: string } };
  const change = [{ set: 'name', value: 'Another name' }];
  return {
    put: await counted(() => plans.put(ASKER, id, { model: 'staffing', input, seen: 0, actor })),
    load: await counted(() => plans.input('acme', id, horizon)),
    change: await counted(() => plans.change(ASKER, id, { changes: change, seen: 1, actor })),
    undo: await counted(() => plans.undo(ASKER, id, { version: 2, actor })),
    history: await counted(() => plans.history('acme', id)),
  };
}

it('everything takes the same few statements at 80 events and at 2,000', async () => {
  const few = await statementsAt(80);
  // Reading: the plan, then its rows. Writing: those two, its days where it has some, and one statement for all of it;
  // undoing reads a version of the journal besides.
  expect(few).toEqual({ put: 2, load: 2, change: 4, undo: 5, history: 1 });
  expect(await statementsAt(2000)).toEqual(few);
});

it('a statement that fails, whichever it is, leaves a plan wholly as it was or wholly as it should be', async () => {
  const id = 'faults';
  const input = JSON.stringify(DOMAIN_MODELS.staffing.example());
  await plans.put(ASKER, id, { model: 'staffing', input, seen: 0, actor });
  const seenNow = async () => {
    left = undefined;
    return { ...(await plans.input('acme', id)), ...(await plans.history('acme', id)) };
  };
  const deeds: Readonly<Record<string, () => Promise<unknown>>> = {
    change: () => plans.change(ASKER, id, { changes: [{ remove: 'posted/oats' }, { remove: 'name' }], actor }),
    undo: async () => plans.undo(ASKER, id, { version: (await plans.get('acme', id)).version, actor }),
    put: () => plans.put(ASKER, id, { model: 'staffing', input: '{}', actor }),
  };
  for (const [name, deed] of Object.entries(deeds)) {
    const before = await seenNow();
    for (let n = 0; ; n++) {
      left = n;
      const isDone = await deed().then(
        () => true,
        () => false,
      );
      if (isDone) {
        expect(n, name).toBeGreaterThan(1);
        break;
      }
      expect(await seenNow(), `${name}, statement ${n}`).toEqual(before);
    }
    const after = await seenNow();
    expect(after.plan.version, name).toBe(before.plan.version + 1);
    expect(after.entries).toHaveLength(before.entries.length + 1);
  }
});
