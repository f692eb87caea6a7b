import { DovetailError } from '../errors.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { cursorOf, limitOf, numberIn } from './pages.ts';
import type { Plan } from './plan.ts';
import type { Plans } from './plans.ts';
import type { Readings } from './readings.ts';
import { isName } from './refusals.ts';
import { changesOf, inverseOf } from './rows.ts';
import type { PlanPlace, PlanStore } from './store.ts';
import { effectOf, listDays, type StoredEffect } from './stored.ts';
import type { PlanOutcome } from './task.ts';
import type { UndoAnswer } from './undo.ts';
import type { Write } from './writer.ts';

interface HistoryOptions {
  readonly store: PlanStore;
  readonly get: (place: PlanPlace) => Promise<Plan>;
  readonly domainOf: (plan: Plan) => DomainModel;
  readonly daysOf: Readings['daysOf'];
  readonly write: Write;
}

/** What has happened to a plan, and how it is taken back. */
export function createHistory(options: HistoryOptions): Pick<Plans, 'history' | 'journal' | 'undo'> {
  const { store, get, domainOf, daysOf, write } = options;
  const writtenAt = async (place: PlanPlace, version: number) => {
    const found = isName(place.id) ? await store.written(place, version) : undefined;
    if (found) return found;
    const plan = await get(place);
    throw new DovetailError('request/not-found', `The plan ${plan.id} has no version ${version}.`, {
      maybe: `look at its history; the last one is ${plan.version}.`,
    });
  };
  return {
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
      const { written, outcome } = await write<PlanOutcome & UndoAnswer>(asker, id, {
        ...writing,
        action: 'undo',
        async prepare(plan) {
          const { effects, entry } = await writtenAt(place, version);
          const domain = domainOf(plan);
          return {
            step: { do: 'undo', effects, items, isPartial, isLate: plan.version > version },
            reading: {
              lists: listDays(domain.lists, await daysOf({ ...place, readAt: plan.readAt }, domain)),
              named: effects,
            },
            undoes: version,
            run: entry.run ?? undefined,
          };
        },
      });
      return { ...written, undone: outcome.undone, refused: outcome.refused };
    },
  };
}
