import { constant } from '../../language/expression.ts';
import type { Shop } from '../scheduling/shop.ts';
import type { Draft } from './draft.ts';
import { chainOf, lanesOf, type Use } from './orders.ts';

/** What a resource can take at once: an order among what keeps its order, and a constraint where anything is free. */
export function addResource(draft: Draft, resource: Shop['resources'][number], uses: readonly Use[]): void {
  const { capacity, isExclusive, transitions } = resource;
  const all = uses.toSorted((a, b) => a.at - b.at || a.at + a.size - (b.at + b.size));
  const kept = all.filter((use) => !use.isFree);
  const orders = isExclusive ? chainOf(kept, transitions) : lanesOf(kept);
  for (const { before, after, time } of orders)
    draft.addOrder(before.variable, before.offset + before.size + time, after.variable, after.offset);
  if (kept.length === all.length) return;
  const intervals = all.map(({ variable, offset, size, presence }) =>
    draft.addInterval(variable, offset, size, presence),
  );
  if (isExclusive) {
    draft.constraints.push({ kind: 'noOverlap', intervals });
    if (transitions) separate(draft, all, transitions);
    return;
  }
  const demands = all.map(({ demand }) => constant(demand));
  draft.constraints.push({ kind: 'cumulative', intervals, demands, capacity: constant(capacity) });
}

/** Time between what is free and everything else on a machine, in either order. */
function separate(draft: Draft, all: readonly Use[], times: readonly (readonly number[])[]): void {
  all.forEach((a, i) => {
    for (let j = i + 1; j < all.length; j++) {
      const b = all[j]!;
      if (!a.isFree && !b.isFree) continue;
      const [there, back] = [times[a.family]![b.family]!, times[b.family]![a.family]!];
      if (there === 0 && back === 0) continue;
      if (a.variable === b.variable) continue;
      const presences = [...new Set([a.presence, b.presence].filter((literal) => literal >= 0))];
      const isBefore = draft.addVariable(0, 1, 1);
      draft.addOrder(a.variable, a.offset + a.size + there, b.variable, b.offset, [isBefore, ...presences]);
      draft.addOrder(b.variable, b.offset + b.size + back, a.variable, a.offset, [-1 - isBefore, ...presences]);
    }
  });
}
