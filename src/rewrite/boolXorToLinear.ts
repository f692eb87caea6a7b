import { compare } from '../language/constraints/linear.ts';
import { constant, minus, simplify, sum, term } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces "an odd number is true" by a sum that is one more than twice an integer. */
export const boolXorToLinear: ConstraintRewrite<'boolXor'> = {
  name: 'boolXorToLinear',
  from: 'boolXor',
  adds: 'sum of n literals = 2 * half + 1, with half in 0..(n - 1) / 2',
  exact: true,
  replace(c, target) {
    const count = simplify(sum(c.literals));
    const most = Math.floor((c.literals.length - 1) / 2);
    const half = most > 0 ? term(target.integer(0, most), 2) : constant(0);
    target.post(compare(minus(count, half), '=', 1));
  },
};
