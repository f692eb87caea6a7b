import { closest } from '../closest.ts';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import type { Timeline } from '../solve/timeline.ts';

/**
 * A timeline with the bars of one lane only, such as those of one person; the whole of it when no lane is named.
 *
 * *Means* a lane is named by its id, or as people call it, where only one is called so.
 * *Errors* `input/invalid` for an unknown lane, and for a name that several have.
 */
export function ofLane(timeline: Timeline, lane: string | undefined): Timeline {
  if (lane === undefined) return timeline;
  const { people, ...rest } = timeline;
  const lanes = [...timeline.lanes, ...(people?.lanes ?? [])];
  const called = lanes.filter(({ label }) => label === lane);
  const found = lanes.find(({ id }) => id === lane) ?? (called.length === 1 ? called[0] : undefined);
  if (found) {
    const { bars } = timeline.lanes.includes(found) ? timeline : people!;
    return { ...rest, lanes: [found], bars: bars.filter((bar) => bar.lane === found.id) };
  }
  if (called.length > 1) {
    const ids = called.map(({ id }) => id).join(', ');
    throw new DovetailError('input/invalid', `${called.length} lanes are called ${cut(JSON.stringify(lane))}.`, {
      maybe: `use an id instead of the name: ${ids}.`,
    });
  }
  const near = closest(
    lane,
    lanes.flatMap(({ id, label }) => [id, label]),
  );
  throw new DovetailError('input/invalid', `The schedule has no lane ${cut(JSON.stringify(lane))}.`, {
    maybe: near
      ? `you mean ${near}.`
      : 'use the id or the name of somebody or something that the schedule has work for.',
  });
}
