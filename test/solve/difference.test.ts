import { expect, test } from 'vitest';
import { differenceOf } from '../../src/solve/difference.ts';
import type { Placement } from '../../src/solve/placement.ts';

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

test('items of one class are interchangeable: who of them is where is no difference', () => {
  const classOf = (item: string): string => item.slice(0, item.indexOf('#'));
  const before = [place('a#1', 'ann', 'mon'), place('a#2', 'ann', 'wed'), place('b#1', 'bob', 'mon')];
  // One begins before all others now, so that every number is another one's.
  const after = [place('a#1', 'ann', 'sun'), place('a#2', 'ann', 'mon'), place('b#1', 'bob', 'mon')];
  expect(differenceOf(before, after, classOf).disruptions).toEqual([
    { item: 'a#2', kind: 'moved', from: before[1], to: { ...after[0], item: 'a#2' } },
  ]);
  expect(differenceOf(before, after).disruptions.map(({ item }) => item)).toEqual(['a#1', 'a#2']);
});

test('of one class, what is more is added and what is less is dropped', () => {
  const classOf = (item: string): string => item.slice(0, item.indexOf('#'));
  const [one, other] = [[place('a#1', 'ann', 'wed')], [place('a#1', 'ann', 'mon'), place('a#2', 'ann', 'wed')]];
  expect(differenceOf(one, other, classOf).disruptions).toEqual([
    { item: 'a#2', kind: 'added', to: { ...other[0], item: 'a#2' } },
  ]);
  expect(differenceOf(other, one, classOf).disruptions.map(({ item, kind }) => [item, kind])).toEqual([
    ['a#1', 'dropped'],
  ]);
});
