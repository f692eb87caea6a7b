import { expect, test } from 'vitest';
import { Random } from '../../../src/engines/random.ts';
import { NEIGHBOURHOOD_NAMES, NEIGHBOURHOODS } from '../../../src/engines/schedule-lns/neighbourhoods/index.ts';
import { fixedOf, viewOf } from '../../../src/engines/schedule-lns/neighbourhoods/view.ts';
import { readShop } from '../../../src/engines/scheduling/reading/index.ts';
import { jobShop } from '../scheduling/support/shops.ts';

/*
 * Three jobs on two machines, one after the other in the order of the jobs:
 *
 *   machine 0:  a0 0-3   b0 3-5   c0 5-6
 *   machine 1:  a1 3-5   b1 5-9   c1 9-10
 *
 * Two paths are critical: a0 b0 b1 c1 and a0 a1 b1 c1, each 3 + 2 + 4 + 1 = 10.
 */
const JOBS = [
  [
    [0, 3],
    [1, 2],
  ],
  [
    [0, 2],
    [1, 4],
  ],
  [
    [0, 1],
    [1, 1],
  ],
] as const;
const [A0, A1, B0, B1, C0, C1] = [0, 1, 2, 3, 4, 5];
const { shop } = readShop(jobShop(JOBS))!;
const schedule = { start: Int32Array.of(0, 3, 3, 5, 5, 9), mode: Int32Array.of(0, 1, 2, 3, 4, 5) };

/** The sets that a neighbourhood picks, each written as sorted numbers. */
function setsOf(name: (typeof NEIGHBOURHOOD_NAMES)[number], wanted: number): Set<string> {
  const random = new Random(1);
  const view = viewOf(fixedOf(shop), schedule, random);
  const sets = Array.from({ length: 200 }, () => [...NEIGHBOURHOODS[name](view, wanted)].sort((a, b) => a - b).join());
  return new Set(sets);
}

test('tasks are read in the order of the jobs', () => {
  expect([shop.taskCount, ...shop.duration]).toEqual([6, 3, 2, 2, 4, 1, 1]);
});

test('a window frees what is done around the same time', () => {
  // Middles: a0 1.5, a1 4, b0 4, b1 7, c0 5.5, c1 9.5. Nearest to b1 is c0, to c1 is b1, to a0 is a1, the first of two.
  expect(setsOf('timeWindow', 2)).toEqual(
    new Set([`${A0},${A1}`, `${A1},${B0}`, `${B1},${C0}`, `${B1},${C1}`, `${A1},${C0}`]),
  );
});

test('a machine frees all of its tasks', () => {
  expect(setsOf('machine', 3)).toEqual(new Set([`${A0},${B0},${C0}`, `${A1},${B1},${C1}`]));
});

test('jobs are freed whole', () => {
  expect(setsOf('job', 2)).toEqual(new Set([`${A0},${A1}`, `${B0},${B1}`, `${C0},${C1}`]));
});

test('of a critical path a stretch is freed, with what is beside it', () => {
  // Three of a path at least, and of those beside it none where three are wanted.
  const paths = [`${A0},${B0},${B1}`, `${B0},${B1},${C1}`, `${A0},${A1},${B1}`, `${A1},${B1},${C1}`];
  expect(setsOf('critical', 3)).toEqual(new Set(paths));
});

test('each frees no more than is wanted, and something', () => {
  for (const name of NEIGHBOURHOOD_NAMES)
    for (const set of setsOf(name, 4)) expect(set.split(',').length, name).toSatisfy((n) => n >= 1 && n <= 4);
});
