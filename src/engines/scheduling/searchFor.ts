import type { Random } from '../random.ts';
import { GraphAnnealing } from './disjunctive/annealing.ts';
import { BothWays } from './disjunctive/bothWays.ts';
import { dueRules } from './disjunctive/dispatch.ts';
import { endsOf } from './disjunctive/ends.ts';
import { problemOf } from './disjunctive/problem.ts';
import { DisjunctiveSearch } from './disjunctive/search.ts';
import { GeneticSearch } from './lists/genetic.ts';
import { horizonOf, packed } from './lists/packing.ts';
import { prioritiesOf } from './lists/priorities.ts';
import { spansOf } from './lists/profiles.ts';
import { SumSearch } from './lists/sums.ts';
import { latestEndOf, type Makespan, makespanOf } from './makespan.ts';
import type { Search, SearchHooks } from './search.ts';
import type { Shop } from './shop.ts';

/** Units of time for each task from which on free times are held as steps, and not one by one. */
const LONG_HORIZON = 400;

/** The search that fits what the shop is made of; undefined when none does. */
export function searchFor(shop: Shop, random: Random, hooks: SearchHooks): Search | undefined {
  const isPlain = shop.shares.length + shop.clauses.length === 0 && hooks.broken === undefined;
  const form = isPlain ? makespanOf(shop) : undefined;
  const makespan = form && !hasDeadlines(shop, form) ? form : undefined;
  const problem = makespan && problemOf(shop, makespan);
  if (problem) return new (problem.calendar ? BothWays : DisjunctiveSearch)(problem, random, hooks);
  const ends = isPlain && !form ? endsOf(shop) : undefined;
  const latestEnd = ends && latestEndOf(shop);
  const network = latestEnd && !hasDeadlines(shop, latestEnd) && problemOf(shop, latestEnd);
  const priorities = prioritiesOf(shop);
  if (network && priorities) return new GraphAnnealing(network, { ends, rules: dueRules(priorities) }, random, hooks);
  const isLong = horizonOf(shop) > LONG_HORIZON * shop.taskCount;
  const packing = isLong ? undefined : packed(shop);
  // In a list, a calendar looks different from the other end of time, which moves with the makespan.
  const isReversible = shop.resources.every(({ blocks }) => blocks.length === 0);
  if (packing && makespan && isReversible) {
    // Where most tasks are on machines, their order without anything else is worth a try with everything.
    const machines = machinesOnly(shop);
    const relaxed = 2 * machines.useResource.length >= shop.taskCount ? problemOf(machines, makespan) : undefined;
    const ideas =
      relaxed && new DisjunctiveSearch(relaxed, random, { isOver: hooks.isOver, onBetter: () => undefined });
    return new GeneticSearch(shop, { makespan, packing, ideas }, random, hooks);
  }
  const supply = packing ?? spansOf(shop);
  return priorities && supply && new SumSearch(shop, { supply, priorities }, random, hooks);
}

/** The shop without the resources that several tasks may use at once. */
function machinesOnly(shop: Shop): Shop {
  const isMachine = new Uint8Array(shop.resources.length).fill(1);
  shop.useResource.forEach((r, u) => {
    if (2 * shop.useDemand[u]! <= shop.resources[r]!.capacity) isMachine[r] = 0;
  });
  const kept: number[] = [];
  const useFrom = new Int32Array(shop.useFrom.length);
  for (let m = 0; m + 1 < useFrom.length; m++) {
    for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++)
      if (isMachine[shop.useResource[u]!] === 1) kept.push(u);
    useFrom[m + 1] = kept.length;
  }
  const only = (values: Int32Array): Int32Array => Int32Array.from(kept, (u) => values[u]!);
  const { useResource, useDemand, useOffset, useSize } = shop;
  return {
    ...shop,
    useFrom,
    useResource: only(useResource),
    useDemand: only(useDemand),
    useOffset: only(useOffset),
    useSize: only(useSize),
  };
}

/** Whether a task has to be over before what a common horizon would ask for. */
function hasDeadlines(shop: Shop, { topological, out, delivery }: Makespan): boolean {
  const tail = new Float64Array(shop.taskCount);
  const slack = new Float64Array(shop.taskCount);
  for (const t of topological.toReversed()) {
    let after = Math.max(0, delivery[t]!);
    for (let a = out.from[t]!; a < out.from[t + 1]!; a++) after = Math.max(after, out.lag[a]! + tail[out.task[a]!]!);
    const modes = Array.from({ length: shop.modeFrom[t + 1]! - shop.modeFrom[t]! }, (_, i) => shop.modeFrom[t]! + i);
    tail[t] = after + Math.min(...modes.map((m) => shop.duration[m]!));
    slack[t] = Math.min(...modes.map((m) => shop.latest[m]!)) + tail[t]!;
  }
  // Starts and makespans that share one horizon still differ by durations.
  const longest = Math.max(...shop.duration);
  const latest = Math.max(...topological.filter((t) => out.from[t] === out.from[t + 1]).map((t) => slack[t]!));
  return slack.some((value) => value < latest - longest && value < trivialEnd(shop));
}

/** When everything is over at the latest that is done one after the other, behind all releases. */
function trivialEnd(shop: Shop): number {
  let [release, total] = [0, 0];
  for (let t = 0; t < shop.taskCount; t++) {
    let longest = 0;
    for (let m = shop.modeFrom[t]!; m < shop.modeFrom[t + 1]!; m++) {
      longest = Math.max(longest, shop.duration[m]!);
      release = Math.max(release, shop.earliest[m]!);
    }
    total += longest;
  }
  return release + total + shop.precedences.reduce((sum, { lag }) => sum + Math.max(0, lag), 0);
}
