import { compare } from '../language/constraints/linear.ts';
import { constant, type Expression, minus, simplify, term } from '../language/expression.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Gives an enforced product a result of its own and enforces only the equality with it: CP-SAT does not end on an
 * enforced square whose target is negative.
 */
export const enforcedMultiplicationToMultiplication: ConstraintRewrite<'multiplication'> = {
  name: 'enforcedMultiplicationToMultiplication',
  from: 'multiplication',
  adds: 'p = product of exprs, always; if enforced then target = p',
  exact: true,
  applies: (c) => (c.enforce?.length ?? 0) > 0,
  replace({ target: result, exprs }, target) {
    const product = productOf(target, exprs);
    target.postAlways({ kind: 'multiplication', target: product, exprs });
    target.post(compare(minus(result, product), '=', 0));
  },
};

/** A variable with the bounds that the factors give their product; of none it is 1. */
function productOf(target: Target, exprs: readonly Expression[]): Expression {
  let [lo, hi] = [1, 1];
  for (const factor of exprs) {
    const corners = target.bounds(simplify(factor)).flatMap((bound) => [lo * bound, hi * bound]);
    [lo, hi] = [Math.min(...corners) + 0, Math.max(...corners) + 0];
  }
  return lo === hi ? constant(lo) : term(target.integer(lo, hi));
}
