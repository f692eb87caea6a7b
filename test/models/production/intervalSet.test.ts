import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  book,
  firstFree,
  type IntervalSet,
  unbook,
  type Visits,
} from '../../../models/production/dispatch/intervalSet.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { cases } from '../../support/deep.ts';

const END = 60;

/** The first minute from which this many are free, looked for one by one. */
function plainFree(bitmap: readonly boolean[], time: number, length: number): number {
  for (let start = time; ; start++) {
    if (!bitmap.slice(start, start + length).includes(true)) return start;
  }
}

const steps = fc.array(fc.record({ from: fc.nat(END - 1), length: fc.integer({ min: 1, max: 8 }) }), { maxLength: 30 });

test('free time is what a bitmap says, after any bookings, some of them taken back', () => {
  fc.assert(
    fc.property(steps, fc.nat(END), fc.integer({ min: 1, max: 12 }), (list, time, length) => {
      let set: IntervalSet;
      const bitmap = new Array<boolean>(END + 20).fill(false);
      const booked = new Map<number, number>();
      for (const { from, length: long } of list) {
        const there = booked.get(from);
        if (there !== undefined) {
          set = unbook(set, from);
          booked.delete(from);
          bitmap.fill(false, from, there);
        } else if (!bitmap.slice(from, from + long).includes(true)) {
          const before = set;
          const free = firstFree(before, time, length);
          set = book(set, from, from + long, 0);
          // A snapshot is what it was.
          expect(firstFree(before, time, length)).toBe(free);
          booked.set(from, from + long);
          bitmap.fill(true, from, from + long);
        }
        expect(firstFree(set, time, length)).toBe(plainFree(bitmap, time, length));
      }
    }),
  );
});

test('a booking, and a question for free time, look at a number of nodes that grows as the logarithm does', () => {
  const random = randomOf(1, 'visits');
  const most = cases(100_000, 1_000_000);
  for (let size = 100; size <= most; size *= 10) {
    let set: IntervalSet;
    // Stretches of 7 with gaps of 3, in an order that jumps about; 7919 has no divisor in common with any size.
    for (let i = 0; i < size; i++) set = book(set, 10 * ((i * 7919) % size), 10 * ((i * 7919) % size) + 7, i);
    const visits: Visits = { count: 0 };
    for (let i = 0; i < 200; i++) {
      firstFree(set, random.below(10 * size), 1 + random.below(4), visits);
      book(set, 10 * random.below(size) + 7, 10 * random.below(size) + 8, 0, visits);
    }
    // A treap of n entries is about 2 ln n = 1.39 log2 n deep on average; a question goes down two sides of a stretch.
    expect(visits.count / 400, `${size} bookings`).toBeLessThan(4 * Math.log2(size));
  }
});
