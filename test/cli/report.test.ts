import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { roster } from '../../src/cli/report/roster.ts';
import { report } from '../../src/cli/report.ts';
import type { Bar, Timeline } from '../../src/solve/timeline.ts';

/** One wine for Ann, who is named like markup; the other event has nobody. */
const INPUT = {
  name: 'Wine & <cheese>',
  horizon: { from: '2026-01-05', to: '2026-01-06' },
  types: { wine: { minutes: 60, time: '09:00' }, cheese: { minutes: 60 } },
  employees: [{ id: 'ann', name: 'Ann <b>', role: 'crew', skills: ['wine'] }],
  events: [
    { id: 'red', type: 'wine', start: '2026-01-05', due: '2026-01-06' },
    { id: 'brie', type: 'cheese', start: '2026-01-05', due: '2026-01-06' },
  ],
  rules: [{ id: 'knows-cheese', template: 'qualified', parameters: { types: ['cheese'], skills: ['cheese'] } }],
};
const SOLUTION = { assignments: [{ event: 'red', employee: 'ann', day: '2026-01-05' }] };

function pageOf(): string {
  const { staffing } = DOMAIN_MODELS;
  const built = staffing.build(staffing.parse(INPUT));
  const result = staffing.result(built, SOLUTION, 'none');
  return report(staffing, { value: INPUT, solution: SOLUTION, result, ledger: staffing.ledger(built) });
}

describe('a page of a schedule', () => {
  const page = pageOf();

  test('has who does what when, what is not placed with its reason, and rules in words', () => {
    expect(page).toContain('1 of 2 placed');
    expect(page).toMatch(/09:00-10:00 red</);
    expect(page).toMatch(/<td>brie<\/td><td>nobody-qualified<\/td>/);
    expect(page).toContain('Work of cheese needs the skill cheese.');
    // Placing an event is worth 1000 in the profile, and one is not placed.
    expect(page).toMatch(/<td>place<\/td><td>[^<]+<\/td><td class="number">1000<\/td>/);
  });

  test('shows names as they are, and takes nothing from elsewhere', () => {
    expect(page).toContain('<h1>Wine &amp; &lt;cheese&gt;</h1>');
    expect(page).toContain('<th>Ann &lt;b&gt;</th>');
    expect(page).not.toMatch(/<script|src=|href=|url\(|@import/);
  });
});

/** The cells of a roster, by table, line and column. */
function cellsOf(html: string): string[][][] {
  const parts = (text: string, tag: string): string[] =>
    [...text.matchAll(new RegExp(`<${tag}[ >].*?</${tag}>`, 'gs'))].map(([part]) => part!);
  const plain = (cell: string): string => cell.replace('<br>', ' ').replace(/<[^>]+>/g, '');
  return parts(html, 'table').map((table) =>
    parts(table, 'tr').map((row) => [...row.matchAll(/<(td|th)[^>]*>(.*?)<\/\1>/g)].map(([cell]) => plain(cell))),
  );
}

describe('a roster', () => {
  const days = Array.from({ length: 8 }, (_, i) => `2026-09-${String(i + 7).padStart(2, '0')}`);
  const rosterOf = (bars: readonly Partial<Bar>[], zone?: string): string[][][] => {
    const all = bars.map(
      (one): Bar => ({ lane: 'saw', item: 'x', label: 'x', from: 0, to: 1, state: 'proposed', ...one }),
    );
    const timeZone = zone === undefined ? {} : { timeZone: zone };
    const timeline: Timeline = { days, ...timeZone, lanes: [{ id: 'saw', label: 'Saw' }], bars: all };
    return cellsOf(roster(timeline));
  };

  test('shows work over two days on both, each with its own hours, and no work over the night', () => {
    const worked = [
      [840, 1020],
      [1920, 2340],
    ] as const;
    const [table] = rosterOf([{ from: 840, to: 2340, worked }]);
    expect(table![1]!.slice(1, 4)).toEqual(['14:00-17:00 … x', '… 08:00-15:00 x', '']);
  });

  test('shows a night shift until midnight and from midnight on, and work until midnight on its day alone', () => {
    const [table] = rosterOf([
      { from: 1380, to: 1740 },
      { from: 2820, to: 2880 },
    ]);
    expect(table![1]!.slice(1, 4)).toEqual(['23:00-24:00 … x', '… 00:00-05:00 x23:00-24:00 x', '']);
  });

  test('has the weekday of each date, and a table for every seven days', () => {
    // 2026-09-07 is a Monday; the eighth day stands alone.
    const [week, rest] = rosterOf([{ from: 7 * 1440, to: 7 * 1440 + 60 }]);
    expect(week![0]!.slice(1, 3)).toEqual(['Mon 2026-09-07', 'Tue 2026-09-08']);
    expect(rest![0]).toEqual(['', 'Mon 2026-09-14']);
    expect(rest![1]).toEqual(['Saw', '00:00-01:00 x']);
  });
});

test.each(Object.entries(DOMAIN_MODELS))(
  'the example of %s has a page, and rules that say different things',
  (_, domain) => {
    const value = domain.example();
    const input = domain.parse(value);
    const empty = domain.read(domain.build(input), new Float64Array(domain.build(input).model.variables.length));
    const built = domain.build(input);
    const page = report(domain, {
      value,
      solution: empty,
      result: domain.result(built, empty, 'none'),
      ledger: domain.ledger(built),
    });
    expect(page).toContain('<h2>Not placed</h2>');
    const texts = domain.rules(input).map(({ text }) => text);
    expect(texts.filter((text) => /\[object|undefined/.test(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  },
);
