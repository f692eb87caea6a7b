/** Draws at random, the same for the same seed. */
export interface Draw {
  /** A whole number between two, both included. */
  int(least: number, most: number): number;
  /** True this many times in a hundred. */
  chance(percent: number): boolean;
  /** One of some; there must be one. */
  one<T>(items: readonly T[]): T;
  /** Each of some with a chance in a hundred. */
  some<T>(items: readonly T[], percent: number): T[];
  /** The same in another order. */
  shuffled<T>(items: readonly T[]): T[];
}

/** *Source* the mulberry32 generator of Tommy Ettinger, in the public domain. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const chance = (percent: number) => next() * 100 < percent;
  return {
    int,
    chance,
    one: (items) => items[int(0, items.length - 1)]!,
    some: (items, percent) => items.filter(() => chance(percent)),
    shuffled: (items) =>
      items
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
