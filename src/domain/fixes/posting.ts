import type { Change } from '../../solve/change.ts';
import { entryPath, pathOf } from '../../solve/inputLists.ts';
import type { Accepts } from '../accept.ts';
import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';

/** Work that is taken from its place, put somewhere, or both; of one item. */
export interface Shift<W extends World> {
  readonly from?: W['work'];
  readonly to?: W['work'];
}

/** The changes of an input that shift given work; undefined where the input says in no list where the work is. */
export function changesOfShift<W extends World>(
  { parts, problem }: Ruled<W>,
  accepts: Accepts<W>,
  { from, to }: Shift<W>,
): Change[] | undefined {
  const { list } = accepts;
  const item = parts.itemOf(problem, (from ?? to)!);
  const elsewhere = item ? accepts.saidElsewhere(problem, item).map((path) => ({ remove: path })) : [];
  const entry = from && entryOf(problem, accepts, from);
  if (from && !entry && elsewhere.length === 0) return undefined;
  const next = to && { ...entry, ...accepts.entryOf(problem, to) };
  const add = next ? [{ add: pathOf(list.list), value: next }] : [];
  if (!entry) return [...elsewhere, ...add];
  const path = entryPath(list, entry);
  return next && entryPath(list, next) === path ? [{ set: path, value: next }] : [{ remove: path }, ...add];
}

/** The entry of the input that puts some work where it is. */
function entryOf<W extends World>(problem: W['problem'], { entryOf, list }: Accepts<W>, work: W['work']) {
  const like = entryOf(problem, work);
  const entries = Reflect.get(problem.input, list.list) as readonly object[];
  return entries.find((entry) => list.key.every((field) => Reflect.get(entry, field) === like[field]));
}
