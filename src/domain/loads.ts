import type { DayLoad } from '../solve/result.ts';
import { clockOf } from './calendar.ts';
import type { LaneSpan, Ruled } from './parts.ts';
import { workIn } from './schedule.ts';
import { minutesIn, without } from './stretches.ts';
import type { World } from './world.ts';

/** Minutes of a day. */
const DAY = 1440;

/** What each lane has on each day on which it is at work or has something, in the order of lanes and days. */
export function loadsOf<W extends World>(
  { parts, problem }: Ruled<W>,
  schedule: W['schedule'],
  atWork: readonly LaneSpan[],
): DayLoad[] {
  const taken = workIn<W>(schedule).flatMap((work) => parts.spansOf(problem, work));
  const [open, busy] = [byLaneAndDay(atWork), byLaneAndDay(taken)];
  const days = parts.daysOf(problem);
  return parts.lanesOf(problem).flatMap(({ id }) =>
    days.flatMap((day, at): DayLoad[] => {
      const [work, items] = [open.get(id)?.get(at) ?? [], busy.get(id)?.get(at) ?? []];
      if (work.length + items.length === 0) return [];
      const left = without(work, items);
      const clock = (minute: number): string => clockOf(minute - at * DAY);
      const gaps = left.map(({ from, to }) => ({ from: clock(from), to: clock(to) }));
      return [{ who: id, day, items: items.length, busy: minutesIn(items), free: minutesIn(left), gaps }];
    }),
  );
}

function byLaneAndDay(spans: readonly LaneSpan[]): Map<string, Map<number, LaneSpan[]>> {
  const lanes = Map.groupBy(spans, ({ lane }) => lane);
  return new Map([...lanes].map(([lane, own]) => [lane, Map.groupBy(own, ({ from }) => Math.floor(from / DAY))]));
}
