import { compare } from '../language/constraints/linear.ts';
import { type Expression, minus, plus, simplify, term } from '../language/expression.ts';
import type { Interval } from '../language/variables.ts';
import type { Target } from './target.ts';

/** Whether an expression names more than one variable, or one with the factor 0, by which CP-SAT divides. */
export function isSum(e: Expression): boolean {
  return e.vars.length > 1 || e.coeffs[0] === 0;
}

/** Whether an interval's end is its start plus its size whatever the values are, even when it is absent. */
export function endsAfterSize({ start, size, end }: Interval): boolean {
  const gap = minus(plus(start, size), end);
  return gap.vars.length === 0 && gap.offset === 0;
}

/** The expression over at most one variable: one of its own is appended for a sum, and shared by equal sums. */
export function affine(target: Target, e: Expression): Expression {
  const { vars, coeffs, offset } = simplify(e);
  if (vars.length <= 1) return { vars, coeffs, offset };
  return target.shared(`sum ${vars} ${coeffs} ${offset}`, () => {
    const sum = { vars, coeffs, offset };
    const value = term(target.integer(...target.bounds(sum)));
    target.postAlways(compare(minus(sum, value), '=', 0));
    return value;
  });
}
