import { MOST_TIME, type Shop, type Term } from '../shop.ts';
import { energyBound } from './energy.ts';
import { preemptiveBound } from './jackson.ts';
import { arcsOf, type Lift, least, raise } from './paths.ts';
import { Supply } from './supply.ts';
import { type Taking, takingsOf } from './takings.ts';
import { Windows } from './windows.ts';

/** What the bounds of all terms are made of. */
interface Given {
  readonly shop: Shop;
  readonly arcs: ReturnType<typeof arcsOf>;
  /** Where something is fixed on resources. */
  readonly windows: Windows | undefined;
  /** The first start of each task. */
  readonly heads: Float64Array;
  /** By task. */
  readonly takings: readonly (readonly Taking[])[];
  readonly supplies: readonly Supply[];
}

/**
 * A cost below which no schedule of the shop is, from paths, machines and energy, all around what is fixed on resources;
 * undefined when nothing can be said, or when schedules of the shop are not all that there are.
 */
export function lowerBound(shop: Shop): number | undefined {
  if (!shop.isExact) return undefined;
  const { modeCost, modeFrom, resources, taskCount } = shop;
  const arcs = arcsOf(shop);
  const windows = resources.some(({ blocks }) => blocks.length > 0) ? new Windows(shop) : undefined;
  const heads = Float64Array.from({ length: taskCount }, (_, t) =>
    least(shop.earliest, modeFrom[t]!, modeFrom[t + 1]!),
  );
  if (!raise(heads, arcs.onward, heads.keys(), windows && ((t, head) => windows.first(t, head)))) return undefined;
  const supplies = resources.map((one) => new Supply(one));
  const given = { shop, arcs, windows, heads, takings: takingsOf(shop), supplies };
  let bound = shop.constant;
  for (let t = 0; t < taskCount; t++) bound += least(modeCost, modeFrom[t]!, modeFrom[t + 1]!);
  for (const term of shop.terms) bound += term.weight * termBound(term, given);
  return Number.isFinite(bound) ? bound : undefined;
}

/**
 * The least value of a term. Where something is fixed on resources, how long before the end a task has to be over depends
 * on when that is: the bound is the least end that cannot be refuted, which is searched by halves.
 */
function termBound(term: Term, given: Given): number {
  const free = boundBy(term, given);
  const { windows } = given;
  if (!windows || !Number.isFinite(free)) return Math.max(term.floor, free);
  const isRefuted = (end: number): boolean =>
    boundBy(term, given, (t, reach) => end - windows.last(t, end - reach)) > end;
  let low = Math.max(term.floor, free) - 1;
  let high = low + 1;
  for (let step = 1; isRefuted(high) && high < MOST_TIME; step *= 2) [low, high] = [high, high + step];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isRefuted(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** What tasks before the end of a term take of one resource. */
interface Uses {
  readonly heads: number[];
  readonly energies: number[];
  readonly tails: number[];
}

/** What follows for a term from how much lies between the start of each task and the end of all. */
function boundBy({ refs, offsets }: Term, { shop, arcs, heads, takings, supplies }: Given, lift?: Lift): number {
  const reach = new Float64Array(shop.taskCount).fill(Number.NEGATIVE_INFINITY);
  refs.forEach(({ task, at }, i) => {
    const after = least(at, 0, at.length) + offsets[i]!;
    if (after > reach[task]!) reach[task] = after;
  });
  const counting = refs.map(({ task }) => task).filter((task) => reach[task]! > Number.NEGATIVE_INFINITY);
  const before = raise(reach, arcs.back, counting, lift);
  let bound = Number.NEGATIVE_INFINITY;
  if (!before) return bound;
  const byResource = new Map<number, Uses>();
  for (const t of before) {
    bound = Math.max(bound, heads[t]! + reach[t]!);
    for (const { resource, energy, begin, over } of takings[t]!) {
      const all = byResource.get(resource) ?? { heads: [], energies: [], tails: [] };
      byResource.set(resource, all);
      all.heads.push(heads[t]! + begin);
      all.energies.push(energy);
      all.tails.push(reach[t]! - over);
    }
  }
  for (const [resource, all] of byResource) {
    if (all.heads.length < 2) continue;
    const supply = supplies[resource]!;
    bound = Math.max(bound, energyBound({ supply, ...all }));
    if (shop.resources[resource]!.capacity === 1)
      bound = Math.max(bound, preemptiveBound(all.heads, all.energies, all.tails, supply));
  }
  return bound;
}
