import { randomUUID } from 'node:crypto';
import { todayIn } from '../domain/calendar.ts';
import { DovetailError } from '../errors.ts';
import { cut, LIMITS } from '../limits.ts';
import type { Change } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { pathOf } from '../solve/inputLists.ts';
import { createAdvice } from './advice/createAdvice.ts';
import { acceptable, createDrafts, type Load, type Work } from './createDrafts.ts';
import type { Accepted } from './draft.ts';
import { KEPT_LISTS, listsOfPlan } from './keptLists.ts';
import type { Action, Days, Plan, Writing, Written } from './plan.ts';
import type { ImportRequest, PageOf, PlanAsker, Plans } from './plans.ts';
import { changesOf, FIELDS, inverseOf, touchedBy } from './rows.ts';
import type { PlanPlace, PlanStore, Reading, Writ } from './store.ts';
import { effectOf, listDays, type StoredEffect, shifted } from './stored.ts';
import type { ImportOutcome, Outcome, PlanStep, PlanTask, UndoOutcome } from './task.ts';

export interface PlansOptions {
  readonly store: PlanStore;
  readonly domains: Readonly<Record<string, DomainModel>>;
  /** Works a task out in another process; JSON text of the answer. */
  readonly ask: (task: PlanTask, asker: PlanAsker) => Promise<string>;
}

/** Whoever takes any version is not refused for another writer, but neither waits forever. */
const ATTEMPTS = 5;
const DEFAULT_LIMIT = 50;
/** The days of a plan that says none: changes are judged together with what is near today. */
const NEAR_DAYS = { before: 7, after: 60 };

export function createPlans({ store, domains, ask }: PlansOptions): Plans {
  const get = async (place: PlanPlace): Promise<Plan> =>
    (isName(place.id) && (await store.plan(place))) || unknown(place.id);
  const domainOf = ({ model }: Pick<Plan, 'model'>): DomainModel => {
    const domain = Object.hasOwn(domains, model) ? domains[model] : undefined;
    if (domain) return domain;
    throw new DovetailError('input/shape', `There is no model "${cut(model)}".`, {
      maybe: `use one of ${Object.keys(domains).join(', ')}.`,
      faults: [{ pointer: '/model', code: 'input/shape', message: 'is no model of this service.' }],
    });
  };
  const load: Load = async (place: PlanPlace, reading: Reading) =>
    (await store.load(place, reading)) ?? unknown(place.id);
  const worked: Work = async <T>(task: Omit<PlanTask, 'kind'>, asker: PlanAsker): Promise<T> =>
    JSON.parse(await ask({ kind: 'plan', ...task }, asker)) as T;

  /** Reads, works out, and writes, if nobody else has written meanwhile. */
  const write = async <T extends Outcome>(
    asker: PlanAsker,
    id: string,
    { seen, actor, reason, action, isTrial = false, prepare }: Changing,
  ): Promise<{ readonly written: Written; readonly outcome: T }> => {
    const place = { tenant: asker.tenant, id };
    for (let attempt = 1; ; attempt++) {
      const known = await get(place);
      const { step, reading, undoes, run } = await prepare(known);
      const { plan, ...loaded } = await load(place, reading);
      if (seen !== undefined && plan.version !== seen) throw stale(plan, seen);
      const outcome = await worked<T>({ model: plan.model, ...loaded, step }, asker);
      if (outcome.rows === 0 || isTrial) return { written: { plan, rows: outcome.rows }, outcome };
      const { effects, accepted, undone } = outcome as Outcome & Partial<Accepted & UndoOutcome>;
      const items = run === undefined ? undefined : (accepted ?? undone);
      const writ: Writ = { effects, action, actor, reason, undoes, run, items, writing: randomUUID() };
      const next = await store.write(place, plan.version, writ);
      if (next) return { written: { plan: next, rows: outcome.rows }, outcome };
      if (seen !== undefined || attempt === ATTEMPTS) throw stale(await get(place), plan.version);
    }
  };

  /** What changes concern: the days of the plan, and the rows that they name. */
  const readingFor = async (place: PlanPlace, plan: Plan, changes: readonly Change[]): Promise<Reading> => {
    const domain = domainOf(plan);
    const touched = touchedBy(listsOfPlan(domain), changes);
    const whole = new Set(touched.flatMap(({ list, id }) => (id === undefined ? [list] : [])));
    const named = JSON.stringify(touched.filter(({ id }) => id !== undefined));
    const lists = [...domain.lists, ...KEPT_LISTS.filter(({ list }) => whole.has(list))];
    return { lists: listDays(lists, await daysOf(place, domain, changes), whole), named };
  };
  /** The days of a plan, or those that changes give it. */
  const daysOf = async (place: PlanPlace, { horizon }: DomainModel, changes: readonly Change[] = []) => {
    if (horizon === undefined) return undefined;
    const set = changes.findLast((change) => 'set' in change && change.set.replace(/^\//, '') === horizon);
    const said = set && 'set' in set ? set.value : (await store.entry(place, FIELDS, horizon))?.value;
    return isDays(said) ? said : nearToday();
  };

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
        reading: await readingFor(place, plan, changes),
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
        const outcome = await worked<Outcome>({ model, input: '{}', step: { do: 'put', next: input } }, asker);
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
    async import(asker, id, { format, list, text, ...writing }) {
      const { written, outcome } = await write<ImportOutcome>(asker, id, {
        ...writing,
        action: 'import',
        prepare: async (plan) => {
          const domain = domainOf(plan);
          requireListOf(domain, { format, list });
          const reading = { lists: listDays(domain.lists, undefined), withOrigins: true };
          return { step: { do: 'import', format, list, text }, reading };
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
    async entries(tenant, id, list, page) {
      const place = { tenant, id };
      requireList(domainOf(await get(place)), list);
      const limit = limitOf(page);
      const found = await store.entries(place, list, { after: textIn(page?.cursor), limit: limit + 1 });
      const entries = found.slice(0, limit);
      return { entries, ...(found.length > limit ? { cursor: cursorOf(entries.at(-1)!.id) } : {}) };
    },
    async entry(tenant, id, { list, entry }) {
      const place = { tenant, id };
      requireList(domainOf(await get(place)), list);
      const found = isStorable(entry) ? await store.entry(place, list, entry) : undefined;
      return found ?? noEntry(list, entry);
    },
    async putEntry(asker, id, { list, entry, value, ...writing }) {
      const place = { tenant: asker.tenant, id };
      const plan = await get(place);
      const domain = domainOf(plan);
      requireList(domain, list);
      if (!isStorable(entry)) noEntry(list, entry);
      const isThere = (await store.entry(place, list, entry)) !== undefined;
      const change = isThere ? { set: pathOf(list, entry), value } : { add: pathOf(list), value };
      requireSameName(domain, { list, entry, change });
      return plans.change(asker, id, { ...writing, changes: [change] });
    },
    async history(tenant, id, page) {
      const place = { tenant, id };
      const limit = limitOf(page);
      const before = page?.cursor === undefined ? undefined : numberIn(page.cursor);
      const found = isName(id) ? await store.journal(place, { before, limit: limit + 1 }) : [];
      if (found.length === 0) await get(place);
      const entries = found.slice(0, limit);
      return { entries, ...(found.length > limit ? { cursor: cursorOf(String(entries.at(-1)!.version)) } : {}) };
    },
    async journal(tenant, id, version) {
      const { entry, effects } = await writtenAt({ tenant, id }, version);
      const all = (JSON.parse(effects) as StoredEffect[]).map(effectOf);
      return { ...entry, changes: changesOf(all), inverse: inverseOf(all) };
    },
    async undo(asker, id, { version, items, isPartial = false, ...writing }) {
      const place = { tenant: asker.tenant, id };
      const { written, outcome } = await write<UndoOutcome>(asker, id, {
        ...writing,
        action: 'undo',
        async prepare(plan) {
          const { effects, entry } = await writtenAt(place, version);
          const domain = domainOf(plan);
          return {
            step: { do: 'undo', effects, items, isPartial },
            reading: { lists: listDays(domain.lists, await daysOf(place, domain)), named: effects },
            undoes: version,
            run: entry.run ?? undefined,
          };
        },
      });
      return { ...written, undone: outcome.undone, refused: outcome.refused };
    },
    async runInput(asker, id, { horizon, changes = [], keep }) {
      const place = { tenant: asker.tenant, id };
      const known = await get(place);
      const reading = await readingFor(place, known, horizonChanges(domainOf(known), horizon, changes));
      const { plan, input } = await load(place, reading);
      const step = { do: 'run', horizon, changes, keep } as const;
      return { plan, ...(await worked<{ input: string }>({ model: plan.model, input, step }, asker)) };
    },
    advice: createAdvice({ store, get, domainOf, load, daysOf, worked, change, stale }),
    draft: (asker, source) => drafts.draft(asker, source),
    edit: (asker, source, request) => drafts.edit(asker, source, request),
    reject: (asker, source, items) => drafts.reject(asker, source, items),
    async accept(asker, source, { items: names, confirm = [], isPartial = false, ...writing }) {
      const place = { tenant: asker.tenant, id: source.plan.id };
      const items = acceptable(await drafts.draft(asker, source), names, confirm);
      if (items.length === 0) return { plan: await get(place), rows: 0, accepted: [], refused: [] };
      const { written, outcome } = await write<Outcome & Accepted>(asker, source.plan.id, {
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

  const writtenAt = async (place: PlanPlace, version: number) => {
    const found = isName(place.id) ? await store.written(place, version) : undefined;
    if (found) return found;
    const plan = await get(place);
    throw new DovetailError('request/not-found', `The plan ${plan.id} has no version ${version}.`, {
      maybe: `look at its history; the last one is ${plan.version}.`,
    });
  };
  return plans;
}

/** A list of changes on its way. */
interface Changing {
  readonly seen?: number | undefined;
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly action: Writ['action'];
  /** Works it out and writes nothing. */
  readonly isTrial?: boolean | undefined;
  /** What is to be worked out from what of the plan as it is. */
  prepare(plan: Plan): Promise<{
    readonly step: PlanStep;
    readonly reading: Reading;
    readonly undoes?: number | undefined;
    /** Whose draft it is about. */
    readonly run?: string | undefined;
  }>;
}

/** Changes as they matter for what is read: the days of a run are those that it is asked for. */
function horizonChanges(
  { horizon: section }: DomainModel,
  horizon: Days | undefined,
  changes: readonly Change[],
): readonly Change[] {
  return section === undefined || !horizon ? changes : [...changes, { set: section, value: horizon }];
}

function isDays(value: unknown): value is Days {
  const { from, to } = (value ?? {}) as Partial<Days>;
  const isDate = (text: unknown): boolean => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
  return isDate(from) && isDate(to);
}

function nearToday(): Days {
  const today = todayIn('UTC');
  return { from: shifted(today, -NEAR_DAYS.before), to: shifted(today, NEAR_DAYS.after) };
}

/** Names of plans are in paths and in logs. */
function isName(id: string): boolean {
  return /^[\w.-]{1,64}$/.test(id);
}

function requireName(id: string): void {
  if (isName(id)) return;
  const message = `${cut(JSON.stringify(id))} is no name of a plan.`;
  throw new DovetailError('request/invalid', message, {
    maybe: 'use 1 to 64 letters, digits, and the characters . _ -',
    faults: [{ pointer: '/param/plan', code: 'request/invalid', message }],
  });
}

function unknown(id: string): never {
  throw new DovetailError('plan/unknown', `There is no plan ${cut(JSON.stringify(id))}.`, {
    maybe: 'look at the list of plans; it may belong to another tenant.',
  });
}

function stale({ id, version }: Plan, seen: number): DovetailError {
  const what = seen === 0 ? `There is a plan ${id} already` : `The plan ${id} was at version ${seen} for you`;
  return new DovetailError('request/stale', `${what}; it is at version ${version} now.`, {
    maybe: 'read it again, look at its history, and send the changes that are still wanted with its new ETag.',
    details: { version },
  });
}

function otherModel({ id, model }: Plan, asked: string): DovetailError {
  const message = `The plan ${id} is of the model ${model}, not ${asked}.`;
  return new DovetailError('input/invalid', message, {
    maybe: 'give the new plan another name.',
    faults: [{ pointer: '/model', code: 'input/invalid', message }],
  });
}

function requireList(domain: DomainModel, list: string, lists = listsOfPlan(domain)): void {
  const { name } = domain;
  if (lists.some((one) => one.list === list)) return;
  throw new DovetailError('request/not-found', `An input of ${name} has no list ${cut(list)}.`, {
    maybe: `use one of ${lists.map((one) => one.list).join(', ')}.`,
  });
}

/** *Errors* `request/not-found` for an unknown list, `request/invalid` for no list where a file can only be one. */
function requireListOf(domain: DomainModel, { format, list }: Pick<ImportRequest, 'format' | 'list'>): void {
  if (list !== undefined) requireList(domain, list, domain.lists);
  if (list !== undefined || format === 'json') return;
  const message = `A file of ${format} is one list, and the request does not say which.`;
  throw new DovetailError('request/invalid', message, {
    maybe: `add ?list=${domain.lists[0]?.list ?? ''}, or another of ${domain.lists.map((one) => one.list).join(', ')}.`,
    faults: [{ pointer: '/query/list', code: 'request/invalid', message }],
  });
}

function noEntry(list: string, entry: string): never {
  throw new DovetailError('request/not-found', `There is no ${cut(JSON.stringify(entry))} in ${list}.`, {
    maybe: `look at the entries of ${list} for its name.`,
  });
}

/** An entry is put where its own fields say that it is. */
function requireSameName(
  domain: DomainModel,
  { list, entry, change }: { readonly list: string; readonly entry: string; readonly change: Change },
): void {
  const lists = listsOfPlan(domain);
  const { value } = change as { readonly value: unknown };
  const [named] = touchedBy(lists, [{ add: pathOf(list), value }]);
  if (named?.id === entry) return;
  const keys = lists.find((one) => one.list === list)!.key.join(', ');
  const message = `The entry is called ${cut(named?.id ?? '')} by its ${keys}, and the path says ${cut(entry)}.`;
  throw new DovetailError('input/invalid', message, {
    maybe: 'send it to its own path, or change its fields.',
    faults: [{ pointer: '/value', code: 'input/invalid', message }],
  });
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function limitOf(page: PageOf | undefined): number {
  return Math.min(Math.max(Math.trunc(page?.limit ?? DEFAULT_LIMIT), 1), LIMITS.pageOfRuns);
}

function cursorOf(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function textIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(text) === cursor && isStorable(text)) return text;
  throw noCursor(cursor);
}

function numberIn(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw noCursor(cursor);
}

function noCursor(cursor: string): DovetailError {
  const message = `"${cut(cursor)}" is no cursor of a page.`;
  return new DovetailError('request/invalid', message, {
    maybe: 'take it from the page before as it is.',
    faults: [{ pointer: '/query/cursor', code: 'request/invalid', message }],
  });
}
