import type { Names } from '../solve/names.ts';
import type { Ruled } from './parts.ts';
import type { World } from './world.ts';

/** What people call what an input names; what it does not name keeps its id. */
export function namesOf<W extends World>({ parts, problem }: Ruled<W>): Names {
  const lanes = distinct(parts.lanesOf(problem).map(({ id, label }) => [id, label]));
  const items = distinct(parts.itemsOf(problem).map((item) => [item.id, parts.labelOf(item)]));
  return {
    who: (id) => lanes.get(id) ?? id,
    item: (id) => items.get(id) ?? id,
    at: (at) => parts.tellAt?.(problem, at) ?? at,
  };
}

/** Labels by id, each with its id where it is not the only one of its kind. */
export function distinct(labels: readonly (readonly [id: string, label: string])[]): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  for (const [, label] of labels) times.set(label, (times.get(label) ?? 0) + 1);
  return new Map(labels.map(([id, label]) => [id, times.get(label) === 1 ? label : `${label} (${id})`]));
}

/** What people call the item of some work. */
export function workLabel<W extends World>({ parts, problem }: Ruled<W>, work: W['work']): string {
  const item = parts.itemOf(problem, work);
  return item === undefined ? work.id : parts.labelOf(item);
}
