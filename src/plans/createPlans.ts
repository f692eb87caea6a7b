import { hash, randomUUID } from 'node:crypto';
import { todayIn } from '../domain/calendar.ts';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import type { Change } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { createAdvice } from './advice/createAdvice.ts';
import { acceptable, createDrafts, type Load, type WorkOut } from './createDrafts.ts';
import { createEntries } from './createEntries.ts';
import { createHistory } from './createHistory.ts';
import type { Accepted } from './draft.ts';
import { cursorOf, limitOf, textIn } from './pages.ts';
import type { Action, Plan, PlanAsker, Writing, Written } from './plan.ts';
import type { Plans } from './plans.ts';
import { createReadings, horizonChanges } from './readings.ts';
import { isName, otherModel, requireListOf, requireName, stale, unknown } from './refusals.ts';
import { Remembered } from './remembered.ts';
import type { PlanPlace, PlanReading, PlanStore, Writ } from './store.ts';
import { listDays } from './stored.ts';
import type { ImportOutcome, PlanOutcome, PlanTask } from './task.ts';
import { createWriter } from './writer.ts';

/** Equal runs of one version that are asked for within this time share what was read and worked out for the first. */
const SHARED_MS = 30_000;

export interface PlansOptions {
  readonly store: PlanStore;
  readonly domains: Readonly<Record<string, DomainModel>>;
  /** Works a task out in another process; JSON text of the answer. */
  readonly ask: (task: PlanTask, asker: PlanAsker) => Promise<string>;
}

export function createPlans({ store, domains, ask }: PlansOptions): Plans {
  const get = async (place: PlanPlace): Promise<Plan> =>
    (isName(place.id) && (await store.plan(place))) || unknown(place.id);
  const domainOf = ({ model }: Pick<Plan, 'model'>): DomainModel => {
    const domain = Object.hasOwn(domains, model) ? domains[model] : undefined;
    if (domain) return domain;
    throw new DovetailError('input/shape', `There is no model "${cut(model)}".`, {
      maybe: `use one of ${Object.keys(domains).join(', ')}.`,
      faults: [{ pointer: '/model', code: 'input/shape', message: 'is not a model of this service.' }],
    });
  };
  const load: Load = async (place: PlanPlace, reading: PlanReading) =>
    (await store.load(place, reading)) ?? unknown(place.id);
  const worked: WorkOut = async <T>(task: Omit<PlanTask, 'kind'>, asker: PlanAsker): Promise<T> =>
    JSON.parse(await ask({ kind: 'plan', ...task }, asker)) as T;

  const { daysOf, readingFor } = createReadings(store);
  const asked = new Remembered();
  const write = createWriter({ store, get, load, worked });
  const change = async (
    asker: PlanAsker,
    id: string,
    {
      changes,
      action = 'change',
      ...writing
    }: Writing & { readonly changes: readonly Change[]; readonly action?: Action },
  ): Promise<Written> => {
    const place = { tenant: asker.tenant, id };
    const { written } = await write(asker, id, {
      ...writing,
      action,
      prepare: async (plan) => ({
        step: { do: 'change', changes },
        reading: await readingFor({ ...place, readAt: plan.readAt }, domainOf(plan), changes),
      }),
    });
    return written;
  };

  const plans: Plans = {
    async put(asker, id, { model, input, seen, actor, reason }) {
      requireName(id);
      const domain = domainOf({ model });
      const place = { tenant: asker.tenant, id };
      const known = await store.plan(place);
      if (!known) {
        if (seen !== undefined && seen !== 0) unknown(id);
        const outcome = await worked<PlanOutcome>({ model, input: '{}', step: { do: 'put', next: input } }, asker);
        const writ: Writ = { effects: outcome.effects, action: 'put', actor, reason, writing: randomUUID() };
        const plan = await store.create(place, model, writ);
        if (plan) return { plan, rows: outcome.rows, isNew: true };
        throw stale(await get(place), 0);
      }
      if (known.model !== model) throw otherModel(known, model);
      const { written } = await write(asker, id, {
        seen,
        actor,
        reason,
        action: 'put',
        prepare: async () => ({
          step: { do: 'put', next: input },
          reading: { lists: listDays(domain.lists, undefined), withOrigins: true },
        }),
      });
      return { ...written, isNew: false };
    },
    get: (tenant, id) => get({ tenant, id }),
    async input(tenant, id, days) {
      const place = { tenant, id };
      const domain = domainOf(await get(place));
      return load(place, { lists: listDays(domain.lists, days) });
    },
    async list(tenant, page) {
      const limit = limitOf(page);
      const found = await store.plans(tenant, { after: textIn(page?.cursor), limit: limit + 1 });
      const own = found.slice(0, limit);
      return { plans: own, ...(found.length > limit ? { cursor: cursorOf(own.at(-1)!.id) } : {}) };
    },
    change,
    async import(asker, id, { format, list, content, ...writing }) {
      const { written, outcome } = await write<ImportOutcome>(asker, id, {
        ...writing,
        action: 'import',
        prepare: async (plan) => {
          const domain = domainOf(plan);
          requireListOf(domain, { format, list });
          const reading = { lists: listDays(domain.lists, undefined), withOrigins: true };
          const today = todayIn('UTC', plan.readAt);
          return { step: { do: 'import', format, list, content, today }, reading };
        },
      });
      return { ...written, counts: outcome.counts, dropped: outcome.dropped };
    },
    async remove(tenant, id, { seen, actor }) {
      const place = { tenant, id };
      const plan = await get(place);
      if (seen !== undefined && seen !== plan.version) throw stale(plan, seen);
      if (!(await store.drop(place, plan.version, actor))) throw stale(await get(place), plan.version);
    },
    ...createEntries({ store, get, domainOf, change }),
    ...createHistory({ store, get, domainOf, daysOf, write }),
    async runInput(asker, id, { horizon, changes = [], keep }) {
      const place = { tenant: asker.tenant, id };
      const now = await get(place);
      const domain = domainOf(now);
      const key = ({ createdAt, readAt, version }: Plan): string => {
        const moment = Math.floor(readAt.getTime() / SHARED_MS);
        return hash('sha256', JSON.stringify([asker.tenant, id, createdAt, version, moment, horizon, changes, keep]));
      };
      const known = asked.get(key(now));
      if (known !== undefined) return { plan: now, input: known };
      const at = { ...place, readAt: now.readAt };
      const reading = await readingFor(at, domain, horizonChanges(domain, horizon, changes));
      const { plan, input } = await load(place, reading);
      const step = { do: 'run', horizon, changes, keep } as const;
      const answer = await worked<{ input: string }>({ model: plan.model, input, step }, asker);
      asked.set(key(plan), answer.input);
      return { plan, input: answer.input };
    },
    advice: createAdvice({ store, get, domainOf, load, daysOf, worked, change, stale }),
    draft: (asker, source) => drafts.draft(asker, source),
    verifyDraft: (asker, source, days) => drafts.verifyDraft(asker, source, days),
    edit: (asker, source, request) => drafts.edit(asker, source, request),
    reject: (asker, source, items) => drafts.reject(asker, source, items),
    async accept(asker, source, { items: names, confirm = [], isPartial = false, ...writing }) {
      const place = { tenant: asker.tenant, id: source.plan.id };
      const asSeen = async (): Promise<Plan> => {
        const plan = await get(place);
        if (writing.seen !== undefined && writing.seen !== plan.version) throw stale(plan, writing.seen);
        return plan;
      };
      const draft = await drafts.draft(asker, source);
      // Whoever has seen another plan is told so before anything else.
      const items = await inOrder(() => acceptable(draft, names, confirm), asSeen);
      if (items.length === 0) return { plan: await asSeen(), rows: 0, accepted: [], refused: [] };
      const { written, outcome } = await write<PlanOutcome & Accepted>(asker, source.plan.id, {
        ...writing,
        action: 'accept',
        prepare: async (plan) => ({
          step: { do: 'accept', items, isPartial },
          reading: await drafts.reading(plan, source, items),
          run: source.run,
        }),
      });
      return { ...written, accepted: outcome.accepted, refused: outcome.refused };
    },
  };
  const drafts = createDrafts({ store, get, domainOf, load, worked });
  return plans;
}

/** Does something that may refuse; where it does, what is asked first may refuse before it. */
async function inOrder<T>(work: () => T, first: () => Promise<unknown>): Promise<T> {
  try {
    return work();
  } catch (thrown) {
    await first();
    throw thrown;
  }
}
