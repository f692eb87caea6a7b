import { compare } from '../language/constraints/linear.ts';
import { minus } from '../language/expression.ts';
import { quotientOf } from './products.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces a rest, which has the sign of the dividend. */
export const moduloToLinear: ConstraintRewrite<'modulo'> = {
  name: 'moduloToLinear',
  from: 'modulo',
  adds: 'q as in divisionToLinear; target = dividend - divisor * q',
  exact: true,
  replace(c, target) {
    const { multiple } = quotientOf(target, c.dividend, c.divisor);
    target.post(compare(minus(c.target, minus(c.dividend, multiple)), '=', 0));
  },
};
