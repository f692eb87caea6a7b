import { expect, test } from 'vitest';
import { Remembered } from '../../src/plans/remembered.ts';

test('what was not asked for the longest is forgotten first, and never more is kept than there is room for', () => {
  const texts = new Remembered(10);
  texts.set('a', 'aaaa');
  texts.set('b', 'bbbb');
  expect(texts.get('a')).toBe('aaaa');
  texts.set('c', 'cccc');
  expect([texts.get('a'), texts.get('b'), texts.get('c')]).toEqual(['aaaa', undefined, 'cccc']);
  texts.set('d', 'ddddddddddd');
  expect([texts.get('a'), texts.get('c'), texts.get('d')]).toEqual(['aaaa', 'cccc', undefined]);
  texts.set('a', 'aaaaaaaaaa');
  expect([texts.get('a'), texts.get('c')]).toEqual(['aaaaaaaaaa', undefined]);
  texts.set('a', 'a');
  texts.set('e', 'eeeeeeeee');
  expect([texts.get('a'), texts.get('e')]).toEqual(['a', 'eeeeeeeee']);
});
