import type { Random } from '../../random.ts';
import type { Schedule, Shop } from '../../scheduling/shop.ts';

/** What of a shop does not change from one schedule to the next. */
export interface Fixed {
  readonly shop: Shop;
  /** By task, the tasks that precedences tie to it, itself among them. */
  readonly jobs: readonly (readonly number[])[];
  /** By task, those that a precedence puts before it. */
  readonly before: readonly (readonly number[])[];
  /** The longest time that a resource needs between two uses. */
  readonly longestTransition: number;
}

/** A schedule as neighbourhoods look at it. */
export interface View extends Fixed {
  readonly schedule: Schedule;
  /** By task, the middle of its time. */
  readonly middle: Float64Array;
  readonly random: Random;
}

/** Picks tasks that are to be placed anew together: about as many as wanted. */
export type Neighbourhood = (view: View, wanted: number) => readonly number[];

export function fixedOf(shop: Shop): Fixed {
  const before = Array.from({ length: shop.taskCount }, (): number[] => []);
  const beside = Array.from({ length: shop.taskCount }, (): number[] => []);
  for (const { from, to } of shop.precedences) {
    before[to.task]!.push(from.task);
    beside[to.task]!.push(from.task);
    beside[from.task]!.push(to.task);
  }
  const jobs: (readonly number[])[] = new Array(shop.taskCount);
  for (let t = 0; t < shop.taskCount; t++) {
    if (jobs[t]) continue;
    const job = new Set([t]);
    for (const one of job) for (const next of beside[one]!) job.add(next);
    for (const one of job) jobs[one] = [...job];
  }
  const times = shop.resources.flatMap(({ transitions = [] }) => transitions.flat());
  return { shop, jobs, before, longestTransition: times.reduce((most, time) => Math.max(most, time), 0) };
}

export function viewOf(fixed: Fixed, schedule: Schedule, random: Random): View {
  const { duration, taskCount } = fixed.shop;
  const { mode, start } = schedule;
  const middle = Float64Array.from({ length: taskCount }, (_, t) => start[t]! + duration[mode[t]!]! / 2);
  return { ...fixed, schedule, middle, random };
}

/** A task by chance. */
export function someTask({ shop, random }: View): number {
  return random.below(shop.taskCount);
}

export function allTasks({ shop }: View): number[] {
  return Array.from({ length: shop.taskCount }, (_, t) => t);
}

/** Those of some tasks whose middles are nearest to a time. */
export function nearest({ middle }: View, tasks: readonly number[], { at, count }: { at: number; count: number }) {
  return tasks.toSorted((a, b) => Math.abs(middle[a]! - at) - Math.abs(middle[b]! - at) || a - b).slice(0, count);
}

/** The resources that a task uses where it is. */
export function resourcesOf({ shop, schedule }: View, task: number): Int32Array {
  const mode = schedule.mode[task]!;
  return shop.useResource.subarray(shop.useFrom[mode]!, shop.useFrom[mode + 1]!);
}

/** The tasks that use one of some resources where they are. */
export function usersOf(view: View, resources: ReadonlySet<number>): number[] {
  return allTasks(view).filter((task) => resourcesOf(view, task).some((resource) => resources.has(resource)));
}
