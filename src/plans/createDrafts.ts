import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import { partsOf } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { type Draft, type DraftItem, type DraftRow, type DraftSource, type Edit, markOf } from './draft.ts';
import type { DraftAnswer } from './draftOf.ts';
import type { Days, Plan } from './plan.ts';
import type { EditRequest, PlanAsker, Plans } from './plans.ts';
import type { Loaded, PlanPlace, PlanReading, PlanStore } from './store.ts';
import { listDays } from './stored.ts';
import type { PlanTask } from './task.ts';
import type { DraftFindings } from './verifyDraft.ts';

export type Load = (place: PlanPlace, reading: PlanReading) => Promise<Loaded>;
/** Works something out in another process. */
export type WorkOut = <T>(task: Omit<PlanTask, 'kind'>, asker: PlanAsker) => Promise<T>;

interface DraftsOptions {
  readonly store: PlanStore;
  readonly get: (place: PlanPlace) => Promise<Plan>;
  readonly domainOf: (plan: Plan) => DomainModel;
  readonly load: Load;
  readonly worked: WorkOut;
}

interface Drafts extends Pick<Plans, 'draft' | 'verifyDraft' | 'edit' | 'reject'> {
  /** What of a plan matters for items of a draft: the days of its run, and where the items are. */
  reading(plan: Plan, source: DraftSource, items: readonly DraftItem[]): Promise<PlanReading>;
}

/** Solutions on their way into plans. */
export function createDrafts({ store, get, domainOf, load, worked }: DraftsOptions): Drafts {
  const placeOf = ({ tenant }: PlanAsker, { plan }: DraftSource): PlanPlace => ({ tenant, id: plan.id });
  const draft = async (asker: PlanAsker, source: DraftSource): Promise<Draft> => {
    const { plan, run, input, result } = source;
    const place = placeOf(asker, source);
    const { model } = await get(place);
    const rows = await store.draft(place, run, plan.version);
    const { items, unplaced } = await worked<DraftAnswer>({ model, input, step: { do: 'draft', result } }, asker);
    const all = items.map((item) => withState(item, rows));
    return { mark: markOf({ items: all, unplaced }), run, plan, items: all, unplaced };
  };
  const reading: Drafts['reading'] = async (plan, { input }, items) => {
    const { horizon, lists } = domainOf(plan);
    const days = horizon === undefined ? undefined : (JSON.parse(input) as Record<string, unknown>)[horizon];
    const named = items.flatMap(({ entry }) => {
      const [list, id] = entry === undefined ? [] : partsOf(entry);
      return list === undefined ? [] : [{ list, id }];
    });
    return { lists: listDays(lists, days as Days | undefined), named: JSON.stringify(named) };
  };
  return {
    draft,
    reading,
    async verifyDraft(asker, source, days) {
      const place = placeOf(asker, source);
      const open = (await draft(asker, source)).items.filter(({ state }) => isOpen(state)).map(wanted);
      const { plan, input } = await load(place, await reading(await get(place), source, open));
      const step = { do: 'verify', items: open, days } as const;
      const found = await worked<DraftFindings>({ model: plan.model, input, step }, asker);
      return { run: source.run, plan: { id: plan.id, version: plan.version }, ...found };
    },
    async edit(asker, source, { item: name, who, at, seen: known }: EditRequest) {
      const { items, mark, unplaced } = await draft(asker, source);
      if (known !== undefined && known !== mark) throw stale('The draft');
      const item = items.find((one) => one.item === name) ?? noItem(source, name);
      requireOpen(item);
      const was = item.edit?.to ?? item.to ?? item.from;
      const to = { who: who ?? was?.who ?? '', at: { ...was?.at, ...at } };
      const place = placeOf(asker, source);
      const { plan, input } = await load(place, await reading(await get(place), source, items));
      const all = items.filter(({ state }) => isOpen(state)).map(wanted);
      const own = all.map((one) => (one.item === name ? item : one));
      const step = { do: 'judge', items: own, item: name, to } as const;
      const edit = await worked<Edit>({ model: plan.model, input, step }, asker);
      const row: DraftRow = { item: name, state: 'edited', edit: JSON.stringify(edit) };
      const seen = item.edit === undefined ? null : JSON.stringify(item.edit);
      if (!(await store.touch(place, source.run, [row], seen))) throw stale(cut(name));
      const edited: DraftItem = { ...item, state: 'edited', edit };
      const now = items.map((one) => (one.item === name ? edited : one));
      return { item: edited, mark: markOf({ items: now, unplaced }) };
    },
    async reject(asker, source, names) {
      const found = await draft(asker, source);
      const { items } = found;
      for (const name of names ?? []) items.find(({ item }) => item === name) ?? noItem(source, name);
      const open = items.filter(({ item, state }) => isOpen(state) && (names?.includes(item) ?? true));
      const rows = open.map(({ item, edit }): DraftRow => {
        return { item, state: 'rejected', edit: edit === undefined ? null : JSON.stringify(edit) };
      });
      // Where somebody has accepted some of it meanwhile, that stays so.
      if (rows.length > 0 && !(await store.touch(placeOf(asker, source), source.run, rows)))
        return draft(asker, source);
      const closed = new Set(rows.map(({ item }) => item));
      const now = items.map((one): DraftItem => (closed.has(one.item) ? { ...one, state: 'rejected' } : one));
      return { ...found, items: now, mark: markOf({ items: now, unplaced: found.unplaced }) };
    },
  };
}

/**
 * The items of a draft that are to be accepted, where people want them.
 *
 * *Errors* `plan/refused` for items that are not open; `plan/unconfirmed` for warnings of edits that nobody has named.
 */
export function acceptable(
  { run, items }: Draft,
  names: readonly string[] | undefined,
  confirm: readonly string[],
): DraftItem[] {
  const chosen =
    names?.map((name) => items.find(({ item }) => item === name) ?? noItem({ run }, name)) ??
    items.filter(({ state }) => isOpen(state));
  for (const item of chosen) requireOpen(item);
  const open = chosen.filter(({ kind, state }) => kind !== 'unchanged' || state === 'edited').map(wanted);
  const missing = open.flatMap(({ item, edit, state }) => {
    const rules = state === 'edited' ? (edit?.warnings ?? []) : [];
    return rules.filter(({ rule }) => !confirm.includes(rule)).map(({ rule, amount }) => ({ item, rule, amount }));
  });
  if (missing.length === 0) return open;
  const told = missing.map(({ item, rule, amount }) => `${item}: ${rule} costs ${amount}.`);
  throw new DovetailError('plan/unconfirmed', told.join('\n'), {
    maybe: `name what is meant in "confirm": ${[...new Set(missing.map(({ rule }) => rule))].join(', ')}.`,
    faults: missing.map(({ rule }, i) => ({
      pointer: '/confirm',
      code: 'plan/unconfirmed',
      message: `${told[i]} (${rule})`,
    })),
  });
}

function isOpen(state: DraftItem['state']): boolean {
  return state === 'proposed' || state === 'edited';
}

/** An item where people want it. */
function wanted(item: DraftItem): DraftItem {
  return item.state === 'edited' && item.edit ? { ...item, to: item.edit.to } : item;
}

function withState(item: Omit<DraftItem, 'state'>, rows: readonly DraftRow[]): DraftItem {
  const own = rows.find((row) => row.item === item.item && row.state !== 'superseded');
  const isSuperseded = rows.some((row) => row.item === item.item && row.state === 'superseded');
  const state = own?.state === 'accepted' || own?.state === 'rejected' || !isSuperseded ? own?.state : 'superseded';
  return {
    ...item,
    state: state ?? 'proposed',
    ...(own?.edit ? { edit: JSON.parse(own.edit) as Edit } : {}),
  };
}

const WHY_CLOSED = {
  accepted: 'It is in the plan already.',
  rejected: 'It was rejected.',
  superseded: 'Another run has put it in place meanwhile.',
} as const;

function requireOpen({ item, state }: DraftItem): void {
  if (state === 'proposed' || state === 'edited') return;
  const message = WHY_CLOSED[state];
  throw new DovetailError('plan/refused', `${cut(item)}: ${message}`, {
    maybe: 'read the draft again, and leave the item out.',
    faults: [{ pointer: `/items/${item}`, code: 'plan/refused', message }],
  });
}

function stale(what: string): DovetailError {
  return new DovetailError('request/stale', `${what} has been changed by somebody else meanwhile.`, {
    maybe: 'read the draft again.',
  });
}

function noItem({ run }: Pick<DraftSource, 'run'>, name: string): never {
  throw new DovetailError(
    'request/not-found',
    `The draft of the run ${run} has no item ${cut(JSON.stringify(name))}.`,
    {
      maybe: 'look at its items.',
    },
  );
}
