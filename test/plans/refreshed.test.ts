import { afterAll, beforeAll, expect, it } from 'vitest';
import { replayed } from '../../bench/crowd/replay.ts';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Client } from '../../src/client/client.ts';
import { randomOf } from '../../src/domain/random.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf } from './support/client.ts';
import { sorted } from './support/sorted.ts';

let service: LiveService;
let client: Client;

beforeAll(async () => {
  service = await liveService();
  client = clientOf(service);
});
afterAll(() => service.close());

type Entry = Record<string, unknown> & { readonly id: string };

interface Told {
  /** The list of what is placed. */
  readonly list: 'events' | 'students';
  readonly sizes: Record<string, number>;
  /** What of a generated input names single entries. */
  readonly without: object;
  /** Where people have put something, without a look at any rule. */
  posted(entry: never, input: never): object;
  /** The field of posted work that names the entry. */
  readonly field: string;
}

/** What the story says of a model. */
const TOLD: Readonly<Record<'staffing' | 'sessions', Told>> = {
  staffing: {
    list: 'events',
    sizes: { events: 30, employees: 8, days: 14, posted: 0 },
    without: { pins: [] },
    posted: (
      { id, start, type }: Entry,
      { employees, horizon }: { employees: Entry[]; horizon: { from: string } },
    ) => ({
      event: id,
      employee: randomOf(1, id).pick(employees).id,
      day: String(start) < horizon.from ? horizon.from : start,
      ...(type === 'core' ? { block: randomOf(2, id).between(1, 8) } : {}),
    }),
    field: 'event',
  },
  sessions: {
    list: 'students',
    sizes: { students: 25, sessions: 50 },
    without: { pins: [], blocked: [], rules: [] },
    posted: ({ id, providers }: Entry & { readonly providers: string[] }) => ({
      student: id,
      provider: randomOf(1, id).pick(providers),
      day: randomOf(2, id).pick(['monday', 'tuesday']),
      start: `${String(randomOf(3, id).between(9, 12)).padStart(2, '0')}:00`,
    }),
    field: 'student',
  },
};

/** The plan is what its history says, read by somebody else. */
async function expectReplayed(plan: string): Promise<Record<string, unknown>> {
  const { input } = await client.plans.get(plan);
  expect(sorted(await replayed(client, plan))).toEqual(sorted(input));
  return input;
}

it.each(Object.entries(TOLD))(
  'a plan of %s is brought up to another system, validated, fixed and exported',
  async (model, { field, list, posted, sizes, without }) => {
    const plan = `refreshed-${model}`;
    const { generator } = DOMAIN_MODELS[model as keyof typeof TOLD];
    const input: Record<string, unknown> = { ...(generator.generate({ ...sizes, seed: 1 }) as object), ...without };
    const entries = input[list] as Entry[];
    await beginPlan(service, plan, { model, input: { ...input, posted: [] } });
    // People put some of it in place by hand, half of it of what will go.
    const [gone, stays] = [entries.slice(0, 10), entries.slice(10)];
    const placed = [...gone.slice(0, 5), ...stays.slice(0, 8)];
    const changes = placed.map((entry) => ({ add: 'posted', value: posted(entry as never, input as never) }));
    await client.plans.change(plan, changes, { version: 1 });
    await expectReplayed(plan);

    const fresh = gone.map((entry) => ({ ...entry, id: `new-${entry.id}`, reference: undefined, pairing: undefined }));
    const file = [...stays, ...fresh] as object[];
    const imported = await client.plans.import(plan, file, { list }, { version: 2 });
    expect(imported.counts).toMatchObject({ read: file.length, created: 10, changed: 0, kept: stays.length });
    // The ten, and what was in place of five of them.
    expect(imported.counts.dropped).toBeGreaterThanOrEqual(15);
    const now = await expectReplayed(plan);
    const left = (now.posted as Record<string, unknown>[]).map((one) => one[field]);
    expect(left.sort()).toEqual(
      placed
        .slice(5)
        .map(({ id }) => id)
        .sort(),
    );
    const again = await client.plans.import(plan, file, { list }, { version: 3 });
    expect(again).toMatchObject({ version: 3, rows: 0 });

    let { version } = imported;
    for (let n = 0; n < 2; n++) {
      const before = await client.plans.validation(plan);
      const issue = before.issues.find(({ severity }) => severity === 'critical')!;
      const { fixes } = await client.plans.fixes(plan, issue.id);
      const fix = fixes.find(({ kind }) => kind !== 'ignore')!;
      const applied = await client.plans.applyFix(plan, { issue: issue.id, fix: fix.id }, { version });
      expect(applied.version).toBe(version + 1);
      version = applied.version;
      await expectReplayed(plan);
      const after = await client.plans.validation(plan);
      expect(after.issues.map(({ id }) => id)).not.toContain(issue.id);
      expect(after.counts.critical).toBeLessThan(before.counts.critical);
    }

    const inPlace = ((await client.plans.get(plan)).input.posted as object[]).length;
    const csv = await client.plans.export(plan, 'schedule.csv');
    expect(csv.trimEnd().split('\n')).toHaveLength(inPlace + 1);
    const calendar = await client.plans.export(plan, 'schedule.ics');
    expect(calendar.match(/^BEGIN:VEVENT/gm)).toHaveLength(inPlace);
    await client.plans.undo(plan, version);
    await expectReplayed(plan);
  },
);
