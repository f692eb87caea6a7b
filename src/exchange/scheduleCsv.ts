import { stringify } from 'csv-stringify/sync';
import type { Timeline } from '../solve/timeline.ts';
import { ofLane } from './lane.ts';
import { momentsOf, onClock } from './moments.ts';

/** The columns of a schedule as CSV, in order. */
export const SCHEDULE_COLUMNS = [
  'item',
  'label',
  'who',
  'name',
  'day',
  'start',
  'endDay',
  'end',
  'minutes',
  'state',
  'text',
] as const;

/**
 * A schedule as CSV: a line for each piece of work, in the order of the lanes, then of time.
 *
 * *Shapes* UTF-8, a header, lines that end with CR LF; `start` and `end` are empty where no clock time is known;
 * `minutes` are those of work, without the pauses between `start` and `end`.
 * *Means* a text that a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@`, tab or CR, gets an
 * apostrophe in front.
 * *Errors* `input/invalid` for an unknown lane. *Source* RFC 4180; OWASP, CSV Injection.
 */
export function scheduleCsv(timeline: Timeline, { lane }: { readonly lane?: string } = {}): string {
  const chosen = ofLane(timeline, lane);
  const names = new Map(chosen.lanes.map(({ id, label }) => [id, label]));
  const { bars: told } = onClock(chosen);
  const rows = chosen.bars.map((bar, index) => {
    const { day, start, endDay, end, minutes } = momentsOf(chosen, bar, told[index]!);
    const { item, label, state, text } = bar;
    const time = bar.isWholeDay ? bar.minutes : minutes;
    return [item, label, bar.lane, names.get(bar.lane), day, start, endDay, end, time, state, text];
  });
  return stringify([[...SCHEDULE_COLUMNS], ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}
