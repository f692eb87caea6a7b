import { expect, test } from 'vitest';
import { differenceOf } from '../../src/solve/difference.ts';
import type { Placement } from '../../src/solve/result.ts';

const place = (item: string, who: string, day: string, block?: number): Placement => ({
  item,
  who,
  at: { day, ...(block === undefined ? {} : { block }) },
});

test('tells moved, reassigned, dropped and added apart, and whom they concern', () => {
  const before = [
    place('same', 'ann', 'mon', 1),
    place('block', 'bob', 'mon', 1),
    place('who', 'cem', 'mon'),
    place('gone', 'dee', 'tue'),
  ];
  const after = [
    place('new', 'eva', 'tue'),
    place('same', 'ann', 'mon', 1),
    place('block', 'bob', 'mon', 2),
    place('who', 'fay', 'wed'),
  ];
  const { disruptions, people } = differenceOf(before, after);
  expect(disruptions.map(({ item, kind }) => [item, kind])).toEqual([
    ['block', 'moved'],
    ['gone', 'dropped'],
    ['new', 'added'],
    ['who', 'reassigned'],
  ]);
  expect(people).toEqual(['bob', 'cem', 'dee', 'eva', 'fay']);
  expect(disruptions[0]).toEqual({ item: 'block', kind: 'moved', from: before[1], to: after[2] });
});

test('a part of the place that the earlier solution does not tell is no difference', () => {
  expect(differenceOf([place('a', 'ann', 'mon')], [place('a', 'ann', 'mon', 3)]).disruptions).toEqual([]);
  expect(differenceOf([place('a', 'ann', 'mon', 3)], [place('a', 'ann', 'mon')]).disruptions).toHaveLength(1);
});
