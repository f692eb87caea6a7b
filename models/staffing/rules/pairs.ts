import { type Assignment, type EventInfo, NONE, type Problem } from '../problem.ts';
import { isOfRun } from '../schedule.ts';

/** The work under one pairing key: what leads and what follows, to be placed or fixed. */
export interface Pair {
  readonly leader: EventInfo | undefined;
  readonly followers: readonly EventInfo[];
  readonly fixedLeader: Assignment | undefined;
  readonly fixedFollowers: readonly Assignment[];
}

interface Draft {
  leader: EventInfo | undefined;
  readonly followers: EventInfo[];
  fixedLeader: Assignment | undefined;
  readonly fixedFollowers: Assignment[];
}

/**
 * The pairs of a leading and a following type, by pairing key; a follower without a key is under its own.
 *
 * *Shapes* `leader` and `followers` are open events.
 */
export function pairsOf(problem: Problem, leading: string, following: string): readonly Pair[] {
  let known = cache.get(problem);
  if (known === undefined) {
    known = new Map();
    cache.set(problem, known);
  }
  const led = known.get(leading) ?? new Map<string, readonly Pair[]>();
  known.set(leading, led);
  let pairs = led.get(following);
  if (pairs === undefined) {
    pairs = findPairs(problem, leading, following);
    led.set(following, pairs);
  }
  return pairs;
}

/** The pair that an open event is in, if any. */
export function pairWith(
  problem: Problem,
  event: EventInfo,
  types: readonly [leading: string, following: string],
): Pair | undefined {
  const pairs = pairsOf(problem, ...types);
  let known = byEvent.get(pairs);
  if (known === undefined) {
    known = new Map();
    for (const pair of pairs) {
      if (pair.leader) known.set(pair.leader, pair);
      for (const one of pair.followers) known.set(one, pair);
    }
    byEvent.set(pairs, known);
  }
  return known.get(event);
}

const byEvent = new WeakMap<readonly Pair[], Map<EventInfo, Pair>>();

/** By leading and following type: explanations ask for the same pairs once for each cell that they try. */
const cache = new WeakMap<Problem, Map<string, Map<string, readonly Pair[]>>>();

function findPairs(problem: Problem, leading: string, following: string): Pair[] {
  const [leads, follows] = [problem.typeSet([leading]).has, problem.typeSet([following]).has];
  const pairs = new Map<number, Draft>();
  const pairAt = (pairing: number, alone: number): Draft => {
    const key = pairing === NONE ? -2 - alone : pairing;
    const known = pairs.get(key);
    if (known) return known;
    const made: Draft = { leader: undefined, followers: [], fixedLeader: undefined, fixedFollowers: [] };
    pairs.set(key, made);
    return made;
  };
  for (const event of problem.open) {
    if (leads[event.type] === 1) pairAt(event.pairing, event.index).leader = event;
    if (follows[event.type] === 1) pairAt(event.pairing, event.index).followers.push(event);
  }
  for (const work of [...problem.distant, ...problem.fixed]) {
    const isPaired = work.pairing !== NONE || isOfRun(work);
    if (isPaired && leads[work.type] === 1) pairAt(work.pairing, work.event).fixedLeader = work;
    if (isPaired && follows[work.type] === 1) pairAt(work.pairing, work.event).fixedFollowers.push(work);
  }
  return [...pairs.values()];
}
