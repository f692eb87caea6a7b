import { compare, within } from '../../../src/language/constraints/linear.ts';
import { constant, not, sum, term, weighted } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import { enforced, small } from './small.ts';

const [LOW, HIGH] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

export const LINEAR: Model[] = [
  ...enforced('2x - 3y in 0..4', (m) => {
    const [x, y] = [m.integer(-2, 3, 'x'), m.integer(0, 2, 'y')];
    return { kind: 'linear', vars: [x, y], coeffs: [2, -3], domain: [0, 4] };
  }),
  ...enforced('x + y + z <= 4', (m) =>
    compare(sum([m.integer(0, 2, 'x'), m.integer(1, 2, 'y'), m.integer(-1, 2, 'z')]), '<=', 4),
  ),
  ...enforced('-x >= -1', (m) => compare(term(m.integer(-3, 3, 'x'), -1), '>=', -1)),
  ...enforced('x != y', (m) => compare(term(m.integer(0, 3, 'x')), '!=', term(m.integer(1, 3, 'y')))),
  ...enforced('x != the end of its domain', (m) => compare(term(m.integer(0, 3, 'x')), '!=', 3)),
  ...enforced('2x + y in three ranges', (m) => {
    const [x, y] = [m.integer(0, 3, 'x'), m.integer(-1, 1, 'y')];
    return { kind: 'linear', vars: [x, y], coeffs: [2, 1], domain: [LOW, 0, 2, 3, 6, 6] };
  }),
  ...enforced('4x + y in every second of 202 values', (m) => {
    const [x, y] = [m.integer(0, 2, 'x'), m.integer(0, 3, 'y')];
    const even = Array.from({ length: 101 }, (_, i) => 2 * i);
    return { kind: 'linear', vars: [x, y], coeffs: [4, 1], domain: even.flatMap((value) => [value, value]) };
  }),
  ...enforced('ranges of which the bounds leave one', (m) => within(term(m.integer(0, 3, 'x')), [-9, -7, 1, 2, 8, 9])),
  ...enforced('ranges of which the bounds leave none', (m) => within(term(m.integer(0, 3, 'x')), [-9, -7, 8, 9])),
  ...enforced('ranges that cover the bounds', (m) => within(term(m.integer(0, 3, 'x')), [LOW, -2, 0, 3, 5, HIGH])),
  ...enforced('a sum that is too small', (m) => compare(sum([m.boolean('a'), m.boolean('b')]), '>=', 3)),
  ...enforced('a sum without a limit', (m) => within(term(m.integer(0, 3, 'x')), [LOW, HIGH])),
  ...enforced('no term at all, true', () => compare(constant(2), '=', 2)),
  ...enforced('no term at all, false', () => compare(constant(2), '=', 3)),
  ...enforced('a variable twice', (m) => {
    const x = m.integer(-2, 2, 'x');
    return { kind: 'linear', vars: [x, m.integer(0, 2, 'y'), x], coeffs: [2, 1, -1], domain: [1, 2] };
  }),
  ...enforced('a variable that cancels out', (m) => {
    const x = m.integer(-2, 2, 'x');
    return { kind: 'linear', vars: [x, m.integer(0, 2, 'y'), x], coeffs: [1, 1, -1], domain: [1, 2] };
  }),
  ...enforced('a coefficient of zero', (m) => {
    return { kind: 'linear', vars: [m.integer(0, 2, 'x'), m.integer(0, 2, 'y')], coeffs: [0, 3], domain: [3, 4] };
  }),
  small('enforced by a variable of the sum', (m) => {
    const [a, x] = [m.boolean('a'), m.integer(-2, 2, 'x')];
    m.add(compare(weighted([a, x], [2, 1]), '<=', 1), { enforce: [a] });
    m.add(compare(weighted([a, x], [2, 1]), '>=', 1), { enforce: [not(a)] });
  }),
  small('enforced by three literals', (m) => {
    const [a, b, c, x] = [m.boolean('a'), m.boolean('b'), m.boolean('c'), m.integer(0, 5, 'x')];
    m.add(within(term(x), [2, 3]), { enforce: [a, not(b), c] });
  }),
];
