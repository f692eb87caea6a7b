import { describe, expect, it } from 'vitest';
import type { Constraint, ConstraintOf, Kind } from '../../../src/language/constraints/index.ts';
import { compare, within } from '../../../src/language/constraints/linear.ts';
import { absEquality, maxEquality, minEquality } from '../../../src/language/constraints/max.ts';
import { constant, minus, not, plus, sum, term, times } from '../../../src/language/expression.ts';
import { holds, intervalHolds } from '../../../src/language/holds.ts';
import type { Interval } from '../../../src/language/variables.ts';

/** A sentence, the constraint's own fields, the values of its variables, and whether it holds. */
type Case<K extends Kind> = readonly [
  sentence: string,
  constraint: Omit<ConstraintOf<K>, 'kind'>,
  values: readonly number[],
  expected: boolean,
  intervals?: readonly Interval[],
];

const [x, y, z] = [term(0), term(1), term(2)];
const c = constant;

/** An interval from the variable `at`, of a size, present if the literals are true. */
const from = (at: number, size: number, ...presence: number[]): Interval => ({
  start: term(at),
  size: constant(size),
  end: plus(term(at), constant(size)),
  ...(presence.length ? { presence } : {}),
});

const arcs = (...pairs: readonly (readonly [number, number])[]) => ({
  tails: pairs.map(([tail]) => tail),
  heads: pairs.map(([, head]) => head),
  literals: pairs.map((_, i) => i),
});
const triangle = arcs([0, 1], [1, 2], [2, 0], [0, 0], [1, 1], [2, 2], [1, 0]);
const fourNodes = arcs([0, 1], [1, 0], [2, 3], [3, 2], [1, 2], [3, 0]);
const depot = arcs([0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1], [1, 1], [2, 2]);

const steps = {
  exprs: [x, y],
  start: 0,
  finals: [2],
  transitions: [
    [0, 5, 1],
    [1, 5, 2],
    [1, 6, 1],
  ] as [number, number, number][],
};
const level = { times: [x, y], changes: [c(2), c(-2)], minLevel: 0, maxLevel: 2 };

const CASES: { readonly [K in Kind]: readonly Case<K>[] } = {
  linear: [
    ['2 * 3 - 1 = 5 lies in 4..5', { vars: [0, 1], coeffs: [2, -1], domain: [4, 5] }, [3, 1], true],
    ['2 * 3 - 0 = 6 lies above 4..5', { vars: [0, 1], coeffs: [2, -1], domain: [4, 5] }, [3, 0], false],
    ['5 lies in the gap of ..4 and 6..', { vars: [0], coeffs: [1], domain: [-Infinity, 4, 6, Infinity] }, [5], false],
    ['a variable twice counts twice: 3 + 3 = 6', { vars: [0, 0], coeffs: [1, 1], domain: [6, 6] }, [3], true],
    ['an empty sum is 0', { vars: [], coeffs: [], domain: [0, 0] }, [], true],
    ['3 <= 3', compare(x, '<=', y), [3, 3], true],
    ['3 < 3 does not hold', compare(x, '<', y), [3, 3], false],
    ['4 > 3', compare(x, '>', 3), [4], true],
    ['3 >= 4 does not hold', compare(x, '>=', 4), [3], false],
    ['3 != 3 does not hold', compare(x, '!=', 3), [3], false],
    ['2 != 3', compare(x, '!=', y), [2, 3], true],
    ['3 + 2 = 5, with constants on both sides', compare(plus(x, constant(2)), '=', plus(y, constant(1))), [3, 4], true],
    ['3 + 2 lies in 5..6', within(plus(x, constant(2)), [5, 6]), [3], true],
    ['2 + 2 does not lie in 5..6', within(plus(x, constant(2)), [5, 6]), [2], false],
  ],
  boolOr: [
    ['one of two is enough', { literals: [0, 1] }, [0, 1], true],
    ['a negated literal is true at 0', { literals: [not(0)] }, [0], true],
    ['none is too few', { literals: [0, not(1)] }, [0, 1], false],
    ['of nothing never holds', { literals: [] }, [], false],
  ],
  boolAnd: [
    ['all of them', { literals: [0, not(1)] }, [1, 0], true],
    ['all but one is too few', { literals: [0, not(1)] }, [1, 1], false],
    ['of nothing always holds', { literals: [] }, [], true],
  ],
  boolXor: [
    ['three are odd', { literals: [0, 1, 2] }, [1, 1, 1], true],
    ['two are even', { literals: [0, 1, 2] }, [1, 0, 1], false],
    ['none is even', { literals: [0] }, [0], false],
    ['one that is listed twice counts twice', { literals: [0, 0] }, [1], false],
  ],
  atMostOne: [
    ['none', { literals: [0, 1] }, [0, 0], true],
    ['one', { literals: [0, 1] }, [0, 1], true],
    ['two are too many', { literals: [0, not(1)] }, [1, 0], false],
    ['one that is listed twice counts twice', { literals: [0, 0] }, [1], false],
  ],
  exactlyOne: [
    ['one', { literals: [0, 1] }, [0, 1], true],
    ['none is too few', { literals: [0, 1] }, [0, 0], false],
    ['two are too many', { literals: [0, 1] }, [1, 1], false],
  ],
  allDifferent: [
    ['1, 2 + 1 and 2 differ', { exprs: [x, plus(y, constant(1)), z] }, [1, 2, 2], true],
    ['1 + 1 is 2', { exprs: [plus(x, constant(1)), y] }, [1, 2], false],
    ['nothing differs from nothing', { exprs: [] }, [], true],
  ],
  element: [
    ['the element at 1 is 7', { index: x, exprs: [c(5), y], target: c(7) }, [1, 7], true],
    ['the element at 0 is 5, not 7', { index: x, exprs: [c(5), y], target: c(7) }, [0, 7], false],
    ['there is no element at 2', { index: x, exprs: [c(5), c(5)], target: c(5) }, [2], false],
    ['there is no element at -1', { index: x, exprs: [c(5), c(5)], target: c(5) }, [-1], false],
  ],
  table: [
    [
      '(1, 2) is listed',
      {
        exprs: [x, y],
        tuples: [
          [0, 0],
          [1, 2],
        ],
      },
      [1, 2],
      true,
    ],
    [
      '(2, 1) is not listed',
      {
        exprs: [x, y],
        tuples: [
          [0, 0],
          [1, 2],
        ],
      },
      [2, 1],
      false,
    ],
    ['(1, 2) is listed and forbidden', { exprs: [x, y], tuples: [[1, 2]], negated: true }, [1, 2], false],
    ['(1, 1) is not forbidden', { exprs: [x, y], tuples: [[1, 2]], negated: true }, [1, 1], true],
    ['no tuple allows anything', { exprs: [x], tuples: [] }, [0], false],
    ['no tuple forbids anything', { exprs: [x], tuples: [], negated: true }, [0], true],
  ],
  automaton: [
    ['5 leads from 0 to 1, another 5 on to 2, which is final', steps, [5, 5], true],
    ['5 then 6 ends in 1, which is not final', steps, [5, 6], false],
    ['6 leads nowhere from 0', steps, [6, 5], false],
    ['nothing read ends where it starts', { ...steps, exprs: [], finals: [0] }, [], true],
  ],
  circuit: [
    ['0 -> 1 -> 2 -> 0', triangle, [1, 1, 1, 0, 0, 0, 0], true],
    ['0 -> 1 -> 0 and 2 on its self-loop', triangle, [1, 0, 0, 0, 0, 1, 1], true],
    ['all nodes on self-loops', triangle, [0, 0, 0, 1, 1, 1, 0], true],
    ['2 is not visited', triangle, [1, 0, 0, 0, 0, 0, 1], false],
    ['two arcs leave 1', triangle, [1, 1, 1, 0, 0, 0, 1], false],
    ['0 -> 1 -> 0 and 2 -> 3 -> 2 are two circuits', fourNodes, [1, 1, 1, 1, 0, 0], false],
    ['0 -> 1 -> 2 -> 3 -> 0', fourNodes, [1, 0, 1, 0, 1, 1], true],
  ],
  multipleCircuit: [
    ['0 -> 1 -> 0 and 0 -> 2 -> 0', depot, [1, 1, 1, 1, 0, 0, 0, 0], true],
    ['0 -> 1 -> 2 -> 0', depot, [1, 0, 0, 1, 1, 0, 0, 0], true],
    ['0 -> 1 -> 0 and 2 left out on its self-loop', depot, [1, 1, 0, 0, 0, 0, 0, 1], true],
    ['nobody leaves the depot', depot, [0, 0, 0, 0, 0, 0, 1, 1], true],
    ['1 -> 2 -> 1 does not pass the depot', depot, [0, 0, 0, 0, 1, 1, 0, 0], false],
    ['2 is not visited', depot, [1, 1, 0, 0, 0, 0, 0, 0], false],
    ['1 is entered twice', depot, [1, 1, 1, 0, 0, 1, 0, 0], false],
    ['the route does not return', depot, [1, 0, 0, 0, 1, 0, 0, 0], false],
  ],
  inverse: [
    ['0 -> 1, 1 -> 2, 2 -> 0 and back', { direct: [0, 1, 2], inverse: [3, 4, 5] }, [1, 2, 0, 2, 0, 1], true],
    ['back from 1 should be 0', { direct: [0, 1, 2], inverse: [3, 4, 5] }, [1, 2, 0, 2, 1, 0], false],
    ['3 is not a place', { direct: [0, 1], inverse: [2, 3] }, [3, 0, 1, 0], false],
  ],
  max: [
    ['4 is the greatest of 4 and 3', maxEquality(x, [y, z]), [4, 4, 3], true],
    ['5 is greater than the greatest of 4 and 3', maxEquality(x, [y, z]), [5, 4, 3], false],
    ['3 is the least of 4 and 3', minEquality(x, [y, z]), [3, 4, 3], true],
    ['4 is not the least of 4 and 3', minEquality(x, [y, z]), [4, 4, 3], false],
    ['|-3| = 3', absEquality(x, y), [3, -3], true],
    ['|3| is not -3', absEquality(x, y), [-3, 3], false],
  ],
  multiplication: [
    ['-6 = 2 * -3', { target: x, exprs: [y, z] }, [-6, 2, -3], true],
    ['6 is not 2 * -3', { target: x, exprs: [y, z] }, [6, 2, -3], false],
    ['the product of nothing is 1', { target: x, exprs: [] }, [1], true],
    ['(1 + 1) * 3 = 6', { target: c(6), exprs: [plus(x, constant(1)), y] }, [1, 3], true],
  ],
  division: [
    ['7 / 2 is 3', { target: x, dividend: y, divisor: c(2) }, [3, 7], true],
    ['-7 / 2 is -3, towards zero', { target: x, dividend: y, divisor: c(2) }, [-3, -7], true],
    ['-7 / 2 is not -4', { target: x, dividend: y, divisor: c(2) }, [-4, -7], false],
    ['7 / -2 is -3', { target: x, dividend: y, divisor: z }, [-3, 7, -2], true],
    ['-1 / 2 is 0', { target: x, dividend: y, divisor: c(2) }, [0, -1], true],
  ],
  modulo: [
    ['7 mod 3 = 1', { target: x, dividend: y, divisor: c(3) }, [1, 7], true],
    ['-7 mod 3 = -1, with the sign of the dividend', { target: x, dividend: y, divisor: c(3) }, [-1, -7], true],
    ['-7 mod 3 is not 2', { target: x, dividend: y, divisor: c(3) }, [2, -7], false],
    ['-6 mod 3 = 0', { target: x, dividend: y, divisor: c(3) }, [0, -6], true],
  ],
  noOverlap: [
    ['0..2 and 2..5 touch', { intervals: [0, 1] }, [0, 2], true, [from(0, 2), from(1, 3)]],
    ['0..2 and 1..4 overlap', { intervals: [0, 1] }, [0, 1], false, [from(0, 2), from(1, 3)]],
    ['an absent interval overlaps nothing', { intervals: [0, 1] }, [0, 1, 0], true, [from(0, 2), from(1, 3, 2)]],
    ['a present one does', { intervals: [0, 1] }, [0, 1, 1], false, [from(0, 2), from(1, 3, 2)]],
    ['an empty interval may touch an end', { intervals: [0, 1] }, [0, 2], true, [from(0, 2), from(1, 0)]],
    ['an empty interval may not lie inside', { intervals: [0, 1] }, [0, 1], false, [from(0, 2), from(1, 0)]],
    ['two empty intervals may share a point', { intervals: [0, 1] }, [1, 1], true, [from(0, 0), from(1, 0)]],
    [
      'an empty one at the start of another, named after it',
      { intervals: [1, 0] },
      [1, 1],
      true,
      [from(0, 0), from(1, 2)],
    ],
  ],
  noOverlap2D: [
    [
      'apart in y alone',
      { x: [0, 1], y: [2, 3] },
      [0, 1, 0, 2],
      true,
      [from(0, 2), from(1, 2), from(2, 2), from(3, 2)],
    ],
    [
      'sharing 1..2 x 1..2',
      { x: [0, 1], y: [2, 3] },
      [0, 1, 0, 1],
      false,
      [from(0, 2), from(1, 2), from(2, 2), from(3, 2)],
    ],
    [
      'absent in one direction is absent',
      { x: [0, 1], y: [2, 3] },
      [0, 1, 0, 1, 0],
      true,
      [from(0, 2), from(1, 2), from(2, 2), from(3, 2, 4)],
    ],
    [
      'a line inside a rectangle overlaps it',
      { x: [0, 1], y: [2, 3] },
      [0, 1, 0, 1],
      false,
      [from(0, 2), from(1, 0), from(2, 2), from(3, 1)],
    ],
    [
      'a line on its edge does not',
      { x: [0, 1], y: [2, 3] },
      [0, 2, 0, 1],
      true,
      [from(0, 2), from(1, 0), from(2, 2), from(3, 1)],
    ],
  ],
  cumulative: [
    [
      '2 + 1 <= 3 where they meet',
      { intervals: [0, 1], demands: [c(2), c(1)], capacity: c(3) },
      [0, 1],
      true,
      [from(0, 2), from(1, 2)],
    ],
    [
      '2 + 2 > 3 where they meet',
      { intervals: [0, 1], demands: [c(2), c(2)], capacity: c(3) },
      [0, 1],
      false,
      [from(0, 2), from(1, 2)],
    ],
    [
      '2 after 2 <= 3',
      { intervals: [0, 1], demands: [c(2), c(2)], capacity: c(3) },
      [2, 0],
      true,
      [from(0, 2), from(1, 2)],
    ],
    [
      'an absent one uses nothing',
      { intervals: [0, 1], demands: [c(2), c(2)], capacity: c(3) },
      [0, 1, 0],
      true,
      [from(0, 2), from(1, 2, 2)],
    ],
    ['an empty one uses nothing', { intervals: [0], demands: [c(9)], capacity: c(3) }, [0], true, [from(0, 0)]],
    [
      'demand and capacity may vary: 4 > 3',
      { intervals: [0], demands: [term(1)], capacity: term(2) },
      [0, 4, 3],
      false,
      [from(0, 2)],
    ],
    ['a capacity below 0 fails even when idle', { intervals: [], demands: [], capacity: c(-1) }, [], false],
  ],
  reservoir: [
    ['+2 at 1, -2 at 3', level, [1, 3], true],
    ['-2 comes first and falls below 0', level, [3, 1], false],
    ['both at once leave 0', level, [2, 2], true],
    ['+2 alone ends at 2', { ...level, actives: [2, 3] }, [1, 3, 1, 0], true],
    ['-2 alone falls below 0', { ...level, actives: [2, 3] }, [1, 3, 0, 1], false],
    ['+2 and +2 rise above 2', { ...level, changes: [c(2), c(2)] }, [1, 3], false],
    ['changes may vary: 2 - 3 < 0', { ...level, changes: [c(2), times(z, -1)] }, [1, 3, 3], false],
  ],
};

describe.each(Object.keys(CASES) as Kind[])('%s', (kind) => {
  for (const [sentence, own, values, expected, intervals] of CASES[kind] as readonly Case<Kind>[]) {
    it(sentence, () => {
      expect(holds({ kind, ...own } as unknown as Constraint, values, intervals)).toBe(expected);
    });
  }
});

describe('under a condition', () => {
  const never: Constraint = { kind: 'boolOr', literals: [], enforce: [0, not(1)] };

  it('a constraint that fails is ignored when one of its literals is false', () => {
    expect(holds(never, [1, 1])).toBe(true);
    expect(holds(never, [0, 0])).toBe(true);
  });

  it('and counts when all are true', () => {
    expect(holds(never, [1, 0])).toBe(false);
  });

  it('an empty list of conditions always counts', () => {
    expect(holds({ kind: 'boolOr', literals: [], enforce: [] }, [])).toBe(false);
  });
});

describe('an interval', () => {
  const free: Interval = { start: x, size: minus(y, x), end: y, presence: [2] };

  it('may not have a size below 0', () => {
    expect(intervalHolds(free, [1, 3, 1])).toBe(true);
    expect(intervalHolds(free, [3, 1, 1])).toBe(false);
  });

  it('ends where start and size lead', () => {
    expect(intervalHolds({ start: x, size: constant(2), end: y }, [1, 3])).toBe(true);
    expect(intervalHolds({ start: x, size: constant(2), end: y }, [1, 4])).toBe(false);
  });

  it('that is absent may say anything', () => {
    expect(intervalHolds(free, [3, 1, 0])).toBe(true);
  });
});

it('sum counts a negated literal as 1 - variable', () => {
  // !b0 + b1 = 1 - 0 + 1 = 2
  expect(holds(compare(sum([not(0), 1]), '=', 2), [0, 1])).toBe(true);
});
