import type { Random } from '../random.ts';
import { problemOf } from './disjunctive/problem.ts';
import { DisjunctiveSearch } from './disjunctive/search.ts';
import { GeneticSearch } from './lists/genetic.ts';
import { packed } from './lists/packing.ts';
import { makespanOf } from './makespan.ts';
import type { Search, SearchHooks } from './search.ts';
import type { Shop } from './shop.ts';

/** The search that fits what the shop is made of; undefined when none does. */
export function searchFor(shop: Shop, random: Random, hooks: SearchHooks): Search | undefined {
  const makespan = makespanOf(shop);
  const problem = makespan && problemOf(shop, makespan);
  if (problem) return new DisjunctiveSearch(problem, random, hooks);
  const packing = packed(shop);
  if (makespan && packing) return new GeneticSearch(shop, { makespan, packing }, random, hooks);
  return undefined;
}
