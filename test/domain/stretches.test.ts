import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merged, minutesIn, type Stretch, without } from '../../src/domain/stretches.ts';

const END = 12;
const stretches = fc.array(
  fc.tuple(fc.nat(END), fc.nat(END)).map(([a, b]): Stretch => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 })),
  { maxLength: 5 },
);

/** Each minute by itself. */
const minutesOf = (list: readonly Stretch[]): number[] =>
  Array.from({ length: END + 2 }, (_, at) => at).filter((at) => list.some(({ from, to }) => from <= at && at < to));

test('stretches are what their minutes say, minute by minute', () => {
  fc.assert(
    fc.property(stretches, stretches, (open, taken) => {
      const gone = new Set(minutesOf(taken));
      expect(minutesOf(merged(open))).toEqual(minutesOf(open));
      expect(minutesOf(without(open, taken))).toEqual(minutesOf(open).filter((at) => !gone.has(at)));
      expect(minutesIn(open)).toBe(minutesOf(open).length);
      // In order, and apart.
      const left = without(open, taken);
      for (const [i, { from, to }] of left.entries()) {
        expect(from).toBeLessThan(to);
        if (i > 0) expect(left[i - 1]!.to).toBeLessThan(from);
      }
    }),
  );
});
