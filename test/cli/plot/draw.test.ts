import { expect, test } from 'vitest';
import { draw } from '../../../src/cli/plot/draw.ts';
import { readTrace, type Trace } from '../../../src/cli/plot/trace.ts';
import { DovetailError } from '../../../src/errors.ts';

const TRACE: Trace = {
  objectiveSense: 'minimize',
  incumbents: [
    { ms: 10, objective: 1200, engine: 'local' },
    { ms: 400, objective: 1000, engine: 'a<b' },
  ],
  bounds: [{ ms: 200, bound: 800, engine: 'highs' }],
  ms: 1000,
  status: 'feasible',
};

const count = (text: string, part: string): number => text.split(part).length - 1;

test('a drawing says how the solve ended, and has a mark for each incumbent and bound', () => {
  const svg = draw(TRACE);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toContain('feasible  ·  best 1\u202f000  ·  bound 800  ·  gap 200 (20.0 %)  ·  1.00 s');
  expect(count(svg, '<title>')).toBe(3);
  expect(svg).toContain('<title>objective 1\u202f200 after 0.010 s, local</title>');
  expect(svg).toContain('objective (less is better)');
  expect(draw({ ...TRACE, objectiveSense: 'maximize' })).toContain('objective (more is better)');
});

test('is well-formed: every element is closed, and names are escaped', () => {
  const svg = draw(TRACE, { title: 'R&D "now"', isLogTime: true });
  expect(svg).toContain('R&amp;D &quot;now&quot;');
  expect(svg).toContain('a&lt;b');
  expect(svg).toContain('time in seconds (logarithmic)');
  const open: string[] = [];
  for (const [, slash, name, attributes] of svg.matchAll(/<(\/?)(\w+)([^>]*)>/g)) {
    if (slash) expect(open.pop()).toBe(name);
    else if (!attributes!.endsWith('/')) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(svg).not.toContain('NaN');
});

test('draws what there is: no bound, no incumbent, one moment', () => {
  for (const part of [
    { bounds: [] },
    { incumbents: [] },
    { incumbents: [{ ms: 0, objective: 0, engine: 'x' }], bounds: [], ms: 0 },
  ]) {
    for (const isLogTime of [true, false])
      expect(draw({ ...TRACE, ...part }, { isLogTime })).not.toMatch(/NaN|Infinity/);
  }
});

test('objectives of other solves are drawn beside it, by name, to the end of the longest', () => {
  const other: Trace = { ...TRACE, incumbents: [{ ms: 20, objective: 1100, engine: 'local' }], bounds: [], ms: 2000 };
  const svg = draw({ ...TRACE, bounds: [] }, { beside: [{ name: 'before <1>', trace: other }] });
  expect(svg).toContain('>before &lt;1&gt;</text>');
  // Marks are those of the solve itself; each line goes on to the right edge, where the longer solve ends.
  expect(count(svg, '<title>')).toBe(2);
  const ends = [...svg.matchAll(/<path d="M[\d. ]+(?:H[\d.]+V[\d.]+)*H([\d.]+)" fill="none"/g)].map(([, x]) =>
    Number(x),
  );
  expect(ends).toEqual([868, 868]);
});

test('a better value is higher or lower on the page as the sense has it', () => {
  const heights = (svg: string): number[] =>
    [...svg.matchAll(/translate\([\d.]+ ([\d.]+)\)" fill="#/g)].map(([, y]) => Number(y));
  const [first, second] = heights(draw({ ...TRACE, bounds: [] }));
  // 1200 comes first and stands above 1000.
  expect(first!).toBeLessThan(second!);
});

test('reads a trace, and says what is not a trace', () => {
  expect(readTrace(JSON.parse(JSON.stringify(TRACE)))).toEqual(TRACE);
  const faulty = (): unknown => readTrace({ ...TRACE, ms: -1, incumbents: [{ ms: 1 }] });
  expect(faulty).toThrow(DovetailError);
  try {
    faulty();
  } catch (thrown) {
    expect((thrown as DovetailError).faults.map(({ pointer }) => pointer).sort()).toEqual([
      '/incumbents/0/engine',
      '/incumbents/0/objective',
      '/ms',
    ]);
  }
  expect(() => readTrace({ ...TRACE, incumbents: [], bounds: [] })).toThrow(/nothing to draw/);
});
