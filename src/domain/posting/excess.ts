import type { Origin } from '../world.ts';

interface Fixed {
  readonly origin: Origin;
}

/** How much of `max` fixed work leaves free; negative by the pins that have no room, since posted work comes first. */
export function freeOf(fixed: readonly Fixed[], max: number): number {
  const posted = fixed.filter(({ origin }) => origin === 'posted').length;
  return Math.max(0, max - posted) - (fixed.length - posted);
}

/** The work of the run that comes after the first `max` of a group, posted work first. */
export function beyond<T extends Fixed>(inOrder: readonly T[], max: number): T[] {
  return inOrder.slice(max).filter(({ origin }) => origin !== 'posted');
}
