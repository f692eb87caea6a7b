import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Timeline } from '../../../../src/engines/scheduling/passes/timeline.ts';

const CAPACITY = 3;

interface Placed {
  readonly start: number;
  readonly size: number;
  readonly demand: number;
}

/** Whether a load fits among others, point by point. */
function fits(placed: readonly Placed[], at: Placed): boolean {
  for (let time = at.start; time < at.start + at.size; time++) {
    const load = placed.filter(({ start, size }) => start <= time && time < start + size);
    if (load.reduce((total, { demand }) => total + demand, at.demand) > CAPACITY) return false;
  }
  return at.size === 0 || at.demand <= CAPACITY;
}

/** Whether neither of two spans has an end of the other strictly inside, and they do not overlap. */
function fitsAlone(placed: readonly Placed[], at: Placed): boolean {
  return placed.every(({ start, size }) => start + size <= at.start || at.start + at.size <= start);
}

const request = fc.record({
  from: fc.integer({ min: -3, max: 12 }),
  size: fc.integer({ min: 0, max: 4 }),
  demand: fc.integer({ min: 0, max: 4 }),
  isLate: fc.boolean(),
});

/** Puts everything where the timeline says, and compares that with what the definition says. */
function compareWithDefinition(
  isExclusive: boolean,
  requests: readonly { from: number; size: number; demand: number; isLate: boolean }[],
) {
  const timeline = new Timeline(isExclusive);
  const capacity = isExclusive ? 1 : CAPACITY;
  const placed: Placed[] = [];
  for (const { from, size, isLate, ...asked } of requests) {
    const demand = isExclusive ? 1 : asked.demand;
    const isRoom = (start: number): boolean => (isExclusive ? fitsAlone : fits)(placed, { start, size, demand });
    const found = timeline[isLate ? 'latest' : 'earliest'](from, { size, demand, capacity });
    let expected = from;
    const step = isLate ? -1 : 1;
    while (Math.abs(expected - from) < 100 && !isRoom(expected)) expected += step;
    if (Math.abs(expected - from) === 100) expected = isLate ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    expect(found).toBe(expected);
    if (!Number.isFinite(found)) continue;
    timeline.add(found, { size, demand, capacity });
    placed.push({ start: found, size, demand });
  }
  return { timeline, placed };
}

test('the nearest room is what trying every time gives', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
      compareWithDefinition(false, requests);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('so it is where one thing goes at a time, and nothing of size 0 lies inside another', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
      compareWithDefinition(true, requests);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('taking back, latest first, leaves what was there before', () => {
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), fc.nat(12), fc.boolean(), (requests, keep, isExclusive) => {
      const { timeline, placed } = compareWithDefinition(isExclusive, requests);
      const kept = placed.slice(0, keep);
      for (const { start, size, demand } of placed.slice(keep).reverse())
        timeline.remove(start, { size: size, demand: demand, capacity: CAPACITY });
      const load = { size: 2, demand: 1, capacity: isExclusive ? 1 : CAPACITY };
      const isRoom = (start: number): boolean => (isExclusive ? fitsAlone : fits)(kept, { start, size: 2, demand: 1 });
      for (let from = -6; from < 20; from++) {
        let expected = from;
        while (!isRoom(expected)) expected++;
        expect(timeline.earliest(from, load)).toBe(expected);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});
