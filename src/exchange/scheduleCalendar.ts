import { createHash } from 'node:crypto';
import ical, { escape as escaped, type ICalEventData, ICalEventRepeatingFreq, ICalEventStatus } from 'ical-generator';
import { clockOf, dayNumber, todayIn, WEEKDAYS, type Weekday, weekdayOf } from '../domain/calendar.ts';
import { type Elapsed, elapsedIn } from '../domain/elapsed.ts';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import type { Bar, Timeline } from '../solve/timeline.ts';
import { ofLane } from './lane.ts';
import { dayKindOf, onClock, startOf } from './moments.ts';

const DAY = 1440;
const MINUTE_MS = 60_000;

export interface CalendarOptions {
  /** What people call the calendar. */
  readonly name: string;
  /** Only what is on this lane, such as the work of one person. */
  readonly lane?: string;
  /** What the items belong to, such as a plan: items of one id in two of them are two things. The name when absent. */
  readonly scope?: string;
  /** When the calendar was made; now when absent. */
  readonly stamp?: Date;
  /** How often the schedule was changed, so that who has an older copy takes the newer one. */
  readonly sequence?: number;
  /** The date from which a schedule of weekdays is repeated every week; today when absent. */
  readonly from?: string;
  /** The date on which the repetition ends, inclusive; it goes on when absent. */
  readonly until?: string;
}

/**
 * A schedule as an iCalendar file: an event for each piece of work, all day where no clock time is known.
 *
 * *Means* an event keeps its UID however often its work is moved, so that a calendar that has it moves it too. Work at a
 * clock time of a time zone is written in UTC; without a zone it is at that clock time wherever one is. A schedule of
 * weekdays is repeated every week. What is not yet posted or pinned is tentative.
 * *Errors* `input/invalid` for a schedule whose days are neither dates nor weekdays, and for an unknown lane.
 * *Source* RFC 5545, RFC 7986.
 */
export function scheduleCalendar(timeline: Timeline, options: CalendarOptions): string {
  const chosen = ofLane(timeline, options.lane);
  const { name, scope = name, sequence = 0, stamp = new Date() } = options;
  const timesOf = timesFor(chosen, options);
  // The library writes a name as it comes, which is why it is escaped here.
  const calendar = ical({ prodId: '//Dovetail//Schedule//EN', name: escaped(clean(name), false) });
  if (chosen.timeZone !== undefined) calendar.x('X-WR-TIMEZONE', chosen.timeZone);
  const lanes = new Map(chosen.lanes.map(({ id, label }) => [id, label]));
  const ofPeople = new Set(timeline.people?.bars);
  const ordinals = new Map([...ordinalsOf(timeline.bars), ...ordinalsOf(timeline.people?.bars ?? [])]);
  const { bars: told } = onClock(chosen);
  for (const [index, bar] of chosen.bars.entries()) {
    const times = timesOf(bar);
    if (times === undefined) continue;
    const who = lanes.get(bar.lane)!;
    const isSure = bar.state === 'posted' || bar.state === 'pinned' || bar.state === 'conflict';
    calendar.createEvent({
      id: uidOf(scope, ofPeople.has(bar) ? [bar.item, bar.lane] : [bar.item], ordinals.get(bar)!),
      stamp,
      sequence,
      summary: clean(options.lane === undefined ? `${bar.label}: ${who}` : bar.label),
      description: clean(
        [`${bar.item}, ${who}, ${bar.state}`, bar.text, pausesText(told[index]!, chosen)].filter(Boolean).join('\n'),
      ),
      categories: [{ name: bar.state }],
      status: isSure ? ICalEventStatus.CONFIRMED : ICalEventStatus.TENTATIVE,
      ...times,
    });
  }
  // RFC 5545 ends every line, the last one too.
  return `${calendar.toString()}\r\n`;
}

/** When work with pauses is worked, a line for each stretch; undefined for work without. */
function pausesText({ worked }: Bar, { days }: Timeline): string | undefined {
  if (worked === undefined) return undefined;
  const day = (minute: number): string => days[Math.floor(minute / DAY)] ?? 'later';
  const lines = worked.map(([from, to]) => `${day(from)} ${clockOf(from % DAY)} to ${day(to)} ${clockOf(to % DAY)}`);
  return `Worked from ${lines.join(',\nfrom ')}.`;
}

type Times = Pick<ICalEventData, 'start' | 'end' | 'allDay' | 'floating' | 'repeating'>;

/** How the times of a bar are written, by what the days of its timeline are; undefined for what never takes place. */
function timesFor(timeline: Timeline, { from, until }: CalendarOptions): (bar: Bar) => Times | undefined {
  const { days, timeZone } = timeline;
  if (days.length === 0) return () => impossibleDays(timeline);
  switch (dayKindOf(timeline)) {
    case 'dates': {
      const elapsed = timeZone === undefined ? undefined : zoned(timeZone, days);
      return (bar) => timesAt(bar, dayNumber(days[startOf(bar).day]!), elapsed);
    }
    case 'weekdays': {
      const first = dayNumber(from ?? todayIn(timeZone ?? 'UTC'));
      const last = until === undefined ? Number.POSITIVE_INFINITY : dayNumber(until);
      const end = until === undefined ? {} : { until: atMinute(last, DAY - 1) };
      return (bar) => {
        const weekday = WEEKDAYS.indexOf(days[startOf(bar).day] as Weekday);
        const day = first + ((weekday - weekdayOf(first) + WEEKDAYS.length) % WEEKDAYS.length);
        if (day > last) return undefined;
        return { ...timesAt(bar, day, undefined), repeating: { freq: ICalEventRepeatingFreq.WEEKLY, ...end } };
      };
    }
    case 'names':
      return () => impossibleDays(timeline);
  }
}

function timesAt(bar: Bar, day: number, elapsed: Elapsed | undefined): Times {
  const { minute } = startOf(bar);
  const minutes = bar.to - bar.from;
  if (bar.isWholeDay) {
    return { allDay: true, start: atMinute(day, 0), end: atMinute(day + Math.max(1, Math.ceil(minutes / DAY)), 0) };
  }
  if (elapsed === undefined)
    return { floating: true, start: atMinute(day, minute), end: atMinute(day, minute + minutes) };
  // Minutes that really pass: a clock that is put forward in between makes no work shorter.
  const start = elapsed(day, minute);
  return { start: new Date(start * MINUTE_MS), end: new Date((start + minutes) * MINUTE_MS) };
}

/** Elapsed minutes of a clock time of a day number. */
function zoned(timeZone: string, days: readonly string[]): Elapsed {
  const numbers = days.map(dayNumber);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const elapsed = elapsedIn(timeZone, first, last - first + 1);
  return (day, minute) => elapsed(day - first, minute);
}

function atMinute(day: number, minute: number): Date {
  return new Date((day * DAY + minute) * MINUTE_MS);
}

/** Which of the bars of its item a bar is, in the order of time. */
function ordinalsOf(bars: readonly Bar[]): Map<Bar, number> {
  const times = new Map<string, number>();
  return new Map(
    [...bars]
      .sort((a, b) => a.from - b.from)
      .map((bar) => {
        const ordinal = (times.get(bar.item) ?? 0) + 1;
        times.set(bar.item, ordinal);
        return [bar, ordinal];
      }),
  );
}

/** The same for the same piece of work, and for no other; letters and digits only, whatever the names are. */
function uidOf(scope: string, part: readonly string[], ordinal: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([scope, ...part, ordinal]))
    .digest('hex');
  return `${hash.slice(0, 32)}@dovetail`;
}

/** A text without control characters, which iCalendar does not allow; line breaks stay. */
function clean(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .toWellFormed();
}

function impossibleDays({ days }: Timeline): never {
  const named = days.slice(0, 3).map((day) => cut(day));
  throw new DovetailError(
    'input/invalid',
    `A calendar needs dates or weekdays, and the days of this schedule are called ${named.join(', ')}.`,
    { maybe: 'export it as CSV.' },
  );
}
