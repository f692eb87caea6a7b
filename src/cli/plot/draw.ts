import { type Axis, grouped, linearAxis, logAxis, niceBelow } from './axis.ts';
import { type Named, type Point, type Series, seriesOf } from './series.ts';
import { escaped, FAINT, INK, label, px } from './text.ts';
import type { Trace } from './trace.ts';

/** The drawing in pixels, and the part of it that the axes enclose. */
const SIZE = { width: 960, height: 570 };
const PLOT = { left: 92, right: 868, top: 76, bottom: 474 };

/** Where the legend is, and about how wide its entries are. */
const LEGEND = { y: 550, sign: 52, letter: 7 };

const GRID = '#e3e3e3';

/** Colours that stay apart for colour-blind readers. *Source* Okabe and Ito, "Color Universal Design", 2008. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#8a8a8a'] as const;

/** Shapes, so that engines can be told apart without colour; around 0, 0. */
const SHAPES = [
  '<circle r="4.5"/>',
  '<rect x="-4" y="-4" width="8" height="8"/>',
  '<path d="M0-5.5 5 4H-5z"/>',
  '<path d="M0-5.5 5.5 0 0 5.5-5.5 0z"/>',
  '<path d="M0 5.5 5-4H-5z"/>',
] as const;

/** What is written above a drawing that nobody has named. */
const TITLE = 'Objective and bound against time';

export interface DrawOptions {
  /** Whether equal factors of time take equal room. */
  readonly isLogTime?: boolean;
  readonly title?: string;
  /** Other solves, of the same sense, whose objectives are drawn as well. */
  readonly beside?: readonly Named[];
}

/**
 * Draws a trace as SVG: the objective and the bound against time, as staircases with the gap between them, and a mark
 * for each incumbent by the engine that found it; the objectives of other solves as staircases alone.
 */
export function draw(trace: Trace, { isLogTime = false, title, beside = [] }: DrawOptions = {}): string {
  const series = seriesOf(trace, beside);
  const end = Math.max(trace.ms, ...beside.map((other) => other.trace.ms));
  const time = timeAxis(end, series, isLogTime);
  const value = linearAxis(series, { from: PLOT.bottom, to: PLOT.top }, 7);
  const style = styleOf(series);
  const parts = [
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="white"/>`,
    grid(time, value),
    `<clipPath id="plot"><rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.right - PLOT.left}" height="${PLOT.bottom - PLOT.top}"/></clipPath>`,
    `<g clip-path="url(#plot)">${lines(series, { time, value, end })}</g>`,
    marks(series, { time, value, style }),
    heading(trace, series, title),
    labels(trace, isLogTime),
    endings(series, value),
    legend(series, style),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-label="${escaped(title ?? TITLE)}" font-family="system-ui, Helvetica, Arial, sans-serif" font-size="13">\n${parts.filter(Boolean).join('\n')}\n</svg>\n`;
}

interface Drawing {
  readonly time: Axis;
  readonly value: Axis;
}

function timeAxis(ms: number, { objective, bound, beside }: Series, isLog: boolean): Axis {
  const pixels = { from: PLOT.left, to: PLOT.right };
  const moments = [objective, bound, ...beside.map((other) => other.objective)].flat().map((point) => point.ms);
  const end = Math.max(ms, ...moments, isLog ? 10 : 1);
  if (!isLog) {
    const axis = linearAxis({ from: 0, to: end / 1000 }, pixels, 8);
    return { ticks: axis.ticks, at: (at) => axis.at(at / 1000) };
  }
  const first = niceBelow(Math.max(1, Math.min(end / 10, ...moments.filter((moment) => moment > 0))));
  return logAxis({ from: first, to: end }, pixels, (at) => String(at / 1000));
}

/** Colours of other solves: from the other end of the list than those of engines. */
function colourBeside(index: number): string {
  return COLOURS[(2 * COLOURS.length - 3 - index) % COLOURS.length]!;
}

/** Each engine that found something with its colour and shape, in the order in which they came. */
function styleOf({ objective, bound }: Series): ReadonlyMap<string, { colour: string; shape: string }> {
  const engines = [...new Set([...objective, ...bound].map(({ engine }) => engine))];
  return new Map(
    engines.map((engine, i) => [engine, { colour: COLOURS[i % COLOURS.length]!, shape: SHAPES[i % SHAPES.length]! }]),
  );
}

function grid(time: Axis, value: Axis): string {
  const upright = time.ticks.map(
    ({ at, text }) =>
      `<path d="M${px(at)} ${PLOT.top}V${PLOT.bottom}" stroke="${GRID}"/>${label(text, { x: at, y: PLOT.bottom + 20, anchor: 'middle' })}`,
  );
  const level = value.ticks.map(
    ({ at, text }) =>
      `<path d="M${PLOT.left} ${px(at)}H${PLOT.right}" stroke="${GRID}"/>${label(text, { x: PLOT.left - 10, y: at + 4.5, anchor: 'end' })}`,
  );
  const frame = `<path d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}" fill="none" stroke="${FAINT}"/>`;
  return [...upright, ...level, frame].join('\n');
}

/** The gap as an area, then the two staircases. */
function lines({ objective, bound, beside }: Series, { time, value, end }: Drawing & { readonly end: number }): string {
  const stairs = (line: readonly Point[]): string => {
    const [first, ...rest] = line.map((point) => ({ x: px(time.at(point.ms)), y: px(clipped(value.at(point.value))) }));
    return first ? `M${first.x} ${first.y}${rest.map(({ x, y }) => `H${x}V${y}`).join('')}H${px(time.at(end))}` : '';
  };
  const both = gapBetween(objective, bound, end).map(({ from, to, upper, lower }) => {
    const [left, right] = [px(time.at(from)), px(time.at(to))];
    return `M${left} ${px(clipped(value.at(upper)))}H${right}V${px(clipped(value.at(lower)))}H${left}z`;
  });
  const others = beside.map((other, i) => {
    return `<path d="${stairs(other.objective)}" fill="none" stroke="${colourBeside(i)}" stroke-width="2"/>`;
  });
  return [
    both.length ? `<path d="${both.join('')}" fill="#f0f3f6"/>` : '',
    bound.length
      ? `<path d="${stairs(bound)}" fill="none" stroke="${FAINT}" stroke-width="2" stroke-dasharray="6 4"/>`
      : '',
    ...others,
    objective.length ? `<path d="${stairs(objective)}" fill="none" stroke="${INK}" stroke-width="2"/>` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** The stretches of time in which both lines have a value. */
function gapBetween(
  objective: readonly Point[],
  bound: readonly Point[],
  end: number,
): { from: number; to: number; upper: number; lower: number }[] {
  if (objective.length === 0 || bound.length === 0) return [];
  const begin = Math.max(objective[0]!.ms, bound[0]!.ms);
  const moments = [
    ...new Set([begin, ...[...objective, ...bound].map(({ ms }) => ms).filter((ms) => ms > begin), end]),
  ];
  moments.sort((a, b) => a - b);
  const valueAt = (line: readonly Point[], ms: number): number => line.findLast((point) => point.ms <= ms)!.value;
  return moments
    .slice(0, -1)
    .map((from, i) => ({ from, to: moments[i + 1]!, upper: valueAt(objective, from), lower: valueAt(bound, from) }));
}

function marks(
  { objective, bound }: Series,
  { time, value, style }: Drawing & { style: ReturnType<typeof styleOf> },
): string {
  const mark = ({ ms, value: height, engine }: Point, isBound: boolean): string => {
    const { colour, shape } = style.get(engine)!;
    const place = `transform="translate(${px(time.at(ms))} ${px(clipped(value.at(height)))})${isBound ? ' scale(.7)' : ''}"`;
    const paint = isBound ? `fill="white" stroke="${colour}" stroke-width="2"` : `fill="${colour}" stroke="white"`;
    const what = `${isBound ? 'bound' : 'objective'} ${grouped(height)} after ${grouped(ms / 1000, 3)} s, ${engine}`;
    return `<g ${place} ${paint}><title>${escaped(what)}</title>${shape}</g>`;
  };
  return [...bound.map((point) => mark(point, true)), ...objective.map((point) => mark(point, false))].join('\n');
}

function heading({ status, ms }: Trace, { objective, bound, outside }: Series, title = TITLE): string {
  const [best, limit] = [objective.at(-1)?.value, bound.at(-1)?.value];
  const facts = [
    status,
    ...(best === undefined ? [] : [`best ${amount(best)}`]),
    ...(limit === undefined ? [] : [`bound ${amount(limit)}`]),
    ...(best === undefined || limit === undefined ? [] : [gapText(best, limit)]),
    `${grouped(ms / 1000, ms < 10_000 ? 2 : 0)} s`,
    ...(outside > 0 ? [`${outside} early ${outside === 1 ? 'value lies' : 'values lie'} outside`] : []),
  ];
  return [
    label(title, { x: PLOT.left, y: 32, size: 17, weight: 600 }),
    label(facts.join('  ·  '), { x: PLOT.left, y: 55, colour: FAINT }),
  ].join('\n');
}

function gapText(best: number, limit: number): string {
  const gap = Math.abs(best - limit);
  return gap === 0 ? 'no gap' : `gap ${amount(gap)} (${((100 * gap) / Math.max(1e-9, Math.abs(best))).toFixed(1)} %)`;
}

function labels({ objectiveSense }: Trace, isLogTime: boolean): string {
  const middle = (PLOT.top + PLOT.bottom) / 2;
  const meaning = objectiveSense === 'minimize' ? 'objective (less is better)' : 'objective (more is better)';
  return [
    label(`time in seconds${isLogTime ? ' (logarithmic)' : ''}`, {
      x: (PLOT.left + PLOT.right) / 2,
      y: PLOT.bottom + 46,
      anchor: 'middle',
    }),
    `<g transform="rotate(-90 22 ${middle})">${label(meaning, { x: 22, y: middle, anchor: 'middle' })}</g>`,
  ].join('\n');
}

/** The last values, written at the ends of the lines; apart, so that both can be read. */
function endings({ objective, bound }: Series, value: Axis): string {
  const ends = [
    ...objective
      .slice(-1)
      .map((point) => ({ y: clipped(value.at(point.value)), text: amount(point.value), weight: 600, colour: INK })),
    ...bound
      .slice(-1)
      .map((point) => ({ y: clipped(value.at(point.value)), text: amount(point.value), weight: 400, colour: FAINT })),
  ];
  const [a, b] = ends;
  if (a && b && Math.abs(a.y - b.y) < 16) {
    if (a.text === b.text) ends.pop();
    else {
      const [upper, lower] = a.y <= b.y ? [a, b] : [b, a];
      const middle = (upper.y + lower.y) / 2;
      [upper.y, lower.y] = [middle - 8, middle + 8];
    }
  }
  return ends.map(({ y, ...rest }) => label(rest.text, { x: PLOT.right + 10, y: y + 4.5, ...rest })).join('\n');
}

/** In a row below everything: what the lines are, and whose each mark is. */
function legend({ objective, bound, beside }: Series, style: ReturnType<typeof styleOf>): string {
  const line = `<path d="M-12 0H12" stroke-width="2" `;
  const entries = [
    ...(objective.length ? [{ text: 'objective', sign: `${line}stroke="${INK}"/>` }] : []),
    ...(bound.length ? [{ text: 'bound', sign: `${line}stroke="${FAINT}" stroke-dasharray="6 4"/>` }] : []),
    ...beside.map(({ name }, i) => ({ text: name, sign: `${line}stroke="${colourBeside(i)}"/>` })),
    ...[...style].map(([engine, { colour, shape }]) => ({ text: engine, sign: `<g fill="${colour}">${shape}</g>` })),
  ];
  let x = PLOT.left + 12;
  const placed = entries.map(({ text, sign }) => {
    const at = x;
    x += LEGEND.sign + LEGEND.letter * text.length;
    return `<g transform="translate(${at} ${LEGEND.y})">${sign}</g>${label(text, { x: at + 20, y: LEGEND.y + 4.5 })}`;
  });
  return placed.join('\n');
}

function amount(value: number): string {
  return grouped(value, Number.isInteger(value) ? 0 : 1);
}

function clipped(y: number): number {
  return Math.min(Math.max(y, PLOT.top), PLOT.bottom);
}
