import { type Change, changed } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { pathOf } from '../solve/inputLists.ts';
import type { Budget } from '../solve/whatIf.ts';
import { applyChanges } from './applyChanges.ts';
import { FIELDS, inputOf, type Rows } from './rows.ts';
import type { Days } from './stored.ts';

/** The input of a run of a plan. */
export interface RunStep {
  readonly do: 'run';
  readonly horizon?: Days | undefined;
  /** Made for this run only. */
  readonly changes: readonly Change[];
  readonly keep?: Keep | undefined;
}

/** That a run may move what is in place, as far as this says. */
export interface Keep {
  /** How much may be elsewhere than it is. */
  readonly budget?: Budget | undefined;
  /** Days on which everything stays. */
  readonly frozenDays?: readonly string[] | undefined;
}

/** *Errors* `input/...` with every fault of the input that the run would have. */
export function runInput(domain: DomainModel, rows: Rows, { horizon, changes, keep }: RunStep): { input: string } {
  const { lists } = domain;
  applyChanges(lists, rows, changes);
  const fields = rows.get(FIELDS)!;
  if (horizon && domain.horizon !== undefined) fields.set(domain.horizon, horizon);
  if (keep?.frozenDays) {
    for (const [section, value] of domain.frozenOn(fields, keep.frozenDays)) fields.set(section, value);
  }
  if (keep) applyChanges(lists, rows, released(domain, rows));
  const value = inputOf(rows);
  const input = domain.parse(value);
  const { budget } = keep ?? {};
  if (!budget) return { input: JSON.stringify(value) };
  const within = changed(value, domain.whatIf.budgeted(input, undefined, budget));
  domain.parse(within);
  return { input: JSON.stringify(within) };
}

/** The changes that let a run move given work; what belongs to something that is not there stays. */
function released({ lists }: DomainModel, rows: Rows): Change[] {
  return lists.flatMap(({ item, list, movable, owner, within }) => {
    if (movable === undefined) return [];
    const owners = owner && rows.get(owner.list);
    const own = [...(rows.get(list) ?? [])].flatMap(([id, entry]) => {
      const of = owner && String((entry as Readonly<Record<string, unknown>>)[owner.field]);
      return owners && !owners.has(of!) ? [] : [pathOf(list, id, movable)];
    });
    const inner = [...(within === undefined ? [] : rows.get(item!.list)!)].flatMap(([id, entry]) =>
      (entry as Readonly<Record<string, unknown>>)[within!] === undefined
        ? []
        : [pathOf(item!.list, id, within!, movable)],
    );
    return [...own, ...inner].map((path) => ({ set: path, value: true }));
  });
}
