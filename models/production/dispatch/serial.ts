import { batchCounts, dividedInto, endOf, type OperationInfo, type Problem, type Run } from '../problem.ts';
import { Workplace } from './workplace.ts';

/**
 * Places operations one after the other, each as early as it can be: of those whose predecessors are in place, the one
 * with the least key is next. What has no place is left out, and everything after it with it, at once.
 *
 * *Source* serial generation as in R. Kolisch, "Serial and parallel resource-constrained project scheduling methods
 * revisited", European Journal of Operational Research 90, 1996.
 */
export function serially(problem: Problem, keys: ArrayLike<number>): Run[] {
  const { domains, items } = problem;
  const workplace = new Workplace(problem, problem.fixed);
  const ends = new Float64Array(items.length).fill(Number.NaN);
  for (const run of problem.fixed) ends[run.item] = endOf(run);
  const isGone = new Uint8Array(items.length);
  const waiting = Int32Array.from(items, ({ before }) => before.filter(({ item }) => Number.isNaN(ends[item]!)).length);
  const ready = new Heap(keys);
  for (const { index, state } of items) if (state === 'open' && waiting[index] === 0) ready.push(index);
  const runs: Run[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const item = items[next]!;
    if (isGone[next] === 1) continue;
    const from = item.before.reduce(
      (time, link) => Math.max(time, ends[link.item]! + link.min),
      domains.earliest[next]!,
    );
    const run = workplace.place(item, from, sizesOf(item));
    if (!run || !fitsFollowers(problem, run, ends)) {
      drop(items, next, isGone);
      continue;
    }
    workplace.book(run);
    runs.push(run);
    ends[next] = endOf(run);
    for (const follower of item.after) {
      if (--waiting[follower]! === 0 && items[follower]!.state === 'open') ready.push(follower);
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

/** Leaves an item out and everything after it. */
function drop(items: readonly OperationInfo[], first: number, isGone: Uint8Array): void {
  const queue = [first];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (isGone[item] === 1) continue;
    isGone[item] = 1;
    queue.push(...items[item]!.after);
  }
}

/** The item with the least key first; of several, the one with the least index. */
class Heap {
  readonly #keys: ArrayLike<number>;
  readonly #items: number[] = [];

  constructor(keys: ArrayLike<number>) {
    this.#keys = keys;
  }

  push(item: number): void {
    let at = this.#items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isLess(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): number | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#items.length && this.#isLess(child, least)) least = child;
      }
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #isLess(a: number, b: number): boolean {
    const [one, other] = [this.#items[a]!, this.#items[b]!];
    return this.#keys[one]! < this.#keys[other]! || (this.#keys[one] === this.#keys[other] && one < other);
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
  }
}
