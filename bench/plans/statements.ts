import { createHash } from 'node:crypto';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { openDatabase, openStore } from '../../src/database.ts';
import { now } from '../../src/engines/engine.ts';
import { createPlans } from '../../src/plans/createPlans.ts';
import type { DraftSource } from '../../src/plans/draft.ts';
import { performPlanTask } from '../../src/plans/task.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';
import type { BenchOptions, BenchReport } from '../bench.ts';
import { withDataDirectory } from '../service/host.ts';
import { pastOf } from './past.ts';

const { staffing } = DOMAIN_MODELS;
const SIZES = [80, 2000];
const YEARS = [0, 10];
const TICKS = 300_000;
/** Rows of the past that are written at once. */
const ROWS_AT_ONCE = 4000;

/** Statements that each deed may take. */
const BARS: ReadonlyMap<string, number> = new Map([
  ['load', 4],
  ['accept', 12],
  ['undo', 8],
  ['validation', 4],
]);

interface Counted {
  readonly deed: string;
  readonly events: number;
  readonly years: number;
  readonly kept: number;
  readonly statements: number;
  readonly ms: number;
}

interface Work {
  readonly horizon: { readonly from: string; readonly to: string };
  readonly employees: readonly { readonly id: string }[];
  readonly events: readonly { readonly id: string; readonly start: string; readonly due: string }[];
}

/** How often a plan is read and written by what people do with it: the same few times whatever its size and history. */
export function countStatements({ note, quick }: BenchOptions): Promise<BenchReport> {
  return withDataDirectory(async (data) => {
    const database = await openDatabase({ data });
    const store = openStore(database.url);
    try {
      await store.keys.ensureTenant('bench', 'Bench');
      const all: Counted[] = [];
      for (const events of SIZES.map((size) => (size > 80 ? Math.round(size / quick) : size))) {
        for (const years of YEARS) {
          note(`${events} events, ${years} years of history`);
          all.push(...(await deedsOf(store, { events, years })));
        }
      }
      return reportOf(all);
    } finally {
      await store.close();
      await database.close();
    }
  });
}

async function deedsOf(
  store: ReturnType<typeof openStore>,
  { events, years }: { readonly events: number; readonly years: number },
): Promise<Counted[]> {
  const asker = { tenant: 'bench' };
  const [id, actor] = [`of-${events}-${years}`, 'bench'];
  const plans = createPlans({
    store: store.plans,
    domains: DOMAIN_MODELS,
    ask: async (task) => JSON.stringify(await performPlanTask(staffing as never, task)),
  });
  const employees = Math.ceil(events / 5);
  const input = staffing.generator.generate({ events, employees, days: 21, posted: 0, seed: 1 }) as Work;
  const { horizon } = input;
  await plans.put(asker, id, { model: 'staffing', input: JSON.stringify(input), seen: 0, actor });
  const past = pastOf({
    lists: staffing.lists,
    employees: input.employees.slice(0, 20).map((one) => one.id),
    before: horizon.from,
    years,
  });
  for (let from = 0; from < past.length; from += ROWS_AT_ONCE) {
    const effects = JSON.stringify(past.slice(from, from + ROWS_AT_ONCE));
    const { version } = await plans.get('bench', id);
    const written = await store.plans.write({ tenant: 'bench', id }, version, {
      effects,
      action: 'change',
      actor,
      writing: `past ${from}`,
    });
    if (written === undefined) throw new Error('The past could not be written.');
  }
  const loaded = await plans.input('bench', id, horizon);
  const source = await sourceOf(store, loaded);
  const file = (list: readonly object[]) =>
    ({ format: 'json', list: 'events', content: { text: JSON.stringify(list) }, actor }) as const;
  const changed = (minutes: number) => input.events.map((event) => ({ ...event, minutes }));
  const all: Counted[] = [];
  const count = async (deed: string, work: () => Promise<unknown>, kept = 0): Promise<void> => {
    const began = now();
    const statements = await store.counted(async (so) => {
      await work();
      return so();
    });
    all.push({ deed, events, years, kept, statements, ms: now() - began });
  };
  await count('load', () => plans.input('bench', id, horizon));
  await count('validation', () => plans.advice.validation(asker, id, { days: horizon }));
  await count('refresh', () => plans.import(asker, id, file(changed(30))));
  const accept = async (): Promise<number> => {
    const { accepted } = await plans.accept(asker, source, { actor, isPartial: true });
    if (accepted.length === 0) throw new Error('Nothing was accepted.');
    return accepted.length;
  };
  await count('accept', accept);
  const { version } = await plans.get('bench', id);
  await count('undo', () => plans.undo(asker, id, { version, actor }));
  const kept = await accept();
  await count('refresh', () => plans.import(asker, id, file(changed(45))), kept);
  return all;
}

/** The draft of a run, with a budget of work that is the same on every machine. */
async function sourceOf(
  store: ReturnType<typeof openStore>,
  { input, plan }: Pick<DraftSource, 'plan' | 'input'>,
): Promise<DraftSource> {
  const { answer } = await solveDomain(staffing as DomainModel, JSON.parse(input), { ticks: TICKS });
  if (answer === undefined) throw new Error('The run has found nothing.');
  const sha = createHash('sha256').update(input).digest('hex');
  const row = { tenant: 'bench', model: 'staffing', input, inputSha256: sha, inputBytes: input.length };
  const asked = { ...row, requestSha256: sha, options: {}, actor: 'bench' };
  const created = await store.create(asked, { tenantQueued: 1000, queued: 1000 }, async () => undefined);
  if (!('run' in created)) throw new Error('The run could not be stored.');
  return { run: created.run.id, plan, input, result: JSON.stringify(answer.result) };
}

function reportOf(all: readonly Counted[]): BenchReport {
  const failures = all.flatMap(({ deed, events, statements, years }) => {
    const most = BARS.get(deed) ?? Number.POSITIVE_INFINITY;
    return statements > most ? [`${deed} takes ${statements} statements at ${events} events and ${years} years`] : [];
  });
  for (const [deed, own] of Map.groupBy(all, (one) => one.deed)) {
    const counts = [...new Set(own.map(({ statements }) => statements))];
    if (counts.length > 1) failures.push(`${deed} takes ${counts.join(' or ')} statements`);
  }
  const head = ['deed', 'events', 'years', 'kept', 'statements', 'ms'];
  const rows = all.map((one) => [one.deed, one.events, one.years, one.kept, one.statements, one.ms.toFixed(0)]);
  return { tables: [{ title: 'Statements', head, rows }], data: all, failures };
}
