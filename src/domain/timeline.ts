import type { Bar, BarState, Timeline } from '../solve/timeline.ts';
import { conflictsOf } from './conflicts.ts';
import type { LaneSpan, Ruled } from './parts.ts';
import { workIn } from './schedule.ts';
import type { World } from './world.ts';

/**
 * A schedule as lanes and bars: everything that is in place, given work too, a bar for each part of a piece.
 *
 * *Shapes* lanes in the order of the domain; what lies outside the days of the timeline has no bar.
 */
export function timelineOf<W extends World>(ruled: Ruled<W>, schedule: W['schedule']): Timeline {
  const { parts, problem } = ruled;
  const conflicts = new Map<string, string>();
  for (const { items, text } of conflictsOf(ruled, schedule)) for (const item of items) conflicts.set(item, text);
  const barsOf = (work: W['work'], spans: readonly LaneSpan[]): Bar[] => {
    if (spans.length === 0) return [];
    const item = parts.itemOf(problem, work);
    const text = work.origin === 'proposal' ? undefined : conflicts.get(work.id);
    const state = text === undefined ? stateOf(ruled, work) : 'conflict';
    const label = item === undefined ? work.id : parts.labelOf(item);
    const group = item && parts.groupOf?.(problem, item);
    const about = { item: work.id, label, state, ...(group === undefined ? {} : { group }) };
    return spans.map((span) => ({ ...span, ...about, ...(text === undefined ? {} : { text }) }));
  };
  const lanesOf = ({ lanesOf, spansOf }: Pick<typeof parts, 'lanesOf' | 'spansOf'>) => {
    const lanes = lanesOf(problem);
    const order = new Map(lanes.map(({ id }, index) => [id, index]));
    const bars = workIn<W>(schedule).flatMap((work) => barsOf(work, spansOf(problem, work)));
    bars.sort((a, b) => order.get(a.lane)! - order.get(b.lane)! || a.from - b.from || (a.item < b.item ? -1 : 1));
    return { lanes, bars };
  };
  const timeZone = parts.zoneOf?.(problem);
  return {
    days: parts.daysOf(problem),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...lanesOf(parts),
    ...(parts.people ? { people: lanesOf(parts.people) } : {}),
  };
}

function stateOf<W extends World>({ parts, problem }: Ruled<W>, work: W['work']): BarState {
  if (work.origin === 'posted') return 'posted';
  if (work.origin === 'pin') return 'pinned';
  const item = parts.itemOf(problem, work);
  const old = item && parts.oldOf(problem, item);
  if (old === undefined) return 'proposed';
  const isKept = parts.isSamePlace(parts.placeOf(problem, old), parts.placeOf(problem, work));
  return isKept ? 'posted' : 'moved';
}
