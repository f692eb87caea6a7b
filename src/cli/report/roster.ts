import { clockOf } from '../../domain/calendar.ts';
import type { Bar, Timeline } from '../../solve/result.ts';
import { nameIn } from './lanes.ts';
import { escaped } from './page.ts';

const DAY_MINUTES = 24 * 60;

/** A timeline as a table: a line for each lane with work, a column for each day. */
export function roster({ bars, days, lanes }: Timeline): string {
  const byLane = Map.groupBy(bars, ({ lane }) => lane);
  const busy = lanes.filter(({ id }) => byLane.has(id));
  const idle = lanes.length - busy.length;
  const lines = busy.map(({ id, label }) => {
    const byDay = Map.groupBy(byLane.get(id)!, ({ from }) => Math.floor(from / DAY_MINUTES));
    const cells = days.map((_, day) => `<td>${(byDay.get(day) ?? []).map(barOf).join('')}</td>`);
    return `<tr><th>${escaped(nameIn(lanes, id, label))}</th>${cells.join('')}</tr>`;
  });
  const head = days.map((day) => `<th>${escaped(day)}</th>`).join('');
  const table = `<div class="scroll"><table class="roster"><thead><tr><th></th>${head}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table></div>`;
  return idle === 0 ? table : `${table}<p>${idle} more ${idle === 1 ? 'has' : 'have'} nothing in these days.</p>`;
}

function barOf({ from, isWholeDay, label, state, text, to }: Bar): string {
  const time = isWholeDay ? '' : `${clockOf(from % DAY_MINUTES)}-${clockOf(to % DAY_MINUTES)} `;
  const title = text === undefined ? '' : ` title="${escaped(text)}"`;
  return `<span class="bar ${state}"${title}>${time}${escaped(label)}</span>`;
}
