import { within } from '../language/constraints/linear.ts';
import { intersectionOf } from '../language/domain.ts';
import { simplify } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/**
 * CP-SAT gives every range of a sum an indicator and rows when its time ends before its presolve does: of 400,000 ranges,
 * its memory of 2 GB was full. The ranges of a variable cost it a few bytes each.
 */
const MANY = 100;

/** Lets a variable take the values of a sum that may have many ranges. */
export const rangesToVariable: ConstraintRewrite<'linear'> = {
  name: 'rangesToVariable',
  from: 'linear',
  adds: 'a variable z with the ranges of the sum; sum - z = 0',
  exact: true,
  applies: (c) => c.domain.length > 2 * MANY,
  replace(c, target) {
    const sum = simplify({ vars: c.vars, coeffs: c.coeffs, offset: 0 });
    const ranges = intersectionOf(c.domain, target.bounds(sum));
    if (ranges.length === 0) return target.postFalse();
    const value = target.integerIn(ranges);
    target.post(within({ vars: [...sum.vars, value], coeffs: [...sum.coeffs, -1], offset: sum.offset }, [0, 0]));
  },
};
