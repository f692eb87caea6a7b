import type { Change } from '../../solve/change.ts';
import { entryPath, pathOf } from '../../solve/inputLists.ts';
import { type Accepts, entryOfWork, saidElsewhere } from '../accept.ts';
import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';

/** Work that is taken from its place, put somewhere, or both; of one item. */
export interface Shift<W extends World> {
  readonly from?: W['work'];
  readonly to?: W['work'];
}

/** The changes of an input that shift given work; undefined where the input says in no list where the work is. */
export function changesOfShift<W extends World>(
  ruled: Ruled<W>,
  accepts: Accepts<W>,
  { from, to }: Shift<W>,
): Change[] | undefined {
  const { parts, problem } = ruled;
  const { list } = accepts;
  const item = parts.itemOf(problem, (from ?? to)!);
  const elsewhere = item ? saidElsewhere(ruled, accepts, item).map((path) => ({ remove: path })) : [];
  const entry = from && entryOfWork(problem, accepts, from);
  if (from && !entry && elsewhere.length === 0) return undefined;
  const next = to && { ...entry, ...accepts.entryOf(problem, to) };
  const add = next ? [{ add: pathOf(list.list), value: next }] : [];
  if (!entry) return [...elsewhere, ...add];
  const path = entryPath(list, entry);
  return next && entryPath(list, next) === path ? [{ set: path, value: next }] : [{ remove: path }, ...add];
}
