import { dayNumber, WEEKDAYS, weekdayOf } from '../../domain/calendar.ts';
import { dayKindOf, onClock } from '../../exchange/moments.ts';
import type { Bar, Timeline } from '../../solve/timeline.ts';
import { nameIn } from './lanes.ts';
import { escaped } from './page.ts';
import { partsByDay, timeOf } from './times.ts';

/** As many days stand beside each other, which a sheet of paper has room for. */
const WEEK = 7;

/** A timeline as tables of seven days: a line for each lane with work, a column for each day. */
export function roster(given: Timeline): string {
  const { bars, days, lanes } = onClock(given);
  const byLane = Map.groupBy(bars, ({ lane }) => lane);
  const busy = lanes.filter(({ id }) => byLane.has(id));
  const idle = lanes.length - busy.length;
  const cells = new Map(busy.map(({ id }) => [id, cellsOf(byLane.get(id)!, days)]));
  const heads = headsOf(given);
  const tables: string[] = [];
  for (let first = 0; first < days.length; first += WEEK) {
    const lines = busy.map(({ id, label }) => {
      const own = cells.get(id)!;
      const shown = days.slice(first, first + WEEK).map((_, i) => `<td>${own.get(first + i) ?? ''}</td>`);
      return `<tr><th>${escaped(nameIn(lanes, id, label))}</th>${shown.join('')}</tr>`;
    });
    const head = heads.slice(first, first + WEEK).map((one) => `<th>${one}</th>`);
    tables.push(
      `<table class="roster"><thead><tr><th></th>${head.join('')}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`,
    );
  }
  const rest = idle === 0 ? '' : `<p>${idle} more ${idle === 1 ? 'has' : 'have'} nothing in these days.</p>`;
  return `${tables.join('\n')}${rest}`;
}

/** What stands above the days: dates with their weekday, or the names that they have. */
function headsOf(timeline: Timeline): string[] {
  const isDates = dayKindOf(timeline) === 'dates';
  return timeline.days.map((day) =>
    isDates ? `${capitalized(WEEKDAYS[weekdayOf(dayNumber(day))]!.slice(0, 3))}<br>${day}` : escaped(day),
  );
}

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What stands in each cell of a lane, by the position of its day. */
function cellsOf(bars: readonly Bar[], days: Timeline['days']): Map<number, string> {
  const cells = new Map<number, string>();
  for (const bar of bars) {
    const parts = partsByDay(bar);
    const whole = parts.size > 1 ? timeOf(bar, days).trim() : '';
    for (const [day, time] of parts) cells.set(day, (cells.get(day) ?? '') + chip(bar, time, whole));
  }
  return cells;
}

function chip({ label, state, text }: Bar, time: string, whole: string): string {
  const told = [whole, text].filter(Boolean).join(': ');
  const title = told === '' ? '' : ` title="${escaped(told)}"`;
  return `<span class="bar ${state}"${title}>${time}${escaped(label)}</span>`;
}
