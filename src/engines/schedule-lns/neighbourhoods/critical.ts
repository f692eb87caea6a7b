import { termValue } from '../../scheduling/shop.ts';
import { allTasks, type Neighbourhood, nearest, resourcesOf, someTask, usersOf, type View } from './view.ts';

/** The least of a critical path that is freed. */
const LEAST_STRETCH = 3;

/**
 * A stretch of a critical path, of the makespan or of something that is late and costs, and what is done beside it on the
 * same resources.
 *
 * *Source* the blocks of J. Grabowski, E. Nowicki, S. Zdrzalka, "A block approach for single-machine scheduling with
 * release dates and due dates", EJOR 26, 1986: nothing gets better unless something of the path moves.
 */
export const critical: Neighbourhood = (view, wanted) => {
  const { middle, random } = view;
  const last = lastOfCostlyTerm(view) ?? someTask(view);
  const path = pathTo(view, last);
  const length = Math.max(LEAST_STRETCH, Math.ceil(wanted / 2));
  const from = random.below(Math.max(1, path.length - length + 1));
  const stretch = path.slice(from, from + length);
  const picked = new Set(stretch);
  const resources = new Set(stretch.flatMap((task) => [...resourcesOf(view, task)]));
  const beside = usersOf(view, resources).filter((task) => !picked.has(task));
  const at = middle[stretch[random.below(stretch.length)]!]!;
  return [...stretch, ...nearest(view, beside, { at, count: Math.max(0, wanted - stretch.length) })];
};

/** The task by which a part of the cost is as large as it is: a part by chance, the more it costs the more often. */
function lastOfCostlyTerm({ shop, schedule, random }: View): number | undefined {
  const { mode, start } = schedule;
  const excess = shop.terms.map((term) => {
    const value = termValue(shop, term, start, mode);
    return Math.max(0, term.weight * (value - (Number.isFinite(term.floor) ? term.floor : 0)));
  });
  let left = random.unit() * excess.reduce((sum, one) => sum + one, 0);
  const term = shop.terms.find((_, i) => {
    left -= excess[i]!;
    return left < 0;
  });
  let last: number | undefined;
  let latest = Number.NEGATIVE_INFINITY;
  term?.refs.forEach(({ task, at }, i) => {
    const time = start[task]! + at[mode[task]! - shop.modeFrom[task]!]! + term.offsets[i]!;
    if (time > latest) [last, latest] = [task, time];
  });
  return last;
}

/** Backwards from a task, each time to one that it had to wait for: it ends where that begins, but for a transition. */
function pathTo(view: View, last: number): number[] {
  const { before, longestTransition, random, schedule, shop } = view;
  const { mode, start } = schedule;
  const path = [last];
  for (let task = last; path.length < shop.taskCount; ) {
    const own = new Set(resourcesOf(view, task));
    const waitedFor = allTasks(view).filter((t) => {
      const duration = shop.duration[mode[t]!]!;
      const gap = start[task]! - start[t]! - duration;
      if (duration === 0 || gap < 0 || gap > longestTransition) return false;
      return before[task]!.includes(t) || resourcesOf(view, t).some((resource) => own.has(resource));
    });
    if (waitedFor.length === 0) break;
    task = waitedFor[random.below(waitedFor.length)]!;
    path.push(task);
  }
  return path;
}
