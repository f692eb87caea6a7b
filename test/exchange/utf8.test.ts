import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstNotUtf8 } from '../../src/exchange/utf8.ts';

/** The slow way: the length of the longest beginning that a strict decoder takes whole. */
function expected(bytes: Uint8Array): number | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let length = bytes.length; length >= 0; length--) {
    try {
      decoder.decode(bytes.subarray(0, length));
      return length === bytes.length ? undefined : length;
    } catch {}
  }
  return 0;
}

it('every text is UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(firstNotUtf8(Buffer.from(text))).toBe(undefined);
    }),
  );
});

it('the first byte that begins no character is found wherever it is', () => {
  const bytes = fc.tuple(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.uint8Array({ maxLength: 6 }),
    fc.string({ unit: 'binary', maxLength: 80 }),
  );
  fc.assert(
    fc.property(bytes, ([before, noise, after]) => {
      const all = Buffer.concat([Buffer.from(before), noise, Buffer.from(after)]);
      expect(firstNotUtf8(all)).toBe(expected(all));
    }),
    { numRuns: 2000 },
  );
});

it('a character that was cut off, a stray one and a long form are none', () => {
  // U+20AC is e2 82 ac; 80 goes on with nothing; c0 af would be a slash in two bytes.
  for (const wrong of [
    [0xe2, 0x82],
    [0x80, 0x80, 0x80, 0x80, 0x80],
    [0xc0, 0xaf],
  ]) {
    expect(firstNotUtf8(Uint8Array.from([0x61, 0xe2, 0x82, 0xac, ...wrong]))).toBe(4);
  }
});
