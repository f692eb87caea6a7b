import { compare } from '../language/constraints/linear.ts';
import { constant, type Expression, minus, simplify, term } from '../language/expression.ts';
import { product } from './products.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces a product, two factors at a time. */
export const multiplicationToLinear: ConstraintRewrite<'multiplication'> = {
  name: 'multiplicationToLinear',
  from: 'multiplication',
  adds: 'parts p[v] = [x = v] * y, sum of p[v] = y, target = sum of v * p[v]; more factors through partial products',
  exact: true,
  replace(c, target) {
    const [first, ...others] = c.exprs.map(simplify);
    let whole = first ?? constant(1);
    let [lo, hi] = target.bounds(whole);
    others.forEach((factor, i) => {
      if (i > 0) whole = partial(target, { whole, lo, hi });
      const corners = target.bounds(factor).flatMap((bound) => [lo * bound, hi * bound]);
      [lo, hi] = [Math.min(...corners), Math.max(...corners)];
      whole = product(target, whole, factor);
    });
    target.post(compare(minus(c.target, whole), '=', 0));
  },
};

/** A product as one variable with the bounds that its factors give it: tighter than those of the product's terms. */
function partial(target: Target, { whole, lo, hi }: { whole: Expression; lo: number; hi: number }): Expression {
  if (whole.vars.length <= 1) return whole;
  const variable = term(target.integer(lo + 0, hi + 0));
  target.postAlways(compare(minus(whole, variable), '=', 0));
  return variable;
}
