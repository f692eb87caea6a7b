import { absEquality, maxEquality, minEquality } from '../../../src/language/constraints/max.ts';
import { constant, sum, term, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { data, e, enforced, k } from './small.ts';

export const MAX: Model[] = [
  ...enforced('of two variables', (m) =>
    maxEquality(term(m.integer(0, 3, 't')), [term(m.integer(0, 2, 'x')), term(m.integer(-1, 3, 'y'))]),
  ),
  ...enforced('of three expressions', (m) => {
    const [x, y, t] = [m.integer(-1, 2, 'x'), m.integer(0, 2, 'y'), m.integer(-2, 3, 't')];
    return maxEquality(term(t), [weighted([x, y], [1, -1]), term(y), constant(0)]);
  }),
  ...enforced('the least of two', (m) =>
    minEquality(term(m.integer(-1, 3, 't')), [term(m.integer(0, 2, 'x'), 2), term(m.integer(-1, 3, 'y'))]),
  ),
  ...enforced('an absolute value', (m) => absEquality(term(m.integer(-1, 2, 't')), term(m.integer(-2, 3, 'x')))),
  ...enforced('one expression', (m) => maxEquality(term(m.integer(0, 2, 't'), -1), [term(m.integer(-2, 1, 'x'))])),
  ...enforced('one that is always greatest', (m) =>
    maxEquality(term(m.integer(0, 3, 't')), [term(m.integer(0, 1, 'x')), term(m.integer(2, 3, 'y'))]),
  ),
  ...enforced('a target among the expressions', (m) => {
    const t = m.integer(0, 3, 't');
    return maxEquality(term(t), [term(t), term(m.integer(1, 4, 'x'))]);
  }),
  ...enforced('an expression twice', (m) => {
    const x = m.integer(0, 2, 'x');
    return maxEquality(term(m.integer(0, 3, 't')), [term(x), term(x), constant(1)]);
  }),
];

export const MULTIPLICATION: Model[] = [
  ...enforced('a Boolean times an integer', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-2, 3, 't')),
    exprs: [e(m.boolean('a')), e(m.integer(-2, 3, 'x'))],
  })),
  ...enforced('two Booleans, one negated', (m) => ({
    kind: 'multiplication',
    target: e(m.boolean('t')),
    exprs: [e(m.boolean('a')), e(m.boolean('b'), -1, 1)],
  })),
  ...enforced('two integers', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-6, 6, 't')),
    exprs: [e(m.integer(-2, 2, 'x')), e(m.integer(-1, 3, 'y'))],
  })),
  ...enforced('two expressions', (m) => {
    const [x, y] = [m.integer(-1, 2, 'x'), m.integer(0, 2, 'y')];
    const exprs = [data(weighted([x, y], [1, -1], 1)), e(x, -2, 1)];
    return { kind: 'multiplication', target: e(m.integer(-3, 3, 't'), 2, -1), exprs };
  }),
  ...enforced('a square', (m) => {
    const x = m.integer(-2, 3, 'x');
    return { kind: 'multiplication', target: e(m.integer(0, 5, 't')), exprs: [e(x), e(x)] };
  }),
  ...enforced('a square that would be negative', (m) => {
    const x = m.boolean('x');
    return { kind: 'multiplication', target: k(-1), exprs: [e(x), e(x)] };
  }),
  ...enforced('x (1 - x)', (m) => {
    const x = m.integer(-2, 3, 'x');
    return { kind: 'multiplication', target: e(m.integer(-6, 1, 't')), exprs: [e(x), e(x, -1, 1)] };
  }),
  ...enforced('three factors', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-5, 5, 't')),
    exprs: [e(m.integer(-1, 2, 'x')), e(m.integer(-2, 1, 'y'), -1), e(m.integer(0, 2, 'z'))],
  })),
  ...enforced('factors of many values', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-3, 3, 't'), 10),
    exprs: [e(m.integer(-20, 20, 'x')), e(m.integer(0, 1, 'y'), 50, -9)],
  })),
  ...enforced('numbers', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-9, 9, 't')),
    exprs: [k(-2), e(m.integer(-2, 2, 'x')), k(2)],
  })),
  ...enforced('one factor', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(0, 3, 't')),
    exprs: [e(m.integer(-2, 2, 'x'))],
  })),
  ...enforced('no factor', (m) => ({ kind: 'multiplication', target: e(m.integer(0, 3, 't')), exprs: [] })),
  ...enforced('domains with holes', (m) => ({
    kind: 'multiplication',
    target: e(m.integer(-9, 9, 't')),
    exprs: [e(m.integerIn([-2, -2, 3, 3], 'x')), e(m.integerIn([-3, -2, 0, 0, 2, 3], 'y'))],
  })),
];

export function quotients(kind: 'division' | 'modulo'): Model[] {
  const models = [
    ...enforced(`${kind} by 3`, (m) => ({
      kind,
      target: e(m.integer(-3, 3, 't')),
      dividend: e(m.integer(-7, 7, 'x')),
      divisor: k(3),
    })),
    ...enforced(`${kind} of something positive by 2`, (m) => ({
      kind,
      target: e(m.integer(0, 3, 't'), -1, 3),
      dividend: data(sum([m.integer(0, 3, 'x'), m.integer(1, 2, 'y')])),
      divisor: k(2),
    })),
    ...enforced(`${kind} of something negative by 4`, (m) => ({
      kind,
      target: e(m.integer(-3, 1, 't')),
      dividend: e(m.integer(-9, -1, 'x')),
      divisor: k(4),
    })),
    ...enforced(`${kind} by 1`, (m) => ({
      kind,
      target: e(m.integer(-2, 2, 't')),
      dividend: e(m.integer(-2, 3, 'x')),
      divisor: k(1),
    })),
    ...enforced(`${kind} of a number`, (m) => ({
      kind,
      target: e(m.integer(-4, 4, 't')),
      dividend: k(-7),
      divisor: e(m.integer(1, 4, 'd')),
    })),
    ...enforced(`${kind} by a variable`, (m) => ({
      kind,
      target: e(m.integer(-4, 4, 't')),
      dividend: e(m.integer(-5, 6, 'x')),
      divisor: e(m.integer(1, 3, 'd')),
    })),
    ...enforced(`${kind} of something positive by a variable`, (m) => ({
      kind,
      target: e(m.integer(-1, 3, 't')),
      dividend: e(m.integer(0, 6, 'x')),
      divisor: e(m.integer(0, 2, 'd'), 2, 1),
    })),
    ...enforced(`${kind} of the divisor`, (m) => {
      const d = m.integer(1, 4, 'd');
      return { kind, target: e(m.integer(-1, 3, 't')), dividend: e(d, 2, -3), divisor: e(d) };
    }),
    ...enforced(`${kind} with a rest that cannot be`, (m) => ({
      kind,
      target: e(m.integer(5, 6, 't')),
      dividend: e(m.integer(0, 4, 'x')),
      divisor: k(3),
    })),
  ];
  if (kind === 'modulo') return models;
  return [
    ...models,
    ...enforced('division by -2', (m) => ({
      kind,
      target: e(m.integer(-3, 3, 't')),
      dividend: e(m.integer(-5, 5, 'x')),
      divisor: k(-2),
    })),
    ...enforced('division by a negative variable', (m) => ({
      kind,
      target: e(m.integer(-4, 4, 't')),
      dividend: e(m.integer(-4, 5, 'x')),
      divisor: e(m.integer(-3, -1, 'd')),
    })),
  ];
}
