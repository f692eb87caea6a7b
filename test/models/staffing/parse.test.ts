import { describe, expect, test } from 'vitest';
import { parse } from '../../../models/staffing/parse.ts';
import { staffingOf } from '../../../models/staffing/staffingOf.ts';

describe('an input without a horizon', () => {
  test('begins three days after today and ends three weeks after it', () => {
    expect(parse({ today: '2026-02-27' }).horizon).toEqual({ from: '2026-03-02', to: '2026-03-20' });
  });

  test('begins today in an emergency', () => {
    expect(parse({ today: '2026-02-27', emergency: true }).horizon).toEqual({ from: '2026-02-27', to: '2026-03-20' });
  });

  test('counts from the day that it is in its time zone', () => {
    const now = new Date();
    const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
    const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
    const { from } = parse({ emergency: true, timeZone: 'Pacific/Auckland' }).horizon;
    expect([yesterday, now.toISOString().slice(0, 10), tomorrow]).toContain(from);
  });
});

test('an empty input is a problem without events', () => {
  const { problem } = staffingOf(parse({ today: '2026-02-27' }));
  expect([problem.events.length, problem.employees.length, problem.fixed.length]).toEqual([0, 0, 0]);
});

test('rules of the profile are merged with the input’s, and switched off by it', () => {
  const { rules } = staffingOf(
    parse({
      profile: 'retail',
      today: '2026-02-27',
      rules: [
        { id: 'H11', parameters: { max: 2 } },
        { id: 'S1', weight: 500 },
        { id: 'S4', enabled: false },
        { id: 'mine', template: 'balance', weight: 3 },
      ],
    }),
  );
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  expect(byId.get('H11')?.parameters).toEqual({ types: ['core'], max: 2, exemptRoles: ['club-supervisor'] });
  expect(byId.get('S1')?.weight).toBe(500);
  expect(byId.has('S4')).toBe(false);
  expect(byId.get('mine')).toMatchObject({ weight: 3, multiplier: 1 });
});

test('of two preferences for a rule, the later counts', () => {
  const preferences = [
    { rule: 'S9', multiplier: 2, setAt: '2026-01-02T10:00:00Z' },
    { keyword: 'fairness', direction: 'minimise', setAt: '2026-01-02T11:30:00+01:00' },
  ];
  // 11:30 at +01:00 is 10:30 in UTC: 5 x 0.25 = 1.25, rounded to 1.
  const { rules } = staffingOf(parse({ profile: 'retail', today: '2026-02-27', preferences }));
  expect(rules.find(({ id }) => id === 'S9')).toMatchObject({ ownWeight: 5, multiplier: 0.25, weight: 1 });
});
