import type { Random } from '../random.ts';
import { problemOf } from './disjunctive/problem.ts';
import { DisjunctiveSearch } from './disjunctive/search.ts';
import { GeneticSearch } from './lists/genetic.ts';
import { packed } from './lists/packing.ts';
import { makespanOf } from './makespan.ts';
import type { Schedule, Shop } from './shop.ts';

export interface SearchHooks {
  readonly isOver: () => boolean;
  /** Told of each schedule that is better than all before. */
  readonly onBetter: (schedule: Schedule) => void;
}

/** A way to search the schedules of a shop. */
export interface Search {
  /** Work so far, in times that were computed. */
  readonly work: number;
  /** First schedules, by rules. */
  construct(): void;
  /** Better ones, until it is over. */
  improve(): void;
  /** Takes over what somebody else has found. */
  adopt(schedule: Schedule): void;
}

/** The search that fits what the shop is made of; undefined when none does. */
export function searchOf(shop: Shop, random: Random, hooks: SearchHooks): Search | undefined {
  const makespan = makespanOf(shop);
  const problem = makespan && problemOf(shop, makespan);
  if (problem) return new DisjunctiveSearch(problem, random, hooks);
  const packing = packed(shop);
  if (makespan && packing) return new GeneticSearch(shop, { makespan, packing }, random, hooks);
  return undefined;
}
