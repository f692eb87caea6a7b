import { expect, it } from 'vitest';
import { behind, isBefore, movedIn, rebased, START } from '../../src/http/place.ts';

it('a place behind a text is in its last line, or goes on in the line before', () => {
  expect(behind('', { line: 3, column: 4 })).toEqual({ line: 3, column: 4 });
  expect(behind('abc', { line: 3, column: 4 })).toEqual({ line: 3, column: 7 });
  expect(behind('abc\n\nde', { line: 3, column: 4 })).toEqual({ line: 5, column: 3 });
  expect(behind('\n', START)).toEqual({ line: 2, column: 1 });
});

it('a place of a part keeps its column except in the line in which the part begins', () => {
  const start = { line: 4, column: 9 };
  expect(rebased({ line: 1, column: 2 }, START, start)).toEqual({ line: 4, column: 10 });
  expect(rebased({ line: 3, column: 2 }, START, start)).toEqual({ line: 6, column: 2 });
});

it('places are in the order of reading', () => {
  const places = [START, { line: 1, column: 2 }, { line: 2, column: 1 }];
  expect(places.map((a) => places.map((b) => isBefore(a, b)))).toEqual([
    [false, true, true],
    [false, false, true],
    [false, false, false],
  ]);
});

it('a message without a place stays as it is', () => {
  const move = () => ({ line: 7, column: 8 });
  expect(movedIn('It ends, at line 1, column 2.', move)).toBe('It ends, at line 7, column 8.');
  expect(movedIn('It has no place.', move)).toBe('It has no place.');
});
