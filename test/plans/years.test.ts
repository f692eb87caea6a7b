import { afterAll, beforeAll, expect, it } from 'vitest';
import { pastOf } from '../../bench/plans/past.ts';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { createPlans } from '../../src/plans/createPlans.ts';
import type { DraftSource } from '../../src/plans/draft.ts';
import { EFFECTS_AT_ONCE } from '../../src/plans/effectsFile.ts';
import type { PlanAsker, Plans } from '../../src/plans/plans.ts';
import { performPlanTask } from '../../src/plans/task.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';

const ASKER: PlanAsker = { tenant: 'acme' };
const actor = 'test';
const { staffing } = DOMAIN_MODELS;
const PLACE = { tenant: 'acme', id: 'old' };

let store: Store;
let plans: Plans;
/** JSON texts of the inputs that were looked at. */
const seen: string[] = [];

beforeAll(async () => {
  store = openStore(await testDatabase());
  await store.keys.ensureTenant('acme', 'Acme');
  plans = createPlans({
    store: store.plans,
    domains: DOMAIN_MODELS,
    ask: async (task) => {
      seen.push(task.input);
      return JSON.stringify(await performPlanTask(staffing as never, task));
    },
  });
});
afterAll(() => store.close());

interface Work {
  readonly horizon: { readonly from: string; readonly to: string };
  readonly employees: readonly { readonly id: string }[];
  readonly events: readonly { readonly id: string; readonly start: string }[];
}

/** A draft of a run that has placed nothing. */
function draftOf(input: string): DraftSource {
  const parsed = staffing.parse(JSON.parse(input)) as never;
  const result = staffing.result(staffing.build(parsed), staffing.placed(parsed, []) as never, 'none');
  return { run: 'r', plan: { id: PLACE.id, version: 1 }, input, result: JSON.stringify(result) };
}

async function counted(
  work: () => Promise<unknown>,
): Promise<{ readonly statements: number; readonly read: string[] }> {
  seen.length = 0;
  return store.counted(async (statements) => {
    await work();
    return { statements: statements(), read: [...seen] };
  });
}

it('ten years of history change neither what is read of a plan nor how often', async () => {
  const input = staffing.generator.generate({ events: 60, employees: 12, days: 14, posted: 20, seed: 1 }) as Work;
  const { horizon } = input;
  await plans.put(ASKER, PLACE.id, { model: 'staffing', input: JSON.stringify(input), seen: 0, actor });
  const events = JSON.stringify(input.events);
  const source = draftOf((await plans.input('acme', PLACE.id, horizon)).input);
  const deeds: Readonly<Record<string, () => Promise<unknown>>> = {
    load: () => plans.input('acme', PLACE.id, horizon),
    run: () => plans.runInput(ASKER, PLACE.id, { horizon }),
    draft: () => plans.draft(ASKER, source),
    verification: () => plans.verifyDraft(ASKER, source, horizon),
    validation: () => plans.advice.validation(ASKER, PLACE.id, { days: horizon }),
    summary: () => plans.advice.summary(ASKER, PLACE.id, {}),
    change: () => plans.change(ASKER, PLACE.id, { changes: [{ set: 'name', value: 'Another' }], actor }),
    undo: async () => plans.undo(ASKER, PLACE.id, { version: (await plans.get('acme', PLACE.id)).version, actor }),
    refresh: () => plans.import(ASKER, PLACE.id, { format: 'json', list: 'events', content: { text: events }, actor }),
  };
  const measured = async () => {
    const all = [];
    for (const [name, deed] of Object.entries(deeds)) all.push([name, await counted(deed)] as const);
    return all;
  };
  const before = await measured();
  const whole = (await plans.input('acme', PLACE.id, horizon)).input;
  const { version } = await plans.get('acme', PLACE.id);
  const employees = input.employees.map(({ id }) => id);
  const past = pastOf({ lists: staffing.lists, employees, before: horizon.from, years: 10 });
  // Each week an event, its place and its outcome of 12 people; each quarter 24 entries more and a turn.
  expect(past).toHaveLength(520 * 36 + 40 * 25);
  async function* effects() {
    for (let i = 0; i < past.length; i += EFFECTS_AT_ONCE) {
      yield past
        .slice(i, i + EFFECTS_AT_ONCE)
        .map((effect) => JSON.stringify(effect))
        .join(',');
    }
  }
  await store.plans.write(PLACE, version, { effects, action: 'change', actor, writing: 'w' });
  expect((await plans.input('acme', PLACE.id, horizon)).input).toBe(whole);
  const after = await measured();
  for (const [i, [name, { read, statements }]] of before.entries()) {
    expect([name, after[i]![1].statements]).toEqual([name, statements]);
    // A refresh compares all that a file may speak of.
    if (name !== 'refresh') expect([name, after[i]![1].read]).toEqual([name, read]);
  }
  const statementsOf = Object.fromEntries(before.map(([name, { statements }]) => [name, statements]));
  expect(statementsOf.load).toBeLessThanOrEqual(4);
  expect(statementsOf.validation).toBeLessThanOrEqual(4);
  expect(statementsOf.undo).toBeLessThanOrEqual(8);

  // What is over stays, though the file does not have it.
  const text = JSON.stringify(input.events.slice(1));
  const { counts, dropped } = await plans.import(ASKER, PLACE.id, {
    format: 'json',
    list: 'events',
    content: { text },
    actor,
  });
  expect(counts).toMatchObject({ created: 0, changed: 0, kept: 59 });
  expect(dropped.map(({ row }) => row)).toContain(`events/${input.events[0]!.id}`);
  const [entry] = await store.plans.entries(PLACE, 'events', { after: 'past-', limit: 1 });
  expect(entry!.id).toMatch(/^past-/);
});
