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

beforeAll(async () => {
  store = openStore(await testDatabase());
  await store.keys.ensureTenant('acme', 'Acme');
  plans = createPlans({
    store: store.plans,
    domains: DOMAIN_MODELS,
    ask: async (task) => JSON.stringify(await performPlanTask(DOMAIN_MODELS[task.model as 'staffing'] as never, task)),
  });
});
afterAll(() => store.close());

async function counted(work: () => Promise<unknown>): Promise<number> {
  return store.counted(async (statements) => {
    await work();
    return statements();
  });
}

/** Statements of everything that is done to a plan with this many events. */
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

it('an import takes as many statements whether people have put work in place or not', async () => {
  const events = Array.from({ length: 50 }, (_, i) => ({
    id: `e${i}`,
    type: 'core',
    start: '2026-01-05',
    due: '2026-01-11',
  }));
  const example = DOMAIN_MODELS.staffing.example() as object;
  const input = JSON.stringify({ ...example, events, posted: [], pins: [], affinity: [] });
  const file = {
    format: 'json',
    list: 'events',
    content: { text: JSON.stringify(events.map((one) => ({ ...one, minutes: 15 }))) },
  } as const;
  const statementsWith = async (id: string, kept: number): Promise<number> => {
    await plans.put(ASKER, id, { model: 'staffing', input, seen: 0, actor });
    const changes = events.slice(0, kept).map(({ id: event }) => {
      return { add: 'posted', value: { event, employee: 'jo', day: '2026-01-06' } };
    });
    await plans.change(ASKER, id, { changes: [{ set: 'name', value: 'With work' }, ...changes], actor });
    const statements = await counted(async () => {
      const { counts } = await plans.import(ASKER, id, { ...file, actor });
      expect(counts).toEqual({ read: 50, created: 0, changed: 50, kept: 0, dropped: 0 });
    });
    const { input: now } = await plans.input('acme', id);
    expect((JSON.parse(now) as { posted?: unknown[] }).posted ?? []).toHaveLength(kept);
    return statements;
  };
  // The plan, its rows, and one statement for all that is written.
  expect(await statementsWith('none-kept', 0)).toBe(3);
  expect(await statementsWith('all-kept', 50)).toBe(3);
});

it('work that is moved to a row of another name is still what an import has brought', async () => {
  const input = DOMAIN_MODELS.sessions.example() as { readonly posted: readonly { readonly start: string }[] };
  await plans.put(ASKER, 'moved', { model: 'sessions', input: JSON.stringify(input), seen: 0, actor });
  const [entry] = await store.plans.entries({ tenant: 'acme', id: 'moved' }, 'posted', { limit: 1 });
  const { id, value } = entry!;
  const next = { ...(value as object), start: '23:00' };
  const rest = { from: null, to: null, ownerList: null, owner: null, item: 'one' };
  const to = id.replace(/[^,]*$/, '23:00');
  const effects = JSON.stringify([
    { list: 'posted', id, before: JSON.stringify(value), after: null, ...rest },
    { list: 'posted', id: to, before: null, after: JSON.stringify(next), ...rest },
  ]);
  const place = { tenant: 'acme', id: 'moved' };
  await store.plans.write(place, 1, { effects, action: 'accept', actor, writing: 'w' });
  const file = {
    format: 'json',
    list: 'posted',
    content: { text: JSON.stringify(input.posted) },
    isTrial: true,
  } as const;
  const { counts, rows } = await plans.import(ASKER, 'moved', { ...file, actor });
  expect({ ...counts, rows }).toEqual({
    read: input.posted.length,
    created: 0,
    changed: 0,
    kept: input.posted.length,
    dropped: 0,
    rows: 0,
  });
});

it('equal runs of one version share what was read for the first; another version, or other changes, do not', async () => {
  const input = JSON.stringify(DOMAIN_MODELS.staffing.example());
  await plans.put(ASKER, 'shared', { model: 'staffing', input, seen: 0, actor });
  const keep = { budget: { assignments: 3 } };
  let last: Awaited<ReturnType<Plans['runInput']>> | undefined;
  const asking = (request: Parameters<Plans['runInput']>[2]) =>
    counted(async () => {
      last = await plans.runInput(ASKER, 'shared', request);
    });
  expect(await asking({ keep })).toBeGreaterThan(1);
  const first = last!.input;
  // Which version the plan has, and nothing else; once more where a half minute has just ended.
  if ((await asking({ keep })) !== 1) expect(await asking({ keep })).toBe(1);
  expect(last!.input).toBe(first);
  expect(await asking({})).toBeGreaterThan(1);
  await plans.change(ASKER, 'shared', { changes: [{ set: 'name', value: 'Another' }], actor });
  expect(await asking({ keep })).toBeGreaterThan(1);
  expect(last!.plan.version).toBe(2);
  expect(JSON.parse(last!.input).name).toBe('Another');
});

it('what is wrong with a plan is read with at most four statements, and with one where it is known', async () => {
  const input = JSON.stringify(DOMAIN_MODELS.staffing.example());
  await plans.put(ASKER, 'wrong', { model: 'staffing', input, seen: 0, actor });
  const validated = () => plans.advice.validation(ASKER, 'wrong', { limit: 50 });
  expect(await counted(validated)).toBeLessThanOrEqual(4);
  expect(await counted(validated)).toBe(1);
  const [{ id: issue } = { id: '' }] = (await validated()).issues;
  await plans.advice.ignore(ASKER, 'wrong', { ignored: { issue, reason: 'It was agreed.' }, seen: 1, actor });
  expect(await counted(validated)).toBeGreaterThan(1);
});
