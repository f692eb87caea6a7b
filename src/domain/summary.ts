import type { Bar, Timeline } from '../solve/timeline.ts';
import { dateOf, dayNumber, WEEKDAYS, type Weekday, weekdayOf } from './calendar.ts';
import { minutesIn, type Stretch } from './stretches.ts';

const DAY = 1440;

/** What one lane, such as a machine, has in one week. */
export interface LaneLoad {
  readonly lane: string;
  /** That are worked on in this week. */
  readonly items: number;
  readonly days: number;
  /** Without pauses; what is done at the same time counts once, and work of which no length is known does not. */
  readonly minutes: number;
}

/** What somebody has in one week. */
export interface WeekLoad extends Omit<LaneLoad, 'lane'> {
  readonly who: string;
  /** Whether that is more than nine tenths of what a week may have. */
  readonly isNearLimit: boolean;
}

/** How work is shared out in one week. */
export interface WeekSummary {
  /** The first day of the week, a date; absent for a week that is every week. */
  readonly from?: string;
  /** Of people, in the order of the timeline; those without work are there. */
  readonly loads: readonly WeekLoad[];
  /** The most items of somebody less the fewest. */
  readonly spread: number;
  /** Of what people work at, such as machines, in the order of the lanes; absent where the lanes are people. */
  readonly lanes?: readonly LaneLoad[];
}

/** The share of a week's minutes from which on there may soon be too many. */
const NEAR = 0.9;

/** A bar on one of its days. */
interface Piece extends Stretch, Pick<Bar, 'item' | 'lane'> {
  readonly day: number;
  /** Where its clock times are not known. */
  readonly minutes: number | undefined;
}

/**
 * Work by person and week, and by lane where the lanes are no people.
 *
 * *Shapes* the weeks that have work, in order; `mostMinutes` is what a week of one person may have. Work over midnight
 * counts on each of its days.
 */
export function summaryOf(
  { bars, days, lanes, people }: Timeline,
  {
    mostMinutes = 2400,
    weekStartsOn = 'sunday',
  }: { readonly mostMinutes?: number; readonly weekStartsOn?: Weekday } = {},
): WeekSummary[] {
  const first = WEEKDAYS.indexOf(weekStartsOn);
  const isDated = days.every((day) => /^\d{4}-\d\d-\d\d$/.test(day));
  const weekOf = ({ day: position }: Piece): number => {
    if (!isDated) return 0;
    const day = dayNumber(days[0]!) + position;
    return day - ((weekdayOf(day) - first + WEEKDAYS.length) % WEEKDAYS.length);
  };
  const workers = people ?? { lanes, bars };
  const [ofWorkers, ofLanes] = [workers.bars, people ? bars : []].map((own) =>
    Map.groupBy(own.flatMap(piecesOf), weekOf),
  );
  const weeks = [...new Set([...ofWorkers!.keys(), ...ofLanes!.keys()])].sort((a, b) => a - b);
  return weeks.map((week): WeekSummary => {
    const loads = loadsOf(workers.lanes, ofWorkers!.get(week)).map(({ lane, ...load }): WeekLoad => {
      return { who: lane, ...load, isNearLimit: load.minutes > NEAR * mostMinutes };
    });
    const items = loads.map((load) => load.items);
    const spread = items.length === 0 ? 0 : Math.max(...items) - Math.min(...items);
    return {
      ...(isDated ? { from: dateOf(week) } : {}),
      loads,
      spread,
      ...(people ? { lanes: loadsOf(lanes, ofLanes!.get(week)) } : {}),
    };
  });
}

function loadsOf(lanes: Timeline['lanes'], pieces: readonly Piece[] = []): LaneLoad[] {
  const byLane = Map.groupBy(pieces, ({ lane }) => lane);
  return lanes.map(({ id }) => {
    const mine = byLane.get(id) ?? [];
    const [items, days] = [new Set(mine.map(({ item }) => item)), new Set(mine.map(({ day }) => day))];
    const timed = minutesIn(mine.filter(({ minutes }) => minutes === undefined));
    const untimed = mine.reduce((sum, { minutes = 0 }) => sum + minutes, 0);
    return { lane: id, items: items.size, days: days.size, minutes: timed + untimed };
  });
}

/** The stretches in which a bar is worked, day by day. */
function piecesOf({ from, isWholeDay, item, lane, minutes = 0, to, worked = [[from, to]] }: Bar): Piece[] {
  return worked.flatMap(([begin, end]) => {
    const [first, last] = [Math.floor(begin / DAY), Math.max(Math.floor(begin / DAY), Math.ceil(end / DAY) - 1)];
    return Array.from({ length: last - first + 1 }, (_, i): Piece => {
      const day = first + i;
      const [at, until] = [Math.max(begin, day * DAY), Math.min(end, (day + 1) * DAY)];
      // The length of work without a time of day counts on the first of its days.
      const length = isWholeDay ? (i === 0 ? minutes : 0) : undefined;
      return { item, lane, day, from: at, to: until, minutes: length };
    });
  });
}
