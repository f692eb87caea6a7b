import type { Placement } from './placement.ts';

/**
 * What became of one item: `moved` to another place with the same person, `reassigned` to somebody else, `dropped`, or
 * `added`.
 */
export interface Disruption {
  readonly item: string;
  readonly kind: 'moved' | 'reassigned' | 'dropped' | 'added';
  readonly from?: Placement;
  readonly to?: Placement;
}

/** How two solutions differ. */
export interface Difference {
  /** In the order of the items. */
  readonly disruptions: readonly Disruption[];
  /** Who loses or gains something, in alphabetical order. */
  readonly people: readonly string[];
}

/**
 * What is different between two solutions, by item.
 *
 * *Means* a part of a place that the earlier one does not tell is no difference; an item is in a list once. Items of one
 * class are interchangeable: what one of them has in one solution and another in the other is no difference.
 */
export function differenceOf(
  before: readonly Placement[],
  after: readonly Placement[],
  classOf: (item: string) => string = (item) => item,
): Difference {
  const from = new Map(before.map((placement) => [placement.item, placement]));
  const to = new Map(matched(before, after, classOf).map((placement) => [placement.item, placement]));
  const items = [...new Set([...from.keys(), ...to.keys()])].sort();
  const disruptions = items.flatMap((item) => disruptionOf(item, from.get(item), to.get(item)) ?? []);
  const people = new Set(disruptions.flatMap((one) => [one.from, one.to].flatMap((place) => place?.who ?? [])));
  return { disruptions, people: [...people].sort() };
}

function disruptionOf(item: string, from?: Placement, to?: Placement): Disruption | undefined {
  if (!from || !to) return from ? { item, kind: 'dropped', from } : { item, kind: 'added', to: to! };
  if (from.who !== to.who) return { item, kind: 'reassigned', from, to };
  return isSamePlace(from, to) ? undefined : { item, kind: 'moved', from, to };
}

/** Whether a place is where an earlier one says, as far as that one says it. */
function isSamePlace(from: Placement, to: Placement): boolean {
  return from.who === to.who && Object.entries(from.at).every(([part, value]) => to.at[part] === value);
}

/** The later placements, within each class called by the items that were at the same places, or else with the same person. */
function matched(
  before: readonly Placement[],
  after: readonly Placement[],
  classOf: (item: string) => string,
): readonly Placement[] {
  const [was, is] = [before, after].map((list) => Map.groupBy(list, ({ item }) => classOf(item)));
  return [...is!].flatMap(([key, own]) => {
    const earlier = was!.get(key) ?? [];
    return own.length + earlier.length <= 2 ? own : paired(earlier, own);
  });
}

function paired(before: readonly Placement[], after: readonly Placement[]): Placement[] {
  const names = new Map<Placement, string>();
  const isFree = new Set(before);
  const pair = (fits: (from: Placement, to: Placement) => boolean): void => {
    for (const to of after) {
      const from = names.has(to) ? undefined : [...isFree].find((one) => fits(one, to));
      if (!from) continue;
      names.set(to, from.item);
      isFree.delete(from);
    }
  };
  pair(isSamePlace);
  pair((from, to) => from.who === to.who);
  pair(() => true);
  const taken = new Set(names.values());
  const unused = after.map(({ item }) => item).filter((item) => !taken.has(item));
  return after.map((to) => ({ ...to, item: names.get(to) ?? unused.shift()! }));
}
