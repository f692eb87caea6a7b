import { expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { changed } from '../../src/solve/change.ts';

const { staffing } = DOMAIN_MODELS;
const day = '2026-01-06';
const INPUT = {
  horizon: { from: day, to: '2026-01-08' },
  types: { visit: {} },
  employees: ['ann', 'bob'].map((id) => ({ id, role: 'nurse' })),
  events: ['one', 'two'].map((id) => ({ id, type: 'visit', start: day, due: '2026-01-08' })),
  pins: [{ event: 'one', employee: 'ann', day }],
};

test('pinned work is accepted where it is pinned, and its pin goes', () => {
  const input = staffing.parse(INPUT);
  const placed = [
    { item: 'one', who: 'ann', at: { day } },
    { item: 'two', who: 'bob', at: { day } },
  ];
  const { changes, refused } = staffing.accepted(input, { placed, dropped: [] });
  expect(refused).toEqual([]);
  expect(
    changed(
      INPUT,
      changes.filter((change) => !('remove' in change)),
    ),
  ).toMatchObject({
    posted: [
      { event: 'one', employee: 'ann', day },
      { event: 'two', employee: 'bob', day },
    ],
  });
  expect(changes).toContainEqual({ remove: 'pins/one' });
});

test('pinned work is not accepted elsewhere', () => {
  const placed = [{ item: 'one', who: 'bob', at: { day } }];
  const { changes, refused } = staffing.accepted(staffing.parse(INPUT), { placed, dropped: [] });
  expect(changes).toEqual([]);
  expect(refused).toMatchObject([{ item: 'one', reasons: [expect.stringContaining('pinned')] }]);
});
