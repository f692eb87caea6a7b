import { expect, test } from 'vitest';
import { Annealing } from '../../../src/engines/local/annealing.ts';
import { State } from '../../../src/engines/local/state.ts';
import { matrixOf } from '../../../src/engines/matrix.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';

/** Entries of the first round of a small model. */
const FIRST_ROUND = 4_000_000;

/** The temperature at the beginning and at the end of the first round, after these rises. */
function heatsAfter(rises: readonly number[]): { hot: number; cold: number } {
  const model = new ModelBuilder();
  model.boolean();
  const annealing = new Annealing(new State(matrixOf(model.build()), undefined));
  let hot = 0;
  for (const rise of rises) hot = annealing.heat(rise);
  expect(annealing.beginsAnew(FIRST_ROUND - 1)).toBe(false);
  const cold = annealing.heat(rises[0]!);
  expect(annealing.beginsAnew(FIRST_ROUND)).toBe(true);
  return { hot, cold };
}

test('a round begins at half of the median rise, and ends at a hundredth of it', () => {
  const { hot, cold } = heatsAfter(Array.from({ length: 64 }, () => 20));
  expect(hot).toBe(10);
  expect(cold).toBeCloseTo(0.2, 4);
});

test('where some rises are much less than others, it ends as cold as these need', () => {
  // Opening costs 50, going elsewhere 1: a tenth of all and more rise by 1 only, and 0.03 of that is less than 0.5.
  const { hot, cold } = heatsAfter(Array.from({ length: 64 }, (_, i) => (i % 4 === 0 ? 1 : 50)));
  expect(hot).toBe(25);
  expect(cold).toBeCloseTo(0.03, 4);
});

test('the second round takes twice as long as the first', () => {
  const model = new ModelBuilder();
  model.boolean();
  const annealing = new Annealing(new State(matrixOf(model.build()), undefined));
  expect(annealing.beginsAnew(FIRST_ROUND)).toBe(true);
  expect(annealing.beginsAnew(3 * FIRST_ROUND - 1)).toBe(false);
  expect(annealing.beginsAnew(3 * FIRST_ROUND)).toBe(true);
});
