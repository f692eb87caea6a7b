import { within } from '../language/constraints/linear.ts';
import { type Domain, intersectionOf } from '../language/domain.ts';
import { type Expression, simplify } from '../language/expression.ts';
import { choose, tie } from './choices.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces a linear constraint whose domain has several ranges (`!=` has two) by a choice of one range. */
export const unionLinearToLinear: ConstraintRewrite<'linear'> = {
  name: 'unionLinearToLinear',
  from: 'linear',
  adds: 'exactly one r[k]; sum of lo[k] * r[k] <= sum <= sum of hi[k] * r[k], over the ranges k within the bounds',
  exact: true,
  applies: (c) => c.domain.length > 2,
  replace(c, target) {
    postUnion(target, simplify({ vars: c.vars, coeffs: c.coeffs, offset: 0 }), c.domain);
  },
};

/** Posts that an expression, each variable once, lies in a domain of any number of ranges. */
export function postUnion(target: Target, e: Expression, domain: Domain): void {
  const bounds = target.bounds(e);
  const ranges = intersectionOf(domain, bounds);
  if (ranges.length === 0) {
    target.postFalse();
    return;
  }
  if (ranges.length === 2) {
    const restricts = ranges[0]! > bounds[0] || ranges[1]! < bounds[1];
    if (restricts) target.post(within(e, ranges));
    return;
  }
  target.refuseBeyond('values', ranges.length / 2);
  const lows = ranges.filter((_, i) => i % 2 === 0);
  const highs = ranges.filter((_, i) => i % 2 === 1);
  tie(target, e, { literals: choose(target, lows.length), lows, highs });
}
