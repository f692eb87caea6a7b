import { Timeline } from '../passes/timeline.ts';
import type { Shop } from '../shop.ts';

/** When tasks can begin, as far as fixed intervals on their resources leave them room. */
export class Windows {
  readonly #shop: Shop;
  readonly #lines: readonly (Timeline | undefined)[];

  constructor(shop: Shop) {
    this.#shop = shop;
    this.#lines = shop.resources.map(({ isExclusive, capacity, blocks }) => {
      if (blocks.length === 0) return undefined;
      const line = new Timeline(isExclusive);
      for (const { start, size, demand } of blocks) line.add(start, { size, demand, capacity });
      return line;
    });
  }

  /** The first start from a time on, in any mode; infinite where there is none. */
  first(task: number, from: number): number {
    const { modeFrom, earliest, latest } = this.#shop;
    let first = Number.POSITIVE_INFINITY;
    for (let m = modeFrom[task]!; m < modeFrom[task + 1]!; m++) {
      if (latest[m]! < from || earliest[m]! >= first) continue;
      const start = this.#settle(m, Math.max(from, earliest[m]!), 'earliest');
      if (start < first && start <= latest[m]!) first = start;
      if (first === from) break;
    }
    return first;
  }

  /** The last start up to a time, in any mode; minus infinity where there is none. */
  last(task: number, upTo: number): number {
    const { modeFrom, earliest, latest } = this.#shop;
    let last = Number.NEGATIVE_INFINITY;
    for (let m = modeFrom[task]!; m < modeFrom[task + 1]!; m++) {
      if (earliest[m]! > upTo || latest[m]! <= last) continue;
      const start = this.#settle(m, Math.min(upTo, latest[m]!), 'latest');
      if (start > last && start >= earliest[m]!) last = start;
      if (last === upTo) break;
    }
    return last;
  }

  /** Each use moves the task on until none of them does. */
  #settle(mode: number, at: number, way: 'earliest' | 'latest'): number {
    const { useFrom, useResource, useDemand, useOffset, useSize, resources } = this.#shop;
    for (let isMoved = true; isMoved; ) {
      isMoved = false;
      for (let u = useFrom[mode]!; u < useFrom[mode + 1]! && Number.isFinite(at); u++) {
        const line = this.#lines[useResource[u]!];
        if (!line) continue;
        const { capacity } = resources[useResource[u]!]!;
        const load = { size: useSize[u]!, demand: useDemand[u]!, capacity };
        const moved = line[way](at + useOffset[u]!, load) - useOffset[u]!;
        if (moved === at) continue;
        at = moved;
        isMoved = true;
      }
    }
    return at;
  }
}
