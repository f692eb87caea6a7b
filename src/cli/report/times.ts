import { clockOf } from '../../domain/calendar.ts';
import { stretchesOf } from '../../exchange/moments.ts';
import type { Bar, Timeline } from '../../solve/timeline.ts';

const DAY = 1440;

/** From when to when a bar is, as people say it: with the days where it ends on another one; nothing for a whole day. */
export function timeOf({ from, isWholeDay, to }: Bar, days: Timeline['days']): string {
  if (isWholeDay) return '';
  const [first, last] = [Math.floor(from / DAY), Math.floor(to / DAY)];
  if (first === last || to === (first + 1) * DAY) return `${clockOf(from - first * DAY)}-${endOf(to)} `;
  const on = (day: number): string => days[day] ?? (day < 0 ? 'before' : 'after');
  return `${on(first)} ${clockOf(from - first * DAY)} to ${on(last)} ${clockOf(to - last * DAY)} `;
}

/**
 * The days on which something of a bar is worked, by their positions, each with its times on that day, such as
 * `08:00-12:00, 13:00-15:00 …`: dots where it goes on another day. A whole day has no times.
 */
export function partsByDay(bar: Bar): Map<number, string> {
  const parts = new Map<number, string[]>();
  const stretches = stretchesOf(bar);
  for (const [from, to] of stretches) {
    for (let day = Math.floor(from / DAY); day * DAY < to || (from === to && day * DAY === from); day++) {
      const [start, end] = [Math.max(from, day * DAY), Math.min(to, (day + 1) * DAY)];
      const times = parts.get(day) ?? [];
      times.push(`${clockOf(start - day * DAY)}-${endOf(end)}`);
      parts.set(day, times);
    }
  }
  const [first, last] = [Math.min(...parts.keys()), Math.max(...parts.keys())];
  return new Map(
    [...parts].map(([day, times]) => {
      if (bar.isWholeDay) return [day, ''];
      return [day, `${day > first ? '… ' : ''}${times.join(', ')}${day < last ? ' …' : ''} `];
    }),
  );
}

/** A clock time at which something ends: midnight is the end of its day. */
function endOf(minute: number): string {
  return minute % DAY === 0 ? '24:00' : clockOf(minute % DAY);
}
