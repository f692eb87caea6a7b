import type { DomainModel } from '../solve/domainModel.ts';
import { pathOf } from '../solve/inputLists.ts';
import { cursorOf, isStorable, limitOf, textIn } from './pages.ts';
import type { Plan } from './plan.ts';
import type { Plans } from './plans.ts';
import { noEntry, requireList, requireSameName } from './refusals.ts';
import type { PlanPlace, PlanStore } from './store.ts';

interface EntriesOptions extends Pick<Plans, 'change'> {
  readonly store: PlanStore;
  readonly get: (place: PlanPlace) => Promise<Plan>;
  readonly domainOf: (plan: Plan) => DomainModel;
}

/** The rows of a plan, one by one. */
export function createEntries(options: EntriesOptions): Pick<Plans, 'entries' | 'entry' | 'putEntry'> {
  const { store, get, domainOf, change } = options;
  return {
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
      const one = isThere ? { set: pathOf(list, entry), value } : { add: pathOf(list), value };
      requireSameName(domain, { list, entry, change: one });
      return change(asker, id, { ...writing, changes: [one] });
    },
  };
}
