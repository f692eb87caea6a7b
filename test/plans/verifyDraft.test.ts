import { afterAll, beforeAll, expect, it } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Client } from '../../src/client/client.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf, ended } from './support/client.ts';

let service: LiveService;
let client: Client;

beforeAll(async () => {
  service = await liveService();
  client = clientOf(service);
});
afterAll(() => service.close());

const [MONDAY, TUESDAY] = ['2026-01-05', '2026-01-06'] as const;

/** Two events for one person on two days, one a day; Bob would cost 30 each by the rotation, which Ann has. */
const INPUT = {
  profile: 'plain',
  horizon: { from: MONDAY, to: TUESDAY },
  types: { a: {} },
  rotationKinds: ['duty'],
  employees: ['ann', 'bob'].map((id) => ({ id, role: 'crew' })),
  events: ['e1', 'e2'].map((id) => ({ id, type: 'a', start: MONDAY, due: '2026-01-07' })),
  rotations: ['monday', 'tuesday'].map((weekday) => ({ weekday, kind: 'duty', employee: 'ann' })),
  rules: [
    { id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } },
    { id: 'duty', template: 'rotation', weight: 30, parameters: { kinds: [{ kind: 'duty', types: ['a'] }] } },
  ],
};

it('a draft is looked at as a whole, in the plan as it is now', async () => {
  await beginPlan(service, 'looked-at', { model: 'staffing', input: INPUT });
  const run = await ended(client, await client.plans.run('looked-at'));
  const nothing = { isLegal: true, issues: [], items: [], gone: [], penalty: 0 };
  expect(await client.plans.verifyDraft(run.id)).toMatchObject({ ...nothing, plan: { version: 1 } });

  // Both on one day is one too many, and an item with Bob costs the rotation's 30.
  const { items } = await client.plans.draft(run.id);
  const [monday, tuesday] = [MONDAY, TUESDAY].map((day) => items.find(({ to }) => to?.at.day === day)!.item);
  const wrong = [{ at: { dya: MONDAY } }, { at: { day: 'monday' } }, { who: 'bobb' }, {}, { at: {} }];
  for (const to of wrong) await expect(client.plans.edit(run.id, tuesday!, to)).rejects.toMatchObject({ status: 422 });
  await expect(client.plans.edit(run.id, tuesday!, wrong[0]!)).rejects.toThrow(/no dya[\s\S]*day/);
  expect((await client.plans.draft(run.id)).items.map(({ state }) => state)).not.toContain('edited');
  await client.plans.edit(run.id, tuesday!, { at: { day: MONDAY } });
  const both = await client.plans.verifyDraft(run.id);
  expect(both).toMatchObject({ isLegal: false, issues: [{ rule: 'daily' }] });
  expect(await client.plans.verifyDraft(run.id, { from: TUESDAY, to: TUESDAY })).toMatchObject({
    isLegal: true,
    issues: [],
  });
  await client.plans.edit(run.id, tuesday!, { who: 'bob' });
  expect(await client.plans.verifyDraft(run.id)).toMatchObject({
    isLegal: true,
    penalty: 30,
    penalties: { duty: 30 },
    items: [{ item: tuesday, who: 'bob', at: { day: MONDAY }, warnings: [{ rule: 'duty', amount: 30 }] }],
  });

  // The plan moves on: Ann is away, and what is rejected is not looked at any more.
  const away = { add: 'employees/ann/timeOff', value: { from: MONDAY, to: MONDAY } };
  await client.plans.change('looked-at', [away]);
  const after = await client.plans.verifyDraft(run.id);
  expect(after).toMatchObject({
    isLegal: false,
    plan: { version: 2 },
    issues: [{ rule: 'time-off', items: [monday] }],
  });
  await client.plans.reject(run.id, [monday!]);
  expect(await client.plans.verifyDraft(run.id)).toMatchObject({ isLegal: true, issues: [] });
});

it.each(Object.values(DOMAIN_MODELS))('what a run of $name proposes is legal', async ({ name, example }) => {
  await beginPlan(service, name, { model: name, input: example() });
  const run = await ended(client, await client.plans.run(name));
  const { items } = await client.plans.draft(run.id);
  expect(items.length).toBeGreaterThan(0);
  const { isLegal, penalty } = await client.plans.verifyDraft(run.id);
  expect({ isLegal, penalty }).toEqual({ isLegal: true, penalty: run.objective });
});
