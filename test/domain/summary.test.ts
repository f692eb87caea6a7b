import { expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { RuledInput } from '../../src/domain/rules/input.ts';
import { preferred } from '../../src/domain/rules/preferred.ts';
import { summaryOf } from '../../src/domain/summary.ts';
import { changedInLists } from '../../src/solve/inputLists.ts';
import type { Timeline } from '../../src/solve/timeline.ts';

test('work is summed up by person and week, and who is near the limit is told', () => {
  // 2026-05-02 is a Saturday, so that the week of the Sunday 2026-04-26 has one day here, and that of 05-03 the others.
  const bar = (item: string, lane: string, from: number, to: number) =>
    ({ item, lane, label: item, from, to, state: 'posted' }) as const;
  const timeline: Timeline = {
    days: ['2026-05-02', '2026-05-03', '2026-05-04'],
    lanes: ['ann', 'bob'].map((id) => ({ id, label: id })),
    bars: [
      bar('a', 'ann', 600, 660),
      bar('b', 'ann', 1440, 1540),
      { ...bar('c', 'ann', 2880, 4320), isWholeDay: true },
      { ...bar('e', 'bob', 0, 1440), isWholeDay: true, minutes: 45 },
      bar('d', 'bob', 1440, 1531),
    ],
  };
  const load = (who: string, items: number, days: number, minutes: number, isNearLimit = false) => ({
    ...{ who, items, days, minutes, isNearLimit },
  });
  expect(summaryOf(timeline, { mostMinutes: 101 })).toEqual([
    { from: '2026-04-26', loads: [load('ann', 1, 1, 60), load('bob', 1, 1, 45)], spread: 0 },
    { from: '2026-05-03', loads: [load('ann', 2, 2, 100, true), load('bob', 1, 1, 91, true)], spread: 1 },
  ]);
});

test('where the lanes are machines, people are summed up by themselves, without pauses and over midnight', () => {
  const bar = (item: string, lane: string, from: number, to: number) =>
    ({ item, lane, label: item, from, to, state: 'posted' }) as const;
  // Saturday and Sunday, which begins a week. The mill works from 23:00 to 02:00 and pauses from 00:00 to 01:00.
  const timeline: Timeline = {
    days: ['2026-05-02', '2026-05-03'],
    lanes: ['mill', 'saw'].map((id) => ({ id, label: id })),
    bars: [
      {
        ...bar('cut', 'mill', 1380, 1560),
        worked: [
          [1380, 1440],
          [1500, 1560],
        ],
      },
    ],
    people: {
      lanes: [{ id: 'ann', label: 'Ann' }],
      // Ann sets the mill up and is asked for once more; meanwhile she does something else for 10 of 20 minutes.
      bars: [bar('cut', 'ann', 1380, 1400), bar('cut', 'ann', 1420, 1440), bar('weld', 'ann', 1390, 1410)],
    },
  };
  const load = (items: number, days: number, minutes: number) => ({ items, days, minutes });
  expect(summaryOf(timeline)).toEqual([
    {
      from: '2026-04-26',
      loads: [{ who: 'ann', ...load(2, 1, 50), isNearLimit: false }],
      spread: 0,
      lanes: [
        { lane: 'mill', ...load(1, 1, 60) },
        { lane: 'saw', ...load(0, 0, 0) },
      ],
    },
    {
      from: '2026-05-03',
      loads: [{ who: 'ann', ...load(0, 0, 0), isNearLimit: false }],
      spread: 0,
      lanes: [
        { lane: 'mill', ...load(1, 1, 60) },
        { lane: 'saw', ...load(0, 0, 0) },
      ],
    },
  ]);
  const alone = summaryOf({ ...timeline, people: { lanes: [], bars: [] } });
  expect(alone.map(({ loads, spread }) => [loads, spread])).toEqual([
    [[], 0],
    [[], 0],
  ]);
});

test('a preference takes the place of what was said of its rule or keyword before, and can be taken back', () => {
  const { lists, parse } = DOMAIN_MODELS.staffing;
  const old = { keyword: 'fairness', direction: 'boost', setAt: '2026-05-01T08:00:00Z' };
  const other = { rule: 'S1', multiplier: 2 };
  const given = { profile: 'retail', horizon: { from: '2026-05-01', to: '2026-05-07' }, preferences: [old, other] };
  const input = parse(given) as RuledInput;
  const set = preferred(input, { keyword: 'fairness' }, { multiplier: 0.5 });
  expect(changedInLists(lists, given, set)).toMatchObject({
    preferences: [other, { keyword: 'fairness', multiplier: 0.5 }],
  });
  const back = preferred(input, { rule: 'S1' });
  expect(changedInLists(lists, given, back)).toMatchObject({ preferences: [old] });
});
