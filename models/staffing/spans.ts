import { type Assignment, NONE, type Problem } from './problem.ts';

/** A stretch of time in minutes that really pass, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Work takes at most a day and begins on its own, so that it ends before this many days later. */
export const LONGEST_DAYS = 2;

/**
 * When work takes place; undefined where no clock time is known.
 *
 * *Means* work in a block takes from `arrive` to `depart`, which may be on the next day, work with a fixed time its
 * minutes from then. An unknown block breaks the structure, and has no clock time.
 */
export function spanOf(
  { blocks, domains, elapsed }: Problem,
  { type, block, minutes, day }: Pick<Assignment, 'type' | 'block' | 'minutes' | 'day'>,
): Span | undefined {
  if (block !== NONE) {
    const times = blocks.find(({ number }) => number === block);
    return times && { start: elapsed(day, times.arrive), end: elapsed(day, times.depart) };
  }
  if (domains.time[type] === NONE) return undefined;
  const start = elapsed(day, domains.time[type]!);
  return { start, end: start + minutes };
}

/** Whether any work of a problem, to be placed or fixed, has a clock time wherever it is placed. */
export function hasClockTimes({ blocks, domains, fixed, open, types }: Problem): boolean {
  return [...open, ...fixed].some(({ type }) =>
    types[type]!.blocks ? blocks.length > 0 : domains.time[type] !== NONE,
  );
}
