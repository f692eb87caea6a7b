import { clockOf } from '../../domain/calendar.ts';
import { onClock, stretchesOf } from '../../exchange/moments.ts';
import type { Bar, BarState, Timeline } from '../../solve/timeline.ts';
import { type Packed, packedGroups, packedLanes } from './lanes.ts';
import { escaped } from './page.ts';
import { statesIn } from './states.ts';
import { timeOf } from './times.ts';

const DAY = 1440;

/** Sizes in pixels; a letter is as wide as most are in the font. */
const WIDTH = 1400;
const ROW = 20;
const GAP = 4;
const HEAD = 34;
const LETTER = 6.4;
const MOST_LETTERS = 26;

/** At most this many days, or hours, are named above the lanes. */
const MOST_TICKS = 18;
const STEPS = [60, 120, 180, 360, 720, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 56 * DAY, 112 * DAY];

/** How the states of bars look; their borders differ too, for those who see no colours. */
const LOOKS: Readonly<Record<BarState, { readonly fill: string; readonly border: string }>> = {
  posted: { fill: '#e6e6e6', border: 'stroke="#6b6b6b"' },
  pinned: { fill: '#def3ec', border: 'stroke="#009e73" stroke-width="2"' },
  proposed: { fill: '#e3f0fa', border: 'stroke="#0072b2"' },
  moved: { fill: '#fdf0d9', border: 'stroke="#b36b00" stroke-dasharray="6 2"' },
  conflict: { fill: '#fbe4d8', border: 'stroke="#d55e00" stroke-width="2" stroke-dasharray="2 2"' },
};

/** From minutes to pixels. */
interface Scale {
  readonly left: number;
  readonly from: number;
  readonly to: number;
  at(minute: number): number;
}

/**
 * A timeline as a picture without anything from elsewhere: a line for each lane with work, then, where bars are part of
 * something such as an order, a line for each of those.
 *
 * *Shapes* an SVG document; whatever has no work has no line, and is counted below.
 */
export function gantt(given: Timeline, title: string): string {
  const timeline = onClock(given);
  const { bars, days, lanes } = timeline;
  const [byLane, byGroup] = [packedLanes(timeline), packedGroups(timeline)];
  const scale = scaleOf(bars, [...byLane, ...byGroup]);
  const hues = new Map(byGroup.map(({ label }, i) => [label, Math.round((i * 137.508) % 360)]));
  const parts = [`<text x="12" y="24" font-size="18" font-weight="600">${escaped(title)}</text>`, legend(timeline, 44)];
  let top = 62;
  for (const panel of [byLane, byGroup].filter(({ length }) => length > 0)) {
    parts.push(panelOf(panel, { days, hues, scale, top }));
    top += HEAD + heightOf(panel) + 24;
  }
  const idle = lanes.length - byLane.length;
  if (idle > 0) parts.push(`<text x="12" y="${top}">${idle} more without work in this time.</text>`);
  const size = `width="${WIDTH}" height="${top + 14}" viewBox="0 0 ${WIDTH} ${top + 14}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="system-ui, sans-serif" font-size="12" fill="#1c1f23" role="img">\n<title>${escaped(title)}</title>\n<rect width="100%" height="100%" fill="#fff"/>\n${parts.join('\n')}\n</svg>\n`;
}

function scaleOf(bars: readonly Bar[], lanes: readonly Packed[]): Scale {
  const letters = lanes.reduce((most, { label }) => Math.max(most, label.length), 0);
  const left = 24 + Math.min(MOST_LETTERS, letters) * LETTER;
  const [first, last] = [
    bars.reduce((least, { from }) => Math.min(least, from), bars[0]?.from ?? 0),
    bars.reduce((most, { to }) => Math.max(most, to), DAY),
  ];
  // Less than a day is shown by hours, more by whole days.
  const unit = last - first <= DAY ? 60 : DAY;
  const [from, to] = [Math.floor(first / unit) * unit, Math.ceil(last / unit) * unit];
  const perMinute = (WIDTH - left - 16) / (to - from);
  return { left, from, to, at: (minute) => round(left + (minute - from) * perMinute) };
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function legend(timeline: Timeline, y: number): string {
  let x = 12;
  const entries = statesIn(timeline).map(([state, text]) => {
    const { border, fill } = LOOKS[state];
    const entry = `<rect x="${x}" y="${y - 10}" width="18" height="12" rx="2" fill="${fill}" ${border}/><text x="${x + 24}" y="${y}">${text}</text>`;
    x += 44 + Math.ceil(text.length * LETTER);
    return entry;
  });
  const colours = timeline.bars.some(({ group }) => group !== undefined);
  if (colours)
    entries.push(
      `<text x="${x}" y="${y}">Each order, or the like, has its own colour, the same above and below. The border shows the state.</text>`,
    );
  return entries.join('');
}

function heightOf(lanes: readonly Packed[]): number {
  return lanes.reduce((sum, { rows }) => sum + rows.length * ROW + GAP, 0);
}

interface Panel {
  readonly days: Timeline['days'];
  readonly hues: ReadonlyMap<string, number>;
  readonly scale: Scale;
  readonly top: number;
}

function panelOf(lanes: readonly Packed[], { days, hues, scale, top }: Panel): string {
  const [first, height] = [top + HEAD, heightOf(lanes)];
  const lines: string[] = [];
  for (const { at, text } of ticksOf(scale, days)) {
    lines.push(`<path d="M${at} ${first - 6}V${first + height}" stroke="#d5d9de"/>`);
    if (at + text.length * LETTER > WIDTH - 8) continue;
    lines.push(`<text x="${at + 3}" y="${first - 9}" fill="#4b5563">${escaped(text)}</text>`);
  }
  let y = first;
  for (const [i, { label, rows }] of lanes.entries()) {
    const own = rows.length * ROW + GAP;
    if (i % 2 === 0) {
      lines.push(`<rect x="8" y="${y}" width="${WIDTH - 16}" height="${own}" fill="#8a94a0" fill-opacity=".09"/>`);
    }
    lines.push(`<text x="12" y="${y + ROW - 4}">${escaped(shortened(label, MOST_LETTERS))}</text>`);
    for (const [r, row] of rows.entries()) {
      for (const bar of row)
        lines.push(barOf(bar, { called: calledOn(label, bar), days, hues, scale, top: y + GAP / 2 + r * ROW }));
    }
    y += own;
  }
  return lines.join('\n');
}

/** Days by name, or hours, as many as there is room for. */
function ticksOf({ at, from, to }: Scale, days: Timeline['days']): { at: number; text: string }[] {
  const step = STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? to - from;
  const ticks: { at: number; text: string }[] = [];
  for (let minute = Math.ceil(from / step) * step; minute < to; minute += step) {
    const day = days[Math.floor(minute / DAY)] ?? '';
    const isHour = minute % DAY !== 0 && minute !== from;
    ticks.push({ at: at(minute), text: isHour ? clockOf(minute % DAY) : day });
  }
  return ticks;
}

/** What a bar is called on its line: on the line of an order, without the order. */
function calledOn(line: string, { group, label }: Bar): string {
  const isPart = group === line && label.startsWith(`${group}/`);
  return isPart ? label.slice(line.length + 1) : label;
}

/** A bar with its time and name; where it pauses, a box for each stretch that is worked, and a line between them. */
function barOf(bar: Bar, { called, days, hues, scale, top }: Panel & { readonly called: string }): string {
  const { border, fill } = LOOKS[bar.state];
  const hue = bar.group === undefined ? undefined : hues.get(bar.group);
  const colour = hue === undefined ? fill : `hsl(${hue} 62% 84%)`;
  const told = `<title>${escaped(`${timeOf(bar, days)}${bar.label}${bar.text === undefined ? '' : `: ${bar.text}`}`)}</title>`;
  const boxes = stretchesOf(bar).map(([from, to]) => {
    const x = scale.at(from);
    return { x, width: Math.max(1.5, round(scale.at(to) - x - 0.5)) };
  });
  const rectangles = boxes.map(
    ({ width, x }) =>
      `<rect x="${x}" y="${top}" width="${width}" height="${ROW - 4}" rx="2" fill="${colour}" ${border}/>`,
  );
  const [start, end] = [scale.at(bar.from), scale.at(bar.to)];
  const pause = boxes.length > 1 ? `<path d="M${start} ${top + ROW / 2 - 2}H${end}" ${border} fill="none"/>` : '';
  // The name stands where there is most room for it.
  const { width, x } = boxes.reduce((widest, box) => (box.width > widest.width ? box : widest));
  const letters = Math.floor((width - 6) / LETTER);
  const text =
    letters < 2
      ? ''
      : `<text x="${round(x + 3)}" y="${top + 12}" font-size="11">${escaped(shortened(called, letters))}</text>`;
  return `<g>${told}${pause}${rectangles.join('')}${text}</g>`;
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1))}…`;
}
