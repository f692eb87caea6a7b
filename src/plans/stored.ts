import { dateOf, dayNumber } from '../domain/calendar.ts';
import type { InputList } from '../solve/inputLists.ts';
import type { Origin } from './refresh.ts';
import type { Effect } from './rows.ts';

/** Days from one to another, both inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** An effect as a store writes it: values as JSON text, and what it finds the row by later. */
export interface StoredEffect {
  readonly list: string;
  readonly id: string;
  /** The item of a draft whose acceptance it is part of. */
  readonly item?: string | undefined;
  readonly before: string | null;
  readonly after: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly ownerList: string | null;
  readonly owner: string | null;
  /** What imports say of the row, where this is an import or takes one back; else that stays as it is. */
  readonly imported?: Origin | undefined;
}

/** The days on which a list is read for a horizon: undefined for all. */
export interface ListDays {
  readonly list: string;
  readonly days?: Days | undefined;
  /** Whether every entry is read, also where what it belongs to is not. */
  readonly isWhole?: boolean;
}

const DATE = /^\d{4}-\d\d-\d\d$/;

export function storedEffect(lists: readonly InputList[], { list, id, before, after }: Effect): StoredEffect {
  const declared = lists.find((one) => one.list === list);
  const entry = (after ?? {}) as Readonly<Record<string, unknown>>;
  const owner = declared?.owner && entry[declared.owner.field];
  return {
    list,
    id,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
    ...daysOf(declared, entry),
    ownerList: typeof owner === 'string' ? declared!.owner!.list : null,
    owner: typeof owner === 'string' ? owner : null,
  };
}

export function effectOf({ list, id, before, after }: StoredEffect): Effect {
  return {
    list,
    id,
    ...(before === null ? {} : { before: JSON.parse(before) }),
    ...(after === null ? {} : { after: JSON.parse(after) }),
  };
}

/** Which days of each list count for a horizon; without one, and for the lists named as `whole`, all of them. */
export function listDays(
  lists: readonly InputList[],
  horizon: Days | undefined,
  whole: ReadonlySet<string> = new Set(),
): ListDays[] {
  return lists.map(({ list, range, reach = 0 }) => {
    if (!horizon || whole.has(list)) return { list, isWhole: true };
    if (!range) return { list };
    return { list, days: { from: shifted(horizon.from, -reach), to: shifted(horizon.to, reach) } };
  });
}

/** Whether an entry has a day that counts; one without days always does. */
export function isOnDays(declared: InputList, entry: unknown, { days }: ListDays): boolean {
  const { from, to } = daysOf(declared, (entry ?? {}) as Readonly<Record<string, unknown>>);
  return days === undefined || from === null || (from <= days.to && to >= days.from);
}

function daysOf(declared: InputList | undefined, entry: Readonly<Record<string, unknown>>) {
  const { range } = declared ?? {};
  const [from, to] = [range && entry[range.from], range && entry[range.to]];
  if (typeof from !== 'string' || typeof to !== 'string' || !DATE.test(from) || !DATE.test(to)) {
    return { from: null, to: null };
  }
  return { from, to: range!.isEndExclusive ? shifted(to, -1) : to };
}

export function shifted(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}
