import { batchCounts, dividedInto, endOf, type OperationInfo, type Problem, type Run } from '../problem.ts';
import { Makers } from './makers.ts';
import { Queue } from './queue.ts';
import { Workplace } from './workplace.ts';

/**
 * Places operations one after the other, each as early as it can be: of those whose predecessors are in place, the one
 * with the least key is next. What uses a material that is not there waits for the operations that make it, which are then
 * as urgent as it is. What has no place is left out, and everything after it with it, at once.
 *
 * *Source* serial generation as in R. Kolisch, "Serial and parallel resource-constrained project scheduling methods
 * revisited", European Journal of Operational Research 90, 1996.
 */
export function serially(problem: Problem, keys: ArrayLike<number>): Run[] {
  const { domains, items } = problem;
  const workplace = new Workplace(problem, problem.fixed);
  const ends = new Float64Array(items.length).fill(Number.NaN);
  for (const run of problem.fixed) ends[run.item] = endOf(run);
  // What is placed, or left out, or given.
  const isDecided = Uint8Array.from(items, ({ state }) => (state === 'open' ? 0 : 1));
  const waiting = Int32Array.from(items, ({ before }) => before.filter(({ item }) => Number.isNaN(ends[item]!)).length);
  const ready = new Queue(keys);
  for (const { index } of items) if (isDecided[index] === 0 && waiting[index] === 0) ready.push(index);
  const makers = new Makers(problem, { workplace, isDecided });
  const decide = (item: number): void => {
    isDecided[item] = 1;
    for (const freed of makers.decided(items[item]!)) ready.push(freed);
  };
  const runs: Run[] = [];
  for (let next = ready.pop() ?? makers.giveUp(); next !== undefined; next = ready.pop() ?? makers.giveUp()) {
    if (isDecided[next] === 1) continue;
    const item = items[next]!;
    const from = item.before.reduce(
      (time, link) => Math.max(time, ends[link.item]! + link.min),
      domains.earliest[next]!,
    );
    const urgent = makers.awaitedBy(item, from);
    if (urgent !== undefined) {
      for (const one of ready.hasten(urgent, ready.keyOf(next))) if (waiting[one] === 0) ready.push(one);
      continue;
    }
    const run = workplace.place(item, from, sizesOf(item));
    if (!run || !fitsFollowers(problem, run, ends)) {
      for (const gone of withFollowers(items, next)) if (isDecided[gone] === 0) decide(gone);
      continue;
    }
    workplace.book(run);
    runs.push(run);
    ends[next] = endOf(run);
    decide(next);
    for (const follower of item.after) {
      if (--waiting[follower]! === 0 && isDecided[follower] === 0) ready.push(follower);
    }
  }
  return runs;
}

/** Whether a run keeps the greatest times to what is before it, and the times to fixed work that follows. */
function fitsFollowers({ fixed, items }: Problem, run: Run, ends: Float64Array): boolean {
  const start = run.batches.reduce((least, { phases }) => Math.min(least, phases[0]!.from), Number.POSITIVE_INFINITY);
  if (items[run.item]!.before.some(({ item, max }) => start - ends[item]! > max)) return false;
  return items[run.item]!.after.every((next) => {
    const given = Number.isNaN(ends[next]!) ? undefined : fixed.find(({ item }) => item === next);
    const link = items[next]!.before.find(({ item }) => item === run.item)!;
    if (!given) return true;
    const gap = given.batches[0]!.phases[0]!.from - endOf(run);
    return gap >= link.min && gap <= link.max;
  });
}

/** The sizes of batches that are tried: undivided, and divided as far as may be. */
export function sizesOf(item: OperationInfo): number[][] {
  const counts = batchCounts(item);
  const tried = counts.length > 1 ? [counts[0]!, counts.at(-1)!] : counts;
  return tried.map((count) => dividedInto(item.quantity, count));
}

/** An item and everything that comes after it. */
function withFollowers(items: readonly OperationInfo[], first: number): Set<number> {
  const found = new Set([first]);
  for (const item of found) for (const next of items[item]!.after) found.add(next);
  return found;
}
