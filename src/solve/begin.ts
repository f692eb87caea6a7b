import { firstSchedule } from '../engines/scheduling/first.ts';
import type { Model } from '../language/model.ts';
import type { Incumbents } from './incumbents.ts';
import type { Plan } from './plan.ts';

/** A model with more intervals than this is left to a thread, since whoever asks would have to wait. */
const MOST_INTERVALS = 3000;

/**
 * Gives a schedule its first solution before any thread has begun: to start one takes longer than to find one.
 *
 * Not under a budget of ticks, where all work has to count.
 */
export function begin(model: Model, { contenders }: Plan, incumbents: Incumbents): void {
  const isSchedule = contenders[0]?.engine === 'scheduling' && model.intervals.length <= MOST_INTERVALS;
  if (!isSchedule || incumbents.best) return;
  const first = firstSchedule(model);
  if (first) incumbents.take(first, 'scheduling');
}
