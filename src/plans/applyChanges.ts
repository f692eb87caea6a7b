import { closest } from '../closest.ts';
import { DovetailError } from '../errors.ts';
import { cut, LIMITS } from '../limits.ts';
import { type Change, changed, partsOf, pathIn } from '../solve/change.ts';
import type { InputList } from '../solve/inputLists.ts';
import { pathOf } from '../solve/inputLists.ts';
import { type Effect, effectOf, FIELDS, insert, isSame, type Lists, nameIn, type Rows, wrong } from './rows.ts';

/**
 * Makes changes in their order, and says what became of each row that is another one afterwards.
 *
 * *Errors* `input/invalid` for every path that leads nowhere, with the position of its change; what follows on the same row
 * is not looked at.
 */
export function applyChanges(lists: Lists, rows: Rows, changes: readonly Change[]): Effect[] {
  const before = new Map<string, Map<string, unknown>>();
  const note = (list: string, id: string): void => {
    const known = before.get(list) ?? new Map<string, unknown>();
    before.set(list, known);
    if (!known.has(id)) known.set(id, rows.get(list)?.get(id));
  };
  const refused: DovetailError[] = [];
  const spoilt = new Map<string, Set<string>>();
  for (const [at, change] of changes.entries()) {
    const [section = '', id = ''] = partsOf(pathIn(change));
    const own = spoilt.get(section) ?? new Set();
    if (own.has(id) || own.has('')) continue;
    try {
      applyOne(lists, rows, { change, pointer: `/changes/${at}`, note });
    } catch (thrown) {
      if (!(thrown instanceof DovetailError)) throw thrown;
      refused.push(thrown);
      spoilt.set(section, own.add(id));
    }
  }
  if (refused.length > 0) throw together(refused);
  return [...before].flatMap(([list, ids]) =>
    [...ids].flatMap(([id, was]) => {
      const is = rows.get(list)?.get(id);
      return isSame(was, is) ? [] : [effectOf(list, id, was, is)];
    }),
  );
}

/** What several changes are refused with, as one. */
function together(refused: readonly DovetailError[]): DovetailError {
  const [first] = refused;
  if (refused.length === 1) return first!;
  const faults = refused.flatMap((one) => one.faults);
  const told = refused.slice(0, LIMITS.faults).map(({ message }) => message.replaceAll('\n', ' '));
  return new DovetailError('input/invalid', told.join('\n'), { faults });
}

interface Step {
  readonly change: Change;
  readonly pointer: string;
  readonly note: (list: string, id: string) => void;
}

function applyOne(lists: Lists, rows: Rows, { change, pointer, note }: Step): void {
  const [section = '', id, ...rest] = partsOf(pathIn(change));
  const declared = lists.find(({ list }) => list === section);
  if (!declared && id !== undefined) requireSection(lists, rows, { section, pointer });
  if (!declared) applyToField(rows, { section, change, pointer, note });
  else if (id === undefined) applyToList(rows, declared, { change, pointer, note });
  else applyToEntry(rows, declared, { id, rest, change, pointer, note });
}

/** A path into something that is not there may mean something that is. */
function requireSection(lists: Lists, rows: Rows, { section, pointer }: { section: string; pointer: string }): void {
  const fields = [...rows.get(FIELDS)!.keys()];
  if (fields.includes(section)) return;
  const near = closest(section, [...lists.map(({ list }) => list), ...fields]);
  const maybe = near ? `you mean ${near}.` : 'look at the input for what there is, or set all of it.';
  throw wrong(pointer, `The input has no ${cut(section)}.`, maybe);
}

/** Adds an entry to a list, replaces all of it, or clears it. */
function applyToList(rows: Rows, declared: InputList, { change, pointer, note }: Step): void {
  const section = declared.list;
  const entries = rows.get(section)!;
  if ('add' in change) {
    note(section, nameIn(declared, change.value));
    insert(rows, declared, { entry: change.value, pointer });
    return;
  }
  for (const name of entries.keys()) note(section, name);
  entries.clear();
  if (!('set' in change)) return;
  if (!Array.isArray(change.value)) throw wrong(pointer, `${section} is a list.`, 'give a list of entries.');
  for (const entry of change.value) {
    note(section, nameIn(declared, entry));
    insert(rows, declared, { entry, pointer });
  }
}

interface EntryStep extends Step {
  readonly id: string;
  /** The path below the entry. */
  readonly rest: readonly string[];
}

function applyToEntry(rows: Rows, declared: InputList, { id, rest, change, pointer, note }: EntryStep): void {
  const section = declared.list;
  const entries = rows.get(section)!;
  if (!entries.has(id)) {
    const near = closest(id, [...entries.keys()].slice(0, LIMITS.names));
    const maybe = near ? `you mean ${near}.` : `look at the entries of ${section} for its name.`;
    throw wrong(pointer, `There is no ${cut(id)} in ${section}.`, maybe);
  }
  note(section, id);
  if (rest.length === 0 && 'remove' in change) {
    entries.delete(id);
    return;
  }
  const entry =
    rest.length === 0 && 'set' in change ? change.value : inside(entries.get(id), rest, { change, pointer });
  if (nameIn(declared, entry) !== id) {
    const keys = declared.key.join(', ');
    throw wrong(
      pointer,
      `This would give ${cut(id)} in ${section} another name (${keys}).`,
      'remove it and add another.',
    );
  }
  entries.set(id, entry);
}

function applyToField(rows: Rows, { section, change, pointer, note }: Step & { readonly section: string }): void {
  const fields = rows.get(FIELDS)!;
  note(FIELDS, section);
  const whole = inside(fields.has(section) ? { [section]: fields.get(section) } : {}, undefined, { change, pointer });
  const value = (whole as Record<string, unknown>)[section];
  if (value === undefined) fields.delete(section);
  else fields.set(section, value);
}

/** A value with a change below it, whose path goes on with `rest`. */
function inside(value: unknown, rest: readonly string[] | undefined, { change, pointer }: Omit<Step, 'note'>): unknown {
  const at = (path: string): string => (rest ? pathOf(...rest) : path);
  if (rest?.length === 0) throw wrong(pointer, 'Nothing can be added to an entry.', 'name one of its lists.');
  const inner: Change =
    'set' in change
      ? { set: at(change.set), value: change.value }
      : 'add' in change
        ? { add: at(change.add), value: change.value }
        : { remove: at(change.remove) };
  try {
    return changed(value, [inner]);
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    const [message = '', maybe] = thrown.message.split('\nMaybe ');
    throw wrong(pointer, message, maybe);
  }
}
