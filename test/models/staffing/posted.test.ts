import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { DovetailError } from '../../../src/errors.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { date } from './support/inputs.ts';

const BASE = {
  profile: 'retail',
  horizon: { from: date(0), to: date(1) },
  employees: [{ id: 'lea', role: 'lead' }],
};
const leader = (id: string, more: object = {}) => ({
  id,
  type: 'core',
  start: date(0),
  due: date(2),
  pairing: 'k',
  ...more,
});
const follower = (id: string, more: object = {}) => ({ ...leader(id, more), type: 'supervisor' });
const posted = (event: string, day: number, more: object = {}) => ({
  event,
  type: 'core',
  employee: 'lea',
  day: date(day),
  block: 1,
  pairing: 'k',
  ...more,
});

function faultsOf(value: unknown): string[] {
  try {
    staffing.parse(value);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    return thrown.faults!.map(({ code, pointer }) => `${pointer} ${code}`);
  }
}

describe('a pairing key with several leaders is refused', () => {
  test.each([
    ['an open pair and a posted leader', [leader('c'), follower('v')], [posted('p', -1)], ['/posted/0/pairing']],
    ['the same, three weeks before', [leader('c'), follower('v')], [posted('p', -21)], ['/posted/0/pairing']],
    [
      'two posted leaders of an open follower',
      [follower('v')],
      [posted('p', 0), posted('q', 1)],
      ['/posted/1/pairing'],
    ],
    ['an open leader and a posted one', [leader('c')], [posted('p', 0)], ['/posted/0/pairing']],
    ['three of them', [leader('c'), leader('d')], [posted('p', 0)], ['/events/1/pairing', '/posted/0/pairing']],
    [
      'an event that is posted, and an open one',
      [leader('c'), leader('d', { posted: { employee: 'lea', day: date(0), block: 1 } })],
      [],
      ['/events/1/pairing'],
    ],
  ])('%s', (_, events, work, pointers) => {
    expect(faultsOf({ ...BASE, events, posted: work })).toEqual(
      pointers.map((pointer) => `${pointer} pairing-ambiguous`),
    );
  });

  test('with the names of all of them', () => {
    const value = { ...BASE, events: [leader('c'), follower('v')], posted: [posted('p', 0)] };
    expect(() => staffing.parse(value)).toThrow(/The pairing key k has several leaders, c and p \(posted\)/);
  });

  test.each([
    ['where everything under the key is posted', [], [posted('p', 0), posted('q', 1)]],
    ['for a leader that is not active', [leader('c', { active: false }), follower('v')], [posted('p', 0)]],
    ['for several followers', [leader('c'), follower('v'), follower('w')], []],
    [
      'for leaders with keys of their own',
      [leader('c'), leader('d', { pairing: 'l' })],
      [posted('p', 0, { pairing: 'm' })],
    ],
  ])('but not %s', (_, events, work) => {
    expect(faultsOf({ ...BASE, events, posted: work })).toEqual([]);
  });
});

describe('a leader that is posted long before the horizon', () => {
  const input = (day: number) => ({ ...BASE, events: [follower('v')], posted: [posted('p', day)] });

  test.each([-1, -15, -21, 40])('keeps its follower from being placed, on day %i', async (day) => {
    const { answer } = await solveDomain(staffing, input(day));
    const { notPlaced } = answer!.result;
    expect(notPlaced).toMatchObject([{ item: 'v', reason: { kind: 'blocked', rule: 'H16' } }]);
    expect(notPlaced[0]!.reason.text).toContain(`Its leader p is on ${date(day)}.`);
  });

  test.each([-1, -21])('is seen by the review, on day %i', (day) => {
    const read = staffing.parse(input(day));
    const { issues } = staffing.review(read, { assignments: [{ event: 'v', employee: 'lea', day: date(0) }] });
    expect(issues.map(({ rule, text }) => [rule, text])).toEqual([['H16', 'v is not with its leader p.']]);
  });
});

describe('a posted base that may move', () => {
  // Only balance speaks for the other day: 100 for each event that a day has more than the other.
  const input = (more: object = {}) => ({
    ...BASE,
    rules: [
      { id: 'S14', weight: 0 },
      { id: 'S13', weight: 100 },
    ],
    events: [leader('m', { pairing: undefined, posted: { employee: 'lea', day: date(0), block: 1, movable: true } })],
    posted: [posted('f', 0, { type: 'freeosk', block: undefined, pairing: undefined })],
    ...more,
  });

  test('stays with the posted support that relies on it', async () => {
    const { answer } = await solveDomain(staffing, input());
    expect(answer!.result.placed).toMatchObject([{ item: 'm', at: { day: date(0) } }]);
    // Two on one day and none on the other.
    expect(answer!.review).toMatchObject({ isLegal: true, penalties: { S13: 200 } });
  });

  test('may go where nothing relies on it', async () => {
    const { answer } = await solveDomain(
      staffing,
      input({ posted: [posted('x', 0, { type: 'other', block: undefined, pairing: undefined })] }),
    );
    expect(answer!.result.placed).toMatchObject([{ item: 'm', at: { day: date(1) } }]);
  });

  test('may go where another base is posted', async () => {
    const both = [...input().posted, posted('b', 0, { type: 'juicer', block: undefined, pairing: undefined })];
    const rules = [...input().rules, { id: 'H13', enabled: false }];
    const { answer } = await solveDomain(staffing, input({ posted: both, rules }));
    expect(answer!.result.placed).toMatchObject([{ item: 'm', at: { day: date(1) } }]);
  });

  test('is told by the review when it has gone, and goes back', () => {
    const read = staffing.parse(input());
    const moved = { assignments: [{ event: 'm', employee: 'lea', day: date(1), block: 1 }] };
    const { isLegal, issues } = staffing.review(read, moved);
    expect(isLegal).toBe(false);
    expect(issues).toMatchObject([{ rule: 'H18', items: ['m'] }]);
    expect(issues[0]!.text).toContain('m has left f of lea on 2026-01-05');
    const { notPlaced, defects } = staffing.result(staffing.build(read), moved, 'none');
    expect([notPlaced, defects]).toMatchObject([[{ item: 'm' }], [{ item: 'm', rule: 'H18' }]]);
  });
});

describe('nobody and nothing', () => {
  const event = { id: 'o', type: 'other', start: date(0), due: date(1) };
  const outcomeOf = async (more: object) => {
    const { answer, solved } = await solveDomain(staffing, { ...BASE, events: [event], ...more });
    const { notPlaced, placed } = answer!.result;
    expect(answer!.review.isLegal).toBe(true);
    expect(solved.outcome.proof).toBe('optimal');
    return { placed: placed.length, reasons: notPlaced.map(({ reason: { kind, text } }) => `${kind}: ${text}`) };
  };

  test('without employees, with inactive ones, or without an active event', async () => {
    const nobody = { placed: 0, reasons: ['nobody-qualified: There is nobody for o (other): no employee is active.'] };
    expect(await outcomeOf({ employees: [] })).toEqual(nobody);
    expect(await outcomeOf({ employees: [{ id: 'lea', role: 'lead', active: false }] })).toEqual(nobody);
    const off = { ...event, active: false };
    expect((await outcomeOf({ events: [off] })).reasons).toMatchObject([expect.stringMatching(/^inactive: /)]);
    expect((await outcomeOf({ events: [off], employees: [] })).reasons).toMatchObject([
      expect.stringMatching(/^inactive: /),
    ]);
  });

  test('without events, and without an open day', async () => {
    expect(await outcomeOf({ events: [] })).toEqual({ placed: 0, reasons: [] });
    expect(await outcomeOf({ events: [], employees: [] })).toEqual({ placed: 0, reasons: [] });
    const closed = await outcomeOf({ holidays: [date(0), date(1)] });
    expect(closed.reasons).toMatchObject([expect.stringMatching(/^no-valid-day: /)]);
    const nobody = await outcomeOf({ holidays: [date(0), date(1)], employees: [] });
    expect(nobody.reasons).toMatchObject([expect.stringMatching(/^no-valid-day: /)]);
  });
});
