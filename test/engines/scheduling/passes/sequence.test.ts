import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sequence } from '../../../../src/engines/scheduling/passes/sequence.ts';

/** Family 2 breaks the triangle: from 0 to 2 it is 5, over 1 only 2. */
const TIMES = [
  [0, 1, 5],
  [3, 0, 1],
  [2, 4, 1],
];

interface Placed {
  readonly start: number;
  readonly size: number;
  readonly family: number;
}

const request = fc.record({
  from: fc.integer({ min: -3, max: 12 }),
  size: fc.integer({ min: 0, max: 4 }),
  family: fc.nat(2),
  isLate: fc.boolean(),
});

function fits(placed: readonly Placed[], at: Placed): boolean {
  const isBefore = (a: Placed, b: Placed): boolean => a.start + a.size + TIMES[a.family]![b.family]! <= b.start;
  return placed.every((other) => isBefore(other, at) || isBefore(at, other));
}

test('the nearest room is what trying every time gives, and taking back leaves what was there', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), fc.nat(12), (requests, keep) => {
      const sequence = new Sequence({ families: [], times: TIMES });
      const placed: Placed[] = [];
      const nearest = ({ from, isLate, ...item }: (typeof requests)[number]): number => {
        const found = sequence[isLate ? 'latest' : 'earliest'](from, { ...item, demand: 1, capacity: 1 });
        let expected = from;
        while (!fits(placed, { ...item, start: expected })) expected += isLate ? -1 : 1;
        expect(found).toBe(expected);
        return found;
      };
      for (const asked of requests) {
        const item = { size: asked.size, family: asked.family, start: nearest(asked) };
        sequence.add(item.start, { ...item, demand: 1, capacity: 1 });
        placed.push(item);
      }
      for (const item of placed.splice(keep).reverse())
        sequence.remove(item.start, { ...item, demand: 1, capacity: 1 });
      for (const asked of requests) nearest(asked);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('nothing has room where nothing may be', () => {
  const sequence = new Sequence({ families: [0], times: [[0]] });
  const load = { size: 1, demand: 1, capacity: 0, family: 0 };
  expect([sequence.earliest(0, load), sequence.latest(0, load)]).toEqual([Infinity, -Infinity]);
});
