import { clockOf, dateOf, dayNumber } from '../../src/domain/calendar.ts';
import { broken, columns } from '../../src/domain/columns.ts';
import type { DomainResult, NotPlaced, Placed } from '../../src/solve/result.ts';
import type { Timeline } from '../../src/solve/timeline.ts';
import { reportTexts } from './report/show.ts';
import { batchesOf } from './show/batches.ts';

/** Columns of a terminal of which nothing is known. */
const WIDTH = 100;

const DAY = 1440;

/** A result as people read it: which machine does what when, what is left out and why, and what it costs. */
export function show(result: DomainResult, width?: number, timeline?: Timeline): string {
  const { counts, notPlaced, penalties, placed, report } = result;
  const costs = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const parts = [
    `${counts.placed} of ${counts.items} operations placed${buckets(notPlaced)}.`,
    placed.length ? `The machines, with each operation by its letter:\n\n${gantt(placed, width, timeline)}` : '',
    ...(report ? reportTexts(report, notPlaced, width) : []),
    notPlaced.length ? `Left out:\n\n${notPlaced.map((one) => leftOut(one, width)).join('\n')}` : '',
    costs.length ? `Penalties: ${costs.map(([rule, amount]) => `${rule} ${amount}`).join(', ')}.` : '',
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function leftOut({ item, reason }: NotPlaced, width = Number.POSITIVE_INFINITY): string {
  const lines = broken(reason.text, width - 4).map((line) => `    ${line}`);
  return [`  ${item}  ${reason.kind}`, ...lines].join('\n');
}

/** How many are left out for which reason, as part of the first line. */
function buckets(notPlaced: readonly NotPlaced[]): string {
  const kinds = [...Map.groupBy(notPlaced, ({ reason }) => reason.kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  return kinds.length === 0 ? '' : `; left out: ${kinds.map(([kind, own]) => `${own.length} ${kind}`).join(', ')}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** What a line of the picture has: from when to when which operation is worked on it. */
interface Stretch {
  readonly line: string;
  readonly item: string;
  readonly from: number;
  readonly to: number;
}

/** A line of time for each machine, then each operation with its times; what pauses is not drawn where it pauses. */
function gantt(placed: readonly Placed[], width: number | undefined, timeline: Timeline | undefined): string {
  const inOrder = [...placed].sort((a, b) => instant(a.at.start) - instant(b.at.start) || (a.item < b.item ? -1 : 1));
  const letterOf = new Map(inOrder.map(({ item }, i) => [item, LETTERS[i % LETTERS.length]!]));
  const stretches = timeline === undefined ? inOrder.flatMap(wholeOf) : workedIn(timeline);
  const lines = [...Map.groupBy(stretches, ({ line }) => line)].sort(([a], [b]) => (a < b ? -1 : 1));
  const name = Math.min(20, Math.max(...lines.map(([line]) => line.length)));
  const [from, to] = [Math.min(...stretches.map((one) => one.from)), Math.max(...stretches.map((one) => one.to))];
  const across = Math.max(2, (width ?? WIDTH) - name - 6);
  const columnOf = (time: number): number => Math.floor(((time - from) * across) / (to - from || 1));
  const drawn = lines.map(([line, own]) => {
    const cells = new Array<string>(across).fill('.');
    for (const { item, ...time } of own) {
      const [first, end] = [columnOf(time.from), columnOf(time.to)];
      cells.fill(letterOf.get(item) ?? GIVEN, first, Math.max(first + 1, end));
    }
    return `  ${line.slice(0, name).padEnd(name)} |${cells.join('')}|`;
  });
  const ends = [momentText(from), momentText(to)] as const;
  const margin = ' '.repeat(name + 4);
  const days = dayMarks({ from, to, across }, columnOf);
  const axis = [
    ...(days === '' ? [] : [`${margin}${days}`]),
    `${margin}${ends[0]}${ends[1].padStart(across - ends[0].length)}`,
  ];
  const given = stretches.some(({ item }) => !letterOf.has(item)) ? [`  ${GIVEN}  there already`] : [];
  const legend = inOrder.flatMap((one) =>
    batchesOf(one).map(({ end, start, who }, b) => [
      ...(b === 0 ? [letterOf.get(one.item)!, one.item] : ['', '']),
      ...[who, `${text(start)} to ${text(end)}`],
      b === 0 ? text(one.at.operators) : '',
    ]),
  );
  return `${[...drawn, ...axis, ...given].join('\n')}\n\n${columns(legend, { width })}`;
}

/** Columns of a mark: a stroke, the month and the day, and what keeps it from the next one. */
const MARK = 8;

/** Where days begin, each as a stroke and its date; where there is no room for all of them, every second one, or fewer. */
function dayMarks(
  { across, from, to }: { readonly from: number; readonly to: number; readonly across: number },
  columnOf: (time: number) => number,
): string {
  const step = Math.max(1, Math.ceil((MARK * (to - from)) / (across * DAY)));
  let line = '';
  for (let day = Math.ceil(from / DAY); day * DAY <= to; day += step) {
    const mark = `|${dateOf(day).slice(5)}`;
    const column = columnOf(day * DAY);
    if (column + mark.length <= across) line = `${line.padEnd(column)}${mark}`;
  }
  return line;
}

/** What is in place that the run did not place. */
const GIVEN = '#';

function wholeOf(one: Placed): Stretch[] {
  return batchesOf(one).map(({ end, start, who }) => {
    return { line: who, item: one.item, from: instant(start), to: instant(end) };
  });
}

/** Each stretch of a timeline in which something is worked, in minutes since 1970 by the clock. */
function workedIn({ bars, days, lanes }: Timeline): Stretch[] {
  const first = dayNumber(days[0]!) * DAY;
  const labels = new Map(lanes.map(({ id, label }) => [id, label]));
  return bars.flatMap(({ from, item, lane, to, worked = [[from, to]] }) =>
    worked.map(([start, end]) => ({ line: labels.get(lane)!, item, from: first + start, to: first + end })),
  );
}

function momentText(minute: number): string {
  const day = Math.floor(minute / DAY);
  return `${dateOf(day)} ${clockOf(minute - day * DAY)}`;
}

/** Local times compare as if they were of one zone without changes, which is near enough for a picture. */
function instant(time: string | number | undefined): number {
  return Date.parse(`${String(time).slice(0, 16)}Z`) / 60_000;
}

function text(value: string | number | undefined): string {
  return String(value ?? '').replace('T', ' ');
}
