import { expect, test } from 'vitest';
import { gantt } from '../../src/cli/report/gantt.ts';
import type { Bar, Timeline } from '../../src/solve/timeline.ts';

function bar(lane: string, item: string, [from, to]: readonly [number, number], more: Partial<Bar> = {}): Bar {
  return { lane, item, label: item, from, to, state: 'proposed', ...more };
}

const TIMELINE: Timeline = {
  days: ['2026-05-04', '2026-05-05'],
  lanes: [
    { id: 'a', label: 'Saw <1>' },
    { id: 'b', label: 'Mill' },
    { id: 'c', label: 'Idle' },
  ],
  bars: [
    bar('a', 'one', [480, 600]),
    bar('a', 'two', [540, 660], { state: 'conflict', text: 'Both at once' }),
    bar('b', 'three', [1440, 2160]),
  ],
};

/** The rectangles of bars, as x, y and width. */
function boxesOf(svg: string): [number, number, number][] {
  const found = svg.matchAll(/<g><title>.*?<\/title><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g);
  return [...found].map(([, x, y, width]) => [Number(x), Number(y), Number(width)]);
}

test('bars stand by their times, and those at once below each other', () => {
  const svg = gantt(TIMELINE, 'Week <1>');
  const [one, two, three] = boxesOf(svg);
  // Two days from left to right: three begins in the middle, an hour after one begins two.
  const [hour] = [(three![0] - one![0]) / 16];
  expect(two![0] - one![0]).toBeCloseTo(hour, 0);
  expect(three![2]).toBeCloseTo(12 * hour, 0);
  expect(two![1]).toBeGreaterThan(one![1]);
  expect(three![1]).toBeGreaterThan(two![1]);
  expect(svg).toContain('Week &lt;1&gt;');
  expect(svg).toContain('Saw &lt;1&gt;');
  expect(svg).toContain('<title>09:00-11:00 two: Both at once</title>');
  expect(svg).toContain('in conflict');
  expect(svg).toContain('1 more without work');
  expect(svg).not.toMatch(/<script|href=|url\(|@import/);
});

test('what bars are part of has lines of its own, each bar twice in one colour', () => {
  const bars = TIMELINE.bars.map((one) => ({ ...one, group: one.item === 'two' ? 'x' : 'y' }));
  const svg = gantt({ ...TIMELINE, bars }, 'Orders');
  expect(boxesOf(svg)).toHaveLength(6);
  const colours = [...svg.matchAll(/fill="(hsl[^"]+)"/g)].map(([, colour]) => colour);
  expect(new Set(colours).size).toBe(2);
});

test('a hundred lanes over half a year are inside the picture', () => {
  const lanes = Array.from({ length: 100 }, (_, i) => ({ id: `${i}`, label: `Machine ${i}` }));
  const days = Array.from({ length: 180 }, (_, i) => `day ${i}`);
  const svg = gantt({ days, lanes, bars: lanes.map(({ id }, i) => bar(id, id, [i * 1440, i * 2592 + 600])) }, 'Long');
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!.map(Number);
  expect(boxesOf(svg)).toHaveLength(100);
  for (const [x, y, wide] of boxesOf(svg)) {
    expect(x + wide).toBeLessThanOrEqual(width!);
    expect(y + 16).toBeLessThanOrEqual(height!);
  }
});

test('work that pauses has a box for each stretch, and its true times with both days', () => {
  // From 14:00 to 17:00, then from 08:00 to 15:00: boxes of three and seven hours, and nothing over the night.
  const worked = [
    [840, 1020],
    [1920, 2340],
  ] as const;
  const svg = gantt({ ...TIMELINE, bars: [bar('a', 'bed', [840, 2340], { worked })] }, 'Night');
  const [, rest] = /<g><title>(.*?)<\/g>/.exec(svg)!;
  expect(rest).toContain('2026-05-04 14:00 to 2026-05-05 15:00 bed');
  const boxes = [...rest!.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, w]) => [+x!, +w!]);
  expect(boxes).toHaveLength(2);
  expect(boxes[1]![1]! / boxes[0]![1]!).toBeCloseTo(7 / 3, 1);
  expect((boxes[1]![0]! - boxes[0]![0]!) / boxes[0]![1]!).toBeCloseTo(18 / 3, 0);
});

test('a timeline without work is a picture too', () => {
  expect(gantt({ ...TIMELINE, bars: [] }, 'Empty')).toContain('3 more without work');
});
