import type { World } from './world.ts';

/** Everything in a schedule. */
export function workIn<W extends World>(schedule: W['schedule']): W['work'][] {
  return [...(schedule.assignments as Iterable<W['work']>)];
}
