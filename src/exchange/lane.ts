import { closest } from '../closest.ts';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import type { Timeline } from '../solve/result.ts';

/**
 * A timeline with the bars of one lane only, such as those of one person; the whole of it when no lane is named.
 *
 * *Errors* `input/invalid` for an unknown lane.
 */
export function ofLane(timeline: Timeline, lane: string | undefined): Timeline {
  if (lane === undefined) return timeline;
  const lanes = timeline.lanes.filter(({ id }) => id === lane);
  if (lanes.length > 0) return { ...timeline, lanes, bars: timeline.bars.filter((bar) => bar.lane === lane) };
  const near = closest(
    lane,
    timeline.lanes.map(({ id }) => id),
  );
  throw new DovetailError('input/invalid', `The schedule has no lane ${cut(JSON.stringify(lane))}.`, {
    maybe: near ? `you mean ${near}.` : 'use the id of somebody or something that the schedule has work for.',
  });
}
