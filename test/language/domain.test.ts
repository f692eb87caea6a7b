import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANY,
  checkDomain,
  complementOf,
  domainHas,
  domainOf,
  domainSize,
  domainValues,
  intersectionOf,
  normalDomain,
  shiftDomain,
} from '../../src/language/domain.ts';
import { refused } from './refused.ts';

const range = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.nat(6)).map(([lo, width]) => [lo, lo + width] as const);
const domain = fc.array(range, { minLength: 1, maxLength: 5 }).map(normalDomain);
const INTEGERS = Array.from({ length: 61 }, (_, i) => i - 30);

describe('a normal domain', () => {
  it('merges ranges that overlap or touch, and drops empty ones', () => {
    expect(
      normalDomain([
        [5, 6],
        [0, 2],
        [3, 4],
        [9, 8],
        [8, 8],
      ]),
    ).toEqual([0, 6, 8, 8]);
  });

  it('has the values of its ranges, no others, and passes the check', () => {
    fc.assert(
      fc.property(fc.array(range, { minLength: 1 }), (ranges) => {
        const merged = normalDomain(ranges);
        checkDomain(merged, 'x');
        for (const v of INTEGERS) expect(domainHas(merged, v)).toBe(ranges.some(([lo, hi]) => lo <= v && v <= hi));
      }),
    );
  });
});

describe('operations on domains', () => {
  it('intersection, complement and shift agree with membership', () => {
    fc.assert(
      fc.property(domain, domain, fc.integer({ min: -5, max: 5 }), (a, b, delta) => {
        const [both, others, moved] = [intersectionOf(a, b), complementOf(a), shiftDomain(a, delta)];
        for (const v of INTEGERS) {
          expect(domainHas(both, v)).toBe(domainHas(a, v) && domainHas(b, v));
          expect(domainHas(others, v)).toBe(!domainHas(a, v));
          expect(domainHas(moved, v + delta)).toBe(domainHas(a, v));
        }
        checkDomain(others, 'complement');
        if (both.length) checkDomain(both, 'intersection');
      }),
    );
  });

  it('the values are as many as the size says, and make the domain again', () => {
    fc.assert(
      fc.property(domain, (d) => {
        const values = [...domainValues(d)];
        expect(values).toHaveLength(domainSize(d));
        expect(domainOf(values)).toEqual(d);
      }),
    );
  });

  it('the complement of everything is nothing, and of nothing everything', () => {
    expect(complementOf(ANY)).toEqual([]);
    expect(complementOf([])).toEqual(ANY);
  });
});

describe('a list that is no domain', () => {
  it.each([
    [[], 'model/empty-domain', 'no value'],
    [[1], 'model/empty-domain', 'no value: [1]'],
    [[2, 1], 'model/empty-domain', 'increasing ranges: [2, 1]'],
    [[0, 3, 3, 5], 'model/empty-domain', 'increasing ranges: [0, 3, 3, 5]'],
    [[0, 3, 4, 5], 'model/empty-domain', 'overlap or touch'],
    [[0.5, 1], 'model/not-integer', 'the bound 0.5'],
    [[Number.NaN, 1], 'model/not-integer', 'the bound NaN'],
    [[0, Infinity, 2, 3], 'model/not-integer', 'the bound Infinity'],
    [[0, 2 ** 53], 'model/overflow', 'the bound 9007199254740992'],
  ])('%j is refused: %s', (list, code, message) => {
    const error = refused(() => checkDomain(list, 'speed'));
    expect(error.code).toBe(code);
    expect(error.message).toContain('domain of speed');
    expect(error.message).toContain(message);
  });

  it('infinite ends and single values are fine', () => {
    for (const list of [ANY, [-Infinity, 3], [3, Infinity], [-Infinity, 1, 3, Infinity], [4, 4]])
      checkDomain(list, 'x');
  });
});
