import { afterAll, beforeAll, expect, it } from 'vitest';
import { replayed } from '../../bench/crowd/replay.ts';
import type { Client, Draft } from '../../src/client/client.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf, ended } from './support/client.ts';
import { sorted } from './support/sorted.ts';

let service: LiveService;
let client: Client;

beforeAll(async () => {
  service = await liveService();
  client = clientOf(service);
});
afterAll(() => service.close());

const [MONDAY, TUESDAY] = ['2026-01-05', '2026-01-06'] as const;
const tea = { id: 'tea', type: 'visit', start: MONDAY, due: '2026-01-07' };
/** Where the other system has put it: within the event. */
const atAnns = { employee: 'ann', day: MONDAY, externalId: 'T-1' };
const INPUT = {
  horizon: { from: MONDAY, to: TUESDAY },
  types: { visit: {} },
  employees: ['ann', 'bob'].map((id) => ({ id, role: 'nurse' })),
  events: [{ ...tea, posted: atAnns }],
};

async function solved(plan: string, keep?: object): Promise<Draft> {
  const run = await ended(client, await client.plans.run(plan, keep ? { keep } : {}));
  expect(run).toMatchObject({ status: 'succeeded', error: null });
  return client.plans.draft(run.id);
}

async function inputOf(plan: string) {
  const { input } = await client.plans.get(plan);
  expect(sorted(await replayed(client, plan))).toEqual(sorted(input));
  return input as Record<string, unknown>;
}

it('work within the entry of its item is kept, moved, accepted and taken back like work of the list', async () => {
  await beginPlan(service, 'within', { model: 'staffing', input: INPUT });
  // Nobody is away: where it may move, it stays, since each change costs.
  expect((await solved('within', {})).items).toMatchObject([{ item: 'tea', kind: 'unchanged' }]);
  await client.plans.change('within', [{ add: 'timeOff', value: { employee: 'ann', from: MONDAY, to: TUESDAY } }]);
  const before = await inputOf('within');
  // Without leave to move, it is where it is, or it would be on a day that is frozen.
  expect((await solved('within')).items).toEqual([]);
  expect((await solved('within', { frozenDays: [MONDAY] })).items).toEqual([]);

  const draft = await solved('within', {});
  expect(draft.items).toMatchObject([
    {
      item: 'tea',
      kind: 'moved',
      from: { who: 'ann', at: { day: MONDAY } },
      to: { who: 'bob' },
      entry: 'events/tea/posted',
    },
  ]);
  const { version } = await client.plans.accept(draft.run);
  const accepted = await inputOf('within');
  const { day } = draft.items[0]!.to!.at;
  expect(accepted).toMatchObject({
    events: [tea],
    posted: [{ event: 'tea', employee: 'bob', day, externalId: 'T-1' }],
  });
  expect(accepted.events).toEqual([tea]);
  expect((accepted.posted as object[])[0]).not.toHaveProperty('movable');

  await client.plans.undo('within', version);
  expect(await inputOf('within')).toEqual(before);
  await client.plans.undo('within', version + 1);
  expect(await inputOf('within')).toEqual(accepted);
});

it('a draft whose work has been moved within its entry meanwhile is refused', async () => {
  await beginPlan(service, 'meanwhile', { model: 'staffing', input: INPUT });
  await client.plans.change('meanwhile', [{ add: 'timeOff', value: { employee: 'ann', from: MONDAY, to: MONDAY } }]);
  const draft = await solved('meanwhile', {});
  await client.plans.change('meanwhile', [{ set: 'events/tea/posted/day', value: TUESDAY }]);
  await expect(client.plans.accept(draft.run)).rejects.toMatchObject({ code: 'plan/refused' });
  const { gone } = await client.plans.verifyDraft(draft.run);
  expect(gone).toMatchObject([{ item: 'tea' }]);
});

it('what people have accepted stays when the file says the same again, and gives way when it says something new', async () => {
  await beginPlan(service, 'again', { model: 'staffing', input: INPUT });
  await client.plans.change('again', [{ add: 'timeOff', value: { employee: 'ann', from: MONDAY, to: TUESDAY } }]);
  await client.plans.accept((await solved('again', {})).run);
  const accepted = await inputOf('again');

  const same = await client.plans.import('again', INPUT.events, { list: 'events' });
  expect(same).toMatchObject({ counts: { read: 1, created: 0, changed: 0, kept: 1, dropped: 0 } });
  expect(await inputOf('again')).toEqual(accepted);
  expect((await solved('again', {})).items).toMatchObject([{ item: 'tea', kind: 'unchanged', to: { who: 'bob' } }]);

  const atBobs = { employee: 'bob', day: TUESDAY };
  const file = [{ ...tea, posted: atBobs }];
  const fresh = await client.plans.import('again', file, { list: 'events' });
  expect(fresh.dropped).toEqual([{ row: 'posted/tea', reason: 'The import has an entry of its own for it.' }]);
  const now = await inputOf('again');
  expect([now.events, now.posted ?? []]).toEqual([[{ ...tea, posted: atBobs }], []]);
  expect(await client.plans.import('again', file, { list: 'events' })).toMatchObject({ rows: 0 });
  await client.plans.undo('again', fresh.version);
  expect(await inputOf('again')).toEqual(accepted);
});

it('an event that had no place in the file, and gets one, has it in place of what people have accepted', async () => {
  await beginPlan(service, 'first', { model: 'staffing', input: { ...INPUT, events: [tea] } });
  await client.plans.accept((await solved('first')).run);
  const done = await client.plans.import('first', [{ ...tea, posted: atAnns }], { list: 'events' });
  expect(done.dropped).toMatchObject([{ row: 'posted/tea' }]);
  expect((await inputOf('first')).events).toEqual([{ ...tea, posted: atAnns }]);
});
