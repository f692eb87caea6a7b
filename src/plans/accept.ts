import { DovetailError } from '../errors.ts';
import type { Refusal } from '../solve/acceptance.ts';
import { partsOf } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import type { InputList } from '../solve/inputLists.ts';
import { pathOf } from '../solve/inputLists.ts';
import type { Placement } from '../solve/placement.ts';
import { applyChanges } from './applyChanges.ts';
import type { Accepted, Proposed } from './draft.ts';
import { type Effect, FIELDS, inputOf, nameOf, type Rows, touchedBy } from './rows.ts';

/** Puts items of a draft in place in a plan as it is now. */
export interface AcceptStep {
  readonly do: 'accept';
  /** With the places where people want them. */
  readonly items: readonly Proposed[];
  /** Whether the rest is accepted where some of it is refused. */
  readonly isPartial: boolean;
}

interface Answer extends Accepted {
  readonly effects: readonly Effect[];
  /** Of each effect. */
  readonly items: readonly string[];
}

/**
 * What a plan becomes with items in place, which is made in `rows`.
 *
 * *Means* each item is judged by the rules beside all others that are accepted with it; one that is refused may take
 * others with it, such as those that it leads, so they are judged until nothing more is refused.
 * *Errors* `plan/locked` with every item on a locked day; `plan/refused` with the reasons, unless the rest is wanted.
 */
export function accept(domain: DomainModel, rows: Rows, { items, isPartial }: AcceptStep): Answer {
  refuseLocked(rows, items);
  const { rows: free, gone, flags } = released(domain, rows, items);
  const input = domain.parse(inputOf(free));
  const refused: Refusal[] = [...gone];
  const isLeft = ({ item }: Proposed): boolean => !refused.some((one) => one.item === item);
  for (;;) {
    const left = items.filter(isLeft);
    const placed = left.flatMap(({ item, to }): Placement[] => (to ? [{ item, ...to }] : []));
    const dropped = left.filter(({ to }) => !to).map(({ item }) => item);
    const judged = domain.accepted(input, { placed, dropped });
    if (judged.refused.length > 0) {
      refused.push(...judged.refused);
      continue;
    }
    if (refused.length > 0 && (!isPartial || left.length === 0)) throw refusal(refused);
    // Whether a run may move it is as it was before anybody looked.
    const changes = judged.changes.map((change, i) => {
      if (!('value' in change)) return change;
      const flag = flags.get(judged.items[i]!);
      return flag ? { ...change, value: withFlag(change.value, flag) } : change;
    });
    const owners = new Map(
      changes.flatMap((change, i) =>
        touchedBy(domain.lists, [change]).map((row) => [nameOf({ id: '', ...row }), judged.items[i]!]),
      ),
    );
    const effects = applyChanges(domain.lists, rows, changes);
    return {
      effects,
      items: effects.map((effect) => owners.get(nameOf(effect)) ?? nameOf(effect)),
      accepted: left.map(({ item }) => item),
      refused,
    };
  }
}

interface Flag {
  readonly name: string;
  readonly value: unknown;
}

interface Released {
  readonly rows: Rows;
  /** Items whose given work is not where the run found it. */
  readonly gone: readonly Refusal[];
  /** What the entry of each item said before of whether a run may move it. */
  readonly flags: ReadonlyMap<string, Flag>;
}

/** A plan in which the given work of items may move, for judging them elsewhere. */
export function released({ lists }: DomainModel, rows: Rows, items: readonly Proposed[]): Released {
  const free: Rows = new Map([...rows].map(([list, entries]) => [list, new Map(entries)]));
  const gone: Refusal[] = [];
  const flags = new Map<string, Flag>();
  for (const { item, entry, from } of items) {
    if (entry === undefined || from === undefined) continue;
    const [list = '', id = '', field] = partsOf(entry);
    const declared = lists.find((one) => (field === undefined ? one.list === list : isWithin(one, list, field)));
    const row = rows.get(list)?.get(id) as Entry | undefined;
    const now = field === undefined ? row : (row?.[field] as Entry | undefined);
    const movable = declared?.movable;
    if (!now || movable === undefined || !isAt(now, from)) {
      gone.push({ item, reasons: ['It has been moved or taken away since the run.'] });
      continue;
    }
    flags.set(item, { name: movable, value: now[movable] });
    const loose = { ...now, [movable]: true };
    free.get(list)!.set(id, field === undefined ? loose : { ...row, [field]: loose });
  }
  return { rows: free, gone, flags };
}

type Entry = Readonly<Record<string, unknown>>;

/** Whether work of a list may stand in a field of the entries of another. */
function isWithin({ item, within }: InputList, list: string, field: string): boolean {
  return item?.list === list && within === field;
}

/** Whether an entry says the same place, as far as it says it in one word: a list in it, such as a crew, is judged later. */
function isAt(entry: Entry, { who, at }: Pick<Placement, 'who' | 'at'>): boolean {
  const isThere = Object.entries(at).every(([part, value]) => {
    return entry[part] === undefined || typeof entry[part] === 'object' || entry[part] === value;
  });
  return isThere && Object.values(entry).includes(who);
}

function withFlag(value: unknown, { name, value: flag }: Flag): unknown {
  const { [name]: _, ...rest } = value as Record<string, unknown>;
  return flag === undefined ? rest : { ...rest, [name]: flag };
}

function refuseLocked(rows: Rows, items: readonly Proposed[]): void {
  const days = new Set(rows.get(FIELDS)!.get('lockedDays') as readonly unknown[] | undefined);
  const locked = items.flatMap(({ item, from, to }) => {
    const day = [from, to].flatMap((where) => where?.at.day ?? []).find((one) => days.has(one));
    return day === undefined ? [] : [{ item, reasons: [`${day} is locked.`] }];
  });
  if (locked.length === 0) return;
  throw new DovetailError('plan/locked', locked.map(({ item, reasons }) => `${item}: ${reasons}`).join('\n'), {
    maybe: 'unlock the day, or accept the other items by name.',
    faults: faultsOf(locked, 'plan/locked'),
  });
}

function refusal(refused: readonly Refusal[]): DovetailError {
  const told = refused.map(({ item, reasons }) => `${item}: ${reasons.join(' ')}`);
  return new DovetailError('plan/refused', `The plan as it is now does not allow this:\n${told.join('\n')}`, {
    maybe: 'put these items elsewhere, or accept the rest with "partial": true.',
    faults: faultsOf(refused, 'plan/refused'),
  });
}

function faultsOf(refused: readonly Refusal[], code: string) {
  return refused.map(({ item, reasons }) => ({ pointer: `/items/${pathOf(item)}`, code, message: reasons.join(' ') }));
}
