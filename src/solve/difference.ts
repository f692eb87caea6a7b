import type { Difference, Disruption, Placement } from './result.ts';

/**
 * What is different between two solutions, by item.
 *
 * *Means* a part of a place that the earlier one does not tell is no difference; an item is in a list once.
 */
export function differenceOf(before: readonly Placement[], after: readonly Placement[]): Difference {
  const [from, to] = [before, after].map((list) => new Map(list.map((placement) => [placement.item, placement])));
  const items = [...new Set([...from!.keys(), ...to!.keys()])].sort();
  const disruptions = items.flatMap((item) => disruptionOf(item, from!.get(item), to!.get(item)) ?? []);
  const people = new Set(disruptions.flatMap((one) => [one.from, one.to].flatMap((place) => place?.who ?? [])));
  return { disruptions, people: [...people].sort() };
}

function disruptionOf(item: string, from?: Placement, to?: Placement): Disruption | undefined {
  if (!from || !to) return from ? { item, kind: 'dropped', from } : { item, kind: 'added', to: to! };
  if (from.who !== to.who) return { item, kind: 'reassigned', from, to };
  const isSame = Object.entries(from.at).every(([part, value]) => to.at[part] === value);
  return isSame ? undefined : { item, kind: 'moved', from, to };
}
