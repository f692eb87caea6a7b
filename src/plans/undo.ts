import { DovetailError, type ErrorCode } from '../errors.ts';
import { cut } from '../limits.ts';
import type { Refusal } from '../solve/acceptance.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { pathOf } from '../solve/inputLists.ts';
import type { PlanIssue } from '../solve/issue.ts';
import type { Origin } from './refresh.ts';
import { type Effect, inputOf, isSame, nameOf, type Rows } from './rows.ts';
import { effectOf, type StoredEffect } from './stored.ts';

/** Takes back what a version changed. */
export interface UndoStep {
  readonly do: 'undo';
  /** JSON text of the effects that are taken back. */
  readonly effects: string;
  /** Those of some items or rows only. */
  readonly items?: readonly string[] | undefined;
  /** Whether the rest is taken back where some of it cannot be. */
  readonly isPartial: boolean;
  /** Whether something else has been changed since: then work that comes back is judged beside it. */
  readonly isLate: boolean;
}

interface Taken {
  readonly item: string;
  readonly effect: Effect;
  readonly origin: Origin | undefined;
}

/** What came of it. */
export interface UndoAnswer {
  /** The items, or the names of the rows, that are as they were. */
  readonly undone: readonly string[];
  readonly refused: readonly Refusal[];
}

/**
 * Rows are put back where they still are what the changes made of them, which is done in `rows`.
 *
 * *Means* work that would come back to where other work is by now, so that both break a hard rule that is not broken now,
 * does not come back; what nobody has changed anything beside since is as it was, whatever the rules say of it.
 * *Errors* `plan/changed-since` and `plan/refused` with the reasons, unless the rest is wanted.
 */
export function undo(
  domain: DomainModel,
  rows: Rows,
  { effects, items, isPartial, isLate }: UndoStep,
): UndoAnswer & { readonly taken: readonly Taken[] } {
  const wanted = wantedOf(JSON.parse(effects) as StoredEffect[], items);
  const refused: Refusal[] = [];
  const free = new Map<string, readonly Taken[]>();
  for (const [item, own] of wanted) {
    const found = own.map((one) => ({ ...effectOf(one), imported: one.imported }));
    const changed = found.filter(({ list, id, after }) => !isSame(rows.get(list)?.get(id), after));
    if (changed.length > 0)
      refused.push({ item, reasons: changed.map((one) => `${nameOf(one)} has been changed since.`) });
    else {
      const inverse = found.toReversed().map((one): Taken => ({ item, ...inverted(one) }));
      free.set(item, inverse);
    }
  }
  if (refused.length > 0 && (!isPartial || free.size === 0)) throw refusal('plan/changed-since', refused);
  const before = isLate ? criticalOf(domain, rows) : [];
  const apply = (item: string, which: 'before' | 'after'): void => {
    for (const { effect } of free.get(item)!) put(rows, effect, effect[which]);
  };
  for (const item of free.keys()) apply(item, 'after');
  for (let isClear = !isLate || free.size === 0; !isClear; ) {
    const crowded = crowdedOut(domain, rows, { before, free });
    isClear = crowded.length === 0;
    for (const { item } of crowded) {
      apply(item, 'before');
      free.delete(item);
    }
    refused.push(...crowded);
    if (!isClear && (!isPartial || free.size === 0)) throw refusal('plan/refused', refused);
  }
  return { taken: [...free.values()].flat(), undone: [...free.keys()], refused };
}

function wantedOf(all: readonly StoredEffect[], items: readonly string[] | undefined) {
  const byItem = Map.groupBy(all, (one) => one.item ?? nameOf(one));
  const unknown = items?.find((name) => !byItem.has(name));
  if (unknown === undefined) return [...byItem].filter(([name]) => items?.includes(name) ?? true);
  throw new DovetailError('input/invalid', `These changes have nothing to do with ${cut(unknown)}.`, {
    maybe: `use names such as ${cut([...byItem.keys()].slice(0, 5).join(', '))}.`,
    faults: [
      {
        pointer: `/items/${items!.indexOf(unknown)}`,
        code: 'input/invalid',
        message: 'is not among the items of these changes.',
      },
    ],
  });
}

function inverted({ list, id, before, after, imported }: Effect & Pick<StoredEffect, 'imported'>): Omit<Taken, 'item'> {
  return {
    origin: imported && { was: imported.is, is: imported.was },
    effect: {
      list,
      id,
      ...(after === undefined ? {} : { before: after }),
      ...(before === undefined ? {} : { after: before }),
    },
  };
}

function put(rows: Rows, { list, id }: Effect, value: unknown): void {
  if (value === undefined) rows.get(list)!.delete(id);
  else rows.get(list)!.set(id, value);
}

function criticalOf(domain: DomainModel, rows: Rows): PlanIssue[] {
  return domain.validation(domain.parse(inputOf(rows))).filter(({ severity }) => severity === 'critical');
}

interface Beside {
  readonly before: readonly PlanIssue[];
  readonly free: ReadonlyMap<string, readonly Taken[]>;
}

/** Work that has come back and is in the way of other work. */
function crowdedOut(domain: DomainModel, rows: Rows, { before, free }: Beside): Refusal[] {
  const known = new Set(before.map(({ id }) => id));
  const names = new Map([...free].map(([item, own]) => [item, workNames(domain, item, own)]));
  if ([...names.values()].every(({ size }) => size === 0)) return [];
  const fresh = criticalOf(domain, rows).filter(({ id }) => !known.has(id));
  const isOwn = (name: string): boolean => names.values().some((own) => own.has(name));
  const clashes = fresh.filter(({ items }) => items.some(isOwn) && !items.every(isOwn));
  return [...names].flatMap(([item, own]) => {
    const reasons = clashes.filter(({ items }) => items.some((name) => own.has(name))).map(({ text }) => text);
    return reasons.length === 0 ? [] : [{ item, reasons }];
  });
}

/** What the domain may call the given work that comes back with an item of the changes. */
function workNames({ lists }: DomainModel, item: string, taken: readonly Taken[]): Set<string> {
  const names = taken.flatMap(({ effect: { list, after } }) => {
    const declared = lists.find((one) => one.list === list && one.item);
    if (!declared || after === undefined) return [];
    const entry = after as Readonly<Record<string, unknown>>;
    return [item, declared.item!.key.map((field) => String(entry[field])).join('/')];
  });
  return new Set(names);
}

function refusal(code: ErrorCode, refused: readonly Refusal[]): DovetailError {
  const told = refused.flatMap(({ reasons }) => reasons).join('\n');
  const isLate = code === 'plan/refused';
  return new DovetailError(code, isLate ? `The plan as it is now does not allow this:\n${told}` : told, {
    maybe: isLate
      ? 'take back first what is in the way, or ask for the rest with "partial": true.'
      : 'undo what came later first, or ask for the rest with "partial": true.',
    faults: refused.map(({ item, reasons }) => ({
      pointer: `/items/${pathOf(item)}`,
      code,
      message: reasons.join(' '),
    })),
  });
}
