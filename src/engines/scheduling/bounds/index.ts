import type { Shop, Term } from '../shop.ts';
import { energyBound } from './energy.ts';
import { preemptiveBound } from './jackson.ts';

interface Arc {
  readonly from: number;
  readonly to: number;
  /** Least distance between the starts. */
  readonly gap: number;
}

/**
 * A cost below which no schedule of the shop is, from paths, machines and energy; undefined when schedules of the shop
 * are not all that there are.
 */
export function lowerBound(shop: Shop): number | undefined {
  if (!shop.isExact) return undefined;
  const arcs = arcsOf(shop);
  const heads = headsOf(shop, arcs);
  if (!heads) return undefined;
  let bound = shop.constant;
  for (let t = 0; t < shop.taskCount; t++) bound += least(shop.modeCost, shop.modeFrom[t]!, shop.modeFrom[t + 1]!);
  const resources = resourceTasks(shop);
  for (const term of shop.terms) bound += term.weight * termBound(shop, term, { arcs, heads, resources });
  return bound;
}

function least(values: ArrayLike<number>, from: number, to: number): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) if (values[i]! < smallest) smallest = values[i]!;
  return smallest;
}

function arcsOf(shop: Shop): Arc[] {
  return shop.precedences.flatMap(({ from, to, lag }) => {
    const gap = least(from.at, 0, from.at.length) + lag - Math.max(...to.at);
    const isAlways = Number.isFinite(gap) && least(to.at, 0, to.at.length) > Number.NEGATIVE_INFINITY;
    return isAlways ? [{ from: from.task, to: to.task, gap }] : [];
  });
}

/** Longest paths to each start; undefined when arcs close a circle that has a length. */
function headsOf(shop: Shop, arcs: readonly Arc[]): Float64Array | undefined {
  const heads = Float64Array.from({ length: shop.taskCount }, (_, t) =>
    least(shop.earliest, shop.modeFrom[t]!, shop.modeFrom[t + 1]!),
  );
  return relax(heads, arcs, shop.taskCount) ? heads : undefined;
}

/** Raises each `to` to what its arcs ask for, until nothing changes. */
function relax(at: Float64Array, arcs: readonly Arc[], rounds: number): boolean {
  for (let round = 0; round <= rounds; round++) {
    let isChanged = false;
    for (const { from, to, gap } of arcs) {
      if (at[from]! + gap <= at[to]!) continue;
      at[to] = at[from]! + gap;
      isChanged = true;
    }
    if (!isChanged) return true;
  }
  return false;
}

/** A task that uses a resource in all its modes, by the least that it takes of it. */
interface ResourceTask {
  readonly task: number;
  readonly size: number;
  readonly energy: number;
  /** From the start of the use on. */
  readonly rest: number;
}

function resourceTasks(shop: Shop): ResourceTask[][] {
  const found = shop.resources.map((): ResourceTask[] => []);
  for (let t = 0; t < shop.taskCount; t++) {
    const least = new Map<number, { modes: number; size: number; energy: number }>();
    for (let m = shop.modeFrom[t]!; m < shop.modeFrom[t + 1]!; m++) {
      const byMode = new Map<number, { size: number; energy: number }>();
      for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++) {
        const known = byMode.get(shop.useResource[u]!) ?? { size: 0, energy: 0 };
        const size = shop.useSize[u]!;
        byMode.set(shop.useResource[u]!, { size: known.size + size, energy: known.energy + size * shop.useDemand[u]! });
      }
      for (const [resource, { size, energy }] of byMode) {
        const known = least.get(resource) ?? { modes: 0, size, energy };
        const both = { size: Math.min(known.size, size), energy: Math.min(known.energy, energy) };
        least.set(resource, { modes: known.modes + 1, ...both });
      }
    }
    for (const [resource, { modes, size, energy }] of least) {
      if (modes < shop.modeFrom[t + 1]! - shop.modeFrom[t]! || energy === 0) continue;
      found[resource]!.push({ task: t, size, energy, rest: size });
    }
  }
  return found;
}

interface Given {
  readonly arcs: readonly Arc[];
  readonly heads: Float64Array;
  readonly resources: readonly (readonly ResourceTask[])[];
}

/** The least value of a term. */
function termBound(shop: Shop, { floor, refs, offsets }: Term, { arcs, heads, resources }: Given): number {
  let bound = floor;
  // From each start to the value of the term.
  const reach = new Float64Array(shop.taskCount).fill(Number.NEGATIVE_INFINITY);
  refs.forEach(({ task, at }, i) => {
    const after = least(at, 0, at.length) + offsets[i]!;
    if (after > reach[task]!) reach[task] = after;
  });
  const backward = arcs.map(({ from, to, gap }) => ({ from: to, to: from, gap })).reverse();
  if (!relax(reach, backward, shop.taskCount)) return bound;
  for (let t = 0; t < shop.taskCount; t++) bound = Math.max(bound, heads[t]! + reach[t]!);
  for (const [r, all] of resources.entries()) {
    const tasks = all.filter(({ task }) => reach[task]! > Number.NEGATIVE_INFINITY);
    if (tasks.length < 2) continue;
    const { capacity } = shop.resources[r]!;
    const starts = tasks.map(({ task }) => heads[task]!);
    const tails = tasks.map(({ task, rest }) => reach[task]! - rest);
    const energies = tasks.map(({ energy }) => energy);
    bound = Math.max(bound, energyBound({ capacity, heads: starts, energies, tails }));
    if (capacity !== 1) continue;
    const sizes = tasks.map(({ size }) => size);
    bound = Math.max(bound, preemptiveBound(starts, sizes, tails));
  }
  return bound;
}
