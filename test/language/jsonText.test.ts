import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/language/jsonText.ts';
import { refused } from './refused.ts';

describe('JSON text', () => {
  it.each([
    ['{"a":1,\n "b" 2}', '"2" out of place', 2, 6],
    ['{"x": tru}', '"t" out of place', 1, 7],
    ['[1,2,]', '"]" out of place', 1, 6],
    ['[1 2]', '"2" out of place', 1, 4],
    ['{a: 1}', '"a" out of place', 1, 2],
    ['{"a": {}, "b": [[], {"c": null}]', 'ends too early', 1, 33],
    ['{"a": 1}}', '"}" out of place', 1, 9],
    ['[1]\n\n x', '"x" out of place', 3, 2],
    ['"a\tb"', '"\\"" out of place', 1, 1],
    ['[01]', '"0" out of place', 1, 2],
    ['', 'ends too early', 1, 1],
  ])('%j has the fault at its place', (text, what, line, column) => {
    const error = refused(() => parseJson(text));
    expect(error.code).toBe('input/syntax');
    expect(error.message).toContain(what);
    expect(error.details).toEqual({ line, column });
  });

  it('whatever is cut off is refused', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % text.length);
        try {
          JSON.parse(cut);
        } catch {
          expect(refused(() => parseJson(cut)).code).toBe('input/syntax');
        }
      }),
    );
  });
});
