import { dateOf, dayNumber, WEEKDAYS, weekdayOf } from '../../src/domain/calendar.ts';
import { columns, compareText } from '../../src/domain/columns.ts';
import type { Disruption } from '../../src/solve/difference.ts';
import type { Placement } from '../../src/solve/placement.ts';
import type { DomainResult, Moved, NotPlaced, Placed } from '../../src/solve/result.ts';
import type { Timeline } from '../../src/solve/timeline.ts';

/** A result as people read it: who works when, what is placed where, what is not and why, and what it costs. */
export function show(result: DomainResult, width?: number, timeline?: Timeline): string {
  const { placed, notPlaced, moved, counts, disruptions, penalties } = result;
  const costs = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const parts = [
    `${counts.placed} of ${counts.items} events placed${counts.posted === 0 ? '' : `, beside ${counts.posted} posted assignments`}.`,
    placed.length ? `Who has how many of them, by day:\n\n${grid(placed, timeline?.days, width)}` : '',
    placed.length ? `The schedule:\n\n${schedule(placed, width)}` : '',
    notPlaced.length ? `Not placed:\n\n${reasons(notPlaced, width)}` : '',
    moved.length ? `Moved:\n\n${moved.map(moveOf).join('\n')}` : '',
    disruptions ? changesOf(disruptions, width) : '',
    costs.length ? `Penalties: ${costs.map(([rule, amount]) => `${rule} ${amount}`).join(', ')}.` : '',
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** A column of the grid takes as many characters. */
const DAY_WIDTH = 3;

/** Not more days than four weeks stand beside each other, however wide the terminal is. */
const MOST_DAYS = 28;

/**
 * A line for each person, a column for each day of the horizon, or from the first to the last one with a placed event
 * where the horizon is not known; as many as fit at once.
 */
function grid(placed: readonly Placed[], dates: readonly string[] = [], wide = Number.POSITIVE_INFINITY): string {
  const days = [...placed.map(({ at }) => String(at.day)), ...dates].map(dayNumber);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const names = [...new Set(placed.map(({ who }) => who))].sort();
  const width = Math.max(...names.map(({ length }) => length));
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const most = Math.min(MOST_DAYS, Math.max(1, Math.floor((wide - width - 3) / DAY_WIDTH)));
  const cell = (text: string | number): string => String(text).padStart(DAY_WIDTH);
  const parts: string[] = [];
  for (let from = 0; from < all.length; from += most) {
    const shown = all.slice(from, from + most);
    const lines = names.map((name) => {
      const own = placed.filter(({ who }) => who === name).map(({ at }) => dayNumber(String(at.day)));
      const cells = shown.map((day) => cell(own.filter((one) => one === day).length || '.'));
      return `  ${name.padEnd(width)} ${cells.join('')}`;
    });
    const margin = ' '.repeat(width + 3);
    const heads = [
      monthsOf(shown),
      ...[weekdayOn, monthDay].map((head) => shown.map((day) => cell(head(day))).join('')),
    ];
    parts.push([...heads.map((head) => `${margin}${head}`), ...lines].join('\n'));
  }
  return parts.join('\n\n');
}

/** The month of the first day, and each that begins, above the columns of their days. */
function monthsOf(days: readonly number[]): string {
  let line = '';
  for (const [i, day] of days.entries()) {
    const date = dateOf(day);
    // A month that has no room beside the one before it is told by the days that begin anew.
    if ((i === 0 || date.endsWith('-01')) && line.length <= i * DAY_WIDTH)
      line = line.padEnd(i * DAY_WIDTH + 1) + date.slice(0, 7);
  }
  return line;
}

function weekdayOn(day: number): string {
  const name = WEEKDAYS[weekdayOf(day)]!;
  return name.slice(0, 1).toUpperCase() + name.slice(1, 2);
}

function monthDay(day: number): string {
  return String(Number(dateOf(day).slice(8)));
}

function schedule(placed: readonly Placed[], width: number | undefined): string {
  const byDay = [...placed].sort(
    (a, b) => compareText(a.at.day, b.at.day) || compareText(a.at.time, b.at.time) || compareText(a.item, b.item),
  );
  return columns(
    byDay.map(({ at: { day, time, block }, item, who, pinned, penalties }) => [
      `${day}`,
      `${time ?? '-'}`,
      item,
      who,
      block === undefined ? '' : `block ${block}`,
      [pinned ? 'pinned' : '', ...Object.entries(penalties).map(([rule, amount]) => `${rule} ${amount}`)]
        .filter(Boolean)
        .join(', '),
    ]),
    { width },
  );
}

function reasons(notPlaced: readonly NotPlaced[], width: number | undefined): string {
  return columns(
    notPlaced.map(({ item, reason }) => [item, reason.kind, reason.text]),
    { width },
  );
}

function moveOf({ item, from, to, by }: Moved): string {
  const where = to ? `to ${to.who} on ${to.at.day}` : 'out of the schedule';
  const displaced = by.length ? `, for ${by.join(', ')}` : '';
  return `  ${item} from ${from.who} on ${from.at.day} ${where}${displaced}`;
}

function changesOf(
  { disruptions, people }: NonNullable<DomainResult['disruptions']>,
  width: number | undefined,
): string {
  if (disruptions.length === 0) return 'Nothing is different from the earlier schedule.';
  const concerned = `${people.length} ${people.length === 1 ? 'person' : 'people'}`;
  const head = `Different from the earlier schedule, for ${concerned} (${people.join(', ')}):`;
  return `${head}\n\n${columns(disruptions.map(changeOf), { width })}`;
}

function changeOf({ item, kind, from, to }: Disruption): string[] {
  return [item, kind, from ? placeOf(from) : '-', to ? `-> ${placeOf(to)}` : ''];
}

function placeOf({ who, at: { day, block } }: Placement): string {
  return `${who} on ${day}${block === undefined ? '' : ` in block ${block}`}`;
}
