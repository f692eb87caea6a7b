import { afterAll, beforeAll, expect, it } from 'vitest';
import { replayed } from '../../bench/crowd/replay.ts';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Change, Client, Draft, DraftItem } from '../../src/client/client.ts';
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

/** How somebody is away where an item is, in the words of a model: all that the story says of it. */
const ILLNESS: Readonly<Partial<Record<keyof typeof DOMAIN_MODELS, (item: Placed) => Change>>> = {
  staffing: ({ to: { who, at } }) => ({
    add: 'timeOff',
    value: { employee: who, from: at.day, to: at.day },
  }),
  sessions: ({ to: { who, at } }) => ({
    add: 'blocked',
    value: { provider: who, day: at.day, from: '08:00', to: '15:00' },
  }),
  production: ({ to: { at } }) => ({
    add: `resources/${at.operators}/exceptions`,
    value: { from: at.start, to: at.end, open: false, reason: 'ill' },
  }),
};

type Placed = DraftItem & { readonly to: NonNullable<DraftItem['to']> };
const isNew = (item: DraftItem): item is Placed => item.kind === 'new' && item.to !== undefined;

async function draftOf(plan: string, asked: Parameters<Client['plans']['run']>[1] = {}): Promise<Draft> {
  const run = await client.plans.run(plan, {
    options: { termination: { timeLimit: 'PT10S', unimproved: 'PT1S' } },
    ...asked,
  });
  const { status, error } = await ended(client, run);
  expect({ status, error }).toMatchObject({ status: 'succeeded' });
  return client.plans.draft(run.id);
}

/** The plan is what its history says, read by somebody else. */
async function expectReplayed(plan: string): Promise<Record<string, unknown>> {
  const { input } = await client.plans.get(plan);
  expect(sorted(await replayed(client, plan))).toEqual(sorted(input));
  return input;
}

it.each(Object.keys(ILLNESS) as (keyof typeof DOMAIN_MODELS)[])(
  'a plan of %s is solved, corrected, accepted, changed by an illness, solved again and undone',
  async (model) => {
    const plan = `story-of-${model}`;
    await beginPlan(service, plan, { model, input: DOMAIN_MODELS[model].example() });
    const before = await expectReplayed(plan);
    const posted = (input: Record<string, unknown>): unknown[] => (input.posted as unknown[] | undefined) ?? [];

    const [draft, other] = [await draftOf(plan), await draftOf(plan, { options: { seed: 2 } })];
    const fresh = draft.items.filter(isNew);
    expect(fresh.length).toBeGreaterThan(1);
    expect(new Set(draft.items.map(({ state }) => state))).toEqual(new Set(['proposed']));

    // Where it is anyway, it breaks nothing and costs no more; where nobody is, there is no place.
    // What is rejected is nothing that the edited item comes after.
    const [first, second] = [fresh[0]!, fresh.at(-1)!];
    const same = await client.plans.edit(draft.run, first.item, { who: first.to.who });
    expect(same).toMatchObject({ state: 'edited', edit: { critical: [], change: 0 } });
    await expect(client.plans.edit(draft.run, second.item, { who: 'nobody at all' })).rejects.toMatchObject({
      status: 422,
    });
    // Whoever has read the draft before that edit is told; who reads it again may go on.
    const place = { who: first.to.who };
    const late = client.plans.edit(draft.run, first.item, place, { mark: draft.mark });
    await expect(late).rejects.toMatchObject({ status: 412, code: 'request/stale' });
    const { mark } = await client.plans.draft(draft.run);
    expect(await client.plans.edit(draft.run, first.item, place, { mark })).toEqual(same);

    const rejected = await client.plans.reject(draft.run, [second.item]);
    expect(rejected.items.find(({ item }) => item === second.item)!.state).toBe('rejected');
    const confirm = same.edit!.warnings.map(({ rule }) => rule);
    await expect(client.plans.accept(draft.run, {}, { version: 7 })).rejects.toMatchObject({ status: 412 });
    const accepted = await client.plans.accept(draft.run, { confirm, partial: true }, { version: 1, reason: 'week 2' });
    expect(accepted.version).toBe(2);
    expect(accepted.accepted).toContain(first.item);
    expect(accepted.accepted).not.toContain(second.item);
    const after = await expectReplayed(plan);
    expect(posted(after).length).toBeGreaterThan(posted(before).length);
    const states = await client.plans.draft(draft.run);
    for (const { item, state } of states.items) {
      if (accepted.accepted.includes(item)) expect([item, state]).toEqual([item, 'accepted']);
    }
    // What another run has put in place is no proposal of this one any more.
    const superseded = await client.plans.draft(other.run);
    expect(superseded.items.find(({ item }) => item === first.item)?.state ?? 'superseded').toBe('superseded');
    const again = client.plans.accept(draft.run, { items: [first.item] }, { version: 2 });
    await expect(again).rejects.toMatchObject({ status: 409, code: 'plan/refused' });

    const illness = ILLNESS[model]!(first);
    await client.plans.change(plan, [illness], { version: 2, reason: 'somebody is ill' });
    const ill = await expectReplayed(plan);
    const repaired = await draftOf(plan, { keep: { budget: { assignments: 3 } } });
    const moved = repaired.items.filter(({ kind }) => kind === 'moved' || kind === 'dropped');
    expect(moved.length).toBeGreaterThan(0);
    // A budget counts who and when; within a day of staffing, anything may be in another block.
    const isElsewhere = ({ from, to }: DraftItem): boolean =>
      from?.who !== to?.who || from?.at.day !== to?.at.day || from?.at.start !== to?.at.start;
    expect(moved.filter(isElsewhere).length).toBeLessThanOrEqual(3);
    const second2 = await client.plans.accept(repaired.run, { partial: true }, { version: 3 });
    expect(second2.version).toBe(4);
    const mended = await expectReplayed(plan);
    expect(mended).not.toEqual(ill);

    // The other system knows nothing of what people have accepted here.
    const stale = await client.plans.import(plan, posted(before), { list: 'posted', dryRun: true });
    expect(stale).toMatchObject({ version: 4, counts: { changed: 0, dropped: 0 } });

    const undone = await client.plans.undo(plan, 4);
    expect(new Set(undone.undone)).toEqual(new Set(second2.accepted));
    expect(await expectReplayed(plan)).toEqual(ill);
    const open = await client.plans.draft(repaired.run);
    expect(open.items.filter(({ state }) => state === 'accepted')).toEqual([]);
    await client.plans.undo(plan, 5);
    expect(await expectReplayed(plan)).toEqual(mended);
    await client.plans.undo(plan, 6);
    // One item of the first acceptance, by its name; the illness stays.
    const one = accepted.accepted.find((item) => item !== first.item)!;
    const part = await client.plans.undo(plan, 2, { items: [one] });
    expect(part.undone).toEqual([one]);
    await expectReplayed(plan);
    expect((await client.plans.draft(draft.run)).items.find(({ item }) => item === one)!.state).toBe('proposed');
    await client.plans.undo(plan, 2, { partial: true }).catch((thrown) => expect(thrown.status).toBe(409));
    await expectReplayed(plan);
  },
);

it('a rush order comes into a plan of production with one change, and everything else stays where it was accepted', async () => {
  const plan = 'rush-order';
  const day = '2026-05-04';
  const posted = (order: string, operation: string, machine: string, start: string, who: string) => {
    return { order, operation, machine, start: `${day}T${start}`, operators: [who] };
  };
  const { posted: plates, ...input } = DOMAIN_MODELS.production.example() as { posted: readonly unknown[] };
  const accepted = [
    posted('bolts', 'turn', 'lathe', '08:00', 'olga'),
    posted('bolts', 'mill', 'mill', '12:00', 'tim'),
    posted('rings', 'turn', 'lathe', '12:00', 'olga'),
  ];
  await beginPlan(service, plan, { model: 'production', input: { ...input, posted: [...plates, ...accepted] } });
  const turn = { id: 'turn', core: { minutes: 60, operators: { skills: ['turning'] } } };
  const rush = { id: 'rush', due: `${day}T13:00`, priority: 'urgent', operations: [turn] };
  await client.plans.change(plan, [{ add: 'orders', value: rush }], { version: 1, reason: 'a rush order' });
  const draft = await draftOf(plan, { keep: {} });
  const changed = draft.items.filter(({ kind }) => kind !== 'unchanged');
  // The lathe is taken until 15:30 and closes at 16:00. On Tuesday at 09:00 the order would be late by 20 hours, which cost
  // 8 x 1,200; where the rings begin on Tuesday, in time, that costs one change, of 60.
  expect(changed.map(({ item, kind, to }) => [item, kind, to?.at.start])).toEqual([
    ['rings/turn', 'moved', '2026-05-05T08:00'],
    ['rush/turn', 'new', `${day}T12:00`],
  ]);
  const { version } = await client.plans.accept(draft.run, {}, { version: 2, reason: 'the rush order' });
  const after = await expectReplayed(plan);
  expect((after.posted as { order: string }[]).map(({ order }) => order).sort()).toEqual(
    ['bolts', 'bolts', 'plates', 'rings', 'rush'].sort(),
  );
  await client.plans.undo(plan, version);
  expect((await expectReplayed(plan)).posted).toHaveLength(4);
});
