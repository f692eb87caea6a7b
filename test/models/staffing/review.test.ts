import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import type { DomainResult } from '../../../src/solve/result.ts';
import { date } from './support/inputs.ts';

const core = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  type: 'core',
  start: date(0),
  due: date(5),
  ...more,
});

const INPUT = {
  profile: 'retail',
  horizon: { from: date(0), to: date(4) },
  employees: [
    { id: 'ann', role: 'specialist' },
    { id: 'cat', role: 'club-supervisor' },
  ],
};

function resultOf(
  events: readonly unknown[],
  assignments: readonly unknown[],
  more: Record<string, unknown> = {},
): DomainResult {
  const input = staffing.parse({ ...INPUT, events, ...more });
  const solution = staffing.parseSolution(input, { assignments });
  return staffing.result(staffing.build(input), solution, 'none') as DomainResult;
}

const at = (event: string, employee: string, day: number, block?: number) => ({
  event,
  employee,
  day: date(day),
  ...(block ? { block } : {}),
});

describe('proposals that break a hard rule are withdrawn', () => {
  test('of two cores on one day, the one of higher priority stays', () => {
    const events = [core('a'), core('b', { priority: 'high' })];
    const { counts, defects, notPlaced, placed } = resultOf(events, [at('a', 'ann', 0, 1), at('b', 'ann', 0, 2)]);
    expect(placed.map(({ item }) => item)).toEqual(['b']);
    expect(defects).toMatchObject([{ item: 'a', rule: 'H11' }]);
    expect(counts).toMatchObject({ items: 2, placed: 1, notPlaced: 1 });
    // It could be on another day just as well, and nothing was proved.
    expect(notPlaced[0]!.reason.kind).toBe('time-limit');
  });

  test('of equal priority, the earlier due stays, then the smaller id', () => {
    const events = [core('a'), core('b', { due: date(3) }), core('c')];
    const all = [at('a', 'ann', 0, 1), at('b', 'ann', 0, 2), at('c', 'ann', 0, 3)];
    expect(resultOf(events, all).placed.map(({ item }) => item)).toEqual(['b']);
    expect(resultOf([core('a'), core('c')], [all[0]!, all[2]!]).placed.map(({ item }) => item)).toEqual(['a']);
  });

  test('never posted work, nor a pin', () => {
    const { placed, defects } = resultOf([core('a'), core('b')], [at('a', 'ann', 0, 2), at('b', 'ann', 1, 1)], {
      pins: [at('b', 'ann', 1, 1)],
      posted: [{ ...at('x', 'ann', 0, 1), type: 'core' }],
    });
    expect(placed).toMatchObject([
      { item: 'b', pinned: true, who: 'ann', at: { day: date(1), block: 1, time: '10:15' } },
    ]);
    expect(defects.map(({ item }) => item)).toEqual(['a']);
  });

  test('a leader goes, and then its follower', () => {
    const events = [
      core('a', { pairing: 'p' }),
      core('b', { priority: 'high' }),
      { ...core('s', { pairing: 'p' }), type: 'supervisor' },
    ];
    const { defects, placed } = resultOf(events, [at('a', 'ann', 0, 1), at('b', 'ann', 0, 2), at('s', 'cat', 0)]);
    expect(placed.map(({ item }) => item)).toEqual(['b']);
    expect(defects.map(({ item, rule }) => [item, rule])).toEqual([
      ['a', 'H11'],
      ['s', 'H16'],
    ]);
  });

  test('an event that is there twice stays once', () => {
    const { defects, placed } = resultOf([core('a')], [at('a', 'ann', 1, 1), at('a', 'cat', 0, 1)]);
    expect(placed).toMatchObject([{ item: 'a', who: 'cat', at: { day: date(0) } }]);
    expect(defects).toMatchObject([{ item: 'a', rule: 'H1-H4' }]);
  });
});

describe('a movable posted event', () => {
  test('that moves is a bump, which the event at its old place displaces', () => {
    const events = [core('a', { posted: { employee: 'ann', day: date(0), block: 1, movable: true } }), core('b')];
    const { moved, counts, placed } = resultOf(events, [at('a', 'ann', 1, 2), at('b', 'ann', 0, 1)]);
    expect(moved).toEqual([
      {
        item: 'a',
        from: { who: 'ann', at: { day: date(0), block: 1, time: '10:15' } },
        to: { who: 'ann', at: { day: date(1), block: 2, time: '10:15' } },
        by: ['b'],
      },
    ]);
    expect(placed.find(({ item }) => item === 'b')?.displaces).toEqual(['a']);
    expect(counts).toMatchObject({ moved: 1, kept: 0, posted: 0 });
  });

  test('that stays is no bump, in whatever block', () => {
    const events = [core('a', { posted: { employee: 'ann', day: date(0), block: 1, movable: true } })];
    const { moved, counts } = resultOf(events, [at('a', 'ann', 0, 2)]);
    expect(moved).toEqual([]);
    expect(counts).toMatchObject({ moved: 0, kept: 1 });
  });

  test('on a locked day does not move', () => {
    const events = [core('a', { posted: { employee: 'ann', day: date(0), block: 1, movable: true } })];
    expect(resultOf(events, [], { lockedDays: [date(0)] }).counts).toMatchObject({ items: 0, posted: 1 });
  });
});

test('a solution that names what is not there is refused, with each place', () => {
  const input = staffing.parse({ ...INPUT, events: [core('a')] });
  const assignments = [at('b', 'ann', 0, 1), at('a', 'anne', 0, 1), at('a', 'ann', 400, 1)];
  expect(() => staffing.parseSolution(input, { assignments })).toThrow(
    expect.objectContaining({
      faults: [
        expect.objectContaining({ pointer: '/assignments/0/event', code: 'unknown-event' }),
        expect.objectContaining({ pointer: '/assignments/1/employee', code: 'unknown-employee' }),
        expect.objectContaining({ pointer: '/assignments/2/day', code: 'posted-outside' }),
      ],
    }),
  );
});
