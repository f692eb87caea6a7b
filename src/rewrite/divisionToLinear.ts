import { compare } from '../language/constraints/linear.ts';
import { minus } from '../language/expression.ts';
import { quotientOf } from './products.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces a division that rounds towards zero. */
export const divisionToLinear: ConstraintRewrite<'division'> = {
  name: 'divisionToLinear',
  from: 'division',
  adds: 'q with 0 <= dividend - divisor * q < divisor (-divisor < dividend - divisor * q <= 0 when negative); target = q',
  exact: true,
  replace(c, target) {
    const { quotient } = quotientOf(target, c.dividend, c.divisor);
    target.post(compare(minus(c.target, quotient), '=', 0));
  },
};
