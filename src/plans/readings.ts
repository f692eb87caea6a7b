import { todayIn } from '../domain/calendar.ts';
import type { Change } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { KEPT_LISTS, listsOfPlan } from './keptLists.ts';
import type { Days, Plan } from './plan.ts';
import { FIELDS, type Rows, touchedBy } from './rows.ts';
import type { PlanPlace, PlanReading, PlanStore } from './store.ts';
import { listDays, shifted } from './stored.ts';

/** The days of a plan that says none: changes are judged together with what is near today. */
const NEAR_DAYS = { before: 7, after: 60 };

/** Where a plan is, and when it was read. */
type At = PlanPlace & Pick<Plan, 'readAt'>;

/** What of a plan is read for what. */
export interface Readings {
  /** What changes concern: the days of the plan, and the rows that they name. */
  readingFor(at: At, domain: DomainModel, changes: readonly Change[]): Promise<PlanReading>;
  /** The days of a plan, or those that changes give it. */
  daysOf(at: At, domain: DomainModel, changes?: readonly Change[]): Promise<Days | undefined>;
}

export function createReadings(store: Pick<PlanStore, 'entry'>): Readings {
  const daysOf: Readings['daysOf'] = async (at, { horizon }, changes = []) => {
    if (horizon === undefined) return undefined;
    const set = changes.findLast((change) => 'set' in change && change.set.replace(/^\//, '') === horizon);
    const said = set && 'set' in set ? set.value : (await store.entry(at, FIELDS, horizon))?.value;
    return isDays(said) ? said : near(todayIn('UTC', at.readAt));
  };
  return {
    daysOf,
    async readingFor(at, domain, changes) {
      const touched = touchedBy(listsOfPlan(domain), changes);
      const whole = new Set(touched.flatMap(({ list, id }) => (id === undefined ? [list] : [])));
      const named = JSON.stringify(touched.filter(({ id }) => id !== undefined));
      const lists = [...domain.lists, ...KEPT_LISTS.filter(({ list }) => whole.has(list))];
      return { lists: listDays(lists, await daysOf(at, domain, changes), whole), named };
    },
  };
}

/** Changes as they matter for what is read: the days of a run are those that it is asked for. */
export function horizonChanges(
  { horizon: section }: DomainModel,
  horizon: Days | undefined,
  changes: readonly Change[],
): readonly Change[] {
  return section === undefined || !horizon ? changes : [...changes, { set: section, value: horizon }];
}

/** The days of a plan by its rows; those near a day where it says none, undefined where its model has no days. */
export function daysIn({ horizon }: DomainModel, rows: Rows, today: string): Days | undefined {
  if (horizon === undefined) return undefined;
  const said = rows.get(FIELDS)?.get(horizon);
  return isDays(said) ? said : near(today);
}

function isDays(value: unknown): value is Days {
  const { from, to } = (value ?? {}) as Partial<Days>;
  const isDate = (text: unknown): boolean => typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
  return isDate(from) && isDate(to);
}

function near(today: string): Days {
  return { from: shifted(today, -NEAR_DAYS.before), to: shifted(today, NEAR_DAYS.after) };
}
