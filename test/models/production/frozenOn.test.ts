import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import type { Input } from '../../../models/production/input.ts';
import { productionOf } from '../../../models/production/productionOf.ts';
import { rowsOf } from '../../../src/plans/rows.ts';
import { runInput } from '../../../src/plans/runInput.ts';
import { faultsFrom } from '../../support/spoil.ts';

/** One operation is posted on each of three days, at eight. */
const DAYS = ['2026-05-04', '2026-05-05', '2026-05-06'] as const;
const INPUT = {
  horizon: { from: DAYS[0], to: DAYS[2] },
  resources: [{ id: 'lathe', kind: 'machine' }],
  orders: DAYS.map((id) => ({
    id,
    operations: [{ id: 'turn', core: { minutes: 30 }, machines: [{ machine: 'lathe' }] }],
  })),
  posted: DAYS.map((order) => ({ order, operation: 'turn', machine: 'lathe', start: `${order}T08:00` })),
};

const inputWith = (frozenDays: readonly string[], more: object = {}) =>
  runInput(production, rowsOf(production.lists, { ...INPUT, ...more }), {
    do: 'run',
    changes: [],
    keep: { frozenDays },
  });

/** The orders that a run of a plan may not move, with some days frozen. */
function stays(frozenDays: readonly string[], more?: object): string[] {
  const { problem } = productionOf(production.parse(JSON.parse(inputWith(frozenDays, more).input)) as Input);
  return problem.fixed.map(({ id }) => id.slice(0, DAYS[0].length));
}

test('what begins on the first days of a plan stays where these days are frozen', () => {
  expect(stays([])).toEqual([]);
  expect(stays([DAYS[0]])).toEqual([DAYS[0]]);
  // A day before the horizon is over anyway.
  expect(stays([DAYS[1], DAYS[0], '2026-05-01'])).toEqual([DAYS[0], DAYS[1]]);
  // What the plan itself freezes stays frozen.
  expect(stays([DAYS[0]], { frozenUntil: `${DAYS[2]}T00:00` })).toEqual([DAYS[0], DAYS[1]]);
});

test('frozen days that are no dates, or leave a gap, are refused by name', () => {
  const faultOf = (days: readonly string[]) => faultsFrom(() => inputWith(days), undefined)[0];
  expect(faultOf(['monday'])?.message).toContain('"monday" is no date.');
  expect(faultOf([DAYS[0], DAYS[2]])).toMatchObject({
    pointer: '/keep/frozenDays',
    message: expect.stringContaining(`${DAYS[2]} is frozen, and ${DAYS[1]} before it is not`),
  });
});
