import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { staffing } from '../../models/staffing/index.ts';
import { createPlans } from '../../src/plans/createPlans.ts';
import type { DraftSource } from '../../src/plans/draft.ts';
import type { PlanAsker, Plans } from '../../src/plans/plans.ts';
import { performPlanTask } from '../../src/plans/task.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/postgres/database.ts';

const ASKER: PlanAsker = { tenant: 'acme' };
const actor = 'test';
const id = 'faults';

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
    ask: async (task) => JSON.stringify(await performPlanTask(DOMAIN_MODELS[task.model as 'staffing'] as never, task)),
  });
});
afterAll(async () => {
  left = undefined;
  await store.close();
});

const [MONDAY, TUESDAY] = ['2026-01-05', '2026-01-06'] as const;
const event = (name: string) => ({ id: name, type: 'a', start: MONDAY, due: '2026-01-07' });

/** Ann has work on a day on which she is away; three events are still open. */
const INPUT = {
  profile: 'plain',
  horizon: { from: MONDAY, to: TUESDAY },
  types: { a: {} },
  employees: [
    { id: 'ann', role: 'crew', timeOff: [{ from: MONDAY, to: MONDAY }] },
    { id: 'bob', role: 'crew' },
  ],
  events: ['done', 'e1', 'e2', 'e3'].map(event),
  posted: [{ event: 'done', employee: 'ann', day: MONDAY }],
};

/** A run of the plan as it is, with what it has found. */
async function solved(run: string): Promise<DraftSource> {
  const { plan, input } = await plans.runInput(ASKER, id, {});
  const { answer } = await solveDomain(staffing, JSON.parse(input), { timeLimitMs: 5000 });
  const row = {
    tenant: 'acme',
    model: 'staffing',
    input,
    inputSha256: '',
    inputBytes: 0,
    requestSha256: run,
    options: {},
    actor,
  };
  const made = await store.create(row, { tenantQueued: 9, queued: 9 }, async () => undefined);
  if (made.kind !== 'created') throw new Error(made.kind);
  const of = { id: plan.id, version: plan.version };
  return { run: made.run.id, plan: of, input, result: JSON.stringify(answer!.result) };
}

it('a statement that fails, whichever it is, leaves a plan wholly as it was or wholly as it should be', async () => {
  await plans.put(ASKER, id, { model: 'staffing', input: JSON.stringify(INPUT), seen: 0, actor });
  const hook = { url: 'http://example.com', events: ['plan.changed'], actor, madeSecret: 'whsec_', most: 1 } as const;
  await store.webhooks.put('acme', 'all', hook);
  const source = await solved('one');
  const seenNow = async () => {
    left = undefined;
    const heard = await store.webhooks.deliveries('acme', 'all', 100);
    const { items } = await plans.draft(ASKER, source);
    const { plan, ...rest } = await plans.input('acme', id);
    const { readAt: _, ...known } = plan;
    return { ...rest, plan: known, ...(await plans.history('acme', id)), items, heard: heard.length };
  };
  const version = async () => (await plans.get('acme', id)).version;
  const wrong = async (): Promise<string> => (await plans.advice.validation(ASKER, id, {})).issues[0]!.id;
  const issue = await wrong();
  const { options } = await plans.advice.fixes(ASKER, id, { issue });
  const reassign = options.find(({ kind }) => kind === 'reassign')!;
  const last = await version();
  const [first, second] = JSON.parse(source.result).placed.map(({ item }: { item: string }) => item) as [
    string,
    string,
  ];
  const file = (events: readonly unknown[]) =>
    ({ format: 'json', list: 'events', content: { text: JSON.stringify(events) }, actor }) as const;
  /** More entries than are written at once. */
  const largeFile = () => {
    const lines = [...INPUT.events, ...Array.from({ length: 1200 }, (_, i) => event(`large-${i}`))];
    const path = join(mkdtempSync(join(tmpdir(), 'dovetail-faults-')), 'entries');
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
    onTestFinished(() => rmSync(dirname(path), { recursive: true }));
    return { format: 'ndjson', list: 'events', content: { file: path }, actor } as const;
  };
  /** Each with how many versions it makes. */
  const deeds: readonly (readonly [name: string, versions: number, deed: () => Promise<unknown>])[] = [
    [
      'change',
      1,
      () => plans.change(ASKER, id, { changes: [{ set: 'name', value: 'x' }, { remove: 'events/e3' }], actor }),
    ],
    ['undo', 1, () => plans.undo(ASKER, id, { version: last + 1, actor })],
    ['edit', 0, () => plans.edit(ASKER, source, { item: first, at: { day: TUESDAY } })],
    ['reject', 0, () => plans.reject(ASKER, source, [second])],
    ['accept', 1, () => plans.accept(ASKER, source, { items: [first], confirm: [], actor })],
    ['undo an acceptance', 1, () => plans.undo(ASKER, id, { version: last + 3, actor })],
    ['ignore', 1, () => plans.advice.ignore(ASKER, id, { ignored: { issue, reason: 'known' }, actor })],
    ['heed', 1, () => plans.advice.heed(ASKER, id, { issue, actor })],
    ['apply', 1, () => plans.advice.apply(ASKER, id, { issue, fix: reassign.id, actor })],
    ['undo a fix', 1, () => plans.undo(ASKER, id, { version: last + 7, actor })],
    ['fix all', 1, () => plans.advice.fixAll(ASKER, id, { skip: [], actor })],
    [
      'outcome',
      1,
      () =>
        plans.advice.addOutcomes(ASKER, id, {
          outcomes: [{ item: 'done', day: MONDAY, outcome: 'completed', who: 'bob' }],
          actor,
        }),
    ],
    ['import a large file', 1, () => plans.import(ASKER, id, largeFile())],
    ['import', 1, () => plans.import(ASKER, id, file([...INPUT.events, event('new')]))],
    ['refresh', 1, () => plans.import(ASKER, id, file([event('done'), { ...event('new'), minutes: 15 }]))],
    [
      'put an entry',
      1,
      () => plans.putEntry(ASKER, id, { list: 'employees', entry: 'zoe', value: { id: 'zoe', role: 'crew' }, actor }),
    ],
    ['put', 1, () => plans.put(ASKER, id, { model: 'staffing', input: JSON.stringify(INPUT), actor })],
  ];
  for (const [name, versions, deed] of deeds) {
    const before = await seenNow();
    for (let n = 0; ; n++) {
      left = n;
      const failure = await deed().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      if (failure === undefined) {
        expect(n, name).toBeGreaterThan(0);
        break;
      }
      // What is planted comes back as what the database refuses, and not as a refusal of what was asked.
      expect(failure.message, `${name}, statement ${n}`).toMatch(/planted|database/);
      expect(await seenNow(), `${name}, statement ${n}`).toEqual(before);
    }
    const after = await seenNow();
    expect(after.plan.version, name).toBe(before.plan.version + versions);
    expect(after.entries, name).toHaveLength(before.entries.length + versions);
    // Who is to hear of it hears of it with it, and of nothing else.
    expect(after.heard, name).toBe(before.heard + versions);
    if (versions === 0) expect(after.items, name).not.toEqual(before.items);
  }
  const gone = await version();
  for (let n = 0; ; n++) {
    left = n;
    if (
      await plans.remove('acme', id, { actor }).then(
        () => true,
        () => false,
      )
    )
      break;
    left = undefined;
    expect(await version()).toBe(gone);
  }
  left = undefined;
  await expect(plans.get('acme', id)).rejects.toThrow(/no plan/);
});
