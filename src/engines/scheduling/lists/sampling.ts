import type { Random } from '../../random.ts';
import type { Makespan } from '../makespan.ts';
import type { Shop } from '../shop.ts';
import type { Packing } from './packing.ts';

/** What rules go by: the longest way from the end of a task on, its duration, and how many tasks follow from it. */
interface Facts {
  readonly tail: Float64Array;
  readonly shortest: Float64Array;
  readonly followers: Float64Array;
}

/** What puts a task early in a list: the least value goes first. */
type Rule = (task: number, facts: Facts) => number;

/** Latest finish, latest start, most total successors. */
export const RULES: readonly Rule[] = [
  (task, { tail }) => -tail[task]!,
  (task, { tail, shortest }) => -tail[task]! - shortest[task]!,
  (task, { followers }) => -followers[task]!,
];

/** Makes lists that precedences follow, by a rule with as much chance as is wanted. */
export interface Sampler {
  /** The place of each task in an order that arcs follow. */
  readonly place: Int32Array;
  /** Fills a list and modes; an infinite power takes the best by the rule, a small one draws by regret. */
  sample(rule: Rule, power: number, list: Int32Array, modes: Int32Array): void;
  /** Any mode of a task that there is room for. */
  anyMode(task: number): number;
}

/**
 * Regret-biased random sampling.
 *
 * *Source* A. Drexl, "Scheduling of project networks by job assignment", Management Science 37, 1991.
 */
export function samplerOf(shop: Shop, makespan: Makespan, packing: Packing, random: Random): Sampler {
  const usable = usableModes(shop, packing);
  const { into, out, topological } = makespan;
  const facts = factsOf(shop, makespan, usable);
  const place = new Int32Array(shop.taskCount);
  topological.forEach((t, i) => {
    place[t] = i;
  });
  const anyMode = (task: number): number => usable[task]![random.below(usable[task]!.length)]!;
  const quickest = Int32Array.from(usable, (list) =>
    list.reduce((best, m) => (shop.duration[m]! < shop.duration[best]! ? m : best)),
  );
  return {
    place,
    anyMode,
    sample(rule, power, list, modes) {
      const left = Int32Array.from({ length: shop.taskCount }, (_, t) => into.from[t + 1]! - into.from[t]!);
      const ready = Array.from(topological.filter((t) => left[t] === 0));
      for (let p = 0; p < shop.taskCount; p++) {
        const k = drawn(ready, rule, power, { facts, random });
        const task = ready[k]!;
        ready[k] = ready[ready.length - 1]!;
        ready.pop();
        list[p] = task;
        modes[task] = power === Number.POSITIVE_INFINITY || random.below(2) === 0 ? quickest[task]! : anyMode(task);
        for (let a = out.from[task]!; a < out.from[task + 1]!; a++) {
          if (--left[out.task[a]!]! === 0) ready.push(out.task[a]!);
        }
      }
    },
  };
}

/** Modes that do not ask for more than there is; all, where each does. */
function usableModes(shop: Shop, { isHopeless }: Packing): number[][] {
  return Array.from({ length: shop.taskCount }, (_, t) => {
    const all = Array.from({ length: shop.modeFrom[t + 1]! - shop.modeFrom[t]! }, (_, i) => shop.modeFrom[t]! + i);
    const usable = all.filter((m) => isHopeless[m] === 0);
    return usable.length > 0 ? usable : all;
  });
}

function factsOf(shop: Shop, { out, topological, delivery }: Makespan, usable: readonly number[][]): Facts {
  const tail = new Float64Array(shop.taskCount);
  const shortest = Float64Array.from(usable, (modes) => Math.min(...modes.map((m) => shop.duration[m]!)));
  const followers = new Float64Array(shop.taskCount);
  for (const t of topological.toReversed()) {
    tail[t] = Math.max(0, delivery[t]!);
    for (let a = out.from[t]!; a < out.from[t + 1]!; a++) {
      const next = out.task[a]!;
      tail[t] = Math.max(tail[t]!, out.lag[a]! + shortest[next]! + tail[next]!);
      // Those that are reached in several ways count more than once, which only makes them more urgent.
      followers[t] = Math.min(1e9, followers[t]! + 1 + followers[next]!);
    }
  }
  return { tail, shortest, followers };
}

function drawn(
  ready: readonly number[],
  rule: Rule,
  power: number,
  { facts, random }: { facts: Facts; random: Random },
): number {
  let [best, worst, first] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let k = 0; k < ready.length; k++) {
    const value = rule(ready[k]!, facts);
    if (value < best) [best, first] = [value, k];
    if (value > worst) worst = value;
  }
  if (power === Number.POSITIVE_INFINITY) return first;
  const top = worst - best + 1;
  let total = 0;
  for (const t of ready) total += ((worst - rule(t, facts) + 1) / top) ** power;
  let draw = random.unit() * total;
  for (let k = 0; k < ready.length; k++) {
    draw -= ((worst - rule(ready[k]!, facts) + 1) / top) ** power;
    if (draw < 0) return k;
  }
  return ready.length - 1;
}
