import { z } from 'zod';
import { DovetailError } from '../errors.ts';

const path = z.string().min(1);

/** What a change may look like, to be said after its name. */
export const CHANGE_FORMS = 'has to be {"set": path, "value": ...}, {"add": path, "value": ...} or {"remove": path}';

/** One change of an input, at a JSON pointer or at a path with ids instead of positions, such as `employees/bob`. */
export type Change =
  | { readonly set: string; readonly value: unknown }
  | { readonly add: string; readonly value: unknown }
  | { readonly remove: string };

export const changeSchema: z.ZodType<Change> = z.union(
  [
    z.strictObject({ set: path, value: z.unknown() }),
    z.strictObject({ add: path, value: z.unknown() }),
    z.strictObject({ remove: path }),
  ],
  { error: CHANGE_FORMS },
);

type Container = Record<string, unknown> | unknown[];

/**
 * An input with changes, in their order; the original stays as it is, and shares the sections that no change is about.
 *
 * *Means* `set` writes a field or replaces an entry, `add` appends to a list and makes it when there is none, `remove`
 * takes something away that is there. Part of a path is a key, a position in a list, or the `id` (else the `event`) of
 * one of its entries; an entry that is a text is its own.
 * *Errors* `input/invalid` for a path that leads nowhere.
 */
export function changed(input: unknown, changes: readonly Change[]): unknown {
  const copy = isSections(input) ? withOwn(input, changes) : structuredClone(input);
  for (const change of changes) apply(copy, change);
  return copy;
}

function isSections(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** An input with sections of its own where changes are about something in them. */
function withOwn(input: object, changes: readonly Change[]): object {
  const copy = { ...input };
  const paths = changes.map((change) => partsOf(pathIn(change)));
  for (const [section, own] of Map.groupBy(paths, ([first]) => first!)) {
    if (!Object.hasOwn(input, section)) continue;
    const value: unknown = Reflect.get(input, section);
    if (own.some(({ length }) => length > 1)) write(copy, section, structuredClone(value));
    else if (Array.isArray(value)) write(copy, section, [...value]);
  }
  return copy;
}

/** The path that a change is about. */
export function pathIn(change: Change): string {
  return 'set' in change ? change.set : 'add' in change ? change.add : change.remove;
}

/** The parts of a path or a JSON pointer. */
export function partsOf(path: string): string[] {
  return path
    .replace(/^\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function apply(root: unknown, change: Change): void {
  const path = pathIn(change);
  const parts = partsOf(path);
  let parent = root;
  for (const part of parts.slice(0, -1)) parent = (containerAt(parent, path) as never)[keyIn(parent, part, path)];
  const container = containerAt(parent, path);
  const last = parts.at(-1)!;
  if ('set' in change) {
    const key = Array.isArray(container) ? keyIn(container, last, path) : last;
    write(container, key, structuredClone(change.value));
  } else if ('add' in change) {
    if (!Array.isArray(container) && !Object.hasOwn(container, last)) write(container, last, []);
    const list = (container as never)[keyIn(container, last, path)] as unknown;
    if (!Array.isArray(list)) throw nowhere(path, `${last} is not a list`);
    list.push(structuredClone(change.value));
  } else {
    const key = keyIn(container, last, path);
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else delete container[key];
  }
}

/** Defines, so that no key, whatever its name, means anything but itself. */
function write(container: object, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function containerAt(value: unknown, path: string): Container {
  if (typeof value === 'object' && value !== null) return value as Container;
  throw nowhere(path, 'it goes through something that has no parts');
}

/** The key of a part that is there: its own name, its position, or the position of the entry with that id. */
function keyIn(value: unknown, part: string, path: string): string {
  const container = containerAt(value, path);
  if (!Array.isArray(container)) {
    if (Object.hasOwn(container, part)) return part;
    throw nowhere(path, `there is no ${part}`);
  }
  if (/^\d+$/.test(part) && Number(part) < container.length) return part;
  const at = container.flatMap((entry, index) => (idOf(entry) === part ? [index] : []));
  if (at.length === 1) return String(at[0]);
  throw nowhere(path, at.length === 0 ? `there is no ${part}` : `there are ${at.length} of ${part}`);
}

function idOf(entry: unknown): unknown {
  if (typeof entry === 'string') return entry;
  const { id, event } = (entry ?? {}) as { id?: unknown; event?: unknown };
  return id ?? event;
}

function nowhere(path: string, why: string): DovetailError {
  return new DovetailError('input/invalid', `The change at ${path} cannot be made: ${why}.`, {
    maybe: 'look at the input that it changes.',
  });
}

/**
 * The input with something said about a rule, which it may not have mentioned before.
 *
 * *Means* every domain model lists rules by `id`, with `enabled` and `weight`, under `rules`.
 */
export function withRule(input: unknown, id: string, say: Record<string, unknown>): unknown {
  const { rules } = input as { rules?: unknown };
  const isThere = Array.isArray(rules) && rules.some((rule) => idOf(rule) === id);
  if (!isThere) return changed(input, [{ add: 'rules', value: { id, ...say } }]);
  const path = `rules/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return changed(
    input,
    Object.entries(say).map(([key, value]) => ({ set: `${path}/${key}`, value })),
  );
}
