import { compare } from '../language/constraints/linear.ts';
import { minus, simplify, term } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/**
 * Gives an enforced division a result of its own and enforces only the equality with it: CP-SAT loses solutions of
 * enforced divisions with a negative dividend.
 */
export const enforcedDivisionToDivision: ConstraintRewrite<'division'> = {
  name: 'enforcedDivisionToDivision',
  from: 'division',
  adds: 'q = dividend / divisor, always; if enforced then target = q',
  exact: true,
  applies: (c) => (c.enforce?.length ?? 0) > 0,
  replace({ target: result, dividend, divisor }, target) {
    const most = Math.max(...target.bounds(simplify(dividend)).map(Math.abs));
    const quotient = term(target.integer(0 - most, most));
    target.postAlways({ kind: 'division', target: quotient, dividend, divisor });
    target.post(compare(minus(result, quotient), '=', 0));
  },
};
