import { expect, test } from 'vitest';
import { createRelaxed } from '../../../src/engines/highs/relaxed.ts';
import { NarrowPicker } from '../../../src/engines/lns/narrow.ts';
import { Search } from '../../../src/engines/local/search.ts';
import { Random } from '../../../src/engines/random.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { sum } from '../../../src/language/expression.ts';

/** A packing: of all members of each row one at most, as many as may be. */
function packing(columns: number, rows: readonly (readonly number[])[]) {
  const model = new ModelBuilder('packing');
  const literals = Array.from({ length: columns }, () => model.boolean());
  for (const row of rows) model.add({ kind: 'atMostOne', literals: row.map((column) => literals[column]!) });
  model.maximize(sum(literals));
  return directMatrixOf(model.build())!;
}

/** Columns that are in rows 0 and 1, 2 and 3, 0 and 2, 1 and 3, and in all four; the first two are taken. */
const ROWS = [
  [0, 2, 4],
  [0, 3, 4],
  [1, 2, 4],
  [1, 3, 4],
];
const TAKEN = [1, 1, 0, 0, 0];

function pickerFor(matrix: ReturnType<typeof packing>, start: readonly number[], relaxed?: readonly number[]) {
  const { state } = new Search(matrix, 1, Float64Array.from(start));
  expect([...state.values]).toEqual(start);
  return { state, picker: new NarrowPicker(state, new Random(1), relaxed && Float64Array.from(relaxed)) };
}

const sorted = (columns: Iterable<number>): number[] => [...columns].sort((a, b) => a - b);

test('where two are taken out, whatever fits in their place is free, too', () => {
  const { picker, state } = pickerFor(packing(5, ROWS), TAKEN);
  expect(sorted(picker.pick('room', 2))).toEqual([0, 1, 2, 3, 4]);
  // What was looked at is as it was.
  expect([...state.values]).toEqual(TAKEN);
});

test('where only one is taken out, nothing fits that needs the room of the other', () => {
  const { picker } = pickerFor(packing(5, ROWS), TAKEN);
  for (let i = 0; i < 10; i++) expect([[0], [1]]).toContainEqual(sorted(picker.pick('room', 1)));
});

test('the relaxation frees what it takes otherwise, and nothing where there is none', () => {
  const { picker } = pickerFor(packing(5, ROWS), TAKEN, [0.5, 1, 0.5, 0, 0.05]);
  expect(sorted(picker.pick('relaxed', 1))).toEqual([0, 2]);
  expect(sorted(pickerFor(packing(5, ROWS), TAKEN).picker.pick('relaxed', 1))).toEqual([]);
});

test('of many on which it disagrees, those are free together that share rows', () => {
  const halves = [0, 12].map((from) => Array.from({ length: 12 }, (_, i) => from + i));
  const { picker } = pickerFor(packing(24, halves), new Array(24).fill(0), new Array(24).fill(0.5));
  for (let i = 0; i < 10; i++) {
    const picked = sorted(picker.pick('relaxed', 1));
    expect(picked).toHaveLength(10);
    expect(new Set(picked.map((column) => column < 12)).size).toBe(1);
  }
});

test('a relaxation takes halves where whole numbers cannot all be had', async () => {
  const solve = await createRelaxed();
  const triangle = packing(3, [
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
  // The three rows together say 2 (x + y + z) <= 3, which only halves meet with equality.
  const { values } = solve(triangle, { ticks: 1000, seconds: 60, shouldStop: () => false });
  expect([...values!]).toEqual([0.5, 0.5, 0.5]);
});

test('a budget that is overdrawn leaves no relaxation, and no error', async () => {
  const solve = await createRelaxed();
  const row = packing(2, [[0, 1]]);
  for (const limits of [
    { ticks: -3, seconds: 60 },
    { ticks: 0.5, seconds: 60 },
    { ticks: 1000, seconds: -1 },
  ])
    expect(solve(row, { ...limits, shouldStop: () => false })).toEqual({ ticks: 0 });
});
