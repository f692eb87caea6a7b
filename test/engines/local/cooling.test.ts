import { expect, test } from 'vitest';
import { Cooling } from '../../../src/engines/local/cooling.ts';

test('rounds take as much as all before them, and the last ends with what there is to spend', () => {
  const cooling = new Cooling(3200, { hot: 2.5, warm: 1.5, cold: 0.05 });
  const begins: number[] = [];
  let coldest = Number.POSITIVE_INFINITY;
  for (let spent = 0; spent <= 3200; spent += 1) {
    if (cooling.beginsAnew(spent)) begins.push(spent);
    coldest = cooling.temperature(spent);
  }
  // The first takes a thirty-second, 100; what would leave less than as much again takes everything.
  expect(begins).toEqual([100, 200, 400, 800, 1600]);
  expect(coldest).toBe(cooling.temperature(3200));
  expect(cooling.temperature(3200)).toBeLessThan(cooling.temperature(1601) / 5);
});

test('where nothing costs more than anything else, it is cold from the first', () => {
  const cooling = new Cooling(100, { hot: 0, warm: 0, cold: 0 });
  expect([cooling.temperature(0), cooling.temperature(50)]).toEqual([0, 0]);
});
