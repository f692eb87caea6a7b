import { expect, test } from 'vitest';
import type { Input } from '../../../models/production/input.ts';
import { parse } from '../../../models/production/parse.ts';
import { productionOf } from '../../../models/production/productionOf.ts';

/** The phases of one operation, each with its minutes on each machine for two pieces. */
function phasesOf(operation: Record<string, unknown>, given: Record<string, unknown> = {}) {
  const input = parse({
    horizon: { from: '2026-05-04', to: '2026-05-05' },
    resources: ['lathe', 'mill'].map((id) => ({ id, kind: 'machine', capabilities: [{ does: 'turn' }] })),
    orders: [{ id: 'one', quantity: 2, operations: [{ id: 'turn', ...operation }] }],
    ...given,
  }) as Input;
  const [item] = productionOf(input).problem.items;
  return item!.phases.map(({ kind }, p) => [kind, ...item!.ways.map((way) => way.minutes(p, 2))]);
}

test('a phase without minutes is none, and work that takes no time is a core of one minute', () => {
  // Two pieces of 5 minutes.
  expect(phasesOf({ setup: { minutes: 0 }, core: { minutes: 5 } })).toEqual([['core', 10, 10]]);
  expect(phasesOf({ setup: { minutes: 3 }, core: { minutes: 0 } })).toEqual([['setup', 3, 3]]);
  expect(phasesOf({ core: { minutes: 0 } })).toEqual([['core', 1, 1]]);
  const place = { order: 'one', operation: 'turn', machine: 'lathe', start: '2026-05-04T08:00' };
  for (const section of ['posted', 'pins']) {
    expect(phasesOf({ core: { minutes: 0 } }, { [section]: [place] })).toEqual([['core', 1, 1]]);
  }
});

test('minutes that only a machine gives count', () => {
  // Two pieces of 4 minutes on the mill; the lathe takes what the core says, which is nothing.
  const machines = [{ machine: 'lathe' }, { machine: 'mill', minutes: 4 }];
  expect(phasesOf({ setup: { minutes: 3 }, core: { minutes: 0 }, machines })).toEqual([
    ['setup', 3, 3],
    ['core', 1, 8],
  ]);
});
